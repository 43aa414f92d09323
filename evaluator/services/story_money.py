"""Play what a story tells of money."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import override

from evaluator.content.cost_lines import usual_line
from evaluator.content.story_money import LineSaid
from evaluator.costs import tariffs
from evaluator.costs.json_form import from_json
from evaluator.costs.quick_kinds import KIND_BY_KEY
from evaluator.costs.ranges import Range
from evaluator.costs.returns import BenefitLine
from evaluator.costs.tariffs import Tariff
from evaluator.costs.usage import UsageProfile, faults
from evaluator.models import Scenario
from evaluator.selectors.money.inputs import money_settings
from evaluator.services.money.cost_lines import LineEdit, add_cost_line
from evaluator.services.money.prices import save_tariff
from evaluator.services.money.quick_costs import QuickEdit, set_quick_costs
from evaluator.services.money.returns import add_benefit, set_funnels
from evaluator.services.money.scenarios import ScenarioEdit, add_scenario
from evaluator.services.money.settings import (
    MoneyEdit,
    change_money_settings,
    set_exchange_rate,
)
from evaluator.services.money.usage import set_usage
from evaluator.services.money.values import take_from_costs
from evaluator.services.stories import Play

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
    for said in told.lines:
        add_line(play, said)
    enter_return(play)
    add_scenarios(play)
    take_from_costs(evaluation=play.evaluation, actor=play.lead, now=now)


def enter_return(play: Play) -> None:
    """Enter the funnels and the gains that the lead expects."""
    told, now = play.story.money, play.ago(play.story.days.answered)
    if not told.funnel:
        return
    case = set_funnels(
        evaluation=play.evaluation,
        before=told.funnel["before"],
        after=told.funnel["after"],
        target=told.funnel["target"],
        ratings={"time": 3, "personal": 2, "scale": 2},
        version=0,
        actor=play.lead,
        now=now,
    )
    for raw in told.gains:
        case = add_benefit(
            evaluation=play.evaluation,
            line=from_json(BenefitLine, raw, lambda _line: iter(())),
            version=case.version,
            actor=play.lead,
            now=now,
        )


def add_scenarios(play: Play) -> None:
    """Add what may come otherwise; its name is in the language of the lead."""
    with override(play.lead.language or "en"):
        words = {kind: str(Scenario.Kind(kind).label) for kind in Scenario.Kind.values}
    for said in play.story.money.scenarios:
        shares: dict[str, Any] = {
            name: Decimal(str(share)) for name, share in said["changes"].items()
        }
        add_scenario(
            evaluation=play.evaluation,
            edit=ScenarioEdit(name=words[said["kind"]], kind=said["kind"], **shares),
            actor=play.lead,
            now=play.ago(play.story.days.answered),
        )


def add_line(play: Play, said: LineSaid) -> None:
    """Add a line of the library, named in the language of the lead."""
    usual = usual_line(said.usual)
    if usual is None:
        raise KeyError(said.usual)
    candidate = play.candidates[said.candidate] if said.candidate else None
    edit = LineEdit(
        name=usual.name.in_language(play.lead.language or "en"),
        category=usual.category,
        currency=money_settings(play.evaluation).currency,
        amount=Range(*(Decimal(str(each)) for each in said.amount)),
        rhythm=usual.rhythm,
        from_month=said.from_month,
        to_month=said.to_month,
        note=said.note,
        candidates=(candidate,) if candidate else (),
    )
    add_cost_line(
        evaluation=play.evaluation,
        edit=edit,
        actor=play.lead,
        now=play.ago(play.story.days.answered),
        key=usual.key,
    )


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
