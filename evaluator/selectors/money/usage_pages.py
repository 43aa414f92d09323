"""The usage profile in pictures, and what its figures rest on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.charts.lines import Line, line_chart
from common.charts.plot import STEPS, Axis, nice_end
from common.charts.shapes import Drawing
from common.formatting import number
from common.locale import current_locale
from evaluator.catalogue.measure_labels import MEASURE_LABELS
from evaluator.costs.components import Meter
from evaluator.costs.measures import Measure
from evaluator.costs.ranges import Range
from evaluator.costs.samplers import FloatArray, Sampler
from evaluator.costs.usage import ActiveUsers, UsageProfile, differences, paths
from evaluator.models import Candidate, Evaluation
from evaluator.selectors.money.inputs import priced, priced_candidates

ENDS = ("low", "likely", "high")
NARROW = 300.0
USERS = frozenset({Measure.WEB_USERS, Measure.APP_USERS})
DIFFERENCE_WORDS: dict[str, str | Promise] = {
    "window_days": gettext_lazy("another number of days"),
    "counts": gettext_lazy("another activity"),
    "has_anonymous": gettext_lazy("unknown visitors"),
    "has_bots": gettext_lazy("bots"),
    "has_duplicates": gettext_lazy("people on two devices"),
}


@dataclass(frozen=True, slots=True)
class Pictured:
    """A measure month by month: in the first and last month, and as a drawing."""

    label: str | Promise
    first: float
    last: float
    drawing: Drawing


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A tariff that counts active users in another way."""

    candidate: Candidate
    part: str
    words: tuple[str | Promise, ...]


def pictures(profile: UsageProfile, months: int) -> list[Pictured]:
    """Draw contacts and mails at the low, likely and high ends. Raises InputInvalid."""
    if Measure.STORED_CONTACTS not in profile.figures:
        return []
    found = {end: paths(profile, months, at(end)) for end in ENDS}
    return [
        pictured(measure, [found[end][measure][0] for end in ENDS], months)
        for measure in (Measure.STORED_CONTACTS, Measure.EMAILS)
    ]


def at(end: str) -> Sampler:
    """Take every figure at the same end."""

    def sampler(_name: str, figure: Range) -> FloatArray:
        return np.array([float(getattr(figure, end))])

    return sampler


def pictured(measure: Measure, ends: list[np.ndarray], months: int) -> Pictured:
    rows = [np.broadcast_to(each, (months,)) for each in ends]
    top = nice_end(max(float(each.max()) for each in rows))
    label = MEASURE_LABELS[measure]
    drawing = line_chart(
        [
            Line(word, list(enumerate(row.tolist())), colour)
            for word, row, colour in zip(
                (_("low"), _("likely"), _("high")), rows, (3, 0, 3), strict=True
            )
        ],
        across=Axis(
            months - 1,
            [number(1 + (months - 1) * step / STEPS) for step in range(STEPS + 1)],
        ),
        up=Axis(top, [number(top * step / STEPS) for step in range(STEPS + 1)]),
        label=_("%(measure)s month by month") % {"measure": label},
        is_rtl=current_locale().is_rtl,
        width=NARROW,
    )
    return Pictured(label, float(rows[1][0]), float(rows[1][-1]), drawing)


def mismatches(evaluation: Evaluation, ours: ActiveUsers) -> list[Mismatch]:
    """Return the tariffs whose active users are others than ours; never converted."""
    by_key = {str(each.pk): each for each in priced(evaluation)}
    return [
        Mismatch(
            by_key[each.key],
            part.name,
            tuple(DIFFERENCE_WORDS[name] for name in names),
        )
        for each in priced_candidates(evaluation)
        if each.tariff
        for plan in each.tariff.plans
        for part in plan.components
        if isinstance(part, Meter)
        and part.basis.active_users
        and any(counted.measure in USERS for counted in part.basis.counted)
        and (names := differences(ours, part.basis.active_users))
    ]


def assumed_words(profile: UsageProfile) -> dict[str, str]:
    """Say what each measure without a figure is taken to be, by its name."""
    return {
        measure.value: _("as %(measure)s") % {"measure": MEASURE_LABELS[taken]}
        if isinstance(taken, Measure)
        else number(taken)
        for measure, taken in profile.assumed().items()
    }
