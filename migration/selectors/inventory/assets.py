"""The inventory as the page shows it: filtered, with hours, and with what is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.paginator import Page, Paginator
from django.db.models import (
    Case,
    CharField,
    Count,
    F,
    Q,
    QuerySet,
    Sum,
    Value,
    When,
)
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evaluator.models import Participant
from evaluator.permissions import Action as Priced
from evaluator.permissions import allowed_actions
from migration.models import Asset, Loss, Plan, PlanMember
from migration.models.template_text import language
from migration.planning.asset_kinds import asset_kinds
from migration.planning.dispositions import (
    EffortTable,
    Proposal,
    Reason,
    propose,
    unused_since,
)
from migration.selectors.inventory.dependencies import Need, needs_of
from migration.selectors.inventory.effort import effort_of

ROWS = 100
REASONS: dict[Reason, Promise] = {
    Reason.UNUSED: _("not used for 12 months or longer"),
    Reason.USED: _("in use"),
    Reason.UNKNOWN_USE: _("nobody knows when it was last used"),
}


@dataclass(frozen=True, slots=True)
class AssetFilter:
    search: str = ""
    kind: str = ""
    state: str = ""
    disposition: str = ""  # "none" for those not decided
    show: str = ""  # mine, critical, unsigned

    @property
    def is_on(self) -> bool:
        shown = (self.search, self.kind, self.state, self.disposition, self.show)
        return any(shown)


@dataclass(frozen=True, slots=True)
class AssetRow:
    """An asset with its hours: estimated by what becomes of it, or by the proposal."""

    asset: Asset
    kind_name: str
    size_text: str
    stays: str
    proposal: Proposal
    hours: Decimal
    needs: Sequence[Need] = ()

    @property
    def missing(self) -> list[Need]:
        """What it needs and will not find."""
        return [need for need in self.needs if need.missing]

    @property
    def proposed_word(self) -> str:
        return str(Asset.Disposition(self.proposal.disposition).label)

    @property
    def reason(self) -> Promise:
        return REASONS[self.proposal.reason]


@dataclass(frozen=True, slots=True)
class Inventory:
    page: Page[Asset]
    rows: list[AssetRow]
    total: int
    decided: int
    signed: int
    hours: Decimal  # estimated, of the whole plan
    actual: Decimal
    undocumented: list[Asset]  # critical ones
    losses: list[Loss]
    removed_losses: list[Loss]
    removed: list[Asset]


def kind_names() -> dict[str, str]:
    kinds = asset_kinds().kinds
    return {kind.key: kind.name.in_language(language()) for kind in kinds}


def asset_row(
    asset: Asset, *, effort: EffortTable, today: date, needs: Sequence[Need] = ()
) -> AssetRow:
    kind = asset_kinds().by_key()[asset.kind]
    proposal = propose(asset.last_used_on, today)
    becomes = asset.disposition or proposal.disposition
    return AssetRow(
        asset=asset,
        kind_name=kind.name.in_language(language()),
        size_text=kind.sizes[asset.size].in_language(language()),
        stays=kind.stays.in_language(language()),
        proposal=proposal,
        hours=effort.hours_of(asset.kind, asset.size, becomes),
        needs=needs,
    )


def filtered(plan: Plan, wanted: AssetFilter, reader: PlanMember) -> QuerySet[Asset]:
    found = plan.assets.present().select_related("owner__user", "merge_into")
    if wanted.search:
        found = found.filter(name__icontains=wanted.search)
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    if wanted.state:
        found = found.filter(state=wanted.state)
    if wanted.disposition:
        is_none = wanted.disposition == "none"
        found = found.filter(disposition="" if is_none else wanted.disposition)
    if wanted.show == "mine":
        found = found.filter(owner=reader)
    elif wanted.show == "critical":
        found = found.filter(is_critical=True)
    elif wanted.show == "unsigned":
        found = found.filter(signed_at=None).exclude(disposition="")
    return found.in_order()


def read_inventory(
    plan: Plan, *, wanted: AssetFilter, reader: PlanMember, number: str, today: date
) -> Inventory:
    page = Paginator(filtered(plan, wanted, reader), ROWS).get_page(number)
    effort = effort_of(plan.team)
    present = plan.assets.present()
    totals = present.aggregate(
        total=Count("pk"),
        decided=Count("pk", filter=~Q(disposition="")),
        signed=Count("signed_at"),
        actual=Sum("actual_hours"),
    )
    needs = needs_of(page)
    critical = present.filter(is_critical=True, state="found")
    losses = list(plan.losses.order_by("pk"))
    return Inventory(
        page=page,
        rows=[
            asset_row(asset, effort=effort, today=today, needs=needs.get(asset.pk, ()))
            for asset in page
        ],
        total=totals["total"],
        decided=totals["decided"],
        signed=totals["signed"],
        hours=hours_of(present, effort=effort, today=today),
        actual=totals["actual"] or Decimal(0),
        undocumented=list(critical.in_order()[:20]),
        losses=[loss for loss in losses if loss.removed_at is None],
        removed_losses=[loss for loss in losses if loss.removed_at],
        removed=list(
            plan.assets.filter(removed_at__isnull=False).order_by("-removed_at")[:50]
        ),
    )


def hours_of(assets: QuerySet[Asset], *, effort: EffortTable, today: date) -> Decimal:
    """Return the hours of all, by what becomes of each or is proposed.

    The database counts how many are alike, so that thousands cost one query.
    """
    alike = (
        assets.annotate(becomes=becomes_by(today))
        .values_list("kind", "size", "becomes")
        .annotate(count=Count("pk"))
        .order_by()
    )
    hours = (
        effort.hours_of(kind, size, becomes) * count
        for kind, size, becomes, count in alike
    )
    return sum(hours, Decimal(0))


def becomes_by(today: date) -> Case:
    """Say in SQL what becomes of an asset: as decided, or as `propose` proposes."""
    return Case(
        When(~Q(disposition=""), then=F("disposition")),
        When(
            last_used_on__lte=unused_since(today), then=Value(Asset.Disposition.RETIRE)
        ),
        default=Value(Asset.Disposition.REBUILD),
        output_field=CharField(),
    )


def may_hand_over(member: PlanMember) -> bool:
    """Tell whether the person may change the costs of the plan's evaluation."""
    if member.plan.evaluation_id is None:
        return False
    part = Participant.objects.filter(
        evaluation=member.plan.evaluation_id, user=member.user_id
    )
    participant = part.select_related("evaluation").first()
    if participant is None:
        return False
    return {Priced.EDIT, Priced.SEE_PRICES} <= allowed_actions(participant)
