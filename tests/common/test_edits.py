"""Edits read from rows, from forms and from what was sent."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace

import pytest

from common.edits import edit_of, initial_of, names_of, picked, values_of


@dataclass(frozen=True, slots=True)
class BookEdit:
    title: str
    pages: int = 0


ROW = SimpleNamespace(pk=7, title="Atlas", pages=120, version=3)


def test_an_edit_has_the_names_of_its_fields() -> None:
    assert names_of(BookEdit) == ("title", "pages")


def test_a_row_gives_what_an_edit_holds_and_no_more() -> None:
    assert values_of(BookEdit, ROW) == {"title": "Atlas", "pages": 120}


def test_what_is_not_sent_stays() -> None:
    assert edit_of(BookEdit, ROW) == BookEdit("Atlas", 120)
    assert edit_of(BookEdit, ROW, {"pages": 90}) == BookEdit("Atlas", 90)


def test_what_is_no_part_of_the_edit_is_refused() -> None:
    with pytest.raises(TypeError, match="colour"):
        edit_of(BookEdit, ROW, {"colour": "red"})


def test_a_form_starts_with_the_version() -> None:
    assert initial_of(BookEdit, ROW) == {"title": "Atlas", "pages": 120, "version": 3}


def test_of_a_form_only_the_fields_of_the_edit_are_picked() -> None:
    given = {"title": "Atlas", "pages": 90, "version": 3}
    assert picked(BookEdit, given) == BookEdit("Atlas", 90)


def test_an_edit_is_picked_whole_or_not_at_all() -> None:
    with pytest.raises(KeyError, match="pages"):
        picked(BookEdit, {"title": "Atlas"})
