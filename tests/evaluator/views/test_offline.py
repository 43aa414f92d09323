from __future__ import annotations

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evaluator.models import Participant, Score
from evaluator.services.ballots import submit_ballots
from evaluator.services.offline import make_score_sheet
from tests.evaluator.filled import filled, opened
from workspace.models import Job, StoredFile

pytestmark = pytest.mark.django_db

SEE = [
    ("lead", 403),
    ("evaluator", 200),
    ("second", 200),
    ("observer", 403),
    ("member", 404),
    ("outsider", 404),
]


def url_of(name: str, *args: object) -> str:
    return reverse(f"evaluator:{name}", args=args)


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def page(client, people):
    client.force_login(people["evaluator"])
    return client


@pytest.fixture
def download(scoring, part_of, now):
    return lambda: make_score_sheet(part_of(scoring, "evaluator"), now=now)[1]


@pytest.fixture
def upload(page, scoring):
    def send(content: bytes):
        file = SimpleUploadedFile("my scores.xlsx", content)
        return page.post(url_of("score_offline", scoring.pk), {"file": file})

    return send


@pytest.fixture
def two_changes(scoring, download):
    entries = ("Price", "Acme", {"score": 2}), ("Price", "Bolt", {"score": 3})
    return filled(download(), scoring, *entries).read()


@pytest.mark.parametrize(("person", "status"), SEE)
def test_who_scores_offline(client, scoring, people, person, status):
    client.force_login(people[person])

    for url in (
        url_of("score_offline", scoring.pk),
        url_of("score_offline_sheet", scoring.pk),
    ):
        assert client.get(url).status_code == status


@pytest.mark.parametrize(
    ("person", "see", "take"),
    [("evaluator", 200, 412), ("second", 404, 404), ("outsider", 404, 404)],
)
def test_who_sees_an_upload(
    client, scoring, people, upload, two_changes, person, see, take
):  # R12, R17
    address = upload(two_changes).headers["Location"]
    client.force_login(people[person])

    assert client.get(address).status_code == see
    assert client.post(address, {"seen": 999}).status_code == take
    assert not Score.objects.exists()


@pytest.mark.parametrize(
    ("person", "status"),
    [("lead", 302), ("evaluator", 403), ("observer", 403), ("outsider", 404)],
)
def test_who_sends_the_sheets(client, scoring, people, person, status):
    client.force_login(people[person])

    response = client.post(url_of("score_sheets_send", scoring.pk))

    assert response.status_code == status
    assert Job.objects.filter(kind="score_sheets").exists() == (status == 302)


def test_the_sheet_is_a_workbook_for_its_reader_alone(page, scoring):
    response = page.get(url_of("score_offline_sheet", scoring.pk))

    assert opened(response.content).worksheets[0]["A1"].value == scoring.title
    assert response.headers["Cache-Control"] == "private, no-store"
    named = response.headers["Content-Disposition"]
    assert named == 'attachment; filename="Platform for 2027 - score sheet.xlsx"'


def test_from_upload_over_the_changes_to_the_review(page, upload, scoring, two_changes):
    shown = page.get(upload(two_changes).headers["Location"])
    address, seen = shown.request["PATH_INFO"], shown.context["seen"]

    response = page.post(address, {"seen": seen})

    assert "Take these 2 changes" in shown.content.decode()
    assert response.headers["Location"] == url_of("ballot_review", scoring.pk)
    assert sorted(Score.objects.values_list("value", flat=True)) == [2, 3]
    assert not StoredFile.objects.exists()


def test_without_a_difference_the_page_says_so(page, upload, download):
    response = upload(download())

    content = page.get(response.headers["Location"]).content.decode()
    assert "There is no difference" in content
    assert not StoredFile.objects.exists()


def test_all_problems_stand_on_the_page(upload, scoring, download):
    wrong = ("Price", "Acme", {"score": 7, "rung": "heard"})

    response = upload(filled(download(), scoring, wrong).read())

    content = response.content.decode()
    assert response.status_code == 422
    assert "2 things are wrong" in content
    assert "Scores, B8" in content
    assert "Scores, C8" in content


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "This file is empty"),
        (b"a,b\n1,2\n", "no score sheet of this site"),
        (b"%PDF-1.4", "This is a PDF"),
        (b"PK\x03\x04nonsense", "workbook is damaged"),
    ],
)
def test_nonsense_gets_a_sentence(upload, content, sentence):  # R31
    response = upload(content)

    assert response.status_code == 422
    assert sentence in response.content.decode()


