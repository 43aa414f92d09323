"""The hours that assets take: as shipped, as the team calibrated, as they were."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, Sum

from migration.models import Asset, Plan, TeamEffort
from migration.models.template_text import language
from migration.planning.asset_kinds import DISPOSITIONS, SIZES, asset_kinds
from migration.planning.dispositions import EffortTable, shipped_effort
from workspace.models import Team, User

CENT = Decimal("0.01")
REBUILD = Asset.Disposition.REBUILD


@dataclass(frozen=True, slots=True)
class Actual:
    """The mean of what `count` assets took."""

    mean: Decimal
    count: int


@dataclass(frozen=True, slots=True)
class EffortRow:
    """A figure of the table: shipped, the team's own, and what it was in truth."""

    key: str
    shipped: Decimal
    own: Decimal | None
    actual: Actual | None


@dataclass(frozen=True, slots=True)
class KindRow:
    name: str
    sizes: tuple[EffortRow, ...]


@dataclass(frozen=True, slots=True)
class ShareRow:
    name: str
    row: EffortRow


@dataclass(frozen=True, slots=True)
class TeamTable:
    kinds: tuple[KindRow, ...]
    shares: tuple[ShareRow, ...]
    is_own: bool
    version: int


def effort_key(kind: str, size: str) -> str:
    return f"{kind}:{size}"


def stored_effort(team: Team) -> TeamEffort:
    """Return the team's figures; version 0 where it has none."""
    found = TeamEffort.objects.filter(team=team).first()
    return found or TeamEffort(team=team, version=0)


def effort_of(team: Team) -> EffortTable:
    """Return the table by which all hours of the team are computed."""
    return calibrated_by(stored_effort(team))


def calibrated_by(own: TeamEffort) -> EffortTable:
    hours = {tuple(key.split(":")): Decimal(each) for key, each in own.hours.items()}
    shares = {key: Decimal(each) for key, each in own.shares.items()}
    return shipped_effort().calibrated(hours, shares)


def read_team_table(team: Team, *, reader: User) -> TeamTable:
    own, shipped = stored_effort(team), shipped_effort()
    effort = calibrated_by(own)
    taken = list(hours_taken(team, reader=reader))
    return TeamTable(
        kinds=tuple(
            KindRow(
                kind.name.in_language(language()),
                tuple(
                    EffortRow(
                        effort_key(kind.key, size),
                        shipped.hours[kind.key, size],
                        decimal_or_none(own.hours, effort_key(kind.key, size)),
                        mean_of_rebuilds(taken, kind.key, size),
                    )
                    for size in SIZES
                ),
            )
            for kind in asset_kinds().kinds
        ),
        shares=tuple(
            ShareRow(
                str(Asset.Disposition(key).label),
                EffortRow(
                    key,
                    shipped.factors[key],
                    decimal_or_none(own.shares, key),
                    share_taken(taken, key, effort),
                ),
            )
            for key in DISPOSITIONS
            if key != REBUILD
        ),
        is_own=bool(own.hours or own.shares),
        version=own.version,
    )


def decimal_or_none(figures: Mapping[str, str], key: str) -> Decimal | None:
    return Decimal(figures[key]) if key in figures else None


@dataclass(frozen=True, slots=True)
class Taken:
    """What the assets of one kind, size and disposition took together."""

    kind: str
    size: str
    disposition: str
    hours: Decimal
    count: int


def hours_taken(team: Team, *, reader: User) -> Iterable[Taken]:
    """Sum the hours that were written down, over the plans that the reader sees.

    The mean of one asset is that asset's hours, so what is hidden does not count.
    """
    plans = Plan.objects.visible_to(reader).present().filter(team=team)
    worked = Asset.objects.present().filter(plan__in=plans, actual_hours__gt=0)
    rows = worked.exclude(disposition="").values_list("kind", "size", "disposition")
    for row in rows.annotate(Sum("actual_hours"), Count("pk")).order_by():
        yield Taken(*row)


def mean_of_rebuilds(taken: Iterable[Taken], kind: str, size: str) -> Actual | None:
    for each in taken:
        if (each.kind, each.size, each.disposition) == (kind, size, REBUILD):
            return Actual(rounded(each.hours / each.count), each.count)
    return None


def share_taken(
    taken: Iterable[Taken], disposition: str, effort: EffortTable
) -> Actual | None:
    """Return hours taken / hours of a rebuild, over the assets with a disposition."""
    rows = [each for each in taken if each.disposition == disposition]
    whole = sum(effort.hours[each.kind, each.size] * each.count for each in rows)
    if not whole:
        return None
    hours = sum((each.hours for each in rows), Decimal(0))
    return Actual(rounded(hours / whole), sum(each.count for each in rows))


def rounded(figure: Decimal) -> Decimal:
    return figure.quantize(CENT, ROUND_HALF_UP)
