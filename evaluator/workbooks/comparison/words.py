"""The words that stand in cells instead of numbers, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import pgettext

from common.formatting import NOTHING
from evaluator.models import MustHaveAnswer, Score
from evaluator.scoring.cells import CellState
from evaluator.selectors.must_haves import Verdict
from evaluator.workbooks.comparison.speech import gettext as _


@dataclass(frozen=True, slots=True)
class Words:
    """Formulas compare with these, so that each stands here once."""

    states: Mapping[CellState, str]
    answers: Mapping[Verdict, str]
    met: str
    out: str
    no_total: str
    unknown: str
    hidden: str
    nothing: str = NOTHING


def words_now() -> Words:
    """Return the words in the active language."""
    answer, state = MustHaveAnswer.Answer, Score.State
    return Words(
        states={
            CellState.ABSTAINED: str(state.ABSTAINED.label),
            CellState.NOT_SHOWN: str(state.NOT_SHOWN.label),
            CellState.RECUSED: _("recused"),
            CellState.UNSCORED: str(state.EMPTY.label),
        },
        answers={
            Verdict.YES: str(answer.YES.label),
            Verdict.NO: str(answer.NO.label),
            Verdict.UNKNOWN: str(answer.UNKNOWN.label),
            Verdict.WAIVED: _("waived"),
        },
        met=_("met"),
        out=pgettext("candidate that fails a must-have", "out"),
        no_total=_("no total"),
        unknown=_("unknown"),
        hidden=_("price"),
    )
