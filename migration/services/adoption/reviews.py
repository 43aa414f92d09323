"""Reviews after 30, 60 and 90 days, and the audit of each quarter."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError
from common.text import clean_text
from migration.models import Plan, Review
from migration.services.plans.plans import lock_plan, refuse_ahead
from migration.services.trail import tell
from workspace.models import User


class NothingSaid(DomainError):
    message = _("Write down what works, what to improve, or both.")


class ReviewIsHeld(DomainError):
    message = _(
        "This review of that day is written down already. Change it in its row, so "
        "that nothing of it is lost."
    )


@transaction.atomic
def hold_review(
    *,
    plan: Plan,
    review: Review | None = None,
    kind: str,
    held_on: date,
    works: str,
    improve: str,
    actor: User,
    now: datetime,
) -> Review:
    """Keep what a review said, or write `review` anew.

    Another one of the same day is refused: it would put out what is written there.
    """
    lock_plan(plan)
    refuse_ahead(plan, held_on, now)
    works, improve = clean_text(works), clean_text(improve)
    if not (works or improve):
        raise NothingSaid
    review = review or Review(plan=plan)
    same_day = plan.reviews.filter(kind=kind, held_on=held_on)
    if same_day.exclude(pk=review.pk).exists():
        raise ReviewIsHeld
    review.kind, review.held_on = kind, held_on
    review.works, review.improve, review.held_by = works, improve, actor
    review.save()
    tell("adoption.review_held", plan, actor=actor, now=now, review=kind)
    return review
