"""The overview of an evaluation: the open step, the people, what happened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.formatting import number
from evaluator.models import Evaluation, Participant
from evaluator.permissions import Action, allowed_actions
from evaluator.selectors.must_haves import Strip, must_have_table
from evaluator.selectors.readiness import readiness_from
from evaluator.selectors.steps import LABELS, Progress, StepName
from evaluator.selectors.tree import Tree, read_tree

Holds = Literal["done", "missing", "optional", "locked"]


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the check list, and where to mend it."""

    text: str
    state: Holds
    url: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class OpenStep:
    """The step that waits, what it asks for, and the one next button."""

    title: str
    checks: tuple[Check, ...]
    url: str = ""
    action: str = ""
    note: str = ""  # where there is nothing for this person to do


@dataclass(frozen=True, slots=True)
class Overview:
    step: OpenStep
    people: tuple[Participant, ...]
    strips: tuple[Strip, ...]


def read_overview(
    participant: Participant, progress: Progress, *, today: date
) -> Overview:
    """Read what the overview shows. Five queries, whatever the size."""
    evaluation = participant.evaluation
    candidates = list(evaluation.candidates.short_listed().by_name())
    strips = must_have_table(evaluation, candidates=candidates, today=today).strips
    people = evaluation.participants.present().select_related("user")
    road = Road(participant, progress, read_tree(evaluation), strips)
    return Overview(
        step=road.open_step(),
        people=tuple(people.order_by("user__name", "user__email", "pk")),
        strips=strips,
    )


