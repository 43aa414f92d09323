"""The defects of a plan, as the page, the table and the API show them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from migration.models import Defect, Plan, PlanMember

ROWS = 100


class ShownDefects(StrEnum):
    OPEN = "open"
    CLOSED = "closed"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class DefectFilter:
    show: ShownDefects = ShownDefects.OPEN
    kind: str = ""
    severity: str = ""
    is_mine: bool = False
    search: str = ""

    @property
    def is_on(self) -> bool:
        return self != DefectFilter()


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many defects of a kind are open, and how many of them are hard."""

    kind: str
    word: str
    open: int
    hard: int


@dataclass(frozen=True, slots=True)
class DefectPage:
    page: Page[Defect]
    counts: tuple[KindCount, ...]
    closed: int
    removed: tuple[Defect, ...]

    @property
    def open(self) -> int:
        return sum(count.open for count in self.counts)

    @property
    def hard(self) -> int:
        return sum(count.hard for count in self.counts)


def defects_of(
    plan: Plan, wanted: DefectFilter, *, reader: PlanMember
) -> QuerySet[Defect]:
    found = plan.defects.present().select_related(
        "owner__user", "task", "asset", "reported_by", "closed_by"
    )
    if wanted.show is not ShownDefects.ALL:
        found = found.filter(closed_at__isnull=wanted.show is ShownDefects.OPEN)
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.severity:
        found = found.filter(severity=wanted.severity)
    if wanted.is_mine:
        found = found.filter(owner=reader)
    if wanted.search:
        text = wanted.search
        found = found.filter(Q(title__icontains=text) | Q(details__icontains=text))
    return found.worst_first()


def read_defects(
    plan: Plan, wanted: DefectFilter, *, reader: PlanMember, number: str
) -> DefectPage:
    """Read one page of them. Five queries."""
    removed = plan.defects.filter(removed_at__isnull=False)
    return DefectPage(
        page=Paginator(defects_of(plan, wanted, reader=reader), ROWS).get_page(number),
        counts=open_by_kind(plan),
        closed=plan.defects.present().filter(closed_at__isnull=False).count(),
        removed=tuple(removed.order_by("-removed_at", "pk")[:50]),
    )


def open_by_kind(plan: Plan) -> tuple[KindCount, ...]:
    """Count the open defects of each kind, in the order of the kinds. One query."""
    hard = Count("pk", filter=Q(severity=Defect.Severity.HARD))
    rows = plan.defects.open().values("kind").annotate(open=Count("pk"), hard=hard)
    found = {row["kind"]: (row["open"], row["hard"]) for row in rows}
    none = (0, 0)
    return tuple(
        KindCount(
            kind=str(kind),
            word=str(kind.label),
            open=found.get(kind.value, none)[0],
            hard=found.get(kind.value, none)[1],
        )
        for kind in Defect.Kind
    )
