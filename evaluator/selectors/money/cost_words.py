"""What the parts of a cost are called on a page."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.formatting import number
from evaluator.catalogue.measure_labels import MEASURE_LABELS
from evaluator.costs.cashflow import Case
from evaluator.costs.discounting import Convention
from evaluator.costs.lines import Category
from evaluator.costs.measures import Measure
from evaluator.costs.sensitivity import Axis

CATEGORY_LABELS: Mapping[Category, str | Promise] = MappingProxyType(
    {
        Category.SUBSCRIPTION: gettext_lazy("Subscription"),
        Category.ONE_TIME_FEES: gettext_lazy("One-time fees"),
        Category.ADD_ONS: gettext_lazy("Add-ons"),
        Category.OVERAGE: gettext_lazy("Overage"),
        Category.PEOPLE: gettext_lazy("People"),
        Category.CONSULTANTS: gettext_lazy("Consultants and agencies"),
        Category.IMPLEMENTATION: gettext_lazy("Installation and set-up"),
        Category.MIGRATION: gettext_lazy("Migration"),
        Category.TRAINING: gettext_lazy("Training"),
        Category.INTEGRATIONS: gettext_lazy("Integrations and add-on tools"),
        Category.CONTENT: gettext_lazy("Content and campaigns"),
        Category.DATA_SERVICES: gettext_lazy("Data and deliverability services"),
        Category.OVERLAP: gettext_lazy("Two platforms side by side"),
        Category.EXIT: gettext_lazy("Leaving the old contract"),
        Category.OPERATION: gettext_lazy("Time spent on operation"),
        Category.OTHER_WORK: gettext_lazy("Hours taken from other work"),
        Category.PRODUCTIVITY_LOSS: gettext_lazy("Productivity lost in the change"),
    }
)
AXIS_LABELS: Mapping[Axis, str | Promise] = MappingProxyType(
    {
        Axis.CONTACTS: gettext_lazy("contacts"),
        Axis.SEATS: gettext_lazy("seats"),
        Axis.SENDS: gettext_lazy("emails per contact and month"),
    }
)
CONVENTION_WORDS: Mapping[Convention, str | Promise] = MappingProxyType(
    {
        Convention.START: gettext_lazy("each month is paid at its start"),
        Convention.MID: gettext_lazy("each month is paid in its middle"),
        Convention.END: gettext_lazy("each month is paid at its end"),
    }
)


def input_word(name: str, case: Case) -> str:
    """Name an input of the simulation as a person entered it."""
    kind, _dot, rest = name.partition(".")
    if kind == "usage":
        return str(MEASURE_LABELS[Measure(rest)])
    if kind == "line":
        return line_word(rest, case)
    if kind in {"growth", "jump"}:
        return place_word(kind, int(rest))
    if kind == "rate":
        return _("Exchange rate of %(currency)s") % {"currency": rest}
    if kind == "indexation":
        return _("Price increase at renewal")
    return _("Discount rate") if kind == "discount_rate" else _("Inflation")


def line_word(rest: str, case: Case) -> str:
    key, _dot, part = rest.partition(".")
    names = {
        line.key: line.name or str(CATEGORY_LABELS[line.category])
        for line in case.lines
    }
    name = names.get(key, key)
    if part == "share":
        return _("%(line)s: share of full time") % {"line": name}
    return _("%(line)s: cost of a year") % {"line": name} if part else name


def place_word(kind: str, place: int) -> str:
    shown = {"number": number(place + 1)}
    if kind == "jump":
        return _("One-off change %(number)s") % shown
    return _("Growth") if place == 0 else _("Growth %(number)s") % shown
