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


@transaction.atomic
def hold_review(
    *,
    plan: Plan,
    kind: str,
    held_on: date,
    works: str,
    improve: str,
    actor: User,
    now: datetime,
) -> Review:
    """Keep what a review said; the same review of a day is written anew."""
    lock_plan(plan)
    refuse_ahead(plan, held_on, now)
    works, improve = clean_text(works), clean_text(improve)
    if not (works or improve):
        raise NothingSaid
    review, _is_new = Review.objects.update_or_create(
        plan=plan,
        kind=kind,
        held_on=held_on,
        defaults={"works": works, "improve": improve, "held_by": actor},
    )
    tell("adoption.review_held", plan, actor=actor, now=now, review=kind)
    return review
