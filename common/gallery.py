"""Made-up values that show every component once, in the reader's language."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django import forms
from django.utils import timezone

from common.charts.bars import Part, Range, range_bar, stacked_bar
from common.charts.levels import score_level, spread_level
from common.charts.profile import ProfileLine, profile
from common.charts.spark import WeightSpark, weight_spark
from common.fields import DayField, NumberField
from common.formatting import number
from common.gallery_words import WORDS, Words
from common.locale import current_locale
from common.navigation import NavigationGroup, NavigationLink
from common.steps import Step

CANDIDATES = ("HubSpot", "Mautic", "Brevo", "ActiveCampaign", "MailerLite", "Klaviyo")
WEIGHTS = (22, 18, 15, 20, 10, 15)
SHARES = (
    (0.82, 0.74, 0.61, 0.88, 0.70, 0.79),
    (0.66, 0.71, 0.82, 0.69, 0.91, 0.52),
    (0.91, 0.77, 0.58, 0.61, 0.74, 0.70),
    (0.58, 0.63, 0.70, 0.66, 0.49, 0.71),
    (0.74, 0.55, 0.46, 0.52, 0.61, 0.60),
    (0.49, 0.52, 0.63, 0.48, 0.55, 0.44),
)
TOP_SCORE = 5
RECUSED_COLUMN = 4
STATES = (
    "unscored",
    "abstained",
    "not_shown",
    "recused",
    "unknown",
    "claimed",
    "quote_needed",
    "blocked",
    "waived",
    "met",
    "failed",
)
STEP_ICONS = (
    "stethoscope",
    "target",
    "list-tree",
    "boxes",
    "table-properties",
    "coins",
    "scale",
)


def gallery_context() -> dict[str, Any]:
    locale = current_locale()
    words = WORDS.get(locale.language, WORDS["en"])
    return {
        "words": words,
        "rail": _rail(words),
        "context_label": words.evaluation,
        "steps": _steps(words),
        "states": STATES,
        "marks": ("vendor", "third_party", "unverified", "own"),
        "kinds": ("info", "ok", "warn", "bad"),
        "candidates": CANDIDATES,
        "groups": _score_groups(words),
        "totals": [_total(shares) for shares in SHARES],
        "ranking": _ranking(words, is_rtl=locale.is_rtl),
        "profile": _profile(words, is_rtl=locale.is_rtl),
        "ranges": _ranges(is_rtl=locale.is_rtl),
        "sparks": _sparks(words, is_rtl=locale.is_rtl),
        "spreads": _spreads(words),
        "form": _sample_form(words),
        "entries": _entries(words),
        "job": SimpleNamespace(
            pk=7, title=words.job, is_over=False, progress=62, message=words.job_note
        ),
        "doors": words.doors,
    }


def _total(shares: tuple[float, ...]) -> float:
    return sum(w * s for w, s in zip(WEIGHTS, shares, strict=True))


def _rail(words: Words) -> list[NavigationGroup]:
    links = [
        NavigationLink(name, "#", icon=icon, is_current=position == 4)
        for position, (name, icon) in enumerate(
            zip(words.steps, STEP_ICONS, strict=True)
        )
    ]
    return [
        NavigationGroup(words.evaluation_head, links),
        NavigationGroup(
            words.team_head,
            [
                NavigationLink(words.people, "#", icon="users"),
                NavigationLink(words.jobs, "#", icon="loader", note=number(2)),
            ],
        ),
    ]


def _steps(words: Words) -> list[Step]:
    notes = words.step_notes
    return [
        Step(
            name,
            url="" if position == 6 else "#",
            note=notes[position],
            is_done=position in {0, 2, 3},
            is_current=position == 4,
            is_optional=position in {1, 5},
        )
        for position, name in enumerate(words.steps)
    ]


def _score_groups(words: Words) -> list[dict[str, Any]]:
    return [
        {
            "name": category,
            "number": position,
            "weight": WEIGHTS[position],
            "rows": [_score_row(name, position, row) for row, name in enumerate(names)],
        }
        for position, (category, names) in enumerate(
            zip(words.categories, words.criteria, strict=True)
        )
    ]


def _score_row(name: str, category: int, row: int) -> dict[str, Any]:
    place = category * 3 + row
    cells = [_cell(name, place, column) for column in range(len(CANDIDATES))]
    return {"name": name, "weight": WEIGHTS[category] / 3, "cells": cells}


def _cell(name: str, row: int, column: int) -> dict[str, Any]:
    pattern = (row * 7 + column * 3) % 11
    label = f"{name}, {CANDIDATES[column]}"
    if column == RECUSED_COLUMN:
        return {"label": label, "state": "recused"}
    if pattern > TOP_SCORE:
        empty = {8: ("is-abstained", "–"), 9: ("is-not-shown", "×")}
        css_class, sign = empty.get(pattern, ("is-unscored", ""))
        return {"label": label, "css_class": css_class, "shown": sign}
    return {
        "label": label,
        "css_class": f"level-{pattern}",
        "shown": number(pattern),
    }


def _ranking(words: Words, *, is_rtl: bool) -> list[dict[str, Any]]:
    rows = []
    for name, shares in zip(CANDIDATES, SHARES, strict=True):
        parts = [
            Part(weight * share, position, f"{category}: {number(weight * share, 1)}")
            for position, (category, weight, share) in enumerate(
                zip(words.categories, WEIGHTS, shares, strict=True)
            )
        ]
        bar = stacked_bar(parts, full=100, label=name, is_rtl=is_rtl)
        rows.append({"name": name, "total": _total(shares), "bar": bar})
    return sorted(rows, key=lambda row: -row["total"])


def _profile(words: Words, *, is_rtl: bool) -> dict[str, Any]:
    lines = [
        ProfileLine(name, shares)
        for name, shares in zip(CANDIDATES[:3], SHARES, strict=False)
    ]
    return {
        "drawing": profile(words.categories, lines, label=words.profile, is_rtl=is_rtl),
        "names": CANDIDATES[:3],
    }


def _ranges(*, is_rtl: bool) -> list[dict[str, Any]]:
    values = [(41000, 52000, 71000), (18000, 26000, 44000), (22000, 24000, 30000)]
    return [
        {
            "name": name,
            "low": low,
            "middle": middle,
            "high": high,
            "bar": range_bar(
                Range(low, middle, high, position),
                start=0,
                end=80000,
                label=name,
                is_rtl=is_rtl,
            ),
        }
        for position, (name, (low, middle, high)) in enumerate(
            zip(CANDIDATES, values, strict=False)
        )
    ]


def _sparks(words: Words, *, is_rtl: bool) -> list[dict[str, Any]]:
    samples = [(0.22, 0.08, 0.47), (0.18, 0.0, 0.33), (0.15, 0.12, 1.0)]
    return [
        {
            "name": category,
            "weight": weight,
            "low": low,
            "high": high,
            "drawing": weight_spark(
                WeightSpark(
                    weight,
                    low,
                    high,
                    [(0.0, (0 - low) * -6), (weight, 1.9), (1.0, (high - 1) * 9)],
                ),
                label=category,
                is_rtl=is_rtl,
            ),
        }
        for category, (weight, low, high) in zip(
            words.categories, samples, strict=False
        )
    ]


def _spreads(words: Words) -> list[dict[str, Any]]:
    return [
        {
            "name": category,
            "cells": [
                {
                    "value": share * 5,
                    "score": score_level(share),
                    "spread": spread_level((position * 3 + column) % 6, widest=5),
                }
                for column, share in enumerate(shares)
            ],
        }
        for position, (category, shares) in enumerate(
            zip(words.categories, SHARES, strict=True)
        )
    ]


def _entries(words: Words) -> list[dict[str, Any]]:
    now = timezone.now()
    return [
        {
            "actor": actor,
            "text": text,
            "before": before,
            "after": after,
            "at": now - timedelta(minutes=minutes),
        }
        for actor, text, before, after, minutes in words.entries
    ]


def _sample_form(words: Words) -> forms.Form:
    class SampleForm(forms.Form):
        name = forms.CharField(label=words.field_name, help_text=words.field_help)
        address = forms.EmailField(label=words.field_mail)
        contacts = NumberField(label=words.field_number, required=False)
        due = DayField(label=words.field_day, required=False)
        reason = forms.CharField(
            label=words.field_reason, required=False, widget=forms.Textarea
        )
        scope = forms.ChoiceField(
            label=words.field_scope,
            choices=list(enumerate(words.field_choices)),
            widget=forms.RadioSelect,
        )
        agreed = forms.BooleanField(label=words.field_tick, required=False)

    return SampleForm(
        {"name": words.evaluation, "address": "not an address", "scope": "0"}
        | {"due": "2026-12-04", "contacts": number(84000)}
    )
