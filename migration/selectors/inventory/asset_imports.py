"""A table of assets: how its columns are read, and what it would change."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, Max, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.fields import LinkField
from common.tables.cell_kinds import (
    Cell,
    CellError,
    choice_reader,
    read_day,
    read_line,
    read_text,
    read_whole,
    read_yes_no,
)
from common.tables.typed import Column
from common.text import match_key
from migration.models import Asset, AssetDependency, Plan, PlanMember
from migration.planning.asset_kinds import asset_kinds
from migration.selectors.inventory.assets import kind_names

LARGEST = 10**9
LONGEST = {
    "key": 100,
    "name": 200,
    "owner": 120,
    "location": 300,
    "note": 4000,
}


def short(name: str) -> Any:
    """Return a reader of text that fits into its column."""
    read = read_text if name == "note" else read_line
    most = LONGEST[name]

    def read_short(cell: Cell) -> str:
        text = read(cell)
        if len(text) > most:
            raise CellError(_("Write at most %(most)s characters.") % {"most": most})
        return text

    return read_short


def read_volume(cell: Cell) -> int:
    volume = read_whole(cell)
    if not 0 <= volume <= LARGEST:
        raise CellError(_("Enter a whole number of 0 or more."))
    return volume


def read_link(cell: Cell) -> str:
    try:
        return str(LinkField(required=False).clean(read_line(cell)))
    except ValidationError as error:
        raise CellError(" ".join(error.messages)) from error


def read_needs(cell: Cell) -> tuple[str, ...]:
    """Read keys or names of other assets, parted by semicolons."""
    words = (each.strip() for each in re.split("[;؛\n]", read_text(cell)))
    return tuple(each for each in words if each)


def kind_words() -> dict[str, tuple[str, ...]]:
    kinds = asset_kinds().kinds
    return {kind.key: (kind.name.en, kind.name.ar, kind.name.fa) for kind in kinds}


KEY_TITLES = ("id", "code", "کلید", "شناسه", "کد", "المفتاح", "المعرّف", "الرمز")
COLUMNS = (
    Column("key", gettext_lazy("Own key"), short("key"), KEY_TITLES),
    Column(
        "name",
        gettext_lazy("Name"),
        short("name"),
        ("asset", "title", "نام", "الاسم"),
        is_required=True,
    ),
    Column(
        "kind",
        gettext_lazy("Type"),
        choice_reader(kind_words(), offered=lambda: kind_names().values()),
        ("asset type", "نوع", "النوع"),
        is_required=True,
    ),
    Column(
        "size",
        gettext_lazy("Size"),
        choice_reader(
            {
                "S": ("small", "صغير", "کوچک"),
                "M": ("medium", "متوسط"),
                "L": ("large", "كبير", "بزرگ"),
            },
            offered=lambda: map(str, Asset.Size.labels),
        ),
        ("اندازه", "الحجم"),
    ),
    Column("owner", gettext_lazy("Owner"), short("owner"), ("مالک", "المالك")),
    Column(
        "last_used_on",
        gettext_lazy("Last used on"),
        read_day,
        ("last used", "last sent", "آخرین استفاده", "آخر استخدام"),
    ),
    Column(
        "volume",
        gettext_lazy("Volume a month"),
        read_volume,
        ("volume", "حجم", "حجم الشهر"),
    ),
    Column(
        "location",
        gettext_lazy("Where it lives"),
        short("location"),
        ("location", "folder"),
    ),
    Column("source_link", gettext_lazy("Link in the source"), read_link, ("link",)),
    Column("target_link", gettext_lazy("Link in the target"), read_link),
    Column(
        "is_critical",
        gettext_lazy("Critical"),
        read_yes_no,
        ("حیاتی", "حرج"),
    ),
    Column(
        "needs",
        gettext_lazy("Depends on"),
        read_needs,
        ("needs", "dependencies", "وابسته به", "يعتمد على"),
    ),
    Column("note", gettext_lazy("Notes"), short("note"), ("note", "یادداشت")),
)
BY_KEY = {column.key: column for column in COLUMNS}
ColumnValues = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ImportRow:
    """What a row says, by column of the asset; what it leaves empty is not there."""

    number: int
    values: ColumnValues


@dataclass(frozen=True, slots=True)
class Change:
    """An asset that is there already, and the columns that get another value."""

    asset: Asset
    after: ColumnValues
    needs: tuple[str, ...] = ()  # what it depends on now

    @property
    def shown(self) -> list[tuple[str, str, str]]:
        """Return label, value before and value after, of each column."""
        return [
            (
                label_of(name),
                said(self.needs if name == "needs" else getattr(self.asset, name)),
                said(value),
            )
            for name, value in self.after.items()
        ]


def label_of(name: str) -> str:
    column = BY_KEY.get(name)
    return str(column.title) if column else _("Owner without an account")


def said(value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, tuple):
        return "; ".join(value)
    return "" if value is None else str(value)


@dataclass(slots=True)
class Difference:
    """The table against the inventory; `seen` stands for the latter."""

    seen: str
    new: list[ImportRow] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    unchanged: int = 0
    twice: list[int] = field(default_factory=list)  # rows that name one asset again

    @property
    def is_any(self) -> bool:
        return bool(self.new or self.changed)


def with_owners(plan: Plan, rows: Sequence[Mapping[str, Any]]) -> list[ColumnValues]:
    """Know the owners who are on the plan, by mail or name; others keep their name."""
    members: dict[str, PlanMember] = {}
    for member in plan.members.select_related("user").order_by("-pk"):
        members[match_key(member.user.name)] = member
        members[match_key(member.user.email)] = member
    members.pop("", None)
    found = []
    for row in rows:
        values = {name: value for name, value in row.items() if value is not None}
        if "needs" in values:
            values["needs"] = tuple(values["needs"])
        if owner := values.pop("owner", ""):
            known = members.get(match_key(owner))
            values["owner"] = known
            values["owner_name"] = "" if known else owner
        found.append(values)
    return found


def find_difference(plan: Plan, rows: Sequence[ImportRow]) -> Difference:
    """Compare the table with the inventory. What it does not hold stays as it is.

    An asset is known by its own key, or by type and name where one side has no key.
    """
    assets = list(plan.assets.present().select_related("owner__user"))
    by_key = {match_key(asset.key): asset for asset in assets if asset.key}
    by_name = {name_key(asset.kind, asset.name): asset for asset in assets}
    needs = needs_now(plan)
    found = Difference(seen=seen_of(plan))
    met: set[object] = set()
    for row in rows:
        key = match_key(row.values.get("key", ""))
        name = name_key(row.values["kind"], row.values["name"])
        asset = by_key.get(key) if key else None
        if asset is None:
            same = by_name.get(name)
            asset = same if same and not (key and same.key) else None
        about = asset.pk if asset else (key or name)
        if about in met:
            found.twice.append(row.number)
        met.add(about)
        if asset is None:
            found.new.append(row)
        elif after := other_values(asset, row.values, needs.get(asset.pk, ())):
            found.changed.append(Change(asset, after, needs.get(asset.pk, ())))
        else:
            found.unchanged += 1
    return found


def name_key(kind: str, name: str) -> str:
    return f"{kind}:{match_key(name)}"


def other_values(
    asset: Asset, values: ColumnValues, needs: tuple[str, ...]
) -> ColumnValues:
    plain = {name: value for name, value in values.items() if name != "needs"}
    found = {
        name: value for name, value in plain.items() if getattr(asset, name) != value
    }
    wanted = values.get("needs")
    if wanted is not None and keys_of(wanted) != keys_of(needs):
        found["needs"] = wanted
    return found


def keys_of(words: Iterable[str]) -> set[str]:
    return set(map(match_key, words))


def needs_now(plan: Plan) -> dict[int, tuple[str, ...]]:
    """Return by asset the own keys of what it depends on, or the names."""
    rows = AssetDependency.objects.between_present().filter(asset__plan=plan)
    found: dict[int, tuple[str, ...]] = {}
    for asset, key, name in rows.order_by("pk").values_list(
        "asset_id", "needed__key", "needed__name"
    ):
        found[asset] = (*found.get(asset, ()), key or name)
    return found


def seen_of(plan: Plan) -> str:
    figures = plan.assets.present().aggregate(
        count=Count("pk"), versions=Sum("version"), last=Max("pk")
    )
    return "-".join(str(value or 0) for value in figures.values())
