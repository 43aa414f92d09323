"""The form around the picture of a sheet: a choice for each column and row."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from common.fields import NumberField
from common.numbers import NumberError, parse_number
from common.text import clean_line
from evaluator.forms.matrix.imports import VersionForm
from evaluator.matrix.layout import LONGEST_NAME
from evaluator.matrix.values import HIGHEST
from evaluator.matrix.words import OF_VENDOR, FieldRole, LineRole
from evaluator.selectors.matrix.imports import Draft
from evaluator.selectors.matrix.picture import vendor_in_head

LEFT_OUT = "none"


class LayoutForm(VersionForm):
    """Roles, vendors, scale and words; what the page did not show stays as it is.

    The fields of columns and rows are read by hand: a sheet may have a thousand.
    """

    worst = NumberField(label=_("Worst score in the sheet"), required=False)
    best = NumberField(label=_("Best score in the sheet"), required=False)

    def __init__(self, *args: Any, draft: Draft, **kwargs: Any) -> None:
        scale = draft.layout.scale
        kwargs.setdefault(
            "initial",
            {
                "version": draft.row.version,
                "worst": plain(scale.worst),
                "best": plain(scale.best),
            },
        )
        super().__init__(*args, **kwargs)
        self.draft = draft

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        stored = self.draft.layout.to_json()
        self.read_fields(stored["fields"])
        self.read_lines(stored["lines"])
        worst, best = cleaned.get("worst"), cleaned.get("best")
        if worst is not None and best is not None:
            if worst == best:
                self.add_error("best", _("Worst and best must differ."))
            stored["scale"] |= {"worst": str(worst), "best": str(best)}
        stored["scale"]["words"] = self.words(stored["scale"]["words"])
        stored["weight_words"] = self.weight_words(stored["weight_words"])
        cleaned["layout"] = stored
        return cleaned

    def read_fields(self, fields: list[dict[str, str]]) -> None:
        for column, each in enumerate(fields):
            role = self.data.get(f"field-{column}", each["role"])
            if role not in set(FieldRole):
                continue
            each["role"] = role
            if role in OF_VENDOR:
                told = clean_line(self.data.get(f"vendor-{column}", each["vendor"]))
                each["vendor"] = told[:LONGEST_NAME] or vendor_in_head(
                    self.draft, column
                )
            else:
                each["vendor"] = ""

    def read_lines(self, lines: list[str]) -> None:
        for line, before in enumerate(lines):
            role = self.data.get(f"line-{line}", before)
            if role in set(LineRole):
                lines[line] = role

    def words(self, before: Mapping[str, int | None]) -> dict[str, int | None]:
        """Read what words are worth; a word without a choice stays asked about."""
        words = dict(before)
        for key, name in pairs(self.data, "word"):
            worth = self.data.get(f"worth-{name}", "")
            if worth == LEFT_OUT:
                words[key] = None
            elif worth in {str(score) for score in range(HIGHEST + 1)}:
                words[key] = int(worth)
            else:
                words.pop(key, None)
        return words

    def weight_words(self, before: Mapping[str, str]) -> dict[str, str]:
        words = dict(before)
        for key, name in pairs(self.data, "heavy"):
            try:
                number = parse_number(self.data.get(f"weight-{name}", ""))
            except NumberError:
                continue
            if 0 <= number < Decimal(10) ** 8:
                words[key] = str(number)
        return words


def pairs(data: Mapping[str, Any], prefix: str) -> list[tuple[str, str]]:
    """Return (word, number of its field) for the hidden fields of this prefix."""
    return [
        (str(data[name])[:200], name.removeprefix(f"{prefix}-"))
        for name in data
        if name.startswith(f"{prefix}-")
    ]


def plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
