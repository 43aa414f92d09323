"""Sheets that a spreadsheet program has saved anew are read like our own."""

from __future__ import annotations

from io import BytesIO

import pytest

from common.locale import Locale, override_locale
from evaluator.services.offline import make_score_sheet, read_returned
from tests.evaluator.filled import filled, opened, row_of
from tests.evaluator.workbooks.spreadsheet_program import recalculated

pytestmark = [pytest.mark.django_db, pytest.mark.libreoffice]


def test_a_sheet_saved_by_libreoffice_comes_back_whole(
    scoring, part_of, say, now, tmp_path
):
    say(scoring, "evaluator", "Price", "Acme", 4, note="=1+1\nسلام", rung="tried")
    say(scoring, "evaluator", "Growth", "Cedar", None, link="https://example.org/x")
    participant = part_of(scoring, "evaluator")
    given = {}
    for language in ("en", "fa"):
        with override_locale(Locale.for_language(language)):
            content = make_score_sheet(participant, now=now)[1]
        given[language] = content
        entry = ("Training", "Bolt", {"score": "۵", "note": "خوب بود"})
        given[f"{language}-filled"] = filled(content, scoring, entry).read()

    saved = recalculated(given, tmp_path)

    changes = {
        name: read_returned(participant, BytesIO(file), today=now.date()).changes
        for name, file in saved.items()
    }
    assert (changes["en"], changes["fa"]) == ((), ())
    for name in ("en-filled", "fa-filled"):
        [change] = changes[name]
        assert (change.after.value, change.after.note) == (5, "خوب بود")
    assert opened(saved["fa"]).worksheets[0].sheet_view.rightToLeft
    locked_row = row_of(opened(saved["en"]).worksheets[0], scoring, "Price", "Acme")
    assert opened(saved["en"]).worksheets[0].protection.sheet
    assert locked_row == row_of(
        opened(given["en"]).worksheets[0], scoring, "Price", "Acme"
    )
