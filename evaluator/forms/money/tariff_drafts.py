"""A tariff on its way: what the editor holds between two steps, stored nowhere.

The draft travels with the page as JSON, beside the form of the one part that is open.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.fields import LineField
from evaluator.catalogue.part_labels import part_name
from evaluator.costs import tariffs
from evaluator.costs.components import (
    TERMS,
    Allowance,
    Balance,
    Basis,
    Commitment,
    Component,
    Counted,
    Discount,
    Every,
    Fee,
    Indexation,
    Introduction,
    Labour,
    Limit,
    Meter,
    Overage,
    Quote,
    Rate,
    TierMode,
    counting,
)
from evaluator.costs.faults import SENTENCES, Fault, Problem
from evaluator.costs.json_form import from_json, to_json
from evaluator.costs.measures import Measure
from evaluator.costs.ranges import Range
from evaluator.costs.tariffs import Plan, Tariff, name_of
from evaluator.forms.money.prices import feature_choices
from evaluator.forms.money.tariff_meters import MeterForm
from evaluator.forms.money.tariff_parts import FORMS, PartForm
from evaluator.services.money.prices import MOST_PARTS, MOST_PLANS

LONGEST_DRAFT = 200_000
ZERO = Decimal(0)
STORED = counting(Measure.STORED_CONTACTS)
Make = Callable[[str], Component]


class DraftUnreadable(ValueError):
    """What was sent is no draft: nothing a person can type makes one like it."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A part that can be added, by what it does."""

    key: str
    label: str | Promise
    make: Make


KINDS = (
    Kind("month", gettext_lazy("A fixed amount every month"),
         lambda c: Fee("", None, c)),
    Kind("year", gettext_lazy("A fixed amount every year"),
         lambda c: Fee("", None, c, Every.YEAR)),
    Kind("once", gettext_lazy("A one-off fee: onboarding, set-up"),
         lambda c: Fee("", None, c, Every.ONCE, is_discounted=False)),
    Kind("steps", gettext_lazy("A price per step: up to 5,000 contacts, 145"),
         lambda c: Meter("", STORED, Rate((), TierMode.FLAT), c)),
    Kind("blocks", gettext_lazy("A price per unit or block above what is included"),
         lambda c: Meter("", STORED, Rate(()), c)),
    Kind("bands", gettext_lazy("A price per unit that falls from band to band"),
         lambda c: Meter("", STORED, Rate((), TierMode.VOLUME), c)),
    Kind("seats", gettext_lazy("A price per seat"),
         lambda c: Meter("", counting(Measure.FULL_SEATS), Rate(()), c)),
    Kind("emails", gettext_lazy("A price by emails sent"),
         lambda c: Meter("", counting(Measure.EMAILS), Rate((), TierMode.FLAT), c)),
    Kind("users", gettext_lazy("A price by active users, with a fair use of events"),
         lambda c: Meter("", counting(Measure.WEB_USERS, Measure.APP_USERS),
                         Rate((), TierMode.FLAT), c)),
    Kind("credits", gettext_lazy("Credits that several channels draw on"),
         lambda c: Meter("", Basis((Counted(Measure.SMS), Counted(Measure.WHATSAPP))),
                         Rate(()), c, is_discounted=False)),
    Kind("overage", gettext_lazy("Extra blocks in a month above the tier"),
         lambda c: Overage("", (Allowance(STORED, 0),), None, c)),
    Kind("limit", gettext_lazy("A hard stop: above it nothing is sent"),
         lambda c: Limit("", STORED, 0)),
    Kind("labour", gettext_lazy("Own work that the product needs"),
         lambda c: Labour("", ZERO, ZERO, c)),
    Kind("quote", gettext_lazy("No public price: by quote"),
         lambda c: Quote("")),
    Kind("commitment", gettext_lazy("A fixed term, with or without a discount"),
         lambda c: Commitment()),
    Kind("introduction", gettext_lazy("An introductory price that ends"),
         lambda c: Introduction(3, ZERO)),
    Kind("discount", gettext_lazy("A negotiated discount"),
         lambda c: Discount(ZERO)),
    Kind("indexation", gettext_lazy("A price that rises every year"),
         lambda c: Indexation(Range.exactly(0))),
    Kind("balance", gettext_lazy("A prepaid balance: pay ten months, get twelve"),
         lambda c: Balance(10, 12)),
)  # fmt: skip
USUAL_NAMES = {
    "month": "Base fee",
    "year": "Base fee",
    "once": "Onboarding",
    "steps": "Contacts",
    "blocks": "Contacts",
    "bands": "Contacts",
    "seats": "Users",
    "emails": "Emails",
    "users": "Monthly active users",
    "credits": "Message credits",
    "overage": "Contacts",
    "limit": "Contacts",
    "labour": "Administration",
    "quote": "Price",
}
KINDS_BY_KEY = {kind.key: kind for kind in KINDS}


