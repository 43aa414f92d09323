"""Play what a story tells of money."""

from __future__ import annotations

from decimal import Decimal

from evaluator.costs import tariffs
from evaluator.costs.json_form import from_json
from evaluator.costs.ranges import Range
from evaluator.costs.tariffs import Tariff
from evaluator.costs.usage import UsageProfile, faults
from evaluator.services.money_settings import (
    MoneyEdit,
    change_money_settings,
    set_exchange_rate,
)
from evaluator.services.prices import save_tariff
from evaluator.services.quick_costs import KIND_BY_KEY, QuickEdit, set_quick_costs
from evaluator.services.stories import Play
from evaluator.services.usage import set_usage

RATE_SOURCE = "made up for the demo"


def play_money(play: Play) -> None:
    """Say how costs are told, what is used, and the figures beside the bill."""
    told = play.story.money
    now = play.ago(play.story.days.answered)
    if told.settings:
        change_money_settings(
            evaluation=play.evaluation,
            edit=from_json(MoneyEdit, told.settings, lambda _edit: iter(())),
            version=0,
            actor=play.lead,
            now=now,
        )
    for currency, figures in told.rates.items():
        set_exchange_rate(
            evaluation=play.evaluation,
            currency=currency,
            rate=Range(*(Decimal(str(each)) for each in figures)),
            as_of=play.day(play.story.days.answered),
            source=RATE_SOURCE,
            version=0,
            actor=play.lead,
            now=now,
        )
    if told.usage:
        set_usage(
            evaluation=play.evaluation,
            profile=from_json(UsageProfile, told.usage, faults),
            version=0,
            actor=play.lead,
            now=now,
        )
    enter_tariffs(play)
    enter_quick_costs(play)


def enter_tariffs(play: Play) -> None:
    """Enter the quotes that came in; all others are billed by what ships."""
    for name, said in play.story.money.tariffs.items():
        candidate = play.candidates[name]
        content = {"key": "own", "name": candidate.name, "plans": said["plans"]}
        save_tariff(
            candidate=candidate,
            tariff=from_json(Tariff, content, tariffs.faults),
            note=said["note"],
            actor=play.lead,
            now=play.ago(play.story.days.answered),
        )


def enter_quick_costs(play: Play) -> None:
    edits = [
        QuickEdit(
            play.candidates[name],
            KIND_BY_KEY[kind],
            Range(*(Decimal(str(amount)) for amount in amounts)),
            version=0,
        )
        for kind, row in play.story.money.quick.items()
        for name, amounts in row.items()
    ]
    if edits:
        set_quick_costs(
            evaluation=play.evaluation,
            edits=edits,
            actor=play.lead,
            now=play.ago(play.story.days.answered),
        )
