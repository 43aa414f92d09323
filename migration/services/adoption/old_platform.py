"""The old platform ends: its archive is proven, and it is switched off."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError
from common.text import clean_line
from migration.models import OldPlatform, Plan
from migration.selectors.adoption import switch_off_gaps
from migration.services.plans.plans import lock_plan
from migration.services.trail import tell
from workspace.models import User


class ProofOfArchiveMissing(DomainError):
    message = _("Say what proves the archive: where it lies and who opened it.")


class StillLocked(DomainError):
    message = _("The old platform stays on: %(reasons)s")


@transaction.atomic
def prove_archive(*, plan: Plan, proof: str, actor: User, now: datetime) -> OldPlatform:
    """Say what proves that everything to be kept is out of the old platform."""
    lock_plan(plan)
    proof = clean_line(proof)
    if not proof:
        raise ProofOfArchiveMissing
    old, _is_new = OldPlatform.objects.update_or_create(
        plan=plan,
        defaults={
            "archive_proof": proof,
            "archive_proven_at": now,
            "archive_proven_by": actor,
        },
    )
    tell("adoption.archive_proven", plan, actor=actor, now=now)
    return old


@transaction.atomic
def switch_off(*, plan: Plan, actor: User, now: datetime) -> OldPlatform:
    """Note that the old platform is off; its use is zero and the archive proven."""
    lock_plan(plan)
    old, _is_new = OldPlatform.objects.get_or_create(plan=plan)
    gaps = switch_off_gaps(old, plan.adoption_counts.all())
    if gaps:
        raise StillLocked(reasons=" ".join(str(gap) for gap in gaps))
    if old.switched_off_at is None:
        old.switched_off_at, old.switched_off_by = now, actor
        old.save(update_fields=["switched_off_at", "switched_off_by"])
        tell("adoption.switched_off", plan, actor=actor, now=now)
    return old


@transaction.atomic
def switch_back(*, plan: Plan, actor: User, now: datetime) -> OldPlatform:
    """Undo it: the old platform is on again, or never was off."""
    lock_plan(plan)
    old, _is_new = OldPlatform.objects.get_or_create(plan=plan)
    if old.switched_off_at is not None:
        old.switched_off_at, old.switched_off_by = None, None
        old.save(update_fields=["switched_off_at", "switched_off_by"])
        tell("adoption.switched_back", plan, actor=actor, now=now)
    return old
