"""What the move brought, as the page and the API show it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.formatting import listed
from migration.models import (
    AdoptionCount,
    MeasureValue,
    OldPlatform,
    Plan,
    Review,
    SuccessMeasure,
    Training,
)
from migration.models.template_text import role_names
from migration.planning.adoption import ReviewKind, review_day, share_reached
from migration.planning.template import MILESTONE
from migration.selectors.checklist.defects import KindCount, open_by_kind


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure with all its values, the newest first."""

    measure: SuccessMeasure
    values: tuple[MeasureValue, ...]

    @property
    def latest(self) -> MeasureValue | None:
        return self.values[0] if self.values else None

    @property
    def share(self) -> float | None:
        """How much of the way is gone; 1.0 is reached."""
        value = self.latest.value if self.latest else None
        return share_reached(self.measure.baseline, self.measure.target, value)

    @property
    def is_reached(self) -> bool:
        return self.share is not None and self.share >= 1

    @property
    def shown_percent(self) -> int:
        """The share as a bar shows it: from 0 to 100."""
        return round(100 * min(max(self.share or 0.0, 0.0), 1.0))


@dataclass(frozen=True, slots=True)
class RoleRow:
    """The newest count of a role, and the one before it."""

    role: str
    name: str
    count: AdoptionCount
    before: AdoptionCount | None

    @property
    def share_in_target(self) -> float | None:
        share = self.count.share_in_target
        return None if share is None else share / 100


@dataclass(frozen=True, slots=True)
class TrainingRow:
    training: Training
    role_name: str


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A review that is due or was held."""

    kind: str
    due_on: date | None
    held: Review | None
    is_late: bool

    @property
    def word(self) -> str:
        return str(Review.Kind(self.kind).label)


@dataclass(frozen=True, slots=True)
class Adoption:
    """went_live: the day of the go-live task's tick, or None before it."""

    went_live: date | None
    measures: tuple[MeasureRow, ...]
    removed: tuple[SuccessMeasure, ...]
    can_take_objectives: bool
    roles: tuple[RoleRow, ...]
    trainings: tuple[TrainingRow, ...]
    removed_trainings: tuple[Training, ...]
    reviews: tuple[ReviewRow, ...]
    old: OldPlatform
    gaps: tuple[str | Promise, ...]
    defects: tuple[KindCount, ...]

    @property
    def reached(self) -> int:
        return sum(row.is_reached for row in self.measures)


def read_adoption(plan: Plan, *, today: date) -> Adoption:
    """Read all of it. Nine queries, whatever the size."""
    measures = list(
        plan.success_measures.select_related("owner__user")
        .prefetch_related("values__entered_by")
        .order_by("pk")
    )
    counts = list(plan.adoption_counts.order_by("role", "-counted_on"))
    trainings = list(plan.trainings.order_by("pk"))
    live = go_live_day(plan)
    old = OldPlatform.objects.filter(plan=plan).first() or OldPlatform(plan=plan)
    names = role_names()
    return Adoption(
        went_live=live,
        measures=tuple(
            measure_row(each) for each in measures if each.removed_at is None
        ),
        removed=tuple(each for each in measures if each.removed_at is not None),
        can_take_objectives=has_more_objectives(plan, measures),
        roles=tuple(role_rows(counts, names)),
        trainings=tuple(
            TrainingRow(each, names.get(each.role, each.role))
            for each in trainings
            if each.removed_at is None
        ),
        removed_trainings=tuple(each for each in trainings if each.removed_at),
        reviews=tuple(review_rows(plan, went_live=live, today=today)),
        old=old,
        gaps=switch_off_gaps(old, counts),
        defects=open_by_kind(plan),
    )


def measure_row(measure: SuccessMeasure) -> MeasureRow:
    values = sorted(
        measure.values.all(), key=lambda each: each.measured_on, reverse=True
    )
    return MeasureRow(measure, tuple(values))


