"""Contact lists with their ledger: nobody may be lost on the way."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from migration.lists.ledger import MOVES, STATUSES, Ledger, ledger_of
from migration.models import ContactList, ListCount, Plan

WORDS: dict[str, Promise] = {
    "active": _("active"),
    "unsubscribed": _("unsubscribed"),
    "complained": _("complained"),
    "hard_bounced": _("bounced for good"),
    "soft_bounced": _("bounced for now"),
    "never_consented": _("never agreed"),
    "role_excluded": _("addresses of a role, such as info@"),
    "invalid_excluded": _("invalid addresses"),
    "loaded": _("loaded"),
    "merged": _("merged with a duplicate"),
    "excluded_unsubscribed": _("excluded: unsubscribed"),
    "excluded_complained": _("excluded: complained"),
    "excluded_hard_bounced": _("excluded: bounced for good"),
    "excluded_soft_bounced": _("excluded: bounced for now"),
    "excluded_never_consented": _("excluded: never agreed"),
    "excluded_role": _("excluded: address of a role"),
    "excluded_invalid": _("excluded: invalid address"),
    "excluded_by_owner": _("excluded: retired by the owner"),
    "rejected": _("rejected by the target"),
}
BUCKETS: dict[str, tuple[str, ...]] = {
    ListCount.Side.SOURCE: STATUSES,
    ListCount.Side.TARGET: STATUSES,
    ListCount.Side.MOVE: MOVES,
}


@dataclass(frozen=True, slots=True)
class ListRow:
    """A list with its newest counts. A side that was not counted has no day."""

    item: ContactList
    ledger: Ledger
    counted_on: dict[str, date]
    history: list[ListCount]  # newest first

    def has(self, *sides: str) -> bool:
        """Tell whether all these sides were counted."""
        return set(sides) <= self.counted_on.keys()

    @property
    def is_source_counted(self) -> bool:
        return self.has(ListCount.Side.SOURCE)

    @property
    def is_counted(self) -> bool:
        """Tell whether the ledger says anything yet: source and moves are counted."""
        return self.has(ListCount.Side.SOURCE, ListCount.Side.MOVE)

    @property
    def is_target_counted(self) -> bool:
        return self.has(ListCount.Side.SOURCE, ListCount.Side.TARGET)


@dataclass(frozen=True, slots=True)
class Lists:
    rows: list[ListRow]
    removed: list[ContactList]

    @property
    def unexplained(self) -> int:
        """People that are lost or counted twice, of all lists that are counted."""
        counted = (row for row in self.rows if row.is_counted)
        return sum(abs(row.ledger.unexplained) for row in counted)

    @property
    def not_counted(self) -> int:
        return sum(not row.is_counted for row in self.rows)

    @property
    def missing_suppressed(self) -> int:
        counted = (row for row in self.rows if row.is_target_counted)
        return sum(row.ledger.missing_suppressed for row in counted)


def read_lists(plan: Plan) -> Lists:
    items = plan.contact_lists.present().select_related("owner__user")
    found = items.prefetch_related("counts").order_by("name", "pk")
    return Lists(
        rows=[list_row(item) for item in found],
        removed=list(plan.contact_lists.filter(removed_at__isnull=False)),
    )


def list_row(item: ContactList) -> ListRow:
    history = sorted(item.counts.all(), key=lambda count: count.counted_on)
    newest = newest_of(history)
    counts = {side: count.counts for side, count in newest.items()}
    return ListRow(
        item=item,
        ledger=ledger_of(
            counts.get(ListCount.Side.SOURCE, {}),
            counts.get(ListCount.Side.TARGET, {}),
            counts.get(ListCount.Side.MOVE, {}),
        ),
        counted_on={side: count.counted_on for side, count in newest.items()},
        history=history[::-1],
    )


def newest_of(history: Iterable[ListCount]) -> dict[str, ListCount]:
    return {count.side: count for count in history}
