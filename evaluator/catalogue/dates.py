"""Dates of facts, as exact as the source gives them."""

import re
from datetime import date

from evaluator.catalogue.vocabulary import UNDATED

_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


def earliest_day(as_of: str) -> date | None:
    """Return the first day that a year, month or day stands for; None: undated.

    Raises ValueError when it is none of these.
    """
    if as_of in ("", UNDATED):
        return None
    match = _PARTIAL_DATE.fullmatch(as_of)
    if not match:
        raise ValueError(as_of)
    year, month, day = (int(part or 1) for part in match.groups())
    return date(year, month, day)
