"""The end of a plan: put away, or into a bin with thirty days to undo."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from migration.models import Plan
from migration.services.plans.plans import lock_plan
from migration.services.trail import tell
from workspace.models import StoredFile, User
from workspace.services.files import delete_file


@transaction.atomic
def archive_plan(*, plan: Plan, actor: User, now: datetime) -> Plan:
    """Put it away, to be read only. Asking twice is one archiving."""
    lock_plan(plan)
    if plan.archived_at is None:
        plan.archived_at = now
        plan.save(update_fields=["archived_at"])
        tell("plan.archived", plan, actor=actor, now=now)
    return plan


@transaction.atomic
def unarchive_plan(*, plan: Plan, actor: User, now: datetime) -> Plan:
    lock_plan(plan)
    if plan.archived_at is not None:
        plan.archived_at = None
        plan.save(update_fields=["archived_at"])
        tell("plan.unarchived", plan, actor=actor, now=now)
    return plan


@transaction.atomic
def delete_plan(*, plan: Plan, actor: User, now: datetime) -> Plan:
    """Put it into the bin. Nothing is lost for thirty days."""
    lock_plan(plan)
    if plan.deleted_at is None:
        plan.deleted_at, plan.deleted_by = now, actor
        plan.save(update_fields=["deleted_at", "deleted_by"])
        tell("plan.deleted", plan, actor=actor, now=now)
    return plan


@transaction.atomic
def restore_plan(*, plan: Plan, actor: User, now: datetime) -> Plan:
    lock_plan(plan)
    if plan.deleted_at is not None:
        plan.deleted_at = plan.deleted_by = None
        plan.save(update_fields=["deleted_at", "deleted_by"])
        tell("plan.restored", plan, actor=actor, now=now)
    return plan


def empty_bin(now: datetime) -> None:
    """Delete for good what has lain in the bin for thirty days. Safe to repeat."""
    for plan in Plan.objects.past_bin(now=now):
        purge_plan(plan)


@transaction.atomic
def purge_plan(plan: Plan) -> None:
    proofs = plan.tasks.exclude(proof_file=None).values("proof_file")
    for file in StoredFile.objects.filter(pk__in=proofs):
        delete_file(file)
    plan.delete()