@dataclass(frozen=True, slots=True)
class Road:
    """Decides which step waits, and for what."""

    participant: Participant
    progress: Progress
    tree: Tree
    strips: tuple[Strip, ...]

    @property
    def evaluation(self) -> Evaluation:
        return self.participant.evaluation

    def may(self, action: Action) -> bool:
        return action in allowed_actions(self.participant)

    def to(self, page: str) -> str:
        return reverse(f"evaluator:{page}", args=[self.evaluation.pk])

    def open_step(self) -> OpenStep:
        if self.evaluation.is_revealed:
            return self.decide()
        if not readiness_from(self.tree, self.progress).weighted_leaves:
            return self.requirements()
        if self.progress.short_listed < 2:
            return self.candidates()
        return self.score()

    def requirements(self) -> OpenStep:
        return self.for_lead(
            StepName.REQUIREMENTS,
            tuple(self.requirement_checks()),
            page="requirement_tree",
            action=_("Write the requirements"),
        )

    def candidates(self) -> OpenStep:
        checks = (*self.requirement_checks(), *self.candidate_checks())
        return self.for_lead(
            StepName.CANDIDATES,
            checks,
            page="candidate_list",
            action=_("Choose candidates"),
        )

    def score(self) -> OpenStep:
        checks = (
            *self.requirement_checks(),
            *self.candidate_checks(),
            *self.score_checks(),
        )
        if self.evaluation.state == Evaluation.State.SETUP:
            return self.for_lead(
                StepName.SCORE,
                checks,
                page="scoring_open",
                action=_("Open the scoring"),
            )
        title = str(LABELS[StepName.SCORE])
        if self.may(Action.SCORE) and self.participant.submitted_at is None:
            return OpenStep(title, checks, self.to("score_sheet"), _("Score"))
        if self.evaluation.shows_results:
            return OpenStep(title, checks, self.to("results"), _("See the ranking"))
        if self.may(Action.MANAGE) and self.progress.all_submitted:
            return OpenStep(
                title, checks, self.to("score_reveal"), _("Reveal the scores")
            )
        return OpenStep(title, checks, note=_("It waits for those who still score."))

    def decide(self) -> OpenStep:
        title = str(LABELS[StepName.DECIDE])
        is_chosen = bool(self.progress.choices)
        checks = (
            Check(_("The scores are revealed"), "done"),
            Check(_("The choice is recorded"), "done" if is_chosen else "missing"),
        )
        if self.may(Action.MANAGE) and not is_chosen:
            return OpenStep(title, checks, self.to("results"), _("See and decide"))
        return OpenStep(title, checks, self.to("results"), _("See the results"))

    def before_checks(self) -> Iterator[Check]:
        """Name the optional steps before the road, and what each adds."""
        if self.evaluation.state != Evaluation.State.SETUP and not (
            self.evaluation.is_open_mode
        ):
            return
        if not self.progress.diagnosed and self.may(Action.DIAGNOSE):
            text = _("Optional: five signs tell whether it is time to change at all")
            yield Check(text, "optional", self.to("diagnosis"), _("Diagnose"))
        if not self.progress.objectives_set and self.may(Action.EDIT):
            text = _("Optional: say what the choice is to bring, and measure it later")
            yield Check(text, "optional", self.to("goals"), _("Set goals"))

    def for_lead(
        self, name: StepName, checks: tuple[Check, ...], *, page: str, action: str
    ) -> OpenStep:
        title = str(LABELS[name])
        if self.may(Action.MANAGE):
            return OpenStep(title, checks, self.to(page), action)
        return OpenStep(title, checks, note=_("The lead is setting this up."))

    def requirement_checks(self) -> Iterator[Check]:
        leaves = self.progress.leaves
        tree = self.to("requirement_tree")
        yield from self.before_checks()
        if not leaves:
            yield Check(_("No criteria yet"), "missing", tree, _("Add criteria"))
            return
        text = ngettext("%(count)s criterion", "%(count)s criteria", leaves)
        yield Check(text % {"count": number(leaves)}, "done", tree, _("Look"))
        for row in self.tree.rows:
            if row.weighs_nothing:
                text = _("“%(name)s” weighs nothing") % {"name": row.criterion.name}
                yield Check(text, "optional", self.to("weight_table"), _("Weigh"))
        must_haves = self.progress.must_haves
        if not must_haves:
            text = _("No must-haves: say what you cannot do without")
            if self.may(Action.EDIT):
                yield Check(text, "optional", self.to("need_picker"), _("Pick"))

    def candidate_checks(self) -> Iterator[Check]:
        short = self.progress.short_listed
        page = self.to("candidate_list")
        if short < 2:
            text = ngettext(
                "%(count)s candidate on the short list: two or more can be compared",
                "%(count)s candidates on the short list: two or more can be compared",
                short,
            )
            yield Check(text % {"count": number(short)}, "missing", page, _("Choose"))
        else:
            text = ngettext(
                "%(count)s candidate on the short list",
                "%(count)s candidates on the short list",
                short,
            )
            yield Check(text % {"count": number(short)}, "done", page, _("Look"))
        unknown = sum(len(strip.unknown) for strip in self.strips)
        if self.progress.must_haves and short:
            yield self.must_have_check(unknown)

    def must_have_check(self, unknown: int) -> Check:
        page = self.to("must_have_list")
        if not unknown:
            return Check(_("Every must-have is answered"), "done", page, _("Look"))
        text = ngettext(
            "%(count)s must-have is not answered",
            "%(count)s must-haves are not answered",
            unknown,
        )
        return Check(text % {"count": number(unknown)}, "missing", page, _("Answer"))

    def score_checks(self) -> Iterator[Check]:
        evaluators = self.progress.evaluators
        people = self.to("participant_list")
        text = ngettext("%(count)s person scores", "%(count)s people score", evaluators)
        state: Holds = "done" if evaluators else "missing"
        yield Check(text % {"count": number(evaluators)}, state, people, _("People"))
        if self.evaluation.state == Evaluation.State.SETUP:
            yield Check(_("Scoring is locked until the lead opens it"), "locked")
            return
        if self.evaluation.is_open_mode:
            yield Check(_("Scoring is open, and the ranking is live"), "done")
            return
        submitted = self.progress.submitted
        text = _("%(submitted)s of %(evaluators)s have submitted") % {
            "submitted": number(submitted),
            "evaluators": number(evaluators),
        }
        yield Check(text, "done" if self.progress.all_submitted else "missing")
