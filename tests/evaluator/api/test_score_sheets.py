from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from evaluator.models import Score
from evaluator.services.offline import make_score_sheet
from tests.evaluator.filled import filled
from workspace.models import Job

pytestmark = pytest.mark.django_db

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def address(scoring) -> str:
    return reverse("api:score-sheet", args=[scoring.pk])


@pytest.fixture
def me(client, people):
    client.force_login(people["evaluator"])
    return client


@pytest.fixture
def sheet(scoring, part_of, now):
    """The evaluator's sheet with these cells filled in."""

    def fill(*entries) -> bytes:
        content = make_score_sheet(part_of(scoring, "evaluator"), now=now)[1]
        return filled(content, scoring, *entries).read()

    return fill


@pytest.fixture
def send(me, address):
    def post(content: bytes, **fields):
        file = SimpleUploadedFile("sheet.xlsx", content)
        return me.post(address, {"file": file, **fields})

    return post


@pytest.mark.parametrize(
    ("person", "own", "mails"),
    [
        ("lead", 403, 202),
        ("evaluator", 200, 403),
        ("observer", 403, 403),
        ("member", 404, 404),
        ("outsider", 404, 404),
    ],
)
def test_who_uses_score_sheets(client, people, scoring, address, person, own, mails):
    client.force_login(people[person])

    url = reverse("api:score-sheet-mails", args=[scoring.pk])
    sending = client.post(url, content_type="application/json")

    assert client.get(address).status_code == own
    refused = client.post(address, {}).status_code
    assert refused == {200: 400}.get(own, own)
    assert sending.status_code == mails
    assert Job.objects.filter(kind="score_sheets").exists() == (mails == 202)


def test_the_sheet_comes_as_a_workbook(me, address):
    answer = me.get(address)

    assert answer.headers["Content-Type"] == XLSX
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_sheet_is_looked_at_first_and_taken_then(send, sheet):
    content = sheet(("Price", "Acme", {"score": 2, "note": "Dear"}))

    looked = send(content).json()
    assert not Score.objects.exists()
    taken = send(content, seen=looked["seen"]).json()

    [change] = looked["changes"]
    assert looked["taken"] is None
    assert (change["before"]["state"], change["after"]["value"]) == ("unscored", 2)
    assert (taken["taken"], Score.objects.get().note) == (1, "Dear")


def test_after_a_save_meanwhile_nothing_is_taken(send, sheet, scoring, say):  # R48
    content = sheet(("Price", "Acme", {"score": 2}))
    looked = send(content).json()
    say(scoring, "evaluator", "Price", "Acme", 5)

    answer = send(content, seen=looked["seen"])

    assert answer.status_code == 412
    assert Score.objects.get().value == 5


@pytest.mark.parametrize(("is_named", "value"), [(False, 5), (True, 2)])
def test_a_conflict_is_decided_by_its_name(send, sheet, scoring, say, is_named, value):
    content = sheet(("Price", "Acme", {"score": 2}))
    say(scoring, "evaluator", "Price", "Acme", 5)
    looked = send(content).json()
    [conflict] = looked["changes"]

    named = [conflict["name"]] if is_named else []
    send(content, seen=looked["seen"], take=named)

    assert conflict["is_conflict"]
    assert Score.objects.get().value == value


def test_a_name_that_is_no_change_takes_nothing(send, sheet):
    content = sheet(("Price", "Acme", {"score": 2}))
    seen = send(content).json()["seen"]

    assert send(content, seen=seen, take=["9-9"]).status_code == 412
    assert not Score.objects.exists()


def test_all_that_is_wrong_in_the_sheet_is_told(send, sheet):
    answer = send(sheet(("Price", "Acme", {"score": 7, "rung": "heard"})))

    body = answer.json()
    assert answer.status_code == 400
    assert [each["place"] for each in body["errors"]] == ["Scores, B8", "Scores, C8"]


def test_a_file_that_is_no_score_sheet_is_refused(send):
    answer = send(b"a,b\n1,2\n")

    assert answer.status_code == 409
    assert "no score sheet" in answer.json()["detail"]


def test_fields_that_are_not_known_are_refused(send, sheet):  # R13
    assert send(sheet(), submit="yes").status_code == 400
