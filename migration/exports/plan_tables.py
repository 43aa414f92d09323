"""The tables of a plan that stand beside the lists of its pages, by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common.tables.exports import Cell, Table
from migration.models import ListCount, Plan, Talk, TaskLink
from migration.models.template_text import role_names
from migration.selectors.inventory.lists import BUCKETS, WORDS

Build = Callable[[Plan], Table]


@dataclass(frozen=True, slots=True)
class Offered:
    label: str | Promise
    build: Build


def losses(plan: Plan) -> Table:
    head = [
        _("What will not move"),
        _("What is done instead"),
        _("Who was told"),
        _("Told on"),
        _("Signed at"),
        _("How it was signed"),
    ]
    rows: list[list[Cell]] = [
        [
            loss.what,
            loss.instead,
            loss.told,
            loss.told_on,
            loss.signed_at,
            loss.signed_note,
        ]
        for loss in plan.losses.present().order_by("pk")
    ]
    return Table(_("What will not move"), head, rows, plan.title)


def days_off(plan: Plan) -> Table:
    found = plan.days_free.in_force().with_people().order_by("first_on", "pk")
    rows: list[list[Cell]] = [
        [
            day.get_kind_display(),
            day.name,
            day.whose,
            day.first_on,
            day.last_on,
        ]
        for day in found
    ]
    head = [_("Kind"), _("Name"), _("Person"), _("From"), _("To")]
    return Table(_("Days off"), head, rows, plan.title)


def links(plan: Plan) -> Table:
    """One row a link: which task waits for which, how, and with how many days."""
    found = TaskLink.objects.filter(after__plan=plan).between_present()
    found = found.select_related("before", "after")
    rows: list[list[Cell]] = [
        [link.before.title, link.kind, link.lag, link.after.title]
        for link in found.order_by("after__position", "pk")
    ]
    head = [_("Task before"), _("Kind"), _("Days between"), _("Task that waits")]
    return Table(_("What waits for what"), head, rows, plan.title)


def baselines(plan: Plan) -> Table:
    """One row a task and baseline: the days as they were planned."""
    titles = {str(task.pk): task.title for task in plan.tasks.all()}
    rows: list[list[Cell]] = [
        [baseline.name, baseline.made_at, titles.get(pk, ""), first, last]
        for baseline in plan.baselines.order_by("made_at", "pk")
        for pk, (first, last) in baseline.dates.items()
    ]
    head = [_("Baseline"), _("Made at"), _("Task"), _("Start"), _("Finish")]
    return Table(_("Baselines"), head, rows, plan.title)


def people(plan: Plan) -> Table:
    members = plan.members.select_related("user").by_name()
    rows: list[list[Cell]] = [
        [str(member.user), member.user.email, member.get_role_display()]
        for member in members
    ]
    return Table(
        _("People"), [_("Name"), _("E-mail address"), _("Role")], rows, plan.title
    )


def talks(plan: Plan) -> Table:
    found = Talk.objects.filter(
        stakeholder__plan=plan, stakeholder__removed_at=None
    ).select_related("stakeholder", "entered_by")
    names = role_names()
    rows: list[list[Cell]] = [
        [
            talk.spoken_on,
            talk.stakeholder.name,
            names.get(talk.stakeholder.role, ""),
            talk.note,
            str(talk.entered_by or ""),
        ]
        for talk in found.order_by("spoken_on", "pk")
    ]
    head = [_("Day"), _("Name"), _("Role"), _("What was said"), _("Entered by")]
    return Table(_("Talks with stakeholders"), head, rows, plan.title)


def list_counts(plan: Plan) -> Table:
    """The history of counts: one row a figure."""
    counts = ListCount.objects.filter(
        contact_list__plan=plan, contact_list__removed_at=None
    ).select_related("contact_list")
    rows: list[list[Cell]] = [
        [
            count.contact_list.name,
            count.get_side_display(),
            count.counted_on,
            str(WORDS[bucket]),
            count.counts[bucket],
        ]
        for count in counts.order_by("contact_list__name", "counted_on", "pk")
        for bucket in BUCKETS[count.side]
        if bucket in count.counts
    ]
    head = [_("List"), _("What is counted"), _("Counted on"), _("Status"), _("People")]
    return Table(_("Counts of contact lists"), head, rows, plan.title)


TABLES = {
    "people": Offered(gettext_lazy("People"), people),
    "links": Offered(gettext_lazy("What waits for what"), links),
    "days-off": Offered(gettext_lazy("Days off"), days_off),
    "baselines": Offered(gettext_lazy("Baselines"), baselines),
    "losses": Offered(gettext_lazy("What will not move"), losses),
    "list-counts": Offered(gettext_lazy("Counts of contact lists"), list_counts),
    "talks": Offered(gettext_lazy("Talks with stakeholders"), talks),
}
