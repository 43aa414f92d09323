"""The script of docs/ runs as its reader would run it: beside a server, with tokens."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from evaluator.models import Ballot, Choice, Evaluation, Platform
from tests.workspace.tokens import token_of
from workspace.models import Job

SCRIPT = Path(__file__).resolve().parents[2] / "docs" / "run_an_evaluation.py"
TOKENS = {"LEAD": "manage", "FIRST": "write", "SECOND": "write"}
WHO = {"LEAD": "owner", "FIRST": "evaluator", "SECOND": "second"}


@pytest.fixture
def tokens(people, team, monkeypatch) -> None:
    monkeypatch.setenv("no_proxy", "*")
    for name, scope in TOKENS.items():
        _token, shown = token_of(people[WHO[name]], team, scope=scope)
        monkeypatch.setenv(f"{name}_TOKEN", shown)


@pytest.fixture
def platforms(transactional_db) -> None:
    for name in ("Acme", "Bolt", "Cedar", "Delta"):
        key = name.lower()
        Platform.objects.create(key=key, name=name, match_key=key)


def run(site: str, team: int, target: Path, monkeypatch) -> None:
    words = ["--site", site, "--team", str(team), "--save", str(target)]
    people = ["--first", "evaluator@example.org", "--second", "second@example.org"]
    monkeypatch.setattr(sys, "argv", [str(SCRIPT), *words, *people])
    runpy.run_path(str(SCRIPT), run_name="__main__")


@pytest.mark.django_db(transaction=True)
def test_the_script_runs_an_evaluation_from_nothing_to_the_workbook(
    live_server, platforms, tokens, team, tmp_path, monkeypatch, capsys
):  # R8
    target = tmp_path / "comparison.xlsx"

    run(live_server.url, team.pk, target, monkeypatch)

    evaluation = Evaluation.objects.get()
    told = capsys.readouterr().out.splitlines()
    book = load_workbook(target, data_only=True)
    names = {str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row}
    assert evaluation.is_revealed
    assert Ballot.objects.submitted().count() == 6
    assert Choice.objects.get().chosen.name == "Acme"
    assert [line.split(":")[0] for line in told[:3]] == [
        "1. Acme",
        "1. Bolt",
        "3. Cedar",
    ]
    assert {"Acme", "Bolt", "Cedar"} <= names
    assert not Job.objects.filter(kind="comparison_workbook").exists()


@pytest.mark.django_db(transaction=True)
def test_the_script_ends_with_the_sentence_of_a_refusal(
    live_server, tokens, team, tmp_path, monkeypatch
):
    with pytest.raises(SystemExit, match="opening/: 409"):
        run(live_server.url, team.pk, tmp_path / "none.xlsx", monkeypatch)
