"""How cells look: each look is one format, made once and used for all cells."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format

# Has Latin, Arabic and Persian letters on every Windows and Mac.
FONT = "Arial"
FONT_SIZE = 10

INK, INK_2, INK_3 = "#192029", "#4B535E", "#5F6771"
SURFACE, SURFACE_2, LINE, LINE_2 = "#FFFFFF", "#F3F5F8", "#E0E3E7", "#C6CBD1"
ACCENT, ACCENT_SOFT = "#2B58B1", "#E5EFFF"
OK, OK_SOFT = "#006E3B", "#E3F8E9"
WARN, WARN_SOFT = "#8A5600", "#FFF1DA"
BAD, BAD_SOFT = "#B02A2D", "#FFECE9"
INPUT = "#1F4FB0"
INPUT_SOFT = "#FFFBEB"
# Scores: soft red, cream, soft green.
LOW, MIDDLE, HIGH = "#FFC5BF", "#FBF3DD", "#A8EABE"
# Categories, always in this order: the tokens of the pages.
CATEGORIES = ("#3664BE", "#00A6B5", "#179765", "#D3A329", "#DB5D2C", "#A04C9A")

POINTS, SHARE, PLAIN = "0.0", "0.0%", "General"
MONEY = "#,##0.00"

_RULE = {"bottom": 1, "bottom_color": LINE}
_NUMBER = {"align": "right", "indent": 1, **_RULE}
_INPUT = {"bg_color": INPUT_SOFT, "font_color": INPUT, **_NUMBER}

# "align": "start" is left, and right on right-to-left sheets.
LOOKS: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "title": {"bold": True, "font_size": 16},
        "hint": {"font_color": INK_2},
        "warning": {"bg_color": WARN_SOFT, "font_color": WARN, "text_wrap": True},
        "section": {"bold": True, "font_size": 12},
        "head": {
            "bold": True,
            "font_color": INK_2,
            "bg_color": SURFACE_2,
            "text_wrap": True,
            "bottom": 1,
            "bottom_color": LINE_2,
        },
        "head_number": {
            "bold": True,
            "font_color": INK_2,
            "bg_color": SURFACE_2,
            "text_wrap": True,
            "align": "right",
            "indent": 1,
            "bottom": 1,
            "bottom_color": LINE_2,
        },
        "head_middle": {
            "bold": True,
            "font_color": INK_2,
            "bg_color": SURFACE_2,
            "align": "center",
            "bottom": 1,
            "bottom_color": LINE_2,
        },
        "label": {"text_wrap": True, **_RULE},
        "label_bold": {"text_wrap": True, "bold": True, **_RULE},
        "quiet": {"font_color": INK_3, "text_wrap": True, **_RULE},
        "text": {"text_wrap": True, "valign": "top", **_RULE},
        "line": _RULE,  # runs on over the blank cells after it
        "sentence": {"text_wrap": True, "valign": "top", **_RULE},
        "link": {
            "text_wrap": True,
            "valign": "top",
            "font_color": ACCENT,
            "underline": 1,
            **_RULE,
        },
        "category": {
            "bold": True,
            "bg_color": SURFACE_2,
            "text_wrap": True,
            **_RULE,
        },
        "category_points": {
            "bold": True,
            "bg_color": SURFACE_2,
            "num_format": POINTS,
            **_NUMBER,
        },
        "category_share": {
            "bold": True,
            "bg_color": SURFACE_2,
            "num_format": SHARE,
            **_NUMBER,
        },
        "points": {"num_format": POINTS, **_NUMBER},
        "points_bold": {"num_format": POINTS, "bold": True, **_NUMBER},
        "share": {"num_format": SHARE, **_NUMBER},
        "whole": {"num_format": "0", **_NUMBER},
        "whole_bold": {"num_format": "0", "bold": True, **_NUMBER},
        "place": {"num_format": "0", "bold": True, "align": "center", **_RULE},
        "quiet_whole": {"num_format": "0", "font_color": INK_3, **_NUMBER},
        "word": _NUMBER,
        "total": {
            "num_format": POINTS,
            "bold": True,
            "font_size": 11,
            "top": 1,
            "top_color": LINE_2,
            **_NUMBER,
        },
        "input": {"num_format": PLAIN, **_INPUT},
        "input_grouped": {"num_format": "#,##0", **_INPUT},
        "plain": {"num_format": PLAIN, **_NUMBER},
        "money": {"num_format": MONEY, **_NUMBER},
        "money_bold": {"num_format": MONEY, "bold": True, **_NUMBER},
        # What no amount can reach stands for a plan that has no price or is stopped.
        "compared": {"num_format": '[>=1000000000]"–";#,##0.00', **_NUMBER},
        "count": {"num_format": "#,##0", **_NUMBER},
        "factor": {"num_format": "0.000000", **_NUMBER},
        "input_share": {"num_format": "0.00%", **_INPUT},
        "input_words": {**_INPUT, "align": "start"},
        "input_points": {"num_format": POINTS, **_INPUT},
        "input_changed": {
            "num_format": PLAIN,
            **_INPUT,
            "right": 5,
            "right_color": WARN,
        },
        "figure": {"num_format": PLAIN, "valign": "top", **_NUMBER},
        "tile_ground": {"bg_color": SURFACE_2},
        "tile_label": {"font_color": INK_3, "font_size": 9, "bg_color": SURFACE_2},
        "tile": {
            "bold": True,
            "font_size": 16,
            "bg_color": SURFACE_2,
            "shrink": True,
        },
        "chosen": {
            "bold": True,
            "font_size": 13,
            "bg_color": OK_SOFT,
            "font_color": OK,
        },
        "chosen_text": {"bg_color": OK_SOFT, "text_wrap": True, "valign": "top"},
        "chosen_quiet": {"bg_color": OK_SOFT, "font_color": INK_2},
        "tile_points": {
            "bold": True,
            "font_size": 16,
            "bg_color": SURFACE_2,
            "num_format": POINTS,
            "align": "start",
        },
        "tile_whole": {
            "bold": True,
            "font_size": 16,
            "bg_color": SURFACE_2,
            "num_format": "0",
            "align": "start",
        },
    }
)


# Our own words run as the sheet does, even when they begin with a number. For what
# people typed the first strong letter decides: it may be of another script.
TYPED = frozenset({"title", "label", "label_bold", "category", "text", "chosen_text"})
FROM_RIGHT = 2
STRONG = frozenset({"L", "R", "AL"})


def begins_from_right(text: str) -> bool:
    """Tell whether the first strong letter is of a script that runs to the left."""
    strong = (unicodedata.bidirectional(each) for each in text)
    return next((each for each in strong if each in STRONG), "L") != "L"


class Styles:
    """Formats by look; more properties make another format, once."""

    def __init__(self, workbook: xlsxwriter.Workbook, *, is_rtl: bool) -> None:
        self.workbook = workbook
        self.is_rtl = is_rtl
        self.made: dict[tuple[Any, ...], Format] = {}

    def __call__(self, look: str, **more: Any) -> Format:
        key = (look, *sorted(more.items()))
        if key not in self.made:
            self.made[key] = self.workbook.add_format(self._properties(look, more))
        return self.made[key]

    def of_text(self, look: str, text: str, **more: Any) -> Format:
        """Return the format for this text: what is typed runs as its first letter does.

        Excel would find that out by itself; LibreOffice turns the sentence around.
        """
        if self.is_rtl and look in TYPED and begins_from_right(text):
            more = {"reading_order": FROM_RIGHT, **more}
        return self(look, **more)

    def conditional(self, **properties: Any) -> Format:
        """A format of a rule: it only says what it changes."""
        return self.workbook.add_format(properties)

    def _properties(self, look: str, more: Mapping[str, Any]) -> dict[str, Any]:
        base = {"font_name": FONT, "font_size": FONT_SIZE, "font_color": INK}
        found = {**base, "valign": "vcenter", "align": "start", **LOOKS[look], **more}
        if found["align"] == "start":
            found["align"] = "right" if self.is_rtl else "left"
            if self.is_rtl and look not in TYPED:
                found["reading_order"] = FROM_RIGHT
        return found