def test_the_sheet_of_another_is_refused_on_the_page(
    upload, scoring, part_of, now
):  # R12
    theirs = make_score_sheet(part_of(scoring, "second"), now=now)[1]

    response = upload(theirs)

    assert response.status_code == 422
    assert "score sheet of somebody else" in response.content.decode()


def test_a_save_meanwhile_shows_the_changes_once_more(
    page, upload, scoring, two_changes, say
):  # R48
    shown = page.get(upload(two_changes).headers["Location"])
    say(scoring, "evaluator", "Price", "Acme", 5)

    response = page.post(shown.request["PATH_INFO"], {"seen": shown.context["seen"]})

    [conflict] = response.context["changes"].conflicts
    assert response.status_code == 412
    assert (conflict.before.value, conflict.after.value) == (5, 2)
    assert Score.objects.get().value == 5


def test_a_conflict_is_taken_only_when_it_is_ticked(
    page, upload, scoring, two_changes, say
):  # R48
    say(scoring, "evaluator", "Price", "Acme", 5)
    shown = page.get(upload(two_changes).headers["Location"])
    [conflict] = shown.context["changes"].conflicts
    ticked = {"seen": shown.context["seen"], "take": conflict.name}

    page.post(shown.request["PATH_INFO"], ticked)

    assert sorted(Score.objects.values_list("value", flat=True)) == [2, 3]


def test_what_is_no_version_takes_nothing(page, upload, two_changes):
    address = upload(two_changes).headers["Location"]

    for seen in ({}, {"seen": "x"}, {"seen": "1", "take": "9-9"}):
        assert page.post(address, seen).status_code == 412

    assert not Score.objects.exists()


def test_an_unknown_upload_is_not_there(page, scoring):
    unknown = url_of("score_offline_changes", scoring.pk, uuid.uuid4())

    assert page.get(unknown).status_code == 404


def test_after_submission_the_page_says_that_all_is_frozen(
    page, scoring, part_of, now
):  # R20
    submit_ballots(participant=part_of(scoring, "evaluator"), now=now)

    content = page.get(url_of("score_offline", scoring.pk)).content.decode()
    download = page.get(url_of("score_offline_sheet", scoring.pk))

    assert "so they are frozen" in content
    assert "Download Excel" not in content
    assert download.status_code == 302


def test_before_scoring_opens_there_is_no_sheet(page, evaluation):
    content = page.get(url_of("score_offline", evaluation.pk)).content.decode()

    assert "Scoring is not open" in content


def test_the_lead_sees_that_a_sheet_came_back_and_nobody_else(
    client, people, scoring, now
):  # R18
    mine = Participant.objects.filter(user=people["evaluator"])
    mine.update(sheet_sent_at=now, sheet_returned_on=now.date())
    url = url_of("ballot_list", scoring.pk)

    seen = {}
    for person in ("lead", "second", "observer"):
        client.force_login(people[person])
        seen[person] = client.get(url).content.decode()

    assert "sheet returned 22 Nov 2026" in seen["lead"]
    assert "sheet sent 22 Nov 2026" in seen["lead"]
    assert "sheet returned" not in seen["second"] + seen["observer"]


def test_the_scoring_pages_lead_to_it(page, scoring):
    content = page.get(url_of("score_sheet", scoring.pk)).content.decode()

    assert url_of("score_offline", scoring.pk) in content


def test_more_changes_take_no_more_queries(page, upload, scoring, download):
    candidates = ("Acme", "Bolt", "Cedar")
    one = filled(download(), scoring, ("Price", "Acme", {"score": 2}))
    all_cells = [
        (criterion, candidate, {"score": 1, "note": "Seen"})
        for criterion in ("Price", "Growth", "Answers", "Training")
        for candidate in candidates
    ]
    many = filled(download(), scoring, *all_cells)
    addresses = [upload(file.read()).headers["Location"] for file in (one, many)]
    page.get(addresses[0])

    counts = []
    for address in addresses:
        with CaptureQueriesContext(connection) as queries:
            page.get(address)
        counts.append(len(queries))

    # Session, person, team and the teams of the rail; the own part; the upload; its
    # recusals, ballots and scores, and the scores with their texts; the steps.
    assert counts[0] == counts[1] <= 15
