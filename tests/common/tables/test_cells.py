import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.tables.cells import (
    LONGEST_NAME,
    LONGEST_TEXT,
    cell_text,
    literal,
    quoted,
    sheet_names,
)


@pytest.mark.parametrize(
    "text", ["=1+1", "+49 30", "-5", "@all", "\t=1", "\u200f=1", "a\nb", "نام", "a'b"]
)
def test_text_survives_as_it_was_typed(text):  # R38
    assert cell_text(text) == text


@pytest.mark.parametrize(
    ("text", "kept"),
    [("a\x00b\x07c", "abc"), ("a\r\nb\rc", "a\nb\nc"), ("a\ufffe\uffffb", "ab")],
)
def test_control_characters_are_removed(text, kept):  # R38
    assert cell_text(text) == kept


@pytest.mark.parametrize("letter", ["x", "م", "\N{GRINNING FACE}"])
def test_a_cut_is_shown_and_splits_no_character(letter):  # R38
    text = cell_text(letter * 40_000)

    assert len(text.encode("utf-16-le")) // 2 <= LONGEST_TEXT
    assert text.endswith("(cut here: a cell holds no more)")
    assert text.startswith(letter * 16_000)


def test_a_text_of_the_greatest_length_is_not_cut():
    assert cell_text("x" * LONGEST_TEXT) == "x" * LONGEST_TEXT


@pytest.mark.parametrize(
    ("wanted", "name"),
    [
        ("Costs [2027]: a/b\\c*d?", "Costs 2027 a b c d"),
        ("'Acme's'", "Acme's"),
        ("   ", "Sheet"),
        ("History", "History (2)"),
        ("\u200fمقایسه", "\u200fمقایسه"),
        ("=Total", "=Total"),
    ],
)
def test_a_sheet_gets_a_name_that_excel_allows(wanted, name):  # R38
    assert sheet_names([wanted]) == [name]


def test_names_that_are_equal_after_the_cut_stay_apart():  # R38
    names = sheet_names(["x" * 40 + "a", "x" * 40 + "b", "X" * 31])

    assert names == ["x" * 31, "x" * 27 + " (2)", "X" * 27 + " (3)"]


@given(st.lists(st.text(max_size=40), max_size=8))
def test_whatever_is_wanted_the_names_are_allowed(wanted):
    names = sheet_names(wanted)

    assert len({name.casefold() for name in names}) == len(wanted)
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= LONGEST_NAME
        assert not set(name) & set("[]:*?/\\")
        assert name.strip("'") == name


def test_a_formula_names_sheets_and_texts_with_their_quotes():
    assert quoted("Acme's") == "'Acme''s'"
    assert literal('say "no"') == '"say ""no"""'
