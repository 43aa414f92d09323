import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from migration.forms.adoption import WholeField
from migration.models import SuccessMeasure

pytestmark = pytest.mark.django_db

SEE = [
    ("lead", 200),
    ("evaluator", 200),
    ("observer", 200),
    ("owner", 404),
    ("member", 404),
    ("outsider", 404),
]
EDIT = [
    ("lead", 302),
    ("evaluator", 403),
    ("observer", 403),
    ("member", 404),
    ("outsider", 404),
]
ENTER = [
    ("lead", 302),
    ("evaluator", 302),
    ("observer", 403),
    ("outsider", 404),
]


def url_of(name: str, pk: int) -> str:
    return reverse(f"migration:{name}", args=[pk])


@pytest.fixture
def measure(plan) -> SuccessMeasure:
    return plan.success_measures.create(
        name="More sales", unit="EUR", baseline="2.5", target="5"
    )


@pytest.fixture
def training(plan):
    return plan.trainings.create(role="mops", aim="Send a campaign")


@pytest.mark.parametrize(("person", "status"), SEE)
def test_who_sees_what_the_move_brought(client, plan, measure, people, person, status):
    client.force_login(people[person])

    answers = [
        client.get(url_of("plan_adoption", plan.pk)),
        client.get(url_of("measure_edit", measure.pk)),
    ]

    assert {answer.status_code for answer in answers} == {status}


@pytest.mark.parametrize(("person", "status"), EDIT)
def test_who_plans_the_adoption(
    client, plan, measure, training, people, person, status
):
    client.force_login(people[person])

    answers = [
        client.post(url_of("adoption_take", plan.pk)),
        client.post(url_of("measure_add", plan.pk), {"name": "Opt-ins"}),
        client.post(
            url_of("measure_edit", measure.pk), {"name": "Sales", "version": "1"}
        ),
        client.post(
            url_of("training_add", plan.pk),
            {"role": "mops", "aim": "Test", "experience": "none"},
        ),
        client.post(
            url_of("training_edit", training.pk),
            {"role": "mops", "aim": "Send", "experience": "much", "version": "1"},
        ),
        client.post(
            url_of("review_hold", plan.pk),
            {"kind": "day_30", "held_on": "2026-01-02", "works": "All"},
        ),
        client.post(url_of("archive_prove", plan.pk), {"proof": "Vault"}),
        client.post(url_of("old_switch_back", plan.pk)),
        client.post(url_of("training_remove", training.pk)),
        client.post(url_of("training_restore", training.pk)),
        client.post(url_of("measure_remove", measure.pk)),
        client.post(url_of("measure_restore", measure.pk)),
    ]

    assert {answer.status_code for answer in answers} == {status}


@pytest.mark.parametrize(("person", "status"), ENTER)
def test_who_enters_figures(client, plan, measure, people, person, status):
    client.force_login(people[person])

    answers = [
        client.post(
            url_of("measure_value_add", measure.pk),
            {"value": "۳٫۵", "measured_on": "2026-01-02"},
        ),
        client.post(
            url_of("adoption_count", plan.pk),
            {
                "role": "mops",
                "counted_on": "2026-01-02",
                "people": "4",
                "active": "٣",
            },
        ),
    ]

    assert {answer.status_code for answer in answers} == {status}
    assert measure.values.filter(value="3.5").exists() == (status == 302)
    assert plan.adoption_counts.filter(active=3).exists() == (status == 302)


def test_a_decimal_value_is_shown_with_its_decimals(client, plan, measure, people):
    client.force_login(people["lead"])

    page = client.get(url_of("plan_adoption", plan.pk)).content.decode()

    assert "2.5" in page


@pytest.mark.parametrize(
    ("name", "sent", "said"),
    [
        ("measure_add", {"name": ""}, "This field is required"),
        (
            "adoption_count",
            {"role": "mops", "counted_on": "2026-01-02", "people": "1", "active": "2"},
            "more active people",
        ),
        (
            "adoption_count",
            {
                "role": "mops",
                "counted_on": "2026-01-02",
                "people": "1.5",
                "active": "1",
            },
            "whole number",
        ),
        (
            "training_add",
            {"role": "mops", "aim": "A", "experience": "none", "passed": "1"},
            "how many people took part",
        ),
        (
            "review_hold",
            {"kind": "day_30", "held_on": "2026-01-02"},
            "what works, what to improve",
        ),
    ],
)
def test_what_is_wrong_is_said_on_the_page(client, plan, people, name, sent, said):
    client.force_login(people["lead"])

    answer = client.post(url_of(name, plan.pk), sent)

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_held_review_comes_back_into_the_form_and_is_changed(client, plan, people):
    client.force_login(people["lead"])
    url = url_of("review_hold", plan.pk)
    said = {"kind": "day_30", "held_on": "2026-01-02", "works": "All"}
    client.post(url, said)
    review = plan.reviews.get()

    page = client.get(url_of("plan_adoption", plan.pk), {"review": review.pk})
    refused = client.post(url, said | {"works": "Some"})
    client.post(url, said | {"held_on": "2026-01-03", "review": review.pk})

    assert page.context["review_form"].initial["works"] == "All"
    assert "written down already" in refused.content.decode()
    assert [str(each.held_on) for each in plan.reviews.all()] == ["2026-01-03"]


def test_a_stale_measure_shows_both_values(client, measure, people):
    client.force_login(people["lead"])
    SuccessMeasure.objects.update(name="Theirs", version=2)

    answer = client.post(
        url_of("measure_edit", measure.pk), {"name": "Mine", "version": "1"}
    )

    page = answer.content.decode()
    assert answer.status_code == 412  # R48
    assert "Theirs" in page
    assert "Mine" in page


def test_a_locked_switch_says_what_is_missing(client, plan, people):
    client.force_login(people["lead"])

    answer = client.post(url_of("old_switch_off", plan.pk))

    assert answer.status_code == 409
    assert "archive is not proven" in answer.content.decode()


def test_values_come_as_csv(client, plan, measure, people):
    measure.values.create(value="3.5", measured_on="2026-01-02", note="CRM")
    client.force_login(people["observer"])

    answer = client.get(url_of("plan_adoption", plan.pk), {"format": "csv"})

    text = b"".join(answer.streaming_content).decode()
    assert "More sales,EUR,2.5,5,,2026-01-02,3.5,CRM" in text


def test_more_figures_need_no_more_queries(
    client, plan, measure, people, django_assert_max_num_queries
):
    client.force_login(people["lead"])
    for number in range(30):
        more = plan.success_measures.create(name=f"Measure {number}")
        more.values.create(value=number, measured_on="2026-01-02")
        plan.trainings.create(role="mops", aim=f"Aim {number}")

    with django_assert_max_num_queries(24):
        client.get(url_of("plan_adoption", plan.pk))


@pytest.mark.parametrize(
    ("typed", "said"),
    [("many", "whole number"), ("1.5", "whole number"), ("1,5", "two ways")],
)
def test_a_count_asks_for_no_decimals(typed, said):
    with pytest.raises(ValidationError, match=said):
        WholeField().clean(typed)
