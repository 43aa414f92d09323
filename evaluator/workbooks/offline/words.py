"""The words of a score sheet: what its lists offer, and what is read back.

Each word is read in every language of the product, whatever the sheet was written in.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext

from common.text import match_key
from evaluator.models import Score
from evaluator.models.candidates import Rung
from evaluator.scoring.value_functions import Rated

VALUES = tuple(range(Rated.highest + 1))
STATES = (Score.State.ABSTAINED, Score.State.NOT_SHOWN)
# As in the grid of the page.
LETTERS = {"a": Score.State.ABSTAINED, "x": Score.State.NOT_SHOWN}


def clear_word() -> str:
    """Return what is written to take back what stands on the site."""
    return pgettext("written into a cell of the score sheet", "clear")


def offered_entries() -> list[int | str]:
    return [*VALUES, *(str(state.label) for state in STATES), clear_word()]


def offered_rungs() -> list[str]:
    return [*(str(rung.label) for rung in Rung), clear_word()]


def heads() -> list[str]:
    return [
        _("Candidate"),
        _("Score"),
        _("What the score rests on"),
        _("Note"),
        _("Link"),
    ]


@lru_cache
def entry_words() -> dict[str, str]:
    """Match key of a word -> the entry it stands for, as `Said` holds it."""
    found = {str(value): str(value) for value in VALUES}
    found |= {letter: state.value for letter, state in LETTERS.items()}
    found |= in_all_languages(STATES)
    return found | dict.fromkeys(clear_words(), Score.State.EMPTY.value)


@lru_cache
def rung_words() -> dict[str, str]:
    return in_all_languages(Rung) | dict.fromkeys(clear_words(), "")


@lru_cache
def clear_words() -> frozenset[str]:
    found = set()
    for language, _name in settings.LANGUAGES:
        with override(language):
            found.add(match_key(clear_word()))
    return frozenset(found)


def in_all_languages(choices: Iterable[Score.State | Rung]) -> dict[str, str]:
    found: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            found |= {match_key(str(each.label)): str(each.value) for each in choices}
    return found
