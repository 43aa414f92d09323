"""What a scenario changes, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.formatting import as_given, number, percent
from evaluator.costs.measures import Measure
from evaluator.models import Scenario
from evaluator.selectors.money.scenarios import Comparison

Text = str | Promise
HUNDRED = Decimal(100)
POINTS = ("growth", "inflation", "discount_rate")
LABELS: Mapping[str, Text] = MappingProxyType(
    {
        "people": gettext_lazy("People and messages"),
        "mails": gettext_lazy("Emails per contact"),
        "growth": gettext_lazy("Growth a year"),
        "prices": gettext_lazy("Vendors' prices"),
        "negotiated": gettext_lazy("Further discount"),
        "exchange": gettext_lazy("Exchange rates"),
        "lines": gettext_lazy("Cost lines"),
        "inflation": gettext_lazy("Inflation a year"),
        "discount_rate": gettext_lazy("Discount rate a year"),
        "months": gettext_lazy("Months"),
    }
)
# (more, less) of each share; `%(by)s` is a percentage or a number of points.
SENTENCES: Mapping[str, tuple[Text, Text]] = MappingProxyType(
    {
        "people": (
            gettext_lazy("%(by)s more people and messages from the first month."),
            gettext_lazy("%(by)s fewer people and messages from the first month."),
        ),
        "mails": (
            gettext_lazy("%(by)s more emails per contact."),
            gettext_lazy("%(by)s fewer emails per contact."),
        ),
        "growth": (
            gettext_lazy("Usage grows by %(by)s points a year more."),
            gettext_lazy("Usage grows by %(by)s points a year less."),
        ),
        "prices": (
            gettext_lazy("Vendors' prices are %(by)s higher."),
            gettext_lazy("Vendors' prices are %(by)s lower."),
        ),
        "negotiated": (
            gettext_lazy("A further discount of %(by)s is negotiated."),
            gettext_lazy("A discount of %(by)s is lost."),
        ),
        "exchange": (
            gettext_lazy("Foreign currencies are %(by)s dearer."),
            gettext_lazy("Foreign currencies are %(by)s cheaper."),
        ),
        "lines": (
            gettext_lazy("Cost lines are %(by)s higher."),
            gettext_lazy("Cost lines are %(by)s lower."),
        ),
        "inflation": (
            gettext_lazy("Inflation is %(by)s points a year higher."),
            gettext_lazy("Inflation is %(by)s points a year lower."),
        ),
        "discount_rate": (
            gettext_lazy("The discount rate is %(by)s points a year higher."),
            gettext_lazy("The discount rate is %(by)s points a year lower."),
        ),
    }
)


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One figure: as it is expected, and in each scenario ("" where it is the same).

    values: the words, and whether they are a difference of the scenario marked.
    """

    label: Text
    base: str
    values: tuple[tuple[str, bool], ...]

    @property
    def differs(self) -> bool:
        return any(stands_out for _value, stands_out in self.values)


def change_sentences(scenario: Scenario, months: int) -> list[str]:
    """Say what the scenario changes; months: the horizon of the evaluation."""
    found = []
    for name, (more, less) in SENTENCES.items():
        if change := getattr(scenario, name):
            said = more if change > 0 else less
            found.append(str(said) % {"by": size_of(name, change)})
    if scenario.months and scenario.months != months:
        text = _("Costs are told over %(months)s months instead of %(before)s.")
        words = {"months": number(scenario.months), "before": number(months)}
        found.append(text % words)
    return found or [_("Nothing differs from what is expected.")]


def size_of(name: str, change: Decimal) -> str:
    """Write a change without its sign: a percentage, or points."""
    size = abs(change)
    if name in POINTS:
        return as_given(size * HUNDRED)
    places = max(0, -int((size * HUNDRED).normalize().as_tuple().exponent))
    return percent(size, places)


def change_rows(found: Comparison, marked: Scenario | None) -> list[ChangeRow]:
    """Lay the changes of all scenarios side by side; `marked` decides what differs."""
    expected = dict(expected_words(found))
    rows = []
    for name, label in LABELS.items():
        words = [(short(name, each, found.months), each) for each in found.scenarios]
        values = tuple((word, bool(word) and each == marked) for word, each in words)
        rows.append(ChangeRow(label, expected.get(name, ""), values))
    return rows


def expected_words(found: Comparison) -> Iterator[tuple[str, str]]:
    case = found.case
    if growth := case.usage.growth_of(Measure.STORED_CONTACTS):
        is_yearly = growth[1].months == 12
        rate = percent(growth[1].rate.likely, 1)
        text = _("%(rate)s a year") if is_yearly else _("%(rate)s a month")
        yield "growth", text % {"rate": rate}
    yield "inflation", percent(case.inflation.likely, 1)
    yield "discount_rate", percent(case.discount_rate.likely, 1)
    yield "months", number(case.months)


def short(name: str, scenario: Scenario, months: int) -> str:
    """Write a change as a cell of a table does; "" for none."""
    change = getattr(scenario, name)
    if name == "months":
        return number(change) if change and change != months else ""
    if not change:
        return ""
    if name in POINTS:
        text = _("%(by)s points more") if change > 0 else _("%(by)s points less")
    else:
        text = _("%(by)s more") if change > 0 else _("%(by)s less")
    return text % {"by": size_of(name, change)}


def cheapest_sentence(found: Comparison, marked: Scenario) -> str:
    """Say who is the cheapest then, of those whose cost is wholly known."""
    place = found.scenarios.index(marked)
    before = [row.candidate.name for row in found.rows if row.base.is_cheapest]
    after = [row.candidate.name for row in found.rows if row.cells[place].is_cheapest]
    if not before or not after:
        return ""
    if before == after:
        return _("%(candidate)s stays the cheapest.") % {"candidate": after[0]}
    words = {"candidate": after[0], "before": before[0]}
    return _("%(candidate)s becomes the cheapest, not %(before)s.") % words
