"""For whom a workbook is made, and what they may see of it."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from common.locale import Locale, override_locale


@dataclass(frozen=True, slots=True)
class WorkbookOptions:
    """What is not shown is left out of the file, not hidden in it (R22).

    Moments are written in the time zone that is active while the workbook is built.
    """

    language: str
    now: datetime
    shows_names: bool = True
    shows_scores: bool = True
    shows_notes: bool = True
    shows_prices: bool = True

    @property
    def locale(self) -> Locale:
        """Latin digits and ISO dates: text beside cells that only know these."""
        return Locale.for_language(self.language, digits="latin", calendar="gregorian")

    def speaking(self) -> AbstractContextManager[None]:
        """Write in the language of the workbook inside the block."""
        return override_locale(self.locale)

    @property
    def today(self) -> date:
        return self.day_of(self.now)

    def written(self, day: date) -> str:
        """Write a day in a text. After Arabic letters its parts would change places."""
        mark = "\N{LEFT-TO-RIGHT MARK}" if self.locale.is_rtl else ""
        return f"{mark}{day.isoformat()}{mark}"

    def written_day_of(self, moment: datetime) -> str:
        return self.written(self.day_of(moment))

    def day_of(self, moment: datetime) -> date:
        return timezone.localdate(moment)
