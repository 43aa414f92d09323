"""What a total and its ranges say, and when they say nothing."""

from __future__ import annotations

from evaluator.costs.samples import Percentiles
from evaluator.costs.simulation import Forecast
from evaluator.selectors.money.costs import Amount


class Forecasted:
    """A candidate's figures. total: None where it is not computed."""

    __slots__ = ()
    total: Amount | None
    forecast: Forecast | None
    is_priced: bool

    @property
    def says_nothing(self) -> bool:
        """Tell whether nothing is known behind a 0, likely or drawn: that is no 0."""
        if self.total is None:
            return True
        is_short = not self.is_priced or not self.total.is_whole
        drawn = self.forecast.total.p90 if self.forecast else 0.0
        return is_short and not (self.total.known or drawn)

    @property
    def range(self) -> Percentiles | None:
        told = None if self.says_nothing else self.forecast
        return told.total if told else None

    @property
    def present(self) -> Percentiles | None:
        told = None if self.says_nothing else self.forecast
        return told.present if told else None
