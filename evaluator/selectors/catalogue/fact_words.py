"""Facts in words: what a fact says, in the language of the reader."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.formatting import currency_name, day, digits, listed, money, number, percent
from common.locale import current_locale
from evaluator.catalogue.dates import earliest_day
from evaluator.catalogue.fact_keys import FACT_KEYS
from evaluator.catalogue.fact_labels import FACT_LABELS
from evaluator.catalogue.labels import (
    ANSWER_LABELS,
    INCLUDED_LABELS,
    PRICE_KIND_LABELS,
    SIZE_NAMES,
    TAG_LABELS,
)
from evaluator.catalogue.mechanism_labels import MECHANISM_LABELS
from evaluator.catalogue.unit_labels import PERIOD_LABELS, UNIT_LABELS
from evaluator.catalogue.vocabulary import FIGURES, Answer, Facet, Form, PriceKind
from evaluator.models import Fact

PERCENT = "percent"
MONTH_LENGTH = len("2026-05")
# Words of a source that say no more than the answer beside them.
PLAIN_ANSWERS = frozenset({"yes", "no", "partial", "partly", "not applicable"})


@dataclass(frozen=True, slots=True)
class FactWords:
    """The value of a fact: ours in the reader's language, the source's in its own."""

    main: str = ""
    source: str = ""
    state: str = ""  # unknown or quote_needed: a state of its own, never a zero
    answer: str = ""
    between: str = " "


def fact_text(fact: Fact) -> str:
    """Return the value as plain text, for lists, workbooks and choices."""
    words = words_of(fact)
    parts = [part for part in (words.main, words.source) if part]
    return words.between.join(parts)


def words_of(fact: Fact) -> FactWords:
    if fact.value is None:
        return nothing_known(fact)
    form = form_of(fact)
    if form in FIGURES:
        return figure_words(fact, fact.value)
    if form is Form.CLAIM:
        return claim_words(fact)
    if form is Form.TARIFF:
        return FactWords(main=str(MECHANISM_LABELS.get(fact.value, fact.value)))
    if form is Form.DATE:
        return FactWords(main=date_text(str(fact.value)))
    if form is Form.CURRENCY:
        return FactWords(main=f"{currency_name(fact.value)} ({fact.value})")
    return text_words(fact)


def form_of(fact: Fact) -> Form:
    """Return how the value is to be read; text, where the row does not tell."""
    if form := fact.details.get("form"):
        return Form(form)
    is_figure = isinstance(fact.value, int | float) and not isinstance(fact.value, bool)
    if is_figure:
        return Form.MONEY if fact.currency else Form.NUMBER
    return Form.WORDS if isinstance(fact.value, list) else Form.TEXT


def nothing_known(fact: Fact) -> FactWords:
    if fact.details.get("price_kind") == PriceKind.QUOTE:
        return FactWords(main=_("quote needed"), state="quote_needed")
    return FactWords(main=_("unknown"), state="unknown")


def figure_words(fact: Fact, value: float) -> FactWords:
    if fact.unit == PERCENT:
        share = Decimal(str(value)) / 100
        return FactWords(main=percent(share, places_of(value)))
    if fact.currency:
        text = money(value, fact.currency, price_places(value))
    else:
        text = number(value, places_of(value))
    if fact.unit in UNIT_LABELS:
        return FactWords(main=f"{text} {UNIT_LABELS[fact.unit]}")
    return FactWords(main=text, source=fact.unit)


def places_of(value: float) -> int:
    """Return how many decimals the source gives."""
    exponent = Decimal(str(value)).normalize().as_tuple().exponent
    return max(0, -int(exponent))


def price_places(value: float) -> int:
    """Return none or two decimals, as prices have; more where the source gives more."""
    given = places_of(value)
    return max(2, given) if given else 0


def claim_words(fact: Fact) -> FactWords:
    answer = Answer(fact.details.get("answer") or Answer.UNKNOWN)
    return FactWords(
        main=str(ANSWER_LABELS[answer]),
        source=words_beside(str(fact.value), answer),
        state="unknown" if answer is Answer.UNKNOWN else "",
        answer=str(answer),
        between=": ",
    )


def words_beside(said: str, answer: Answer) -> str:
    """Return the source's words without the answer that stands before them."""
    if said.casefold() in PLAIN_ANSWERS:
        return ""
    start = f"{answer} "
    plain = said.replace(",", " ", 1).casefold()
    return said[len(start) :].lstrip() if plain.startswith(start) else said


def text_words(fact: Fact) -> FactWords:
    """Say the tags in the reader's language, where the source's words have any."""
    value = fact.value
    said = listed(map(str, value)) if isinstance(value, list) else str(value)
    facet = FACT_KEYS[fact.key].facet if fact.key in FACT_KEYS else None
    tags = fact.details.get("tags") or []
    if not facet or not tags:
        return FactWords(source=said)
    # Sizes are defined where they are chosen; in a list of facts the word is enough.
    names = SIZE_NAMES if facet is Facet.AUDIENCE else TAG_LABELS[facet]
    labels = listed(str(names.get(tag, tag)) for tag in tags)
    is_same = labels.casefold() == said.casefold()
    return FactWords(main=labels, source="" if is_same else said, between=": ")


def date_text(as_of: str) -> str:
    """Write a year, a month or a day; without a date say so.

    A year or month of the source's calendar has no equal in the Persian one, so these
    two stay in theirs.
    """
    first = earliest_day(as_of)
    if first is None:
        return _("undated")
    if len(as_of) > MONTH_LENGTH:
        return day(first)
    if len(as_of) == MONTH_LENGTH:
        gregorian = replace(current_locale(), calendar="gregorian")
        return day(first, "month", gregorian)
    return digits(as_of)


def qualifier_of(fact: Fact) -> str:
    """Say for which plan, quantity or thing the fact holds."""
    details = fact.details
    item = details.get("item", "")
    tells = item and not item.isdigit() and item != fact.value
    parts = (
        details.get("plan", ""),
        tier_text(details.get("tier")),
        item if tells else "",
    )
    return " · ".join(part for part in parts if part)


def tier_text(tier: dict[str, Any] | None) -> str:
    if not tier:
        return ""
    unit = str(UNIT_LABELS.get(tier["unit"], tier["unit"]))
    return f"{number(tier['quantity']) if tier['quantity'] is not None else '?'} {unit}"


def period_text(fact: Fact) -> str:
    period = fact.details.get("billing_period", "")
    return str(PERIOD_LABELS.get(period, period))


def price_kind_text(fact: Fact) -> str:
    kind = fact.details.get("price_kind")
    return str(PRICE_KIND_LABELS[PriceKind(kind)]) if kind else ""


def extras_text(fact: Fact) -> str:
    """Say what a price includes, and how long it lasts."""
    included = [
        f"{number(quantity)} {INCLUDED_LABELS[name]}"
        for name, quantity in fact.details.get("includes", {}).items()
    ]
    parts = []
    if included:
        parts.append(_("includes %(what)s") % {"what": listed(included)})
    if months := fact.details.get("months"):
        text = ngettext("for %(months)s month", "for %(months)s months", months)
        parts.append(text % {"months": number(months)})
    return " · ".join(parts)


def fact_label(key: str) -> str:
    return str(FACT_LABELS.get(key, key))
