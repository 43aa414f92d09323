from __future__ import annotations

import json
from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from evaluator.models import Ballot, Recusal, Score
from tests.workspace.people import confirm_identity
from workspace.models import Activity, Job, ShareLink
from workspace.services.files import NewFile, store_file

pytestmark = pytest.mark.django_db


def ids(evaluation, candidate: str, criterion: str) -> tuple[int, int, int]:
    return (
        evaluation.pk,
        evaluation.candidates.get(name=candidate).pk,
        evaluation.criteria.get(own_name=criterion).pk,
    )


def test_a_total_opens_into_contributions_that_sum_to_it(script, revealed):
    reader = script("observer")
    acme = revealed.candidates.get(name="Acme")

    total = reader.get("result-total", revealed.pk, acme.pk)

    points = [part["points"] for part in total["categories"]]
    assert total["total"] == pytest.approx(sum(points)) == pytest.approx(71.0)
    assert {each["name"] for each in total["personal"]} == {"Evaluator", "Second"}


def test_a_cell_opens_down_to_person_and_note(script, revealed):
    Score.objects.filter(
        ballot__participant__user__name="Second",
        ballot__candidate__name="Acme",
        criterion__own_name="Price",
    ).update(note="The fees are hidden.")

    cell = script("observer").get("result-cell", *ids(revealed, "Acme", "Price"))

    notes = {each["name"]: each["note"] for each in cell["entries"]}
    assert notes["Second"] == "The fees are hidden."
    assert cell["spread"]["count"] == 2


def test_the_results_say_how_sure_they_are(script, revealed):
    results = script("observer").get("results", revealed.pk)
    cells = script("observer").get("result-cell-list", revealed.pk)

    assert len(cells) == 12
    assert {each["method"] for each in results["comparisons"]} == {
        "mean",
        "median",
        "trimmed",
        "personal",
    }
    assert all(each["lower"] <= each["weight"] for each in results["stability"])
    assert len(results["unseen"]) == 3


def test_a_choice_is_recorded_by_version_and_of_the_short_list(script, revealed):
    # R12, R48
    lead = script("lead")
    acme, bolt = (revealed.candidates.get(name=name) for name in ("Acme", "Bolt"))
    body = {"chosen": acme.pk, "runner_up": bolt.pk, "reasons": "It leads."}

    foreign = lead.ask(
        "put", "choice", revealed.pk, body=body | {"chosen": 10**9}, version=0
    )
    made = lead.ask("put", "choice", revealed.pk, body=body, version=0)
    stale = lead.ask("put", "choice", revealed.pk, body=body, version=0)

    assert [foreign.status_code, made.status_code, stale.status_code] == [404, 200, 412]
    assert stale.json()["current"]["chosen"] == acme.pk
    assert script("observer").get("choice", revealed.pk)["reasons"] == "It leads."


def test_the_workbook_comes_by_post_and_is_recorded(script, revealed):  # R41, R56
    observer = script("observer")

    answer = observer.ask("post", "workbook", revealed.pk)

    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    assert load_workbook(BytesIO(answer.content)).sheetnames
    assert Activity.objects.filter(verb="workbook.exported").count() == 1
    assert observer.ask("get", "workbook", revealed.pk).status_code == 405


def test_a_large_workbook_is_built_by_a_job(script, revealed, monkeypatch):  # R52
    monkeypatch.setattr("evaluator.services.workbooks.MOST_CELLS_AT_ONCE", 1)

    answer = script("observer").ask("post", "workbook", revealed.pk)

    assert answer.status_code == 202
    assert answer.json()["job"] == str(Job.objects.get().public_id)


def test_a_link_is_told_once_and_revoked(script, revealed):  # R22, R24, R25
    lead = script("lead")
    body = {"label": "Finance", "days": 7, "password": "long enough"}

    made = lead.ask("post", "link-list", revealed.pk, body=body)
    [listed] = lead.get("link-list", revealed.pk)
    pk = made.json()["id"]
    gone = lead.ask("delete", "link-detail", revealed.pk, pk)

    link = ShareLink.objects.get()
    assert made.json()["address"].startswith("http")
    assert "address" not in listed
    assert (listed["has_password"], listed["shows_names"]) == (True, False)
    assert (gone.status_code, link.revoked_at is None) == (204, False)
    assert link.expires_at - link.created_at == timedelta(days=7)


@pytest.mark.parametrize("wrong", [{"days": 91}, {"password": "short"}, {"label": ""}])
def test_a_link_with_a_refused_term_is_not_made(script, revealed, wrong):  # R28
    body = {"label": "Finance"} | wrong

    answer = script("lead").ask("post", "link-list", revealed.pk, body=body)

    assert answer.status_code in {400, 409}
    assert not ShareLink.objects.exists()


def test_a_link_of_another_evaluation_is_an_unknown_one(script, revealed, team, now):
    # R12
    link = ShareLink.objects.create(
        team=team,
        target_kind="evaluation",
        target_id=revealed.pk + 1,
        label="Other",
        token_hash="x",
        expires_at=now + timedelta(days=1),
    )

    answer = script("lead").ask("delete", "link-detail", revealed.pk, link.pk)

    link.refresh_from_db()
    assert (answer.status_code, link.revoked_at) == (404, None)


def test_sealed_results_have_no_links(script, scoring):  # R17
    body = {"label": "Finance"}

    answer = script("lead").ask("post", "link-list", scoring.pk, body=body)

    assert answer.status_code == 409


def with_file(revealed, people, now) -> Score:
    score = Score.objects.get(
        ballot__participant__user=people["second"],
        ballot__candidate__name="Acme",
        criterion__own_name="Price",
    )
    new = NewFile("proof.pdf", BytesIO(b"%PDF-1.7"), "application/pdf")
    score.file = store_file(new, team=revealed.team, owner=people["second"], now=now)
    score.note = "See the file."
    score.save()
    return score


def test_the_file_of_a_ballot_given_back_is_shown_as_long_as_its_note(
    script, revealed, people, part_of, now
):
    score = with_file(revealed, people, now)
    lead, reader = script("lead"), script("observer")
    confirm_identity(lead.client, people["lead"])
    voter = part_of(revealed, "second").pk
    why = {"reason": "One more look."}
    lead.ask("post", "ballot-reopening", revealed.pk, voter, body=why)

    cell = reader.get("result-cell", *ids(revealed, "Acme", "Price"))
    url = reverse("api:evidence", args=[revealed.pk, score.pk])

    assert Ballot.objects.filter(state="draft").exists()
    assert "See the file." in json.dumps(cell)
    assert b"".join(reader.client.get(url).streaming_content) == b"%PDF-1.7"


def test_of_somebody_recused_neither_note_nor_file_is_shown(
    script, revealed, people, part_of, now
):
    score = with_file(revealed, people, now)
    Recusal.objects.create(
        participant=part_of(revealed, "second"),
        candidate=score.ballot.candidate,
        reason="My sister works there.",
        at=now,
    )
    reader = script("observer")

    cell = reader.get("result-cell", *ids(revealed, "Acme", "Price"))
    url = reverse("api:evidence", args=[revealed.pk, score.pk])

    states = {each["name"]: each["state"] for each in cell["entries"]}
    assert states["Second"] == "recused"
    assert "See the file." not in json.dumps(cell)
    assert reader.client.get(url).status_code == 404
