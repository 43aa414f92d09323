"""The mail of the morning: each person's own tasks, at most one a day and team."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F, Q

from migration.models import Plan, PlanMember, Task
from migration.planning.digests import is_worth_a_mail
from migration.selectors.schedule.network import Calendars, calendars_of
from workspace.models import Team, User
from workspace.services.mail import send_later

FIRST_HOUR = 7  # in the team's zone: a mail at midnight helps nobody


def send_digests(now: datetime) -> None:
    """Write to whoever has a reason to hear of the own tasks today.

    Called every hour; each person is looked at once on a day of the team's zone.
    """
    plans = Plan.objects.active()
    for team in Team.objects.filter(pk__in=plans.values("team")).order_by("pk"):
        if now.astimezone(ZoneInfo(team.time_zone)).hour >= FIRST_HOUR:
            send_in_team(team, now=now)


@transaction.atomic
def send_in_team(team: Team, *, now: datetime) -> None:
    # Two schedulers may call at once: the second finds the day claimed.
    Team.objects.select_for_update().get(pk=team.pk)
    today = team.day_of(now)
    waiting = list(not_looked_at(team, today=today))
    members = PlanMember.objects.filter(pk__in=[member.pk for member in waiting])
    members.update(digest_on=today)
    for user in people_to_write(waiting, today=today):
        arguments = {"team": team.pk}
        send_later("task_digest", user=user, team=team, arguments=arguments, now=now)


def not_looked_at(team: Team, *, today: date) -> Iterable[PlanMember]:
    """Return who has tasks and wants reminders, and was not looked at today."""
    earlier = Q(digest_on=None) | Q(digest_on__lt=today)
    return (
        PlanMember.objects.who_work()
        .filter(earlier, plan__in=Plan.objects.active(), plan__team=team)
        .filter(user__is_active=True, user__wants_reminders=True)
        .filter(user__memberships__team=F("plan__team"))
        .select_related("user", "plan__team")
        .order_by("user", "pk")
    )


def people_to_write(members: Sequence[PlanMember], *, today: date) -> list[User]:
    dues = due_days(members)
    calendars: dict[int, Calendars] = {}
    people: dict[int, User] = {}
    for member in members:
        if not dues[member.pk]:
            continue
        if member.plan_id not in calendars:
            plan = member.plan
            days_off = plan.days_free.select_related("stakeholder")
            calendars[plan.pk] = calendars_of(plan, days_off, (), today=today)
        found = calendars[member.plan_id]
        own = found.all[found.number(member.pk, "")]
        if is_worth_a_mail(dues[member.pk], own, today):
            people[member.user_id] = member.user
    return list(people.values())


def due_days(members: Iterable[PlanMember]) -> dict[int, list[date]]:
    """Return the due days of the open tasks of each. One query."""
    open_tasks = Task.objects.open().filter(assigned_to__in=members)
    found: dict[int, list[date]] = defaultdict(list)
    rows = open_tasks.values_list("assigned_to", "due_on")
    for member, due in rows:
        if due is not None:
            found[member].append(due)
    return found
