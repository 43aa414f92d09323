"""The road of an evaluation: which step is done, open or locked, and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from common.edits import names_of
from common.formatting import day, number
from common.steps import Step
from evaluator.models import Evaluation


class StepName(StrEnum):
    """The seven steps, in the order of the road."""

    DIAGNOSE = "diagnose"
    GOALS = "goals"
    REQUIREMENTS = "requirements"
    CANDIDATES = "candidates"
    SCORE = "score"
    MONEY = "money"
    DECIDE = "decide"


LABELS: MappingProxyType[StepName, str | Promise] = MappingProxyType(
    {
        StepName.DIAGNOSE: _("Diagnose"),
        StepName.GOALS: _("Goals"),
        StepName.REQUIREMENTS: _("Requirements"),
        StepName.CANDIDATES: _("Candidates"),
        StepName.SCORE: _("Score"),
        StepName.MONEY: _("Money"),
        StepName.DECIDE: _("Decide"),
    }
)

# The page each step opens on. A step without a page yet is not drawn: no dead ends.
PAGES = MappingProxyType(
    {
        StepName.DIAGNOSE: "evaluator:diagnosis",
        StepName.GOALS: "evaluator:goals",
        StepName.REQUIREMENTS: "evaluator:requirement_tree",
        StepName.CANDIDATES: "evaluator:candidate_list",
        StepName.SCORE: "evaluator:score_start",
        StepName.MONEY: "evaluator:money",
        StepName.DECIDE: "evaluator:results",
    }
)
ROAD = frozenset({StepName.REQUIREMENTS, StepName.CANDIDATES, StepName.SCORE})


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an evaluation is, in counts that everybody in it may know (R18)."""

    leaves: int
    must_haves: int
    candidates_listed: int
    short_listed: int
    evaluators: int
    submitted: int
    diagnosed: int  # answers to the signs
    objectives_set: int
    costs_entered: int  # cost lines
    choices: int  # one when the choice is recorded

    @property
    def all_submitted(self) -> bool:
        return 0 < self.evaluators <= self.submitted


def progress_of(evaluation: Evaluation) -> Progress:
    """Count, in one query whatever the size."""
    names = names_of(Progress)
    rows = Evaluation.objects.filter(pk=evaluation.pk).with_progress()
    return Progress(**rows.values(*names).get())


def steps_of(
    evaluation: Evaluation,
    progress: Progress,
    *,
    current: str = "",
    sees_prices: bool = True,
) -> list[Step]:
    """Return the steps that have a page, as the bar on top of every page draws them."""
    closed = set() if sees_prices else {StepName.MONEY}
    return [
        Step(
            name=LABELS[name],
            url=""
            if name in closed or is_locked(name, evaluation)
            else reverse(page, args=[evaluation.pk]),
            note=str(_("Closed: you do not see prices"))
            if name in closed
            else note_of(name, evaluation, progress),
            is_done=is_done(name, evaluation, progress),
            is_current=name == current,
            is_optional=name not in ROAD,
        )
        for name in StepName
        if (page := PAGES.get(name))
    ]


def is_locked(name: StepName, evaluation: Evaluation) -> bool:
    if name is StepName.SCORE:
        return evaluation.state == Evaluation.State.SETUP
    return name is StepName.DECIDE and not evaluation.shows_results


def is_done(name: StepName, evaluation: Evaluation, progress: Progress) -> bool:
    if name is StepName.DIAGNOSE:
        return progress.diagnosed > 0
    if name is StepName.GOALS:
        return progress.objectives_set > 0
    if name is StepName.REQUIREMENTS:
        return progress.leaves > 0
    if name is StepName.CANDIDATES:
        return progress.short_listed > 1
    if name is StepName.SCORE:
        return evaluation.is_revealed
    if name is StepName.MONEY:
        return progress.costs_entered > 0
    return bool(progress.choices)


def note_of(name: StepName, evaluation: Evaluation, progress: Progress) -> str:
    """Say how far the step is, what locks it, or what an optional one adds."""
    if name is StepName.SCORE:
        return score_note(evaluation, progress)
    if name is StepName.DECIDE:
        return decide_note(evaluation, progress)
    return NOTES[name](progress)


def decide_note(evaluation: Evaluation, progress: Progress) -> str:
    if progress.choices:
        return str(_("The choice is recorded"))
    if not evaluation.shows_results:
        return str(_("Locked until the scores are revealed"))
    return str(_("Adds the ranking, how sure it is, and the choice"))


def requirements_note(progress: Progress) -> str:
    text = ngettext("%(count)s criterion", "%(count)s criteria", progress.leaves)
    return text % {"count": number(progress.leaves)}


def diagnose_note(progress: Progress) -> str:
    if progress.diagnosed:
        return str(_("Answers are in"))
    return str(_("Adds: is it time?"))


def goals_note(progress: Progress) -> str:
    count = progress.objectives_set
    if not count:
        return str(_("Adds: what for?"))
    text = ngettext("%(count)s objective", "%(count)s objectives", count)
    return text % {"count": number(count)}


def money_note(progress: Progress) -> str:
    if progress.costs_entered:
        return str(_("Figures are in"))
    return str(_("Adds: what does it really cost?"))


def candidates_note(progress: Progress) -> str:
    if not progress.short_listed:
        return str(_("None on the short list yet"))
    text = ngettext(
        "%(count)s on the short list",
        "%(count)s on the short list",
        progress.short_listed,
    )
    return text % {"count": number(progress.short_listed)}


def score_note(evaluation: Evaluation, progress: Progress) -> str:
    if evaluation.state == Evaluation.State.SETUP:
        return str(_("Locked until the lead opens the scoring"))
    if evaluation.is_revealed:
        return str(_("Revealed"))
    if evaluation.is_open_mode:
        return str(_("Open: the ranking is live"))
    values = {
        "submitted": number(progress.submitted),
        "evaluators": number(progress.evaluators),
        "day": day(evaluation.due_on),
    }
    if evaluation.due_on:
        text = _("%(submitted)s of %(evaluators)s have submitted, due %(day)s")
    else:
        text = _("%(submitted)s of %(evaluators)s have submitted")
    return str(text) % values


NOTES: MappingProxyType[StepName, Callable[[Progress], str]] = MappingProxyType(
    {
        StepName.DIAGNOSE: diagnose_note,
        StepName.GOALS: goals_note,
        StepName.REQUIREMENTS: requirements_note,
        StepName.CANDIDATES: candidates_note,
        StepName.MONEY: money_note,
    }
)
