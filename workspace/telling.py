"""Activities told as sentences, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypedDict

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from common.formatting import listed
from workspace.models import Activity, Team
from workspace.registries import activity_texts, activity_words

# What is told on the page of the team.
TEAM_KINDS = ("team", "member", "invitation", "apitoken")


@dataclass(frozen=True, slots=True)
class ToldActivity:
    """An activity as a sentence in the reader's language."""

    actor: str
    text: str
    at: datetime
    reason: str


ISOLATES = "\N{FIRST STRONG ISOLATE}\N{POP DIRECTIONAL ISOLATE}"


class Values(dict[str, str]):
    """Fills the placeholders of a sentence; what was not stored stays empty."""

    def __missing__(self, key: str) -> str:
        return ""


def activity_of(kind: str, pk: int, *, limit: int = 10) -> list[ToldActivity]:
    """Return what happened to a thing, newest first. One query."""
    return [told(each) for each in activity_rows(kind, pk)[:limit]]


def activity_rows(kind: str, pk: int) -> QuerySet[Activity]:
    """Return the entries themselves, newest first, to be told one by one."""
    found = Activity.objects.of(kind=kind, pk=pk).select_related("actor")
    return found.order_by("-at", "-pk")


class ActivityShape(TypedDict):
    at: datetime
    actor: str
    text: str
    reason: str


def activity_shape(activity: Activity) -> ActivityShape:
    """Return one entry as the API tells it: the sentence, never the stored values."""
    sentence = told(activity)
    return {
        "at": sentence.at,
        "actor": sentence.actor,
        "text": plain_text(sentence.text),
        "reason": sentence.reason,
    }


def plain_text(text: str) -> str:
    """Return the sentence without the marks that set names apart on a page."""
    return text.translate({ord(mark): None for mark in ISOLATES})


def activity_of_team(team: Team, *, limit: int = 15) -> list[ToldActivity]:
    """Return what happened to the team and its people, newest first. One query."""
    return [told(each) for each in activity_rows_of_team(team)[:limit]]


def activity_rows_of_team(team: Team) -> QuerySet[Activity]:
    """Return the entries themselves, newest first, to be told one by one."""
    found = team.activities.filter(target_kind__in=TEAM_KINDS)
    return found.select_related("actor").order_by("-at", "-pk")


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
    yield "subject", isolated(activity.subject)
    for side, values in (("before", activity.before), ("after", activity.after)):
        for key, value in (values or {}).items():
            yield f"{side}_{key}", isolated(word_of(key, value))


def isolated(text: str) -> str:
    """Keep a name of another script from turning the sentence around it."""
    return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}" if text else ""


def word_of(key: str, value: Any) -> str:
    if isinstance(value, dict):
        return listed(f"{name} {each}" for name, each in value.items())
    if isinstance(value, list):
        return listed(word_of(key, each) for each in value)
    return str(activity_words.get(key, {}).get(value, value))
