"""A published procedure, rebuilt as a plan from its facts.

Bento, "Contacts and consent operations", section "Import rules", read in November 2026
at https://bentonow.com/docs/operations/contacts-consent.md. It names five steps for
moving contacts from another platform, in their order; the wording here is ours. It
gives no durations: each step takes a day.
"""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from migration.models import Plan
from migration.planning.generate import Answers, generate
from migration.planning.template_links import due_days, links_of
from migration.selectors.schedule.schedule import read_schedule
from migration.services.checklist.tasks import TaskEdit, add_task
from migration.services.schedule.schedule import add_link, take_dates

ADDRESS = "https://bentonow.com/docs/operations/contacts-consent.md"
# Step -> phase here, and the task of the full template that does it.
STEPS = [
    ("Export active, unsubscribed, bounced and complained apart", "data", "backup"),
    ("Take invalid addresses out before the upload", "data", "preflight"),
    ("Load a small active list first: address, name, main tags", "data", "pilot_load"),
    ("Keep opt-outs and suppression out of the active list", "data", "suppression"),
    ("Send first to few, lately engaged contacts", "warm_up", "first_sends"),
]


@pytest.fixture
def rebuilt(plan, people, now) -> Plan:
    """Only the five steps, each after the one before it, from Monday on."""
    plan.tasks.all().delete()
    plan.starts_on = date(2026, 11, 23)
    plan.save()
    tasks = [
        add_task(
            plan=plan,
            edit=TaskEdit(title=title, phase=phase, note=ADDRESS),
            actor=people["lead"],
            now=now,
        )
        for title, phase, _key in STEPS
    ]
    for before, after in pairwise(tasks):
        add_link(before=before, after=after, actor=people["lead"], now=now)
    return plan


def test_the_published_steps_become_a_plan_with_dates(rebuilt, people, now):
    take_dates(plan=rebuilt, actor=people["lead"], now=now)

    due = list(rebuilt.tasks.order_by("due_on").values_list("own_title", "due_on"))
    monday = date(2026, 11, 23)
    assert due == [
        (title, monday + timedelta(days=number))
        for number, (title, _phase, _key) in enumerate(STEPS)
    ]


def test_its_end_hangs_on_every_step(rebuilt, now):
    found = read_schedule(rebuilt, today=now.date())

    assert [task.own_title for task in found.chain] == [step[0] for step in STEPS]


def test_the_full_template_keeps_the_published_order_but_for_suppression():
    """Opt-outs, which the procedure keeps apart in step four, are loaded before any."""
    generated = generate(Answers())
    due = due_days(
        {each.identity: each.task.entry.days for each in generated},
        links_of([each.identity for each in generated]),
        go_live_on=date(2027, 6, 1),
        weekend={6, 7},
    )

    days = [due[key, ""] for _title, _phase, key in STEPS if key != "suppression"]
    assert days == sorted(set(days))
    assert due["suppression", ""] < due["pilot_load", ""]
