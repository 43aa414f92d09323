"""States and figures of gates in words, for pages and tables alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common.formatting import number
from migration.models import GateDecision
from migration.models.gates import criterion_text
from migration.planning.gates import (
    RULES,
    CriterionState,
    Figure,
    GateState,
    Measure,
)

GATE_STATES: dict[str, tuple[Promise, str]] = {
    GateState.WAITING: (gettext_lazy("not passed yet"), ""),
    GateState.READY: (gettext_lazy("ready to be decided"), "accent"),
    GateState.PASSED: (gettext_lazy("passed"), "ok"),
    GateState.CONDITIONAL: (gettext_lazy("passed with conditions"), "warn"),
    GateState.SENT_BACK: (gettext_lazy("sent back"), "bad"),
}
CRITERION_STATES: dict[str, tuple[Promise, str]] = {
    CriterionState.HOLDS: (gettext_lazy("holds"), "ok"),
    CriterionState.FAILS: (gettext_lazy("fails"), "bad"),
    CriterionState.UNKNOWN: (gettext_lazy("not known"), ""),
}


def figure_words(measure: str, figure: Figure | None) -> str:
    """Say what was counted: "3 of 12", or that nobody has counted it."""
    if not measure or figure is None:
        return ""
    rule = RULES[Measure(measure)]
    is_bare = not figure.of and measure != Measure.DEFECTS_HARD
    if figure.unknown and (rule.at_least or is_bare):
        return _("not counted")
    if rule.needs_some and not figure.of:
        return _("nothing to count")
    if figure.of:
        words = {"count": number(figure.count), "of": number(figure.of)}
        text = _("%(count)s of %(of)s") % words
        # People are counted, and of lists there are some: the two do not compare.
        if measure in (Measure.CONTACTS_LOST, Measure.SUPPRESSED_MISSING):
            text = number(figure.count)
    else:
        text = number(figure.count)
    if not figure.unknown:
        return text
    if measure == Measure.DEFECTS_HARD:
        more = ngettext(
            "%(text)s; %(unknown)s test task is open",
            "%(text)s; %(unknown)s test tasks are open",
            figure.unknown,
        )
    else:
        more = ngettext(
            "%(text)s; %(unknown)s list is not counted",
            "%(text)s; %(unknown)s lists are not counted",
            figure.unknown,
        )
    return more % {"text": text, "unknown": number(figure.unknown)}


def limit_words(measure: str, limit: int) -> str:
    if not measure:
        return _("attested with proof")
    if RULES[Measure(measure)].at_least:
        return _("at least %(limit)s") % {"limit": number(limit)}
    return _("at most %(limit)s") % {"limit": number(limit)}


def frozen_words(decision: GateDecision) -> dict[int, dict[str, Any]]:
    """Return the criteria as they were decided on, by their id."""
    return {row["criterion"]: frozen_row(row) for row in decision.figures}


def frozen_row(row: Mapping[str, Any]) -> dict[str, Any]:
    figure = Figure(**row["figure"]) if row["figure"] else None
    return {
        "text": criterion_text(row["template_key"], row["own_text"], row["measure"]),
        "is_hard": row["is_hard"],
        "state": row["state"],
        "figure": figure_words(row["measure"], figure),
        "limit": limit_words(row["measure"], row["limit"]),
        "proof": row["proof"],
    }
