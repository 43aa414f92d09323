"""Gains of a change, and a candidate that is to pay by them."""

from evaluator.costs.ranges import Range
from evaluator.costs.returns import Benefit, BenefitLine, Factor
from evaluator.costs.ventures import Venture
from tests.evaluator.costs.cases import ACME, BOLT, case, exactly


def benefit(*after, before=(), **settings):
    def factors(numbers):
        return tuple(
            Factor(
                f"f{place}", number if isinstance(number, Range) else exactly(number)
            )
            for place, number in enumerate(numbers)
        )

    settings = {"key": "line", "name": "Line", "kind": Benefit.REVENUE} | settings
    return BenefitLine(after=factors(after), before=factors(before), **settings)


def venture(*lines, **settings):
    """Acme for 100 a month; Bolt, which stays where it is told, for 40."""
    return Venture(case(ACME, BOLT, stored=exactly(4000)), "acme", lines, **settings)
