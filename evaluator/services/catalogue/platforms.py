"""A team's own platforms: entries of the catalogue that nobody else sees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from common.errors import DomainError, StaleVersion
from common.text import clean_line, clean_text, match_key
from evaluator.models import Platform
from workspace.models import Team, User
from workspace.services.records import change_of, record


class PlatformNameMissing(DomainError):
    message = _("Give the platform a name.")


class PlatformExists(DomainError):
    message = _("Your team has “%(name)s” in the catalogue already.")


class PlatformIsShipped(DomainError):
    message = _("This platform comes with the product. Add facts of your own to it.")


class PlatformGone(DomainError):
    message = _("Somebody else removed this platform since you opened the page.")


class PlatformIsStale(StaleVersion):
    message = _("Somebody else changed “%(name)s” since you opened this page.")


@dataclass(frozen=True, slots=True)
class PlatformEdit:
    """What a form may say of a team's own platform; version 0: a new one."""

    name: str
    vendor: str = ""
    homepage: str = ""
    kinds: tuple[str, ...] = ()
    deployments: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    integrations: tuple[str, ...] = ()
    note: str = ""
    version: int = 0

    def columns(self) -> dict[str, object]:
        name = clean_line(self.name)
        if not match_key(name):
            raise PlatformNameMissing
        return {
            "name": name,
            "match_key": match_key(name),
            "vendor": clean_line(self.vendor),
            "homepage": self.homepage,
            "kinds": list(self.kinds),
            "deployments": list(self.deployments),
            "audiences": list(self.audiences),
            "channels": list(self.channels),
            "integrations": list(self.integrations),
            "note": clean_text(self.note),
        }


@transaction.atomic
def add_platform(
    *, team: Team, edit: PlatformEdit, actor: User, now: datetime
) -> Platform:
    """Add a platform for this team alone."""
    columns = edit.columns()
    try:
        with transaction.atomic():
            platform = Platform.objects.create(
                team=team,
                # Only shipped entries are found by key; a name in Arabic script has
                # no slug.
                key=slugify(edit.name)[:80] or "own",
                created_by=actor,
                created_at=now,
                **columns,
            )
    except IntegrityError as error:
        raise PlatformExists(name=columns["name"]) from error
    record(
        "platform.added", team=team, actor=actor, change=change_of(platform), now=now
    )
    return platform


@transaction.atomic
def edit_platform(
    *, platform: Platform, edit: PlatformEdit, actor: User, now: datetime
) -> Platform:
    """Change the team's own platform, if it is still the version that was seen."""
    team = team_of(platform)
    columns = edit.columns()
    before = {name: getattr(platform, name) for name in columns}
    rows = Platform.objects.filter(pk=platform.pk, version=edit.version)
    try:
        with transaction.atomic():
            written = rows.update(version=edit.version + 1, **columns)
    except IntegrityError as error:
        raise PlatformExists(name=columns["name"]) from error
    stored = Platform.objects.filter(pk=platform.pk).first()
    if stored is None:
        raise PlatformGone
    if not written:
        raise PlatformIsStale(current=stored, name=stored.name)
    changed = [name for name in columns if before[name] != columns[name]]
    record(
        "platform.edited",
        team=team,
        actor=actor,
        change=change_of(
            stored,
            before={name: before[name] for name in changed},
            after={name: columns[name] for name in changed},
        ),
        now=now,
    )
    return stored


@transaction.atomic
def remove_platform(
    *, platform: Platform, actor: User, now: datetime, version: int | None = None
) -> None:
    """Take the team's own platform away; candidates made from it stay, by name.

    With a version, only if it still is that one.
    """
    team = team_of(platform)
    stored = Platform.objects.select_for_update().filter(pk=platform.pk).first()
    if stored and version not in {None, stored.version}:
        raise PlatformIsStale(current=stored, name=stored.name)
    record(
        "platform.removed",
        team=team,
        actor=actor,
        change=change_of(platform, before={"name": platform.name}),
        now=now,
    )
    platform.delete()


def team_of(platform: Platform) -> Team:
    if platform.team is None:
        raise PlatformIsShipped
    return platform.team
