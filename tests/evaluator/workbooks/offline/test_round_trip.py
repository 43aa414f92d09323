"""Whatever a person wrote on the site comes back from a sheet as it was."""

from __future__ import annotations

import tempfile
from dataclasses import asdict
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common.tables.limits import AT_ONCE
from common.text import clean_text
from evaluator.models import Ballot, Score
from evaluator.services.offline import make_score_sheet
from evaluator.workbooks.offline.identity import unsign
from evaluator.workbooks.offline.layout import HEAD_ROW
from evaluator.workbooks.offline.raw_reader import read_raw
from evaluator.workbooks.offline.sheet_reader import FilledSheet, read_row

pytestmark = pytest.mark.django_db

NOTES = st.text(max_size=60).map(clean_text) | st.sampled_from(
    ["clear", "=1+1", "_x0041_", "#N/A", "'", "0", "TRUE", "4.0", "سلام\u200cدنیا", "۴"]
)


@given(notes=st.lists(NOTES, min_size=4, max_size=4))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_note_comes_back_untouched(scoring, part_of, now, notes):  # R38
    participant = part_of(scoring, "evaluator")
    acme = scoring.candidates.get(name="Acme")
    ballot, _is_new = Ballot.objects.get_or_create(
        participant=participant, candidate=acme
    )
    rated = scoring.criteria.filter(kind="rated").order_by("pk")
    for criterion, note in zip(rated, notes, strict=True):
        Score.objects.update_or_create(
            ballot=ballot,
            criterion=criterion,
            defaults={"state": "empty", "note": note, "saved_at": now},
        )
    _name, content = make_score_sheet(participant, now=now)

    raw = raw_of(content)

    filled = FilledSheet(unsign(raw["identity"]), raw["sheet"])
    keys = filled.identity.keys
    rows = [
        read_row(filled, number, key, values)
        for key, (number, values) in zip(keys, raw["rows"], strict=True)
    ]
    assert [(row.given, filled.problems) for row in rows] == [({}, [])] * 12
    assert min(row.number for row in rows) > HEAD_ROW


def raw_of(content: bytes) -> dict:
    with tempfile.NamedTemporaryFile() as file:
        file.write(content)
        file.flush()
        [raw] = read_raw(str(Path(file.name)), asdict(AT_ONCE))
    return raw
