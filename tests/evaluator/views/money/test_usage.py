import pytest
from django.urls import reverse

from evaluator.models import Usage
from evaluator.selectors.money.inputs import usage_profile

pytestmark = pytest.mark.django_db

SEE = [
    ("lead", 200),
    ("evaluator", 200),
    ("observer", 403),
    ("member", 404),
    ("outsider", 404),
]
FORM = {
    "stored_contacts_likely": "۱۰٬۰۰۰",
    "sends_per_contact_likely": "2.5",
    "growth_likely": "20",
    "per": "year",
    "first_month": "3",
    "window_days": "30",
    "counts": "visit",
    "version": "0",
}


@pytest.fixture
def url(evaluation) -> str:
    return reverse("evaluator:usage", args=[evaluation.pk])


@pytest.fixture
def save(client, url, people):
    def saved(**changed):
        client.force_login(people["lead"])
        return client.post(url, FORM | changed)

    return saved


@pytest.mark.parametrize(("person", "status"), SEE)
def test_who_sees_the_usage(client, url, people, person, status):  # R21
    client.force_login(people[person])

    assert client.get(url).status_code == status


@pytest.mark.parametrize(
    ("person", "status"), [("lead", 302), ("evaluator", 403), ("outsider", 404)]
)
def test_who_enters_the_usage(client, url, people, person, status):
    client.force_login(people[person])

    answer = client.post(url, FORM)

    assert answer.status_code == status
    assert Usage.objects.exists() == (status == 302)


def test_three_figures_make_a_profile(evaluation, save):
    save()

    profile = usage_profile(evaluation)

    assert profile.figures["stored_contacts"].likely == 10_000
    assert str(profile.growth[0].rate.likely) == "0.2"
    assert profile.first_month == 3


def test_what_was_saved_stands_in_the_form_again(client, url, save):
    save(
        season_12="180",
        jump_1_month="14",
        jump_1_measure="stored_contacts",
        jump_1_likely="5000",
        growth_1_measure="sms",
        growth_1_likely="-5",
        stored_contacts_low="9000",
        stored_contacts_high="12000",
    )

    page = client.get(url).content.decode()

    for value in ("180", "5000", "-5", "9000", "12000"):
        assert f'value="{value}"' in page


def test_saving_the_form_as_it_stands_changes_nothing(evaluation, client, url, save):
    save(
        season_12="180",
        jump_1_month="14",
        jump_1_measure="stored_contacts",
        jump_1_likely="-500",
        growth_1_measure="sms",
        growth_1_likely="7",
    )
    before = usage_profile(evaluation)
    form = client.get(url).context["form"]
    again = {
        name: field.value() for name in form.fields if (field := form[name]).value()
    }

    client.post(url, again)
    evaluation.refresh_from_db()

    assert Usage.objects.get().version == 2
    assert usage_profile(evaluation) == before


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"stored_contacts_likely": "-5"}, "0 or more"),
        ({"stored_contacts_likely": "12.500"}, "can be read in two ways"),
        ({"stored_contacts_low": "20000"}, "must rise from low"),
        ({"growth_likely": "90000", "per": "month"}, "smaller growth"),
        ({"season_1": "0"} | {f"season_{m}": "0" for m in range(2, 13)}, "0 in every"),
        ({"window_days": "0"}, "greater than or equal to 1"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(save, changed, said):
    answer = save(**changed)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Usage.objects.exists()


def test_a_stale_profile_is_refused(save):  # R48
    save()

    answer = save(stored_contacts_likely="7")

    assert answer.status_code == 412
    assert Usage.objects.get().content["figures"]["stored_contacts"]["likely"] != "7"


def test_the_curve_is_drawn_while_somebody_types_and_nothing_is_saved(
    client, evaluation, people
):
    client.force_login(people["lead"])
    picture = reverse("evaluator:usage_picture", args=[evaluation.pk])

    page = client.post(picture, FORM).content.decode()
    wrong = client.post(picture, FORM | {"growth_likely": "x"}).content.decode()

    assert "<svg" in page
    assert "comes back" in wrong
    assert not Usage.objects.exists()


def test_the_page_needs_few_queries(
    client, url, save, people, django_assert_max_num_queries
):
    save()

    with django_assert_max_num_queries(24):
        client.get(url)