class PlanHead(forms.Form):
    """What a plan is called, and which functions it has without any add-on."""

    name = LineField(label=gettext_lazy("Name of the plan"), max_length=80)
    features = forms.MultipleChoiceField(
        label=gettext_lazy("Functions that it has"),
        required=False,
        choices=feature_choices,
        widget=forms.CheckboxSelectMultiple,
    )
    note = LineField(label=gettext_lazy("Note"), max_length=300, required=False)


@dataclass(frozen=True, slots=True)
class Place:
    """Which plan is open, and which of its parts; no part: the plan itself."""

    plan: int
    part: int | None = None

    def __str__(self) -> str:
        return str(self.plan) if self.part is None else f"{self.plan}:{self.part}"


@dataclass(slots=True)
class Draft:
    """The tariff as far as it stands, and the form of what is open."""

    tariff: Tariff
    place: Place | None = None
    form: PartForm | PlanHead | None = None
    problems: list[Problem] = field(default_factory=list)
    currency: str = "USD"

    @property
    def content(self) -> str:
        return json.dumps(to_json(self.tariff), ensure_ascii=False)

    @property
    def is_refused(self) -> bool:
        return bool(self.form and self.form.is_bound and not self.form.is_valid())


def empty_tariff(name: str) -> Tariff:
    return Tariff("own", name, (Plan("plan-1", _("Plan"), ()),))


def read_draft(data: QueryDict, *, currency: str) -> Draft:
    """Return what was sent, with the open form applied where it is sound.

    Raises DraftUnreadable.
    """
    text = data.get("draft", "")
    if len(text) > LONGEST_DRAFT:
        raise DraftUnreadable
    try:
        tariff = from_json(Tariff, json.loads(text), unchecked)
    except (ValueError, RecursionError) as error:
        raise DraftUnreadable from error
    draft = Draft(tariff, place_of(data.get("open", ""), tariff), currency=currency)
    if draft.place is not None:
        draft.form = bound_form(draft, data)
        if draft.form.is_valid():
            draft.tariff = applied(draft)
    return draft


def unchecked(_tariff: Tariff) -> Iterator[Problem]:
    """A draft may be unfinished; it is checked when it is shown and saved."""
    return iter(())


def place_of(text: str, tariff: Tariff) -> Place | None:
    """Return the place in the tariff, or None for one that is not there."""
    numbers = text.split(":")
    if not all(each.isascii() and each.isdigit() and len(each) < 4 for each in numbers):
        return None
    plan, *rest = (int(each) for each in numbers)
    if plan >= len(tariff.plans) or len(rest) > 1:
        return None
    if rest and rest[0] >= len(tariff.plans[plan].components):
        return None
    return Place(plan, rest[0] if rest else None)


def opened(draft: Draft, place: Place | None) -> Draft:
    """Open another part, with its form as the draft holds it."""
    draft.place = place
    draft.form = None if place is None else bound_form(draft, None)
    return draft


def bound_form(
    draft: Draft, data: QueryDict | None, *, rows: int = 0
) -> PartForm | PlanHead:
    place = draft.place
    assert place is not None  # noqa: S101 (for the type checker)
    plan = draft.tariff.plans[place.plan]
    if place.part is None:
        initial = {
            "name": plan.name,
            "features": sorted(plan.features),
            "note": plan.note,
        }
        return PlanHead(data, prefix="f", initial=initial)
    part = plan.components[place.part]
    kind = FORMS[type(part)]
    if kind is MeterForm:
        return MeterForm(data, before=part, rows=rows)
    return kind(data, before=part)


def applied(draft: Draft) -> Tariff:
    place, form = draft.place, draft.form
    if place is None or form is None:
        return draft.tariff
    plan = draft.tariff.plans[place.plan]
    if isinstance(form, PlanHead):
        cleaned = form.cleaned_data
        features = frozenset(cleaned["features"])
        plan = replace(
            plan, name=cleaned["name"], features=features, note=cleaned["note"]
        )
    elif place.part is not None:
        parts = list(plan.components)
        parts[place.part] = form.component()
        plan = replace(plan, components=tuple(parts))
    return with_plan(draft.tariff, place.plan, plan)


def with_plan(tariff: Tariff, number: int, plan: Plan) -> Tariff:
    plans = list(tariff.plans)
    plans[number] = plan
    return replace(tariff, plans=tuple(plans))


def add_part(draft: Draft, plan_number: int, kind: str) -> Draft:
    """Add a part of the kind and open it; an unknown kind adds nothing."""
    plan = draft.tariff.plans[plan_number]
    chosen = KINDS_BY_KEY.get(kind)
    if chosen is None or len(plan.components) >= MOST_PARTS:
        return opened(draft, None)
    part = named(chosen.make(draft.currency), chosen.key, plan)
    parts = (*plan.components, part)
    changed = replace(plan, components=parts)
    draft.tariff = with_plan(draft.tariff, plan_number, changed)
    return opened(draft, Place(plan_number, len(parts) - 1))