def has_more_objectives(plan: Plan, measures: Iterable[SuccessMeasure]) -> bool:
    if plan.evaluation is None:
        return False
    known = [each.objective_id for each in measures if each.objective_id]
    return plan.evaluation.objectives.present().exclude(pk__in=known).exists()


def go_live_day(plan: Plan) -> date | None:
    """Return the day on which the go-live of the checklist was ticked."""
    done = plan.tasks.present().filter(
        template_key=MILESTONE, about="", done_at__isnull=False
    )
    at = done.values_list("done_at", flat=True).first()
    return plan.team.day_of(at) if at else None


def role_rows(
    counts: Iterable[AdoptionCount], names: dict[str, str]
) -> Iterable[RoleRow]:
    """Yield each role with its newest count; counts come newest first."""
    by_role: dict[str, list[AdoptionCount]] = {}
    for count in counts:
        by_role.setdefault(count.role, []).append(count)
    for role, found in by_role.items():
        before = found[1] if len(found) > 1 else None
        yield RoleRow(role, names.get(role, role), found[0], before)


def review_rows(
    plan: Plan, *, went_live: date | None, today: date
) -> Iterable[ReviewRow]:
    """Yield the reviews in their order, and the next audit behind those held."""
    held: dict[str, list[Review]] = {}
    for review in plan.reviews.select_related("held_by").order_by("held_on"):
        held.setdefault(review.kind, []).append(review)
    for kind in (ReviewKind.DAY_30, ReviewKind.DAY_60, ReviewKind.DAY_90):
        due = review_day(kind, went_live=went_live) if went_live else None
        for review in held.get(kind, []):
            yield ReviewRow(kind, due, review, is_late=False)
        if kind not in held:
            yield ReviewRow(kind, due, None, is_late=bool(due and due < today))
    audits = held.get(ReviewKind.AUDIT, [])
    for review in audits:
        yield ReviewRow(ReviewKind.AUDIT, None, review, is_late=False)
    if went_live:
        last = audits[-1].held_on if audits else None
        due = review_day(ReviewKind.AUDIT, went_live=went_live, last_audit=last)
        yield ReviewRow(ReviewKind.AUDIT, due, None, due < today)


def old_logins(plan: Plan) -> int | None:
    """Return the logins to the old platform by the newest counts; None: unknown."""
    return sum_of_logins(newest_counts(plan.adoption_counts.all()))


def newest_counts(counts: Iterable[AdoptionCount]) -> list[AdoptionCount]:
    """Return the newest count of each role."""
    newest: dict[str, AdoptionCount] = {}
    for count in sorted(counts, key=lambda each: each.counted_on):
        newest[count.role] = count
    return sorted(newest.values(), key=lambda each: each.role)


def sum_of_logins(newest: Iterable[AdoptionCount]) -> int | None:
    """Add up the count of each role; one that is unknown makes all unknown."""
    found = [each.old_logins for each in newest]
    if not found or None in found:
        return None
    return sum(each for each in found if each is not None)


def switch_off_gaps(
    old: OldPlatform, counts: Iterable[AdoptionCount]
) -> tuple[str | Promise, ...]:
    """Return what keeps the old platform on, in sentences; nothing if it may go."""
    gaps: list[str | Promise] = []
    newest = newest_counts(counts)
    if not newest:
        gaps.append(_("Nobody has counted who still logs in to it."))
    elif sum_of_logins(newest) is None:
        gaps.append(uncounted(newest))
    elif sum_of_logins(newest):
        gaps.append(_("People still log in to it."))
    if old.archive_proven_at is None:
        gaps.append(_("The archive is not proven yet."))
    return tuple(gaps)


def uncounted(newest: Iterable[AdoptionCount]) -> str:
    names = role_names()
    roles = [each.role for each in newest if each.old_logins is None]
    said = _("Of these roles nobody has counted who still logs in to it: %(roles)s.")
    return str(said) % {"roles": listed(names.get(role, role) for role in roles)}
