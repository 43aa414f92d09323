"""What a history of usage says of level, growth and season, beside the profile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import numpy as np
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from common.charts.lines import Line, line_chart
from common.charts.plot import STEPS, Axis, nice_end
from common.charts.shapes import Drawing
from common.formatting import digits, number
from common.locale import current_locale
from common.months import month_name
from evaluator.catalogue.measure_labels import MEASURE_LABELS
from evaluator.costs.history import FEWEST, Fit, HistoryTooShort, fit
from evaluator.costs.measures import GROWING, SEASONAL, Measure
from evaluator.costs.ranges import Range
from evaluator.costs.usage import Growth, Period, UsageProfile
from evaluator.selectors.money.usage_history import History

WIDTH = 300.0
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class FittedFigure:
    """One figure: what the history says, and what the profile held before.

    growth: a year, as a share. holes: the months without a value, in words.
    """

    measure: Measure
    fit: Fit
    level: Range
    present: Range | None
    present_growth: Growth | None
    holes: tuple[str, ...]
    drawing: Drawing
    is_grown: bool = False
    is_season: bool = False

    @property
    def label(self) -> str | Promise:
        return MEASURE_LABELS[self.measure]

    @property
    def places(self) -> int:
        """How many decimals its numbers have."""
        return 2 if self.measure is Measure.SENDS_PER_CONTACT else 0

    @property
    def growth(self) -> Decimal:
        return self.fit.growth.likely

    @property
    def before(self) -> Decimal | None:
        """The growth a year that the profile holds."""
        if self.present_growth is None:
            return None
        rate = float(self.present_growth.rate.likely)
        return Decimal(
            str(round((1 + rate) ** (12 / self.present_growth.months) - 1, 4))
        )


@dataclass(frozen=True, slots=True)
class Proposal:
    """profile: the one there was, with what was fitted in place of its figures."""

    profile: UsageProfile
    figures: tuple[FittedFigure, ...]
    unfitted: tuple[str, ...]
    next_month: str


def propose(profile: UsageProfile, history: History, *, most_growths: int) -> Proposal:
    """Fit each figure of the history; nothing is stored.

    The profile then starts in the month after the history. most_growths: how many
    figures may grow apart from the others.
    """
    fits, unfitted = fit_each(history)
    season = season_of(fits)
    growths = growths_of(profile, fits, most_growths)
    grown = {each for growth in growths for each in growth.measures}
    changed = replace(
        profile,
        figures={**profile.figures, **{m: level_of(m, f) for m, f in fits.items()}},
        growth=growths,
        season=fits[season].season if season else profile.season,
        first_month=history.month(history.months).month
        if fits
        else profile.first_month,
    )
    figures = tuple(
        FittedFigure(
            measure,
            found,
            level_of(measure, found),
            profile.figures.get(measure),
            grows[1] if (grows := profile.growth_of(measure)) else None,
            tuple(month_words(history.month(place)) for place in found.holes),
            drawn(measure, history.values[measure], found),
            is_grown=measure in grown,
            is_season=measure is season,
        )
        for measure, found in fits.items()
    )
    following = month_words(history.month(history.months))
    return Proposal(changed, figures, unfitted, following)


def fit_each(history: History) -> tuple[dict[Measure, Fit], tuple[str, ...]]:
    """Return the fits that can be made, and a sentence for each that cannot."""
    fits: dict[Measure, Fit] = {}
    unfitted = []
    for measure, values in history.values.items():
        try:
            fits[measure] = safe_fit(values, history.first.month)
        except HistoryTooShort as error:
            unfitted.append(too_short(measure, error.found))
        except ArithmeticError:
            text = _("%(figure)s: the values differ too much to find a growth.")
            unfitted.append(text % {"figure": MEASURE_LABELS[measure]})
    return fits, tuple(unfitted)


def month_words(month: date) -> str:
    """Write the month of the Gregorian calendar, which bills go by."""
    name = month_name(month.month, "gregorian", current_locale().language)
    return f"{name} {digits(str(month.year))}"


def too_short(measure: Measure, found: int) -> str:
    text = _(
        "%(figure)s: at least %(fewest)s months above 0 are needed, found: %(found)s."
    )
    return text % {
        "figure": MEASURE_LABELS[measure],
        "fewest": number(FEWEST),
        "found": number(found),
    }


def safe_fit(values: Sequence[float | None], first_month: int) -> Fit:
    """Raises HistoryTooShort, and ArithmeticError for growth beyond all numbers."""
    with np.errstate(all="ignore"):
        found = fit(values, first_month)
    if not (found.level.high.is_finite() and found.growth.high.is_finite()):
        raise OverflowError
    return found


def level_of(measure: Measure, found: Fit) -> Range:
    """Return the level: emails per contact with decimals, all else in whole numbers."""
    level = found.level
    if measure is Measure.SENDS_PER_CONTACT:
        return level
    return Range(
        *(Decimal(round(end)) for end in (level.low, level.likely, level.high))
    )


def season_of(fits: dict[Measure, Fit]) -> Measure | None:
    """Return the figure whose season is best explained, of those a season moves."""
    with_season = [each for each in fits if each in SEASONAL and fits[each].season]
    return max(with_season, key=lambda each: fits[each].explained, default=None)


def growths_of(
    profile: UsageProfile, fits: dict[Measure, Fit], most: int
) -> tuple[Growth, ...]:
    """Return the growth of the contacts for all, then that of single figures."""
    single = [each for each in profile.growth if len(each.measures) == 1]
    common = [each for each in profile.growth if each not in single]
    if Measure.STORED_CONTACTS in fits:
        common = [Growth(fits[Measure.STORED_CONTACTS].growth)]
    own = [
        *(
            Growth(found.growth, Period.YEAR, frozenset({measure}))
            for measure, found in fits.items()
            if measure in GROWING and measure is not Measure.STORED_CONTACTS
        ),
        *(each for each in per_year(single) if not each.measures & fits.keys()),
    ][:most]
    taken = frozenset(measure for each in own for measure in each.measures)
    return (
        *(replace(each, measures=each.measures - taken) for each in per_year(common)),
        *own,
    )


def per_year(growths: Sequence[Growth]) -> Iterator[Growth]:
    """Yield the same growths, told per year: a profile does not mix both here."""
    for each in growths:
        if each.per is Period.YEAR:
            yield each
            continue
        ends = (each.rate.low, each.rate.likely, each.rate.high)
        rate = Range(*(round((1 + end) ** 12 - 1, 6) for end in ends))
        yield Growth(rate, Period.YEAR, each.measures)


def drawn(measure: Measure, values: Sequence[float | None], found: Fit) -> Drawing:
    """Draw what was measured, with its holes bridged, and what was fitted."""
    measured = [(float(x), y) for x, y in enumerate(values) if y is not None]
    top = nice_end(max(*(y for _x, y in measured), *found.fitted))
    months = max(len(values) - 1, 1)
    return line_chart(
        [
            Line(_("measured"), measured, 0),
            Line(_("fitted"), [(float(x), y) for x, y in enumerate(found.fitted)], 3),
        ],
        across=Axis(
            months, [number(1 + months * step / STEPS) for step in range(STEPS + 1)]
        ),
        up=Axis(top, [number(top * step / STEPS) for step in range(STEPS + 1)]),
        label=_("%(measure)s month by month") % {"measure": MEASURE_LABELS[measure]},
        is_rtl=current_locale().is_rtl,
        width=WIDTH,
    )