def named(part: Component, kind: str, plan: Plan) -> Component:
    """Give the part a usual name that the plan does not have yet."""
    if isinstance(part, TERMS):
        return part
    taken = {name_of(each) for each in plan.components}
    usual = part_name(USUAL_NAMES[kind])
    names = [usual, *(f"{usual} {number}" for number in range(2, MOST_PARTS + 2))]
    return replace(part, name=next(each for each in names if each not in taken))


def add_plan(draft: Draft) -> Draft:
    plans = draft.tariff.plans
    if len(plans) >= MOST_PLANS:
        return draft
    key = free_key({plan.key for plan in plans}, "plan")
    number = len(plans) + 1
    plan = Plan(key, _("Plan %(number)s") % {"number": number}, ())
    draft.tariff = replace(draft.tariff, plans=(*plans, plan))
    return opened(draft, Place(len(plans)))


def free_key(taken: set[str], start: str) -> str:
    base = slugify(start) or "plan"
    return next(
        key for number in range(1, 1000) if (key := f"{base}-{number}") not in taken
    )


def move(draft: Draft, place: Place, by: int) -> Draft:
    """Move a plan or a part one place up (-1) or down (1)."""
    if place.part is None:
        plans = swapped(draft.tariff.plans, place.plan, by)
        draft.tariff = replace(draft.tariff, plans=plans)
    else:
        plan = draft.tariff.plans[place.plan]
        parts = swapped(plan.components, place.part, by)
        changed = replace(plan, components=parts)
        draft.tariff = with_plan(draft.tariff, place.plan, changed)
    return opened(draft, None)


def swapped(rows: tuple[Any, ...], number: int, by: int) -> tuple[Any, ...]:
    other = number + by
    if not 0 <= other < len(rows):
        return rows
    changed = list(rows)
    changed[number], changed[other] = changed[other], changed[number]
    return tuple(changed)


def remove(draft: Draft, place: Place) -> Draft:
    if place.part is None:
        plans = without(draft.tariff.plans, place.plan)
        draft.tariff = replace(draft.tariff, plans=plans)
    else:
        plan = draft.tariff.plans[place.plan]
        changed = replace(plan, components=without(plan.components, place.part))
        draft.tariff = with_plan(draft.tariff, place.plan, changed)
    return opened(draft, None)


def without(rows: tuple[Any, ...], number: int) -> tuple[Any, ...]:
    return rows[:number] + rows[number + 1 :]


def check(draft: Draft) -> Draft:
    """Find what is wrong; what concerns the open part is told at its fields."""
    draft.problems = list(tariffs.faults(draft.tariff))
    place, form = draft.place, draft.form
    if place is None or place.part is None or not isinstance(form, PartForm):
        return draft
    plan = draft.tariff.plans[place.plan]
    start = f"{plan.name or plan.key} > {name_of(plan.components[place.part])}"
    if form.is_bound and form.is_valid():
        for problem in draft.problems:
            if problem.part == start or problem.part.startswith(f"{start} > "):
                tell_at_field(form, problem, problem.part[len(start) :].strip(" >"))
    return draft


OF_STEPS = frozenset(
    {
        Fault.NO_TIER,
        Fault.TIERS_FALL,
        Fault.TIERS_OVERLAP,
        Fault.TIER_WITHOUT_END,
        Fault.TIER_ENDLESS_FLAT,
    }
)
AT_FIELD = {
    Fault.TWICE: "name",
    Fault.NO_CURRENCY: "currency",
    Fault.BLOCK_SIZE: "size",
    Fault.NOTHING_COUNTED: "counted_1",
}


def tell_at_field(form: PartForm, problem: Problem, rest: str) -> None:
    """Put the sentence of the problem where it is mended."""
    fields = [AT_FIELD.get(problem.fault, ""), form.at_field.get(rest, "")]
    name = next((each for each in fields if each in form.fields), "")
    if isinstance(form, MeterForm) and rest.startswith("tier "):
        number = int(rest.split()[1]) - 1
        told = sentence(problem, form.column_of(rest))
        form.row_errors.setdefault(number, []).append(told)
        form.add_error(None, _("Mend the steps that are marked below."))
        return
    label = str(form[name].label) if name else _("This part")
    if problem.fault in OF_STEPS:
        label = _("The list of steps")
    form.add_error(name or None, sentence(problem, label))


def sentence(problem: Problem, part: str | None = None) -> str:
    words = {**problem.words, **({"part": part} if part else {})}
    return _(SENTENCES[problem.fault]) % words
