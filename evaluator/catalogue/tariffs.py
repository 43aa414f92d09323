"""Read the terms of a tariff."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from evaluator.catalogue.entries import Part, Quantity, Rung, Term
from evaluator.catalogue.fields import (
    Raw,
    as_decimal,
    as_mapping,
    checked_date,
    is_word,
)
from evaluator.catalogue.problems import Say
from evaluator.catalogue.tariff_terms import (
    MONEY_TERMS,
    RUNG_FIELDS,
    TARIFF_TERMS,
    TermForm,
)
from evaluator.catalogue.vocabulary import MECHANISMS


class _Unfit(Exception):
    """The value is not of the form that the term asks for."""


def read_terms(raw: Raw, say: Say) -> Mapping[str, Term]:
    """Return the terms; a term that is null is known to be unknown, and kept."""
    terms: dict[str, Term] = {}
    for name, value in raw.items():
        form = TARIFF_TERMS.get(name)
        if form is None:
            say(
                f"'{name}' is no term of a tariff.",
                f"Use {', '.join(sorted(TARIFF_TERMS))}.",
            )
            continue
        try:
            terms[name] = None if value is None else _READERS[form](value, say)
        except _Unfit:
            say(f"The term '{name}' does not hold {form}.", "Check its form.")
    return MappingProxyType(terms)


def names_money(terms: Mapping[str, Term]) -> bool:
    """Tell whether any term is an amount, so that a currency is needed."""
    return any(
        value is not None and TARIFF_TERMS[name] in MONEY_TERMS
        for name, value in terms.items()
    )


def _quantity(value: object, say: Say) -> Quantity:
    number = as_decimal(value)
    if number is None:
        raise _Unfit
    return number


def _text(value: object, say: Say) -> str:
    if not isinstance(value, str) or not is_word(value):
        raise _Unfit
    return value


def _flag(value: object, say: Say) -> bool:
    if not isinstance(value, bool):
        raise _Unfit
    return value


def _date(value: object, say: Say) -> str:
    return checked_date(value, say)


def _quantities(value: object, say: Say) -> tuple[Quantity, ...]:
    if not isinstance(value, list | tuple):
        raise _Unfit
    return tuple(None if each is None else _quantity(each, say) for each in value)


def _mechanisms(value: object, say: Say) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise _Unfit
    if not all(word in MECHANISMS for word in value):
        raise _Unfit
    return tuple(value)


def _rungs(value: object, say: Say) -> tuple[Rung, ...]:
    if not isinstance(value, list | tuple):
        raise _Unfit
    return tuple(_rung(each, say) for each in value)


def _rung(value: object, say: Say) -> Rung:
    raw = as_mapping(value)
    if raw is None or not {"up_to", "price"} <= set(raw) <= RUNG_FIELDS:
        raise _Unfit
    rung: dict[str, str | Quantity] = {
        name: _quantity(raw[name], say) for name in ("up_to", "price")
    }
    if "as_of" in raw:
        rung["as_of"] = checked_date(raw["as_of"], say)
    return MappingProxyType(rung)


def _parts(value: object, say: Say) -> Mapping[str, Part]:
    raw = as_mapping(value)
    if raw is None:
        raise _Unfit
    return MappingProxyType({name: _part(each, say) for name, each in raw.items()})


def _part(value: object, say: Say) -> Part:
    if value is None:
        return None
    if isinstance(value, str):
        return _text(value, say)
    if isinstance(value, list | tuple):
        return _quantities(value, say)
    return _quantity(value, say)


_READERS: Mapping[TermForm, Callable[[object, Say], Term]] = {
    TermForm.AMOUNT: _quantity,
    TermForm.QUANTITY: _quantity,
    TermForm.TEXT: _text,
    TermForm.FLAG: _flag,
    TermForm.DATE: _date,
    TermForm.AMOUNTS: _quantities,
    TermForm.QUANTITIES: _quantities,
    TermForm.MECHANISMS: _mechanisms,
    TermForm.RUNGS: _rungs,
    TermForm.PARTS: _parts,
}
