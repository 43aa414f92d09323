"""What a person's leaving of the team would do to the plans."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.formatting import day, number
from common.text import isolated
from migration.models import Plan, PlanMember
from migration.selectors.people.heirs import heir_of
from migration.selectors.schedule.effects import Effect, effect_of, without_member
from migration.selectors.schedule.network import CircleInPlan, read_network
from workspace.models import Team, User
from workspace.registries import Parting

# The end is computed twice for each; of those after them only the tasks are told.
MOST_PLANS = 6


def tell_partings(
    *, team: Team, user: User, seen_by: User, now: datetime
) -> Iterator[Parting]:
    """Tell of the running plans of both, first of those with most open tasks.

    Plans that would stay as they are say nothing. Queries: one for the plans, one for
    who leads them then, and for each of the first plans those that read its network.
    """
    plans = Plan.objects.visible_to(seen_by).active().filter(team=team)
    own = PlanMember.objects.filter(plan__in=plans, user=user).select_related(
        "plan__team"
    )
    members = own.with_open_tasks().with_leads_alone()
    ordered = members.order_by(F("open_tasks").desc(), "plan__title", "plan_id")
    heir = heir_of(team, former=user) if ordered else None
    for place, member in enumerate(ordered):
        effect = effect_of_leaving(member, now=now) if place < MOST_PLANS else None
        if text := " ".join(sentences(member, heir, effect)):
            url = reverse("migration:plan_people", args=[member.plan_id])
            yield Parting(member.plan.title, text, url)


def effect_of_leaving(member: PlanMember, *, now: datetime) -> Effect | None:
    """Return what the plan without the person would be; None where tasks circle."""
    network = read_network(member.plan, today=member.plan.team.day_of(now))
    try:
        return effect_of(network, without_member(network, member.pk))
    except CircleInPlan:
        return None


def sentences(
    member: PlanMember, heir: User | None, effect: Effect | None
) -> Iterator[str]:
    """`member` comes with what its queryset annotates."""
    if heir and vars(member)["leads_alone"]:
        said = _("It loses its only lead; %(person)s would lead it.")
        yield said % {"person": isolated(str(heir))}
    if open_tasks := vars(member)["open_tasks"]:
        said = ngettext(
            "%(tasks)s open task becomes nobody's.",
            "%(tasks)s open tasks become nobody's.",
            open_tasks,
        )
        yield said % {"tasks": number(open_tasks)}
    if effect and effect.days > 0:
        said = ngettext(
            "The end would move by +%(days)s day, to %(day)s.",
            "The end would move by +%(days)s days, to %(day)s.",
            effect.days,
        )
        yield said % {"days": number(effect.days), "day": day(effect.after)}
    elif effect and effect.days < 0:
        said = _("The end would move by %(days)s days, to %(day)s.")
        yield said % {"days": number(effect.days), "day": day(effect.after)}
