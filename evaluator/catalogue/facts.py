"""Read and check one fact of a platform file."""

from dataclasses import fields as fields_of
from decimal import Decimal
from types import MappingProxyType

from evaluator.catalogue.entries import FactEntry, FactValue, Source, Tier
from evaluator.catalogue.fact_keys import FACT_KEYS, FactKey
from evaluator.catalogue.fields import (
    Fields,
    as_decimal,
    as_mapping,
    checked_currency,
    checked_date,
    is_word,
)
from evaluator.catalogue.problems import Findings, Say
from evaluator.catalogue.tariffs import names_money, read_terms
from evaluator.catalogue.vocabulary import (
    FIGURES,
    INCLUDED,
    MECHANISMS,
    NOT_RECORDED,
    TAGS,
    Answer,
    Confidence,
    Form,
    PriceKind,
)

# A file names the fields of an entry; the form is seen from the value.
FACT_FIELDS = frozenset(field.name for field in fields_of(FactEntry)) - {"form"}
SOURCE_FIELDS = frozenset({"text", "url", "via"})
TIER_FIELDS = frozenset({"quantity", "unit"})
PRICE = "pricing.price"

_WRITTEN_AS_TEXT = (Form.CLAIM, Form.TARIFF, Form.CURRENCY, Form.DATE, Form.TEXT)


def read_fact(
    raw: object, number: int, findings: Findings, *, is_own: bool = False
) -> FactEntry | None:
    """Return the fact; None when it is too broken to have a key.

    A team's own price may say less of itself than a shipped one has to.
    """
    mapping = as_mapping(raw)
    if mapping is None:
        findings.at(number)("This fact has no named fields.", "Begin with its key.")
        return None
    key = str(mapping.get("key") or "")
    say = findings.at(number, key)
    if key not in FACT_KEYS:
        say(
            f"The fact key '{key}' is not known.",
            "Use a key of evaluator/catalogue/fact_keys.py.",
        )
        return None
    fact = _build(Fields(mapping, say, FACT_FIELDS), FACT_KEYS[key])
    _check_form(fact, say)
    if fact.key == PRICE and fact.value is not None and not is_own:
        _check_price(fact, say)
    _check_origin(fact, Fields(mapping, say, FACT_FIELDS | mapping.keys()))
    return fact


def _build(fields: Fields, fact_key: FactKey) -> FactEntry:
    value, form = _read_value(fields, fact_key)
    return FactEntry(
        key=fact_key.key,
        value=value,
        form=form,
        unit=fields.text("unit"),
        currency=fields.currency(),
        as_of=fields.date("as_of") if fields.has("as_of") else "",
        source=_read_source(fields),
        confidence=fields.choice("confidence", Confidence),
        note=fields.text("note"),
        plan=fields.text("plan"),
        item=fields.text("item"),
        tier=_read_tier(fields),
        billing_period=fields.text("billing_period"),
        price_kind=fields.choice("price_kind", PriceKind),
        includes=_read_includes(fields),
        months=fields.whole("months"),
        terms=read_terms(fields.mapping("terms") or {}, fields.say),
        answer=fields.choice("answer", Answer),
        tags=_read_tags(fields, fact_key),
        based_on=fields.text("based_on"),
    )


def _read_value(fields: Fields, fact_key: FactKey) -> tuple[FactValue, Form | None]:
    if "value" not in fields.raw:
        fields.say("The value is missing.", "Write null when it is unknown.")
        return None, None
    value = fields.raw["value"]
    if value is None:
        return None, None
    form = _form_of(value, fields, fact_key)
    if form is None:
        forms = " or ".join(fact_key.forms)
        fields.say(f"The value {value!r} does not fit.", f"Write {forms}.")
        return None, None
    return _plain(value), form


def _form_of(value: object, fields: Fields, fact_key: FactKey) -> Form | None:
    candidates: tuple[Form, ...] = ()
    if isinstance(value, str):
        candidates = _WRITTEN_AS_TEXT if is_word(value) else ()
    elif isinstance(value, list | tuple):
        candidates = (Form.WORDS,) if value and all(map(is_word, value)) else ()
    elif as_decimal(value) is not None:
        # A key that takes both is told apart by the currency.
        money_first = fields.has("currency") or Form.NUMBER not in fact_key.forms
        candidates = (Form.MONEY,) if money_first else (Form.NUMBER,)
    return next((form for form in candidates if form in fact_key.forms), None)


