"""What another disposition of assets would do to hours and dates; nothing is saved."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import Q

from migration.models import Asset, Plan, Task
from migration.planning.dispositions import EffortTable
from migration.planning.generate import Identity, Planned, generate
from migration.planning.network import Circle
from migration.planning.stock import Stock
from migration.selectors.inventory.effort import effort_of
from migration.selectors.inventory.stock import read_stock
from migration.selectors.plans.full_plan import stored_wanted
from migration.selectors.schedule.effects import Effect, Wish, effect_of
from migration.selectors.schedule.network import read_network


@dataclass(frozen=True, slots=True)
class DispositionEffect:
    """hours: more (above 0) or fewer. tasks: those of the plan whose days change.

    ends: of the go-live, or of all tasks; None where no task changes. offered: tasks
    that the wizard would offer then.
    """

    word: str
    hours: Decimal
    tasks: tuple[Task, ...]
    ends: Effect | None
    offered: int


def disposition_effect(
    plan: Plan, pks: Collection[int], disposition: str, *, today: date
) -> DispositionEffect:
    """Compare the plan as it is with one where these assets become that.

    Ten queries where tasks change, seven where none do.
    """
    effort = effort_of(plan.team)
    stock = read_stock(plan, today=today, effort=effort)
    other = with_disposition(stock, pks, disposition, effort)
    now, then = of_assets(plan, stock), of_assets(plan, other)
    known = {
        (task.template_key, task.about): task
        for task in plan.tasks.open().filter(
            Q(about__startswith="asset-") | Q(about__startswith="kind-")
        )
    }
    days = {
        identity: days_in(then, identity)
        for identity, task in known.items()
        if "days" not in task.changed_by_hand
        and days_in(then, identity) != days_in(now, identity)
    }
    wish = Wish(tasks={known[each].pk: {"days": days[each]} for each in days})
    return DispositionEffect(
        word=str(Asset.Disposition(disposition).label),
        hours=hours_in(other) - hours_in(stock),
        tasks=tuple(known[identity] for identity in days),
        ends=ends_with(plan, wish, today=today) if days else None,
        offered=len(set(then) - set(now) - set(known)),
    )


def with_disposition(
    stock: Stock, pks: Collection[int], disposition: str, effort: EffortTable
) -> Stock:
    return replace(
        stock,
        assets=tuple(
            replace(
                each,
                becomes=disposition,
                hours=effort.hours_of(each.kind, each.size, disposition),
            )
            if each.pk in pks
            else each
            for each in stock.assets
        ),
    )


def of_assets(plan: Plan, stock: Stock) -> dict[Identity, Planned]:
    """Return the tasks that assets call for and that are not behind."""
    wanted = stored_wanted(plan)
    return {
        each.identity: each
        for each in generate(wanted.answers, stock, is_full=plan.is_full)
        if each.task.per in {"asset", "kind"} and not each.is_behind
    }


def days_in(planned: dict[Identity, Planned], identity: Identity) -> int:
    """Return its days; a task that is not called for takes none."""
    each = planned.get(identity)
    return each.days if each else 0


def hours_in(stock: Stock) -> Decimal:
    return sum((each.hours for each in stock.assets), Decimal(0))


def ends_with(plan: Plan, wish: Wish, *, today: date) -> Effect | None:
    try:
        return effect_of(read_network(plan, today=today), wish)
    except Circle:
        return None
