"""What the workbook is written from: the case, its base case, and who is priced."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError
from evaluator.costs.billing import Factors
from evaluator.costs.cashflow import Case, Cost, Setting, setting
from evaluator.costs.returns import BenefitLine
from evaluator.costs.usage import Paths
from evaluator.models import Candidate, Evaluation, Pricing, TariffVersion
from evaluator.selectors.money.costs import Computed, compute
from evaluator.selectors.money.inputs import money_settings, priced
from evaluator.selectors.money.return_figures import Pays, pays_of
from evaluator.selectors.money.return_gaps import Waiting, waiting_of
from evaluator.selectors.money.returns import benefit_lines, return_case
from evaluator.selectors.money.scenarios import Comparison, compare_scenarios


@dataclass(frozen=True, eq=False)
class Change:
    """What the change is to bring. before, after, target: as they were entered."""

    lines: tuple[BenefitLine, ...]
    pays: tuple[Pays, ...]
    before: Mapping[str, str] = field(default_factory=dict)
    after: Mapping[str, str] = field(default_factory=dict)
    target: Mapping[str, str] = field(default_factory=dict)
    ratings: Mapping[str, int] = field(default_factory=dict)
    waiting: tuple[Waiting, ...] = ()


class NothingToCost(DomainError):
    message = _("There are no costs to write yet.")


@dataclass(frozen=True)
class Content:
    """The base case of one evaluation.

    left_out: candidates that an exchange rate is missing for -> its currencies.
    quotes: candidate -> where its own tariff or quote comes from.
    """

    title: str
    computed: Computed
    candidates: tuple[Candidate, ...]
    left_out: Mapping[str, tuple[str, ...]]
    change: Change | None = None
    scenarios: Comparison | None = None
    budget: Decimal | None = None
    quotes: Mapping[int, str] = field(default_factory=dict)

    @property
    def case(self) -> Case:
        return self.computed.case

    @property
    def currency(self) -> str:
        return self.case.rates.currency

    @property
    def months(self) -> int:
        return self.case.months

    @cached_property
    def setting(self) -> Setting:
        return setting(self.case)

    @property
    def paths(self) -> Paths:
        return self.setting.paths

    @property
    def factors(self) -> Factors:
        return self.setting.factors

    def cost(self, candidate: Candidate) -> Cost:
        return self.computed.costs[str(candidate.pk)]


def read_content(evaluation: Evaluation) -> Content:
    """Compute the base case. Refuses with NothingToCost."""
    computed = compute(evaluation)
    if not computed.costs:
        raise NothingToCost
    everyone = priced(evaluation)
    names = {str(each.pk): each.name for each in everyone}
    return Content(
        evaluation.title,
        computed,
        tuple(each for each in everyone if str(each.pk) in computed.costs),
        {names[key]: lacking for key, lacking in computed.missing.items()},
        change_of(evaluation, computed, everyone),
        compare_scenarios(evaluation),
        money_settings(evaluation).yearly_budget,
        quotes_of(evaluation),
    )


def quotes_of(evaluation: Evaluation) -> dict[int, str]:
    """Return what was noted of the tariff or quote that each candidate is billed by."""
    present = TariffVersion.objects.filter(
        candidate__evaluation=evaluation,
        candidate__pricing__origin=Pricing.Origin.OWN,
        number=F("candidate__pricing__number"),
    )
    return {each.candidate_id: each.note for each in present}


def change_of(
    evaluation: Evaluation, computed: Computed, everyone: list[Candidate]
) -> Change:
    case = return_case(evaluation)
    lines = benefit_lines(case)
    stays = next((each for each in everyone if each.is_incumbent), None)
    return Change(
        lines,
        tuple(pays_of(computed, everyone, lines, stays)),
        case.before,
        case.after,
        case.target,
        case.ratings,
        tuple(waiting_of(computed, everyone, stays) if lines else ()),
    )
