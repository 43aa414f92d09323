from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command

from evaluator.models import Ballot, Score
from tests.workspace.archives import Archive
from workspace.models import User
from workspace.services.person_data import export_person

pytestmark = pytest.mark.django_db


def data_of(person: User, now) -> Archive:
    file = io.BytesIO()
    export_person(person=person, file=file, actor=person, now=now)
    file.seek(0)
    return Archive(file)


def test_a_person_gets_the_own_scores_and_nobody_elses(revealed, people, now):  # R57
    archive = data_of(people["evaluator"], now)

    assert {row["person"] for row in archive.rows("scores")} == {"Evaluator"}
    assert len(archive.rows("scores")) == 12
    assert b"second@example.org" not in archive.everything()
    assert b"second on" not in archive.everything()


def test_own_drafts_are_one_s_own(revealed, people, now):
    revealed.state = "scoring"
    revealed.save()
    Ballot.objects.update(state="draft", submitted_at=None)

    archive = data_of(people["evaluator"], now)

    assert len(archive.rows("scores")) == 12
    assert Score.objects.count() == 24


def test_secrets_stay(people, now):
    person = people["evaluator"]

    archive = data_of(person, now)

    assert person.password.encode() not in archive.everything()
    [account] = archive.rows("account")
    assert account["email"] == "evaluator@example.org"


def test_the_place_of_one_s_name_is_told(revealed, people, now):
    archive = data_of(people["lead"], now)

    made = [row for row in archive.rows("mentions") if row["as"] == "created_by"]
    assert made == [{"what": "evaluations", "id": revealed.pk, "as": "created_by"}]


def test_the_command_writes_a_file_that_is_not_there_yet(people, tmp_path):
    target = tmp_path / "data.zip"

    call_command("export_person", "EVALUATOR@example.org", str(target))

    assert target.stat().st_mode & 0o777 == 0o600
    with target.open("rb") as file:
        assert Archive(file).rows("account")
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("export_person", "evaluator@example.org", str(target))
