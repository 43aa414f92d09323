"""Reads JSON strictly: what is odd is refused with a sentence, within bounds (R45)."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import IO, Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rest_framework import status
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import JSONParser

LARGEST_BODY = 1024 * 1024
DEEPEST = 32
MOST_ITEMS = 10_000
MOST_DIGITS = 30


class BodyTooLarge(APIException):
    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_detail = _("The body is larger than 1 MB.")


class OddJSON(ValueError):
    """Well-formed for some readers, and refused here; the message says why."""

    message: Promise | str = ""

    def __init__(self, message: Promise | str) -> None:
        super().__init__()
        self.message = message


class StrictJSONParser(JSONParser):
    """JSON of at most 1 MB, 32 levels and 10,000 items, that has one meaning only."""

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        body = stream.read(LARGEST_BODY + 1)
        if len(body) > LARGEST_BODY:
            raise BodyTooLarge
        try:
            return read_json(body)
        except OddJSON as error:
            raise ParseError(str(error.message)) from error
        except (ValueError, RecursionError) as error:
            raise ParseError(_("The body is no JSON that can be read.")) from error


def read_json(body: bytes) -> Any:
    """Return what the body says. Raises OddJSON, ValueError, RecursionError."""
    found = json.loads(
        body.decode("utf-8"),
        parse_constant=refuse_constant,
        parse_int=read_whole,
        parse_float=read_fraction,
        object_pairs_hook=refuse_double_keys,
    )
    check_size(found)
    return found


def refuse_constant(name: str) -> None:
    raise OddJSON(_("NaN and Infinity are no numbers here."))


def read_whole(text: str) -> int:
    if len(text) > MOST_DIGITS:
        raise OddJSON(_("A number in the body has more than 30 digits."))
    return int(text)


def read_fraction(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise OddJSON(_("A number in the body is too large."))
    return number


def refuse_double_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise OddJSON(_("An object in the body has the same key twice."))
    return found


def check_size(found: Any) -> None:
    """Refuse what is too deep or too much, and text that no database holds."""
    items, waiting = 0, [(found, 1)]
    while waiting:
        value, depth = waiting.pop()
        if isinstance(value, str):
            check_text(value)
        if not isinstance(value, (dict, list)):
            continue
        items += len(value)
        if depth > DEEPEST or items > MOST_ITEMS:
            raise OddJSON(_("The body may have 32 levels and 10,000 items at most."))
        inside = [*value, *value.values()] if isinstance(value, dict) else value
        waiting.extend((each, depth + 1) for each in inside)


def check_text(text: str) -> None:
    if "\0" in text:
        raise OddJSON(_("A text in the body holds a NUL character."))
    if not text.isascii() and any("\ud800" <= char <= "\udfff" for char in text):
        raise OddJSON(_("A text in the body holds half a character (a surrogate)."))
