"""Every address of the site, with the parameters that it is made of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

PARAMETER = re.compile(r"(?:([\w-]+)/)?<(?:\w+:)?(\w+)>|\(\?P<(\w+)>")


@dataclass(frozen=True, slots=True)
class Route:
    """A named address; parameters as (the word before it, its name)."""

    name: str
    pattern: str
    parameters: tuple[tuple[str, str], ...]


def all_routes() -> list[Route]:
    return list(below(get_resolver()))


def below(
    resolver: URLResolver, prefix: str = "", names: tuple[str, ...] = ()
) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        pattern = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield Route(":".join([*names, entry.name or ""]), pattern, found(pattern))
        else:
            inside = (*names, entry.namespace) if entry.namespace else names
            yield from below(entry, pattern, inside)


def found(pattern: str) -> tuple[tuple[str, str], ...]:
    matches = PARAMETER.finditer(pattern)
    return tuple((m[1] or "", m[2] or m[3]) for m in matches)


def addresses(
    route: Route, known: Mapping[str, Sequence[Any]]
) -> Iterator[tuple[str, str]]:
    """Yield (what it is, path) for each combination of known things.

    `known` is asked for the parameter's name, and for `pk` for the word before it. A
    parameter that it lacks fails the test: say there what the new address is about.
    """
    choices = [values_of(route, word, name, known) for word, name in route.parameters]
    names = [name for _word, name in route.parameters]
    for values in product(*choices):
        filled = dict(zip(names, values, strict=True))
        yield f"{route.name} {filled}", reverse(route.name, kwargs=filled)


def values_of(
    route: Route, word: str, name: str, known: Mapping[str, Sequence[Any]]
) -> Sequence[Any]:
    key = word if name == "pk" else name
    if key not in known:
        pytest.fail(
            f"The address {route.pattern} has a parameter <{name}> after “{word}”"
            f" that the crawl cannot fill. Add {key!r} to what it knows, so that the"
            " new page is looked at too."
        )
    return known[key]
