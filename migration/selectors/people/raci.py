"""Who has which part in what: the matrix, and where it is not clear."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Prefetch

from migration.models import Deliverable, Plan, RaciPart, Stakeholder
from migration.planning.raci import Duties, Part, duties_of


@dataclass(frozen=True, slots=True)
class DeliverableRow:
    """`parts` by stakeholder; `cells` in the order of the people."""

    deliverable: Deliverable
    parts: Mapping[int, RaciPart]
    people: tuple[Stakeholder, ...]
    duties: Duties

    @property
    def cells(self) -> list[tuple[Stakeholder, RaciPart | None]]:
        return [(person, self.parts.get(person.pk)) for person in self.people]

    @property
    def named(self) -> list[tuple[Stakeholder, RaciPart]]:
        return [(person, part) for person, part in self.cells if part]


@dataclass(frozen=True, slots=True)
class Raci:
    people: tuple[Stakeholder, ...]
    rows: tuple[DeliverableRow, ...]
    removed: tuple[Deliverable, ...]

    @property
    def unclear(self) -> int:
        return sum(not row.duties.is_clear for row in self.rows)


def read_raci(plan: Plan) -> Raci:
    """Read the matrix. Three queries."""
    people = tuple(plan.stakeholders.present().order_by("pk"))
    present = {person.pk for person in people}
    parts = Prefetch("parts", RaciPart.objects.filter(stakeholder__in=present))
    found = plan.deliverables.select_related("task").prefetch_related(parts)
    rows = list(found.in_order())
    return Raci(
        people=people,
        rows=tuple(row_of(each, people) for each in rows if each.removed_at is None),
        removed=tuple(each for each in rows if each.removed_at is not None),
    )


def row_of(deliverable: Deliverable, people: tuple[Stakeholder, ...]) -> DeliverableRow:
    parts = {part.stakeholder_id: part for part in deliverable.parts.all()}
    duties = duties_of([Part(part.part) for part in parts.values()])
    return DeliverableRow(deliverable, parts, people, duties)


def read_deliverable(deliverable: Deliverable) -> DeliverableRow:
    rows = read_raci(deliverable.plan).rows
    return next(row for row in rows if row.deliverable == deliverable)


def parts_of(person: Stakeholder) -> list[RaciPart]:
    """Return the parts of one stakeholder, in the order of the deliverables."""
    parts = person.parts.filter(deliverable__removed_at=None)
    found = parts.select_related("deliverable__task")
    return list(found.order_by("deliverable__position", "deliverable__pk"))
