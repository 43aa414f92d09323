from io import BytesIO
from urllib.parse import unquote

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from evaluator.models import Criterion, MeasuredValue
from evaluator.selectors.results import read_results
from evaluator.services import workbooks
from tests.evaluator.workbooks.reading import Reading
from workspace.models import Activity, AuditEntry, Job

pytestmark = pytest.mark.django_db


def url_of(evaluation) -> str:
    return reverse("evaluator:workbook_download", args=[evaluation.pk])


@pytest.mark.parametrize(
    ("person", "status"),
    [
        ("lead", 200),
        ("evaluator", 200),
        ("observer", 200),
        ("member", 404),
        ("outsider", 404),
    ],
)
def test_who_may_take_the_workbook(client, revealed, people, person, status):
    client.force_login(people[person])

    assert client.post(url_of(revealed)).status_code == status
    assert Activity.objects.filter(verb="workbook.exported").exists() == (status == 200)


@pytest.mark.parametrize("method", ["get", "post"])
def test_before_the_reveal_there_is_no_workbook(
    as_lead, evaluation, now, method
):  # R17
    evaluation.state, evaluation.opened_at = "scoring", now
    evaluation.save()

    answer = getattr(as_lead, method)(url_of(evaluation))

    assert answer.status_code == 404


def test_the_workbook_tells_the_numbers_of_the_page(as_lead, revealed, now):
    answer = as_lead.post(url_of(revealed))

    results = read_results(revealed, today=now.date())
    told = [(rank, total) for rank, _name, total in Reading(answer.content).ranking()]
    assert told == [
        (each.rank, pytest.approx(each.total)) for each in results.ranking.standings
    ]
    assert answer.headers["Content-Type"] == workbooks.XLSX


def test_everybody_in_it_sees_the_individual_scores_after_the_reveal(
    client, revealed, people
):
    client.force_login(people["observer"])

    workbook = Reading(client.post(url_of(revealed)).content)

    score = workbook.value("Scores", "Price", "Acme", under="Second")
    assert score == 4
    notes = [row[5] for row in workbook.sheet("Notes").iter_rows(values_only=True)]
    assert "second on Acme" in notes


def test_the_file_is_named_in_the_language_of_the_reader(as_lead, revealed):
    revealed.title = 'مقایسه: "الف/ب"'
    revealed.save()

    answer = as_lead.post(url_of(revealed))

    named = unquote(answer.headers["Content-Disposition"])
    assert named.startswith("attachment; filename*=utf-8''مقایسه الف ب - comparison ")
    assert named.endswith(".xlsx")
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_taking_it_is_recorded_in_both_records(as_lead, revealed):  # R56
    as_lead.post(url_of(revealed))

    entry = AuditEntry.objects.get(event="workbook.exported")
    assert (entry.object_kind, entry.object_id) == ("evaluation", revealed.pk)
    assert Activity.objects.get(verb="workbook.exported").actor.name == "Lead"


def test_a_get_leads_to_the_button_and_records_nothing(as_lead, revealed):  # R41
    answer = as_lead.get(url_of(revealed))

    assert answer.headers["Location"] == reverse(
        "evaluator:results", args=[revealed.pk]
    )
    assert not Activity.objects.filter(verb="workbook.exported").exists()


def test_the_results_carry_the_button(as_lead, revealed):
    page = as_lead.get(reverse("evaluator:results", args=[revealed.pk]))

    assert f'action="{url_of(revealed)}"' in page.content.decode()


def test_nothing_to_compare_is_said_in_words(as_lead, revealed):
    revealed.candidates.update(stage="long")

    answer = as_lead.post(url_of(revealed), follow=True)

    assert "There is nothing to compare yet" in answer.content.decode()


def test_a_measured_price_opens_down_to_its_source(as_lead, revealed, people):
    criterion = Criterion.objects.create(
        evaluation=revealed,
        kind="measured",
        own_name="Yearly price",
        unit="EUR",
        value_function={"kind": "linear", "worst": 50_000, "best": 0},
    )
    MeasuredValue.objects.create(
        candidate=revealed.candidates.get(name="Acme"),
        criterion=criterion,
        value=12_000,
        source="Offer of 3 May",
        entered_by=people["lead"],
    )

    sheet = load_workbook(BytesIO(as_lead.post(url_of(revealed)).content))["Facts"]

    row = next(sheet.iter_rows(min_row=4, values_only=True))
    assert row[:4] == ("Acme", "Yearly price", "typed in", 12_000)
    assert row[7] == "Offer of 3 May"


def test_the_queries_do_not_grow_with_the_matrix(
    as_lead, revealed, django_assert_num_queries
):
    as_lead.post(url_of(revealed))

    # 4: session, user, memberships; participant with evaluation and team
    # 8: candidates, evaluators, ballots, criteria, must-haves, scores, measured values,
    # recusals
    # 2: choice, structure changes
    # 4: activity; team for the lock, last entry of the chain, new entry
    # 4: two savepoints and their ends
    with django_assert_num_queries(22):
        as_lead.post(url_of(revealed))


@pytest.fixture
def large(monkeypatch):
    monkeypatch.setattr(workbooks, "MOST_CELLS_AT_ONCE", 10)


def test_a_large_workbook_becomes_a_job(as_lead, revealed, large):
    answer = as_lead.post(url_of(revealed))

    job = Job.objects.get(kind=workbooks.KIND)
    assert answer.status_code == 302
    assert answer.headers["Location"] == reverse(
        "workspace:job_detail", args=[job.public_id]
    )
    assert job.arguments == {"evaluation": revealed.pk, "language": "en"}


def test_a_double_click_makes_one_job_and_one_record(as_lead, revealed, large):  # R49
    first = as_lead.post(url_of(revealed))
    second = as_lead.post(url_of(revealed))

    assert first.headers["Location"] == second.headers["Location"]
    assert Job.objects.filter(kind=workbooks.KIND).count() == 1
    assert Activity.objects.filter(verb="workbook.exported").count() == 1


@pytest.fixture
def reader_of(client, revealed, people):
    """Open a link with these ticks in a browser that nobody has logged in."""

    def open_link(**ticked: str) -> Client:
        client.force_login(people["lead"])
        form = {"label": "Finance", "days": 14} | ticked
        url = reverse("evaluator:link_create", args=[revealed.pk])
        address = client.post(url, form).context["address"]
        reader = Client()
        reader.get(address.removeprefix("http://localhost:8000"), follow=True)
        return reader

    return open_link


SHARED = "/shared/evaluation/workbook/"


def test_a_link_gives_the_workbook_without_what_was_not_ticked(reader_of):  # R22
    workbook = Reading(reader_of().post(SHARED).content)

    assert {"Scores", "Notes"}.isdisjoint(workbook.book.sheetnames)
    assert workbook.ranking()[0][0] == 1
    assert "Second" not in map(str, workbook.all_values())


def test_a_link_gives_what_was_ticked(reader_of):  # R22
    reader = reader_of(shows_scores="on", shows_names="on", shows_notes="on")

    workbook = Reading(reader.post(SHARED).content)

    assert workbook.value("Scores", "Price", "Acme", under="Second") == 4


def test_taking_it_by_a_link_is_recorded_with_the_link(reader_of):  # R56
    reader_of().post(SHARED)

    entry = Activity.objects.get(verb="workbook.exported")
    assert (entry.actor, entry.after) == (None, {"link": "Finance"})


def test_without_a_link_the_shared_workbook_is_not_there(client, revealed):
    assert client.post(SHARED).status_code == 404
