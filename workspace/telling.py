"""Activities told as sentences, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from workspace.models import Activity
from workspace.registries import activity_texts, activity_words


@dataclass(frozen=True, slots=True)
class ToldActivity:
    """An activity as a sentence in the reader's language."""

    actor: str
    text: str
    at: datetime
    reason: str


class Values(dict[str, str]):
    """Fills the placeholders of a sentence; what was not stored stays empty."""

    def __missing__(self, key: str) -> str:
        return ""


def activity_of(kind: str, pk: int, *, limit: int = 10) -> list[ToldActivity]:
    """Return what happened to a thing, newest first. One query."""
    found = Activity.objects.of(kind=kind, pk=pk).select_related("actor")
    return [told(each) for each in found.order_by("-at", "-pk")[:limit]]


def told(activity: Activity) -> ToldActivity:
    text = activity_texts.get(activity.verb) or _("changed something")
    return ToldActivity(
        # What happens by itself, such as a reveal when all have submitted.
        actor=str(activity.actor) if activity.actor else "Changeover",
        text=str(text) % Values(values_of(activity)),
        at=activity.at,
        reason=activity.reason,
    )


def values_of(activity: Activity) -> Iterator[tuple[str, str]]:
    """Yield each placeholder of a sentence and what fills it."""
    yield "subject", activity.subject
    for side, values in (("before", activity.before), ("after", activity.after)):
        for key, value in (values or {}).items():
            yield f"{side}_{key}", word_of(key, value)


def word_of(key: str, value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {each}" for name, each in value.items())
    if isinstance(value, list):
        return ", ".join(word_of(key, each) for each in value)
    return str(activity_words.get(key, {}).get(value, value))
