"""The usage profile of an evaluation: one for all candidates."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from common.errors import StaleVersion
from common.transactions import locked_change
from evaluator.costs.faults import refuse
from evaluator.costs.json_form import to_json
from evaluator.costs.usage import UsageProfile, faults
from evaluator.models import Evaluation, Usage
from evaluator.selectors.money.inputs import money_settings
from evaluator.services.structure import lock_evaluation
from workspace.models import User
from workspace.services.records import change_of, record


class UsageIsStale(StaleVersion):
    message = _("Somebody else changed the usage since you opened the page.")


@locked_change
def set_usage(
    *,
    evaluation: Evaluation,
    profile: UsageProfile,
    version: int,
    actor: User,
    now: datetime,
) -> Usage:
    """Store the profile; version 0 where there was none.

    Raises InputInvalid, which names every part that is wrong, and UsageIsStale.
    """
    lock_evaluation(evaluation)
    refuse(faults(profile, money_settings(evaluation).months))
    stored = Usage.objects.filter(evaluation=evaluation).first()
    if version != (stored.version if stored else 0):
        raise UsageIsStale(current=stored)
    usage = stored or Usage(evaluation=evaluation, version=0)
    usage.content = to_json(profile)
    usage.version += 1
    usage.save()
    record(
        "usage.changed",
        team=evaluation.team,
        actor=actor,
        change=change_of(evaluation),
        now=now,
    )
    return usage
