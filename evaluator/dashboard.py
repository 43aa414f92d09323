"""What the start page shows of evaluations."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from evaluator.models import Evaluation, Participant
from evaluator.selectors.evaluations import (
    EvaluationRow,
    Shelf,
    evaluations_on,
)
from evaluator.selectors.steps import steps_of
from workspace.models import Team, User
from workspace.registries import Card, Door, NeedsYou

MOST_CARDS = 6


def find_needs(*, user: User, team: Team, now: datetime) -> Iterator[NeedsYou]:
    """Yield what waits for the person in the active evaluations. Two queries."""
    del now
    parts = (
        Participant.objects.present()
        .filter(
            user=user,
            evaluation__team=team,
            evaluation__deleted_at=None,
            evaluation__archived_at=None,
        )
        .select_related("evaluation", "evaluation__choice")
        .prefetch_related("ballots")
    )
    for participant in parts.order_by("evaluation__title", "pk"):
        yield from needs_of(participant)


def needs_of(participant: Participant) -> Iterator[NeedsYou]:
    evaluation = participant.evaluation
    name = {"title": evaluation.title}
    is_lead = participant.role == Participant.Role.LEAD
    if evaluation.state == Evaluation.State.SCORING and waits_for(participant):
        if is_lead and evaluation.is_open_mode:
            # Before the first score it may as well want candidates.
            yield NeedsYou(_("Go on with: %(title)s") % name, overview_of(evaluation))
            return
        returned = any(ballot.returned_because for ballot in participant.ballots.all())
        text = _("Look at your returned scores: %(title)s") if returned else ""
        yield NeedsYou(
            (text or _("Score: %(title)s")) % name,
            reverse("evaluator:score_sheet", args=[evaluation.pk]),
            evaluation.due_on,
        )
    if not is_lead:
        return
    if evaluation.state == Evaluation.State.SETUP:
        text = _("Set up and open the scoring: %(title)s")
        yield NeedsYou(text % name, overview_of(evaluation))
    elif evaluation.is_revealed and not hasattr(evaluation, "choice"):
        yield NeedsYou(
            _("Record the choice: %(title)s") % name,
            reverse("evaluator:results", args=[evaluation.pk]),
        )


def overview_of(evaluation: Evaluation) -> str:
    return reverse("evaluator:evaluation_overview", args=[evaluation.pk])


def waits_for(participant: Participant) -> bool:
    """Tell whether scores of this person are still missing.

    Where all is open nobody submits: it waits only until the first score.
    """
    if not participant.is_evaluator or participant.submitted_at is not None:
        return False
    is_open = participant.evaluation.is_open_mode
    return not (is_open and participant.ballots.all())


def draw_cards(*, user: User, team: Team, now: datetime) -> list[Card]:
    rows = evaluations_on(Shelf.ACTIVE, user=user, team=team, now=now)
    return [card_of(row) for row in rows[:MOST_CARDS]]


def card_of(row: EvaluationRow) -> Card:
    steps = steps_of(row.evaluation, row.progress, sees_prices=row.sees_prices)
    return Card("evaluator/_evaluation_card.html", {"row": row, "steps": steps})


def open_doors(*, user: User, team: Team, now: datetime) -> list[Door]:
    del user, team, now
    return [
        Door(
            "scale",
            _("Compare platforms"),
            _("Twelve criteria, three platforms, a ranking in a quarter of an hour."),
            reverse("evaluator:evaluation_new"),
            is_shortcut=True,
        ),
        Door(
            "package-open",
            _("Open the sample"),
            _("A finished evaluation with made-up scores, to look around in."),
            reverse("evaluator:sample_open"),
        ),
    ]
