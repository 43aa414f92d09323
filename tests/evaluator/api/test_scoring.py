from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse

from evaluator.models import Evaluation, Participant, Score
from tests.evaluator.api.script import Script
from tests.workspace.people import confirm_identity

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 A test."


def cells(script: Script, evaluation: Evaluation) -> list[dict]:
    return script.get("score-list", evaluation.pk, query="?page_size=100")


def fill(script: Script, evaluation: Evaluation, value: int) -> None:
    scores = [
        {
            "candidate": cell["candidate"],
            "criterion": cell["criterion"],
            "version": cell["version"],
            "value": value,
        }
        for cell in cells(script, evaluation)
    ]
    answer = script.ask("patch", "score-list", evaluation.pk, body={"scores": scores})
    assert answer.status_code == 200


def send_file(script: Script, cell: tuple[int, ...], content: bytes, version: int):
    file = SimpleUploadedFile("proof.pdf", content, "application/pdf")
    return script.client.put(
        reverse("api:score-file", args=cell),
        encode_multipart(BOUNDARY, {"file": file}),
        content_type=MULTIPART_CONTENT,
        headers={"If-Match": f'"{version}"'},
    )


def test_many_cells_are_saved_and_stale_ones_are_shown(script, scoring):  # R48
    one = script("evaluator")
    first, second, *_rest = cells(one, scoring)
    address = (scoring.pk, first["candidate"], first["criterion"])
    one.ask("put", "score-detail", *address, body={"value": 1}, version=0)

    answer = one.ask(
        "patch",
        "score-list",
        scoring.pk,
        body={
            "scores": [
                {key: cell[key] for key in ("candidate", "criterion")}
                | {"version": 0, "value": 5}
                for cell in (first, second)
            ]
        },
    )

    assert answer.status_code == 412
    assert [cell["value"] for cell in answer.json()["current"]] == [1]
    assert [cell["value"] for cell in cells(one, scoring)[:2]] == [1, 5]


def test_a_cell_of_elsewhere_saves_nothing(script, scoring):  # R12
    one = script("evaluator")
    first = cells(one, scoring)[0]
    good = {"candidate": first["candidate"], "criterion": first["criterion"]}
    scores = [
        good | {"version": 0, "value": 5},
        good | {"criterion": 10**9, "version": 0, "value": 5},
    ]

    answer = one.ask("patch", "score-list", scoring.pk, body={"scores": scores})

    assert answer.status_code == 404
    assert not Score.objects.exists()


def test_a_file_is_known_by_its_content_and_is_the_authors_own(script, scoring):
    # R17, R31
    one, other = script("evaluator"), script("second")
    first = cells(one, scoring)[0]
    cell = (scoring.pk, first["candidate"], first["criterion"])

    refused = send_file(one, cell, b"MZ a program", 0)
    sent = send_file(one, cell, PDF, 0)

    pk = sent.json()["id"]
    own = one.client.get(reverse("api:evidence", args=[scoring.pk, pk]))
    theirs = other.client.get(reverse("api:evidence", args=[scoring.pk, pk]))
    assert (refused.status_code, sent.status_code) == (400, 200)
    assert sent.json()["file"] == "proof.pdf"
    assert (b"".join(own.streaming_content), theirs.status_code) == (PDF, 404)
    dropped = one.ask("delete", "score-file", *cell, version=1)
    assert dropped.json()["file"] is None


def test_a_recusal_is_declared_and_withdrawn(script, scoring):
    one = script("evaluator")
    acme = scoring.candidates.get(name="Acme")

    empty = one.ask("put", "recusal-detail", scoring.pk, acme.pk, body={"reason": " "})
    said = one.ask(
        "put", "recusal-detail", scoring.pk, acme.pk, body={"reason": "My brother."}
    )
    own = one.get("recusal-list", scoring.pk)
    others = script("second").get("recusal-list", scoring.pk)
    one.ask("delete", "recusal-detail", scoring.pk, acme.pk)

    assert (empty.status_code, said.status_code) == (400, 200)
    assert ([each["reason"] for each in own], others) == (["My brother."], [])
    assert one.get("recusal-list", scoring.pk) == []


def test_a_submission_freezes_and_everybody_sees_only_that(script, scoring):  # R18, R50
    one = script("evaluator")
    fill(one, scoring, 4)

    before = one.get("submission", scoring.pk)
    first = one.ask("post", "submission", scoring.pk)
    again = one.ask("post", "submission", scoring.pk)

    assert (before["missing"], before["may_submit"]) == ([], True)
    assert [each["total"] for each in before["own_ranking"]] == [80.0] * 3
    assert (first.status_code, again.status_code) == (204, 409)
    board = script("observer").get("ballot-list", scoring.pk)
    assert {each["name"]: each["has_submitted"] for each in board} == {
        "Evaluator": True,
        "Second": False,
    }


def test_reopening_and_reveal_ask_who_it_is(script, scoring, people, part_of):  # R7
    one, lead = script("evaluator"), script("lead")
    fill(one, scoring, 4)
    one.ask("post", "submission", scoring.pk)
    voter = part_of(scoring, "evaluator").pk
    why = {"reason": "A wrong column."}

    early = lead.ask("post", "ballot-reopening", scoring.pk, voter, body=why)
    confirm_identity(lead.client, people["lead"])
    given_back = lead.ask("post", "ballot-reopening", scoring.pk, voter, body=why)
    nothing = lead.ask("post", "reveal", scoring.pk)
    one.ask("post", "submission", scoring.pk)
    revealed = lead.ask("post", "reveal", scoring.pk)
    again = lead.ask("post", "reveal", scoring.pk)

    assert (early.status_code, given_back.status_code) == (403, 204)
    assert (nothing.status_code, again.status_code) == (409, 409)
    assert revealed.json()["state"] == "revealed"


def test_who_has_not_submitted_is_reminded_once_a_day(script, scoring):
    lead = script("lead")

    first = lead.ask("post", "reminders", scoring.pk)
    again = lead.ask("post", "reminders", scoring.pk)

    assert (first.json(), again.status_code) == ({"people": 2}, 409)


def test_the_scoring_opens_once(script, evaluation):
    lead = script("lead")

    first = lead.ask("post", "opening", evaluation.pk)
    again = lead.ask("post", "opening", evaluation.pk)

    assert (first.json()["state"], again.status_code) == ("scoring", 409)


def test_a_body_where_none_is_known_is_refused(script, evaluation):  # R13
    answer = script("lead").ask(
        "post", "opening", evaluation.pk, body={"state": "revealed"}
    )

    assert answer.status_code == 400
    assert Evaluation.objects.get().state == "setup"


def test_nothing_tells_of_recusals_before_the_reveal(script, scoring):  # R18
    """How many ballots a change gives back depends on who is recused."""
    one, lead = script("evaluator"), script("lead")
    fill(one, scoring, 4)
    one.ask("post", "submission", scoring.pk)
    price = scoring.criteria.get(own_name="Price")

    lead.ask(
        "patch",
        "criterion-detail",
        price.pk,
        body={"name": "Cost", "reason": "Clearer."},
        version=1,
    )

    [change] = lead.get("change-list", scoring.pk)
    told = json.dumps(lead.get("activity", scoring.pk))
    assert (change["reason"], change["ballots_returned"]) == ("Clearer.", None)
    assert "ballots_returned" not in told
    assert Participant.objects.filter(submitted_at__isnull=False).count() == 0
