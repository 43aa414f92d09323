"""A team's own facts: they stand beside the shipped ones, for that team alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError, StaleVersion
from common.text import clean_line, clean_text
from evaluator.catalogue.fact_keys import FACT_KEYS
from evaluator.catalogue.vocabulary import Form
from evaluator.models import Fact, Platform
from workspace.models import Team, User
from workspace.services.records import change_of, record

# What an own fact takes over from the shipped one in whose place it stands.
INHERITED = ("plan", "tier", "billing_period", "item")


class FactExists(DomainError):
    message = _("Your team has a fact of its own here already. Change that one.")


class FactIsStale(StaleVersion):
    message = _("Somebody else changed this fact since you opened the page.")


class FactGone(DomainError):
    message = _("Somebody else removed this fact since you opened the page.")


class ForeignPlatform(DomainError):
    message = _("This platform belongs to another team.")


class UnknownFactKey(DomainError):
    message = _("There is no such fact.")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an own fact stands: on a platform, beside a shipped fact or alone."""

    platform: Platform
    key: str
    beside: Fact | None = None
    plan: str = ""

    @property
    def slot(self) -> str:
        return self.beside.slot if self.beside else self.plan

    def inherited(self) -> dict[str, Any]:
        if self.beside is None:
            return {"plan": self.plan} if self.plan else {}
        details = self.beside.details
        return {name: details[name] for name in INHERITED if name in details}


@dataclass(frozen=True, slots=True)
class OwnFactEdit:
    """What a person says about a fact, and the version they saw (0: a new one)."""

    value: Any
    form: Form
    source: str
    as_of: date | None = None  # None: undated
    unit: str = ""
    currency: str = ""
    answer: str = ""
    source_url: str = ""
    note: str = ""
    language: str = "en"
    version: int = 0

    def columns(self) -> dict[str, Any]:
        return {
            "value": self.value,
            "unit": clean_line(self.unit),
            "currency": self.currency,
            "as_of": self.as_of.isoformat() if self.as_of else "",
            "source": clean_text(self.source),
            "source_url": self.source_url,
            "note": clean_text(self.note),
            "language": self.language,
        }

    def details(self) -> dict[str, str]:
        details = {"form": str(self.form), "answer": self.answer}
        return {name: value for name, value in details.items() if value}


@transaction.atomic
def add_own_fact(
    *, team: Team, place: Place, edit: OwnFactEdit, actor: User, now: datetime
) -> Fact:
    """Let the team's own fact stand for the shipped one, which stays to be seen."""
    refuse_foreign(team, place)
    try:
        with transaction.atomic():
            fact = Fact.objects.create(
                platform=place.platform,
                team=team,
                key=place.key,
                slot=place.slot,
                position=place.beside.position if place.beside else 0,
                trust=Fact.Trust.OWN,
                details=place.inherited() | edit.details(),
                recorded_by=actor,
                recorded_at=now,
                **edit.columns(),
            )
    except IntegrityError as error:
        raise FactExists from error
    tell("fact.added", fact, actor=actor, now=now, after=contents(fact))
    return fact


@transaction.atomic
def edit_own_fact(*, fact: Fact, edit: OwnFactEdit, actor: User, now: datetime) -> Fact:
    """Change the fact, if it is still the version that was seen."""
    before = contents(fact)
    kept = {name: value for name, value in fact.details.items() if name in INHERITED}
    written = Fact.objects.filter(pk=fact.pk, version=edit.version).update(
        version=edit.version + 1,
        details=kept | edit.details(),
        recorded_by=actor,
        recorded_at=now,
        **edit.columns(),
    )
    stored = Fact.objects.select_related("platform", "team").filter(pk=fact.pk).first()
    if stored is None:
        raise FactGone
    if not written:
        raise FactIsStale(current=stored)
    after = contents(stored)
    tell("fact.edited", stored, actor=actor, now=now, before=before, after=after)
    return stored


@transaction.atomic
def remove_own_fact(
    *, fact: Fact, actor: User, now: datetime, version: int | None = None
) -> None:
    """Take the own fact away; the shipped one stands again.

    With a version, only if it still is that one.
    """
    stored = Fact.objects.select_for_update().filter(pk=fact.pk).first()
    if stored and version not in {None, stored.version}:
        raise FactIsStale(current=stored)
    tell("fact.removed", fact, actor=actor, now=now, before=contents(fact))
    fact.delete()


def refuse_foreign(team: Team, place: Place) -> None:
    """Check ids of a form against the team and the platform (R12)."""
    if place.key not in FACT_KEYS:
        raise UnknownFactKey
    if place.platform.team_id not in {None, team.pk}:
        raise ForeignPlatform
    beside = place.beside
    if beside and (
        beside.platform_id != place.platform.pk
        or beside.key != place.key
        or beside.team_id is not None
    ):
        raise UnknownFactKey


def contents(fact: Fact) -> dict[str, Any]:
    return {
        "fact": fact.key,
        "slot": fact.slot,
        "value": fact.value,
        "unit": fact.unit,
        "currency": fact.currency,
        "as_of": fact.as_of,
        "source": fact.source or fact.source_url,
    }


def tell(
    verb: str,
    fact: Fact,
    *,
    actor: User,
    now: datetime,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> None:
    team = fact.team
    if team is None:
        raise ForeignPlatform
    change = change_of(fact.platform, before=before, after=after)
    record(verb, team=team, actor=actor, change=change, now=now)
