"""Tariffs, usage profiles and cost lines as JSON, and back.

The form follows the dataclasses: a field is left out when it holds its default, a
Decimal is a text, an enum its value, a set a sorted list, and one of several kinds of
component names its class in "kind". What was read is checked before it is returned.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from evaluator.costs.faults import Fault, InputInvalid, Problem, refuse

Json = dict[str, Any]
Thing = TypeVar("Thing")
DIGITS = 15


def to_json(thing: object) -> Json:
    """Return the dataclass as a mapping that `json.dumps` takes."""
    found: Json = _written(thing, named=False)
    return found


def from_json(
    kind: type[Thing], raw: object, check: Callable[[Thing], Iterator[Problem]]
) -> Thing:
    """Read a dataclass and check it. Raises InputInvalid, which names every part."""
    thing: Thing = _read(kind, raw, kind.__name__.lower())
    refuse(check(thing))
    return thing


def _written(thing: object, *, named: bool) -> Any:
    if is_dataclass(thing) and not isinstance(thing, type):
        found: Json = {"kind": type(thing).__name__.lower()} if named else {}
        for each in fields(thing):
            value = getattr(thing, each.name)
            if value != _default(each):
                several = len(_classes(_hints(type(thing))[each.name])) > 1
                found[each.name] = _written(value, named=several)
        return found
    if isinstance(thing, Enum):
        return thing.value
    if isinstance(thing, Decimal):
        return format(thing, "f")
    return _written_many(thing, named=named)


def _written_many(thing: object, *, named: bool) -> Any:
    if isinstance(thing, Mapping):
        return {str(key): _written(each, named=named) for key, each in thing.items()}
    if isinstance(thing, frozenset):
        return sorted(_written(each, named=named) for each in thing)
    if isinstance(thing, tuple):
        return [_written(each, named=named) for each in thing]
    return thing


def _default(each: "Field[Any]") -> object:
    if each.default_factory is not MISSING:
        return each.default_factory()
    return each.default


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _classes(hint: Any) -> tuple[type, ...]:
    """Return the dataclasses that a hint allows, also inside a tuple."""
    if isinstance(hint, type) and is_dataclass(hint):
        return (hint,)
    return tuple(each for part in get_args(hint) for each in _classes(part))


def _read(hint: Any, raw: object, part: str) -> Any:
    origin = get_origin(hint)
    if origin in {Union, UnionType}:
        return _read_one_of(hint, raw, part)
    if origin in {tuple, frozenset}:
        item = get_args(hint)[0]
        several = _expect(list | tuple, raw, part, "a list")
        return origin(
            _read(item, each, f"{part} > {place}")
            for place, each in enumerate(several, start=1)
        )
    if origin is not None and issubclass(origin, Mapping):
        key, value = get_args(hint)
        pairs = _expect(Mapping, raw, part, "an object").items()
        return MappingProxyType(
            {_read(key, k, part): _read(value, v, f"{part} > {k}") for k, v in pairs}
        )
    if is_dataclass(hint):
        return _read_fields(hint, raw, part)
    return _read_plain(hint, raw, part)


def _read_one_of(hint: Any, raw: object, part: str) -> Any:
    options = [each for each in get_args(hint) if each is not NoneType]
    if raw is None and NoneType in get_args(hint):
        return None
    if len(options) == 1:
        return _read(options[0], raw, part)
    kinds = {each.__name__.lower(): each for each in options}
    content = dict(_expect(Mapping, raw, part, "an object"))
    kind = content.pop("kind", None)
    if not isinstance(kind, str) or kind not in kinds:
        raise _unreadable(f"{part} > kind", kind, ", ".join(sorted(kinds)))
    return _read_fields(kinds[kind], content, part)


def _read_fields(kind: Any, raw: object, part: str) -> Any:
    content = _expect(Mapping, raw, part, "an object")
    known = {each.name: each for each in fields(kind)}
    where = f"{part} ({content['name']})" if content.get("name") else part
    unknown = [
        Problem(Fault.UNKNOWN_FIELD, f"{where} > {k}")
        for k in content
        if k not in known
    ]
    refuse(unknown)
    values = {}
    for name, each in known.items():
        if name in content:
            values[name] = _read(_hints(kind)[name], content[name], f"{where} > {name}")
        elif _default(each) is MISSING:
            raise _unreadable(f"{where} > {name}", None, "a value")
    return kind(**values)


def _read_plain(hint: Any, raw: object, part: str) -> Any:
    if hint is Decimal:
        return _decimal(raw, part)
    if isinstance(hint, type) and issubclass(hint, Enum):
        try:
            return hint(raw)
        except ValueError:
            known = ", ".join(each.value for each in hint)
            raise _unreadable(part, raw, known) from None
    is_flag = isinstance(raw, bool)
    is_huge = isinstance(raw, int) and abs(raw) > 10**DIGITS
    if not isinstance(raw, hint) or is_huge or (is_flag and hint is not bool):
        raise _unreadable(part, raw, hint.__name__)
    return raw


def _decimal(raw: object, part: str) -> Decimal:
    if isinstance(raw, str | int | float | Decimal) and not isinstance(raw, bool):
        try:
            number = Decimal(str(raw))
        except InvalidOperation:
            pass
        else:
            # A larger exponent is legal, and would fill the memory when written out.
            if number.is_finite() and abs(number.adjusted()) <= DIGITS:
                return number
    raise _unreadable(part, raw, "a number")


def _expect(kind: Any, raw: object, part: str, expected: str) -> Any:
    if not isinstance(raw, kind):
        raise _unreadable(part, raw, expected)
    return raw


def _unreadable(part: str, raw: object, expected: str) -> InputInvalid:
    told = {"value": repr(raw)[:60], "other": expected}
    return InputInvalid([Problem(Fault.UNREADABLE, part, told)])
