"""What a person may have to say about a file before it can be read."""

from __future__ import annotations

from dataclasses import dataclass

from common.days import DateOrder
from common.numbers import DecimalMark

DELIMITERS = (",", ";", "\t", "|")


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How text is to be read; None leaves it to the file's own content."""

    # Left out, text is UTF-8, or UTF-16 with its mark (R34).
    encoding: str | None = None
    delimiter: str | None = None
    decimal_mark: DecimalMark = "."
    # Without it, 3/4/2026 is asked about, for it is two different days.
    date_order: DateOrder | None = None


PLAIN = ReadOptions()
