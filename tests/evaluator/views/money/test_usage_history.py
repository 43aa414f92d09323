from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from evaluator.costs.measures import Measure
from evaluator.models import Usage
from evaluator.selectors.money.inputs import usage_profile

pytestmark = pytest.mark.django_db
SEASON = (0.8, 0.9, 1, 1, 1, 1, 1, 1, 1, 1, 1.1, 1.2)
ABSENT = (None, "")
GROWTH = 1.2 ** (1 / 12)


def history(months: int = 36, *, without: tuple[int, ...] = ()) -> str:
    """Contacts that grow by 20 % a year from January 2023, and mails with a season."""
    rows = [
        f"{2023 + at // 12}-{at % 12 + 1:02},{1000 * GROWTH**at:.2f},"
        f"{2000 * GROWTH**at * SEASON[at % 12]:.2f}"
        for at in range(months)
        if at not in without
    ]
    return "\n".join(["month,contacts,emails", *rows])


@pytest.fixture
def url(evaluation) -> str:
    return reverse("evaluator:usage_history", args=[evaluation.pk])


@pytest.fixture
def bring(client, url, people):
    def brought(text: str, person: str = "lead"):
        client.force_login(people[person])
        file = SimpleUploadedFile("history.csv", text.encode())
        return client.post(url, {"file": file})

    return brought


@pytest.mark.parametrize(
    ("person", "status"), [("lead", 200), ("evaluator", 403), ("outsider", 404)]
)
def test_who_brings_a_history(bring, client, url, people, person, status):
    client.force_login(people[person])

    assert client.get(url).status_code == status
    assert bring(history(), person).status_code == status


def test_growth_and_season_are_found_and_nothing_is_saved(bring):
    answer = bring(history())

    profile = answer.context["proposal"].profile
    contacts = profile.figures[Measure.STORED_CONTACTS]
    assert contacts.likely == round(1000 * 1.2**3)
    assert float(profile.figures[Measure.SENDS_PER_CONTACT].likely) == pytest.approx(
        2, abs=0.01
    )
    assert float(profile.growth[0].rate.likely) == pytest.approx(0.2, abs=1e-3)
    assert [float(each) for each in profile.season] == pytest.approx(SEASON, abs=1e-3)
    assert profile.first_month == 1
    assert not Usage.objects.exists()


def test_what_was_found_can_be_saved_as_it_stands(bring, client, evaluation):
    answer = bring(history())
    form = answer.context["form"]
    values = {
        name: form[name].value()
        for name in form.fields
        if form[name].value() is not False
    }
    filled = {name: value for name, value in values.items() if value not in ABSENT}

    saved = client.post(reverse("evaluator:usage", args=[evaluation.pk]), filled)

    evaluation.refresh_from_db()
    assert saved.status_code == 302
    assert usage_profile(evaluation) == answer.context["proposal"].profile


def test_holes_and_bad_rows_are_named_and_the_rest_is_used(bring):
    text = history(without=(4,)).replace("2023-03,", "2023-14,")

    answer = bring(text)

    page = answer.content.decode()
    (figure, _mails) = answer.context["proposal"].figures
    assert "such as 2026-03" in page
    assert "Mar 2023" in page
    assert "May 2023" in page
    assert figure.fit.used == 34


def test_a_month_that_stands_twice_counts_once(bring):
    answer = bring(history(12) + "\n2023-01,9,9")

    assert "here twice" in answer.content.decode()
    assert answer.context["history"].values[Measure.STORED_CONTACTS][0] == 1000


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("month,contacts\n", "no column with a figure"),
        ("month,shoes\n2023-01,5\n", "no column with a figure"),
        ("contacts\n5\n", "“Month” is missing"),
        ("month,contacts\n2023-01,-5\n", "0 or more"),
        ("month,contacts\n1402-01,5\n", "Gregorian"),
        ("month,contacts\n1950-01,5\n2023-01,5\n", "more than 240 months"),
    ],
)
def test_a_file_without_a_history_is_refused(bring, text, said):
    answer = bring(text)

    assert answer.status_code == 422
    assert said in answer.content.decode()


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("2023-01,5\n2023-02,6\n", "at least 3 months"),
        ("2023-01,1\n2023-02,1000000000000\n2023-03,1\n2023-04,9", "differ too much"),
    ],
)
def test_a_figure_that_tells_no_growth_is_named(bring, rows, said):
    answer = bring("month,contacts\n" + rows)

    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert answer.context["proposal"].profile.figures == {}


def test_headers_and_digits_of_all_languages_are_read(bring):
    rows = "".join(f"۲۰۲۳-۰{month},۱۰۰{month}\n" for month in range(1, 10))

    answer = bring("Month;stored_contacts\n".replace(";", ",") + rows)

    assert answer.context["history"].first == date(2023, 1, 1)
    assert answer.context["proposal"].figures[0].fit.used == 9


def test_the_page_needs_few_queries(
    bring, client, people, django_assert_max_num_queries
):
    client.force_login(people["lead"])

    with django_assert_max_num_queries(30):
        bring(history())


def test_a_script_gets_a_profile_that_it_can_save(client, evaluation, people):
    client.force_login(people["lead"])
    place = f"/api/v1/evaluations/{evaluation.pk}/usage/"
    file = SimpleUploadedFile("history.csv", history().encode())

    found = client.post(f"{place}history/", {"file": file}).json()
    saved = client.put(
        place,
        {"profile": found["profile"]},
        content_type="application/json",
        headers={"If-Match": '"0"'},
    )

    assert saved.status_code == 200
    assert [each["used"] for each in found["figures"]] == [36, 36]


def test_months_that_scatter_give_the_level_a_range(bring):
    rows = [f"2024-{at + 1:02},{1000 + 90 * (-1) ** at}" for at in range(12)]

    answer = bring("\n".join(["month,contacts", *rows]))

    level = answer.context["proposal"].profile.figures[Measure.STORED_CONTACTS]
    assert level.low < level.likely - 90
    assert level.high > level.likely + 90
    assert "four of five further months" in answer.content.decode()