def _plain(value: object) -> FactValue:
    if isinstance(value, str):
        return value
    if isinstance(value, list | tuple):
        return tuple(value)
    return as_decimal(value)


def _read_source(fields: Fields) -> Source | None:
    raw = fields.mapping("source")
    if raw is None:
        return None
    source = Fields(raw, fields.say, SOURCE_FIELDS)
    text, url, via = source.text("text"), source.text("url"), source.text("via")
    if not text and not url:
        fields.say("The source names nothing.", "Give its url or its text.")
    if url and not url.startswith(("https://", "http://")):
        fields.say(f"The address '{url}' is no web address.", "Put it in the text.")
    return Source(text=text, url=url, via=via)


def _read_tier(fields: Fields) -> Tier | None:
    raw = fields.mapping("tier")
    if raw is None:
        return None
    tier = Fields(raw, fields.say, TIER_FIELDS)
    quantity = as_decimal(raw.get("quantity"))
    if quantity is None and raw.get("quantity") is not None:
        fields.say("The quantity of the tier is no number.", "Write a number or null.")
    return Tier(quantity=quantity, unit=tier.text("unit", required=True))


def _read_includes(fields: Fields) -> MappingProxyType[str, Decimal]:
    raw = fields.mapping("includes") or {}
    Fields(raw, fields.say, INCLUDED)
    read = {name: as_decimal(value) for name, value in raw.items()}
    if None in read.values():
        fields.say("A part of 'includes' is no number.", "Write numbers.")
    return MappingProxyType(
        {name: value for name, value in read.items() if value is not None}
    )


def _read_tags(fields: Fields, fact_key: FactKey) -> tuple[str, ...]:
    if fact_key.facet is None:
        if fields.has("tags"):
            fields.say("This key carries no tags.", "Leave 'tags' out.")
        return ()
    return fields.words("tags", TAGS[fact_key.facet])


def _check_form(fact: FactEntry, say: Say) -> None:
    if fact.form in FIGURES and not fact.unit:
        say("This figure has no unit.", "Add the unit, such as 'per month'.")
    if fact.form is Form.MONEY and not fact.currency:
        say("This amount has no currency.", "Add its ISO 4217 code.")
    if fact.form is Form.CURRENCY:
        checked_currency(str(fact.value), say)
    if fact.form is Form.DATE:
        checked_date(fact.value, say)
    _check_claim(fact, say)
    _check_tariff(fact, say)


def _check_price(fact: FactEntry, say: Say) -> None:
    if not fact.plan or not fact.billing_period or fact.price_kind is None:
        say(
            "A price needs plan, billing_period and price_kind.",
            "Add them; write 'unknown' for a billing period nobody tells.",
        )


def _check_claim(fact: FactEntry, say: Say) -> None:
    if fact.form is Form.CLAIM and fact.answer is None:
        say("A claim needs an answer.", f"Add answer: {', '.join(Answer)}.")
    if fact.form is not Form.CLAIM and fact.answer is not None:
        say("Only the words of a claim have an answer.", "Leave 'answer' out.")


def _check_tariff(fact: FactEntry, say: Say) -> None:
    if fact.form is not Form.TARIFF:
        if fact.terms:
            say("Only a tariff has terms.", "Leave 'terms' out.")
        return
    if fact.value not in MECHANISMS:
        say(f"'{fact.value}' is no mechanism.", f"Use {', '.join(MECHANISMS)}.")
    if names_money(fact.terms) and not fact.currency:
        say("This tariff has amounts without a currency.", "Add its ISO 4217 code.")


def _check_origin(fact: FactEntry, fields: Fields) -> None:
    """Ask what is known for its date and source; the unknown has neither."""
    if fact.is_unknown:
        return
    if not fields.has("as_of"):
        fields.date("as_of")
    if fact.source is None:
        fields.say(
            "There is no source.",
            f"Name it; the word '{NOT_RECORDED}' will do for words, not for figures.",
        )
    elif fact.source.text == NOT_RECORDED and (fact.is_figure or fact.currency):
        fields.say("A figure needs its source.", "Name where it was read.")
