"""A spreadsheet through the API: the same steps as on the pages."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from evaluator.models import Ballot, Evaluation, MatrixImport, Platform
from tests.evaluator.matrix import sheets
from tests.evaluator.matrix.sheets import MadeSheet

pytestmark = pytest.mark.django_db

SHEET = MadeSheet(
    [
        ["Category", "Criterion", "Weight", "Acme", "Klavyo"],
        ["Budget", "Price", 60, 4, "fine"],
        ["Support", "Answers", 50, 5, 1],
    ],
    name="sheet",
)


def upload(client, sheet: MadeSheet, **told: Any) -> Any:
    file = SimpleUploadedFile("matrix.xlsx", sheet.as_xlsx())
    return client.post(reverse("api:import-list"), {"file": file, **told})


def send(client, method: str, name: str, pk: int, body: Any, version: int) -> Any:
    return getattr(client, method)(
        reverse(f"api:{name}", args=[pk]),
        json.dumps(body),
        content_type="application/json",
        headers={"If-Match": f'"{version}"'},
    )


@pytest.mark.parametrize(
    ("person", "status"),
    [("lead", 201), ("evaluator", 201), ("observer", 403), ("outsider", 404)],
)
def test_who_sends_a_sheet_into_an_evaluation(
    client, evaluation, people, person, status
):  # R9
    client.force_login(people[person])

    answer = upload(client, SHEET, evaluation=evaluation.pk)

    assert answer.status_code == status
    assert MatrixImport.objects.exists() == (status == 201)


def test_nobody_else_reads_what_somebody_sent(client, team, people):
    client.force_login(people["member"])
    pk = upload(client, SHEET, team=team.pk).json()["id"]
    client.force_login(people["lead"])

    assert client.get(reverse("api:import-detail", args=[pk])).status_code == 404


def test_from_the_file_to_the_evaluation(client, team, people):
    klaviyo = Platform.objects.create(
        key="klaviyo", name="Klaviyo", match_key="klaviyo"
    )
    client.force_login(people["member"])
    sent = upload(client, SHEET, team=team.pk, title="By script").json()
    layout = sent["layout"]
    layout["scale"]["words"]["fine"] = 3

    read = send(client, "put", "import-layout", sent["id"], layout, 1).json()
    settled = send(
        client,
        "patch",
        "import-detail",
        sent["id"],
        {"vendors": [{"vendor": "Klavyo", "platform": klaviyo.pk}]},
        read["version"],
    ).json()
    taken = send(
        client, "post", "import-taking", sent["id"], {"structure_version": 0}, 3
    )

    evaluation = Evaluation.objects.get()
    assert [each["cell"] for each in sent["problems"]] == ["E2"]
    assert (read["problems"], settled["is_ready"]) == ([], True)
    assert settled["plan"]["counts"]["scores"]["new"] == 4
    assert taken.json() == {"evaluation": evaluation.pk}
    assert evaluation.candidates.filter(platform=klaviyo).exists()
    assert Ballot.objects.count() == 2


def test_taking_twice_answers_the_same(client, team, people):  # R49
    client.force_login(people["member"])
    sent = upload(client, sheets.prices(), team=team.pk, title="Twice").json()
    body = {"structure_version": sent["structure_version"]}

    answers = [
        send(client, "post", "import-taking", sent["id"], body, sent["version"]).json()
        for _time in range(2)
    ]

    assert answers[0] == answers[1]
    assert Evaluation.objects.count() == 1


def test_an_unready_sheet_and_an_old_version_are_refused(client, team, people):
    client.force_login(people["member"])
    sent = upload(client, SHEET, team=team.pk, title="Unready").json()

    unready = send(
        client, "post", "import-taking", sent["id"], {"structure_version": 0}, 1
    )
    stale = send(client, "put", "import-sheet", sent["id"], {"way": "turn"}, 9)

    assert (unready.status_code, stale.status_code) == (409, 412)
    assert "still open" in unready.json()["detail"]


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"team": 1, "evaluation": 1},
        {"team": 10**30},
        {"team": 1, "strange": "x"},
    ],
)
def test_a_body_that_says_too_little_or_too_much_is_refused(client, people, told):
    client.force_login(people["member"])

    assert upload(client, SHEET, **told).status_code in {400, 404}


def test_a_file_that_is_no_table_is_a_named_error(client, team, people):
    client.force_login(people["member"])
    file = SimpleUploadedFile("matrix.xlsx", b"%PDF-1.7 nothing")

    answer = client.post(
        reverse("api:import-list"), {"file": file, "team": team.pk, "title": "x"}
    )

    assert answer.status_code == 400
    assert "This is a PDF." in answer.json()["errors"]["file"][0]


def test_a_platform_that_is_not_the_teams_is_not_found(
    client, team, other_team, people
):  # R12
    foreign = Platform.objects.create(
        team=other_team, key="own", name="Klavyoo", match_key="klavyoo"
    )
    client.force_login(people["member"])
    sent = upload(client, SHEET, team=team.pk).json()
    body = {"vendors": [{"vendor": "Klavyo", "platform": foreign.pk}]}

    answer = send(client, "patch", "import-detail", sent["id"], body, 1)

    assert answer.status_code == 404


def test_a_sheet_is_forgotten(client, team, people):
    client.force_login(people["member"])
    sent = upload(client, SHEET, team=team.pk).json()

    answer = client.delete(reverse("api:import-detail", args=[sent["id"]]))

    assert answer.status_code == 204
    assert not MatrixImport.objects.exists()


def test_a_file_that_was_taken_is_compared_or_goes_apart(client, team, people):  # R37
    client.force_login(people["member"])
    sheet = sheets.prices()
    file = sheet.as_xlsx()

    def sent() -> dict[str, Any]:
        upload_file = SimpleUploadedFile("matrix.xlsx", file)
        form = {"file": upload_file, "team": team.pk, "title": "Again"}
        return client.post(reverse("api:import-list"), form).json()

    send(client, "post", "import-taking", sent()["id"], {"structure_version": 0}, 1)
    again = sent()
    apart = send(client, "patch", "import-detail", again["id"], {"is_apart": True}, 1)

    assert again["evaluation"] == Evaluation.objects.get().pk
    assert apart.json()["evaluation"] is None
