"""What the inventory of a plan holds, as far as tasks are repeated for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from migration.planning.growth import growth

# What becomes of an asset whose work is a task of its own or of its type.
WORKED_ON = frozenset({"as_is", "rebuild", "merge"})
# States in which the step of that name is behind it.
DOCUMENTED = frozenset({"documented", "rebuilt", "tested", "live", "left"})
BUILT = frozenset({"rebuilt", "tested", "live", "left"})
TESTED = frozenset({"tested", "live", "left"})
BEHIND = {"asset_document": DOCUMENTED, "asset_build": BUILT, "asset_test": TESTED}


@dataclass(frozen=True, slots=True)
class StockAsset:
    """becomes: as decided, or as the rule proposes. hours: of that.

    owner: a stable key; member: of the plan, if the owner is one. needs: the other
    assets that it works only with.
    """

    pk: int
    name: str
    kind: str
    size: str
    becomes: str
    state: str = "found"
    is_critical: bool = False
    hours: Decimal = Decimal(0)
    owner: str = ""
    owner_name: str = ""
    member: int | None = None
    is_signed: bool = False
    needs: frozenset[int] = frozenset()

    @property
    def about(self) -> str:
        return f"asset-{self.pk}"

    @property
    def stands_out(self) -> bool:
        return self.becomes != "merge" and (self.is_critical or self.size == "L")


@dataclass(frozen=True, slots=True)
class StockList:
    pk: int
    name: str
    route: str

    @property
    def about(self) -> str:
        return f"list-{self.pk}"


@dataclass(frozen=True, slots=True)
class Waits:
    """owners: whose signatures; after: keys of tasks; assets: what is built before."""

    owners: frozenset[str] = frozenset()
    after: tuple[str, ...] = ()
    assets: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Thing:
    """What a task is repeated for. hours: of work; None where nobody counts them."""

    about: str
    name: str
    hours: Decimal | None = None
    role: str = ""
    member: int | None = None
    is_behind: bool = False

    @property
    def days(self) -> int | None:
        if self.hours is None:
            return None
        whole = self.hours / growth().focus_hours
        return max(1, int(whole.to_integral_value(ROUND_CEILING)))


@dataclass(frozen=True, slots=True)
class Stock:
    assets: tuple[StockAsset, ...] = ()
    lists: tuple[StockList, ...] = ()

    @property
    def worked_on(self) -> list[StockAsset]:
        """Return the assets of types that get tasks and that are moved."""
        kinds = growth().kinds
        return [
            each
            for each in self.assets
            if each.becomes in WORKED_ON and each.kind in kinds
        ]

    @property
    def single(self) -> list[StockAsset]:
        """Return those with tasks of their own: critical first, then by hours."""
        found = (each for each in self.worked_on if each.stands_out)
        ranked = sorted(
            found, key=lambda each: (not each.is_critical, -each.hours, each.pk)
        )
        return ranked[: growth().most_single]

    @property
    def grouped(self) -> dict[str, list[StockAsset]]:
        """Return the others by type."""
        apart = {each.pk for each in self.single}
        groups: dict[str, list[StockAsset]] = {}
        for each in self.worked_on:
            if each.pk not in apart:
                groups.setdefault(each.kind, []).append(each)
        return groups

    @property
    def owners(self) -> list[Thing]:
        """Return who has to sign what becomes of the own assets."""
        found: dict[str, list[StockAsset]] = {}
        for each in self.assets:
            if each.owner:
                found.setdefault(each.owner, []).append(each)
        return [
            Thing(
                about,
                # A member is who the task is given to; no name is copied.
                "" if own[0].member else own[0].owner_name,
                member=own[0].member,
                is_behind=all(each.is_signed for each in own),
            )
            for about, own in sorted(found.items())
        ]

    @property
    def waits(self) -> Mapping[str, Waits]:
        """Return what the tasks of an asset or of a type wait for besides."""
        kinds, single = growth().kinds, {each.pk: each for each in self.single}
        found = {
            each.about: Waits(
                owners_of([each]), kinds[each.kind].after, built_before(each, single)
            )
            for each in single.values()
        }
        for kind, assets in self.grouped.items():
            found[f"kind-{kind}"] = Waits(owners_of(assets), kinds[kind].after)
        return found


def owners_of(assets: Iterable[StockAsset]) -> frozenset[str]:
    return frozenset(each.owner for each in assets if each.owner)


def built_before(asset: StockAsset, single: Mapping[int, StockAsset]) -> frozenset[str]:
    """Return what it needs of those that stand out, but for what needs it back."""
    return frozenset(
        single[pk].about
        for pk in asset.needs & set(single)
        if not leads_to(pk, asset.pk, single)
    )


def leads_to(start: int, goal: int, assets: Mapping[int, StockAsset]) -> bool:
    """Whether the first needs the other, by whatever way."""
    seen, todo = {start}, [start]
    while todo:
        more = (assets[todo.pop()].needs & set(assets)) - seen
        seen |= more
        todo.extend(more)
    return goal in seen


def things_of(key: str, per: str, stock: Stock, routes: Iterable[str]) -> list[Thing]:
    """Return what of the inventory a task is repeated for."""
    if per == "owner":
        return stock.owners
    if per == "list":
        wanted = [each for each in stock.lists if each.route in set(routes)]
        return [Thing(x.about, x.name) for x in wanted[: growth().most_lists]]
    if per == "asset":
        return [single_thing(key, each) for each in stock.single if fits(key, each)]
    if per == "kind":
        return [group_thing(*group) for group in sorted(stock.grouped.items())]
    return []


def fits(key: str, asset: StockAsset) -> bool:
    return key != "asset_document" or asset.is_critical


def single_thing(key: str, asset: StockAsset) -> Thing:
    rule, share = growth().kinds[asset.kind], Decimal(growth().test_percent) / 100
    hours = {"asset_build": asset.hours, "asset_test": asset.hours * share}.get(key)
    return Thing(
        about=asset.about,
        name=asset.name,
        hours=hours,
        role=rule.role if key == "asset_build" else "",
        is_behind=asset.state in BEHIND[key],
    )


def group_thing(kind: str, assets: list[StockAsset]) -> Thing:
    """Return one thing for all; their tests are part of it."""
    open_ones = [each for each in assets if each.state not in BUILT]
    share = 1 + Decimal(growth().test_percent) / 100
    return Thing(
        about=f"kind-{kind}",
        name="",
        hours=sum((each.hours for each in open_ones), Decimal(0)) * share,
        role=growth().kinds[kind].role,
        is_behind=not open_ones,
    )
