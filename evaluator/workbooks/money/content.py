"""What the workbook is written from: the case, its base case, and who is priced."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext_lazy as _

from common.errors import DomainError
from evaluator.costs.billing import Factors
from evaluator.costs.cashflow import Case, Cost, Setting, setting
from evaluator.costs.usage import Paths
from evaluator.models import Candidate, Evaluation
from evaluator.selectors.costs import Computed, compute
from evaluator.selectors.money import priced


class NothingToCost(DomainError):
    message = _("There are no costs to write yet.")


@dataclass(frozen=True)
class Content:
    """The base case of one evaluation.

    left_out: candidates that an exchange rate is missing for -> its currencies.
    """

    title: str
    computed: Computed
    candidates: tuple[Candidate, ...]
    left_out: Mapping[str, tuple[str, ...]]

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
    )
