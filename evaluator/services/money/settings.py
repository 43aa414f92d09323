"""How costs are told: currency, horizon, rates, budget; and exchange rates."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError, StaleVersion
from common.text import clean_line
from common.transactions import locked_change
from evaluator.costs.discounting import Convention
from evaluator.costs.ranges import Range
from evaluator.models import Evaluation, ExchangeRate, MoneySettings
from evaluator.services.structure import change_structure, lock_evaluation
from workspace.models import User
from workspace.services.records import change_of, record

NONE = Range.exactly(0)


class MoneySettingsAreStale(StaleVersion):
    message = _("Somebody else changed these settings since you opened the page.")


class RateIsStale(StaleVersion):
    message = _("Somebody else changed this exchange rate since you opened the page.")


class RateOfItself(DomainError):
    message = _("The currency of the evaluation needs no exchange rate.")


class RateFalls(DomainError):
    message = _("A rate is above 0 and rises from low over likely to high.")


@dataclass(frozen=True, slots=True)
class MoneyEdit:
    """months: 12 to 84. Rates a year, 0.1 is 10 %. yearly_budget: None for none."""

    currency: str = "USD"
    months: int = 36
    discount_rate: Range = NONE
    inflation: Range = NONE
    convention: Convention = Convention.END
    yearly_budget: Decimal | None = None
    budget_rule: str = MoneySettings.BudgetRule.SCORED.value


@locked_change
def change_money_settings(
    *,
    evaluation: Evaluation,
    edit: MoneyEdit,
    version: int,
    actor: User,
    now: datetime,
    reason: str = "",
) -> MoneySettings:
    """Store the settings; version 0 where the defaults held so far.

    Whether cost counts in the ranking is a change of weights: once scoring has opened
    it needs a reason, and everybody sees it.
    """
    lock_evaluation(evaluation)
    stored = MoneySettings.objects.filter(evaluation=evaluation).first()
    if version != (stored.version if stored else 0):
        raise MoneySettingsAreStale(current=stored)
    row = stored or MoneySettings(evaluation=evaluation, version=0)
    if row.budget_rule != edit.budget_rule:
        rule = MoneySettings.BudgetRule(edit.budget_rule).label
        change_structure(
            evaluation,
            actor=actor,
            now=now,
            what=gettext("Cost in the ranking: %(rule)s") % {"rule": rule},
            reason=reason,
        )
    for each in fields(edit):
        value = getattr(edit, each.name)
        if isinstance(value, Range):
            setattr(row, f"{each.name}_low", value.low)
            setattr(row, each.name, value.likely)
            setattr(row, f"{each.name}_high", value.high)
        else:
            setattr(row, each.name, value)
    row.version += 1
    row.save()
    tell("money.settings_changed", evaluation, actor=actor, now=now)
    return row


@locked_change
def set_exchange_rate(
    *,
    evaluation: Evaluation,
    currency: str,
    rate: Range,
    as_of: date | None,
    source: str,
    version: int,
    actor: User,
    now: datetime,
) -> ExchangeRate:
    """Store what one unit of the currency is worth; version 0 for a new one."""
    lock_evaluation(evaluation)
    settings = MoneySettings.objects.filter(evaluation=evaluation).first()
    if currency == (settings.currency if settings else MoneyEdit().currency):
        raise RateOfItself
    if not 0 < rate.low <= rate.likely <= rate.high:
        raise RateFalls
    stored = evaluation.exchange_rates.filter(currency=currency).first()
    if version != (stored.version if stored else 0):
        raise RateIsStale(current=stored)
    row = stored or ExchangeRate(evaluation=evaluation, currency=currency, version=0)
    row.low, row.likely, row.high = rate.low, rate.likely, rate.high
    row.as_of, row.source = as_of, clean_line(source)
    row.version += 1
    row.save()
    tell("money.rate_set", evaluation, actor=actor, now=now, currency=currency)
    return row


@locked_change
def remove_exchange_rate(
    *, evaluation: Evaluation, currency: str, actor: User, now: datetime
) -> None:
    lock_evaluation(evaluation)
    found, _rows = evaluation.exchange_rates.filter(currency=currency).delete()
    if found:
        tell("money.rate_removed", evaluation, actor=actor, now=now, currency=currency)


def tell(
    verb: str, evaluation: Evaluation, *, actor: User, now: datetime, **after: str
) -> None:
    record(
        verb,
        team=evaluation.team,
        actor=actor,
        change=change_of(evaluation, after=after),
        now=now,
    )
