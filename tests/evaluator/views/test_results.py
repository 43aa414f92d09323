import pytest
from django.urls import reverse

from evaluator.models import Choice, Score

pytestmark = pytest.mark.django_db

SEE = [
    ("lead", 200),
    ("evaluator", 200),
    ("observer", 200),
    ("member", 404),
    ("outsider", 404),
]


def url_of(name: str, *args: int) -> str:
    return reverse(f"evaluator:{name}", args=args)


@pytest.mark.parametrize(("person", "status"), SEE)
def test_who_sees_the_results(client, revealed, people, person, status):
    client.force_login(people[person])
    acme = revealed.candidates.get(name="Acme")
    leaf = revealed.criteria.get(own_name="Price")

    for url in (
        url_of("results", revealed.pk),
        url_of("result_total", revealed.pk, acme.pk),
        url_of("result_cell", revealed.pk, acme.pk, leaf.pk),
    ):
        assert client.get(url).status_code == status


@pytest.mark.parametrize(
    ("person", "status"),
    [("lead", 302), ("evaluator", 403), ("observer", 403), ("outsider", 404)],
)
def test_who_may_record_the_choice(client, revealed, people, person, status):
    client.force_login(people[person])
    form = {
        "chosen": revealed.candidates.get(name="Acme").pk,
        "reasons": "It fits.",
        "version": 0,
    }

    answer = client.post(url_of("choice_edit", revealed.pk), form)

    assert answer.status_code == status
    assert Choice.objects.exists() == (status == 302)


def test_before_the_reveal_nobody_sees_a_number(client, evaluation, people, now):
    evaluation.state, evaluation.opened_at = "scoring", now
    evaluation.save()
    acme = evaluation.candidates.get(name="Acme")
    client.force_login(people["lead"])

    page = client.get(url_of("results", evaluation.pk))

    assert "Sealed until the reveal" in page.content.decode()  # R17
    opened = client.get(url_of("result_total", evaluation.pk, acme.pk))
    assert opened.status_code == 404


def test_the_page_says_who_is_first_and_by_how_much(client, revealed, people):
    client.force_login(people["observer"])

    page = client.get(url_of("results", revealed.pk)).content.decode()

    assert "<bdi>Acme</bdi></strong> is first, 8.0 points of 100 ahead of" in page


def test_the_choice_stands_on_top_of_the_results(client, revealed, people):
    client.force_login(people["lead"])
    client.post(
        url_of("choice_edit", revealed.pk),
        {
            "chosen": revealed.candidates.get(name="Bolt").pk,
            "runner_up": revealed.candidates.get(name="Acme").pk,
            "reasons": "Support answers within the hour.",
            "version": 0,
        },
    )

    page = client.get(url_of("results", revealed.pk)).content.decode()

    assert "Chosen: <bdi>Bolt</bdi>" in page
    assert "Support answers within the hour." in page


def test_between_equals_nobody_is_proposed(client, revealed, people):
    Score.objects.filter(value__isnull=False).update(value=3)
    client.force_login(people["lead"])

    form = client.get(url_of("choice_edit", revealed.pk)).context["form"]

    assert not form["chosen"].value()
    assert not form["runner_up"].value()


def test_the_runner_up_must_be_another(client, revealed, people):
    client.force_login(people["lead"])
    acme = revealed.candidates.get(name="Acme").pk

    answer = client.post(
        url_of("choice_edit", revealed.pk),
        {"chosen": acme, "runner_up": acme, "reasons": "x", "version": 0},
    )

    assert answer.status_code == 422
    assert not Choice.objects.exists()


def test_a_stale_choice_is_refused(client, revealed, people):  # R48
    client.force_login(people["lead"])
    form = {"chosen": revealed.candidates.get(name="Acme").pk, "version": 0}
    client.post(url_of("choice_edit", revealed.pk), form | {"reasons": "One"})

    answer = client.post(url_of("choice_edit", revealed.pk), form | {"reasons": "Two"})

    assert answer.status_code == 422
    assert Choice.objects.get().reasons == "One"


def test_a_criterion_of_another_evaluation_opens_nothing(client, revealed, people):
    acme = revealed.candidates.get(name="Acme")
    client.force_login(people["lead"])

    answer = client.get(url_of("result_cell", revealed.pk, acme.pk, 99999))

    assert answer.status_code == 404  # R12
