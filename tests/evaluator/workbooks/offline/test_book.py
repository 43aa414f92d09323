import pytest

from common.locale import Locale, override_locale
from evaluator.models import Candidate, Criterion, Recusal
from evaluator.services.offline import make_score_sheet
from evaluator.workbooks.offline.layout import (
    CANDIDATE,
    HEAD_ROW,
    HIDDEN,
    KEY,
    LINK,
    NOTE,
    RUNG,
    SCORE,
)
from tests.evaluator.filled import opened, row_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet_in(scoring, part_of, now):
    """Make the evaluator's sheet in a language, and open it."""

    def make(language="en"):
        with override_locale(Locale.for_language(language)):
            _name, content = make_score_sheet(part_of(scoring, "evaluator"), now=now)
        return opened(content)

    return make


def test_each_cell_of_the_person_has_a_row(sheet_in, scoring, say):
    say(scoring, "evaluator", "Price", "Acme", 4, rung="tried", note="Trial of May")

    sheet = sheet_in().worksheets[0]

    row = row_of(sheet, scoring, "Price", "Acme")
    values = [sheet.cell(row, column).value for column in range(CANDIDATE, KEY)]
    assert values == ["Acme", 4, "tried", "Trial of May", None]
    keys = [sheet.cell(r, KEY).value for r in range(HEAD_ROW + 1, sheet.max_row + 1)]
    assert sum(key is not None for key in keys) == 12


def test_a_sheet_holds_nothing_of_anybody_else(sheet_in, scoring, say):  # R17
    say(scoring, "second", "Price", "Acme", 3, note="A secret of the second")

    book = sheet_in()

    texts = [str(c.value) for s in book for row in s.iter_rows() for c in row]
    assert not any("secret" in text for text in texts)
    row = row_of(book.worksheets[0], scoring, "Price", "Acme")
    assert book.worksheets[0].cell(row, SCORE).value is None


def test_only_what_is_filled_in_is_unlocked(sheet_in, scoring):
    sheet = sheet_in().worksheets[0]

    row = row_of(sheet, scoring, "Price", "Acme")
    unlocked = {
        column
        for column in range(CANDIDATE, KEY + 1)
        if not sheet.cell(row, column).protection.locked
    }
    assert sheet.protection.sheet
    assert unlocked == {SCORE, RUNG, NOTE, LINK}
    assert sheet.cell(row - 1, SCORE).protection.locked


def test_columns_may_be_widened_and_no_password_is_asked(sheet_in):
    book = sheet_in()

    locks = book.worksheets[0].protection
    assert (locks.formatColumns, locks.formatRows) == (False, False)
    assert locks.password is None
    assert book.security.lockStructure


def test_lists_offer_scores_and_rungs(sheet_in, scoring):
    book = sheet_in()

    offered = [
        [cell.value for cell in column if cell.value is not None]
        for column in book[HIDDEN].iter_cols(min_col=2, max_col=3)
    ]
    sheet = book.worksheets[0]
    cell = sheet.cell(row_of(sheet, scoring, "Training", "Cedar"), SCORE)
    rules = [
        rule.formula1
        for rule in sheet.data_validations.dataValidation
        if cell.coordinate in rule.sqref
    ]
    assert offered[0] == [0, 1, 2, 3, 4, 5, "abstained", "not shown", "clear"]
    assert offered[1] == ["claimed", "read", "shown", "tried", "reference", "clear"]
    assert rules == [f"{HIDDEN}!$B$1:$B$9"]


@pytest.mark.parametrize(
    ("language", "is_rtl", "style"),
    [("en", False, None), ("ar", True, "warning"), ("fa", True, "warning")],
)
def test_a_sheet_runs_as_its_language_does(sheet_in, language, is_rtl, style):
    sheet = sheet_in(language).worksheets[0]

    assert bool(sheet.sheet_view.rightToLeft) == is_rtl
    assert sheet.data_validations.dataValidation[0].errorStyle == style


@pytest.mark.parametrize("text", ["=1+1", "+49 30", "-5", "@home", '=HYPERLINK("x")'])
def test_text_stays_text(sheet_in, scoring, say, text):  # R38
    Candidate.objects.filter(name="Bolt").update(name=text, match_key=text.lower())
    Criterion.objects.filter(own_name="Growth").update(own_name=text)
    say(scoring, "evaluator", "Price", "Acme", 4, note=text)

    sheet = sheet_in().worksheets[0]

    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == text]
    assert len(cells) == 6
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells)
    assert not any(c.data_type == "f" for row in sheet.iter_rows() for c in row)


def test_the_scale_stands_in_words_beside_its_criterion(sheet_in, scoring):
    words = [f"Level {value}" for value in range(6)]
    Criterion.objects.filter(own_name="Price").update(own_scale=words)

    sheet = sheet_in().worksheets[0]

    beside = sheet.cell(row_of(sheet, scoring, "Price", "Acme") - 1, SCORE)
    assert beside.value.splitlines() == [f"{v}: Level {v}" for v in range(6)]
    assert beside.coordinate in sheet.merged_cells


def test_who_is_recused_finds_the_candidate_left_out_and_named(
    sheet_in, scoring, part_of, now
):
    Recusal.objects.create(
        participant=part_of(scoring, "evaluator"),
        candidate=scoring.candidates.get(name="Bolt"),
        reason="Shares",
        at=now,
    )

    sheet = sheet_in().worksheets[0]

    names = [sheet.cell(r, CANDIDATE).value for r in range(1, sheet.max_row + 1)]
    assert names.count("Bolt") == 0
    assert names.count("Acme") == 4
    assert "Left out, because you are recused: Bolt." in names


def test_it_prints_on_a4_across_with_its_heads_on_each_page(sheet_in):
    sheet = sheet_in().worksheets[0]

    setup = sheet.page_setup
    assert (setup.orientation, setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == f"${HEAD_ROW}:${HEAD_ROW}"
    assert sheet.freeze_panes == f"B{HEAD_ROW + 1}"


def test_alike_sheets_are_alike_bytes(scoring, part_of, now):  # R38
    participant = part_of(scoring, "evaluator")

    first, second = (make_score_sheet(participant, now=now) for _ in range(2))

    assert first == second


def test_the_identity_says_nothing_to_a_reader(sheet_in, scoring):
    book = sheet_in()

    identity = book[HIDDEN]["A1"].value
    assert book[HIDDEN].sheet_state == "veryHidden"
    assert "evaluator" not in identity.lower()
    assert scoring.title not in identity
