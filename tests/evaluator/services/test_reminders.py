from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from evaluator.models import Evaluation, Participant
from evaluator.services.reminders import (
    NobodyToRemind,
    remind_before_due,
    remind_now,
)
from workspace.models import Activity, Job

pytestmark = pytest.mark.django_db

DUE = date(2026, 11, 25)
# The team of the cast is in Tehran.
MORNING = datetime(2026, 11, 22, 8, 0, tzinfo=ZoneInfo("Asia/Tehran"))


@pytest.fixture
def due(scoring) -> Evaluation:
    scoring.due_on = DUE
    scoring.save()
    return scoring


def reminded() -> list[str]:
    jobs = Job.objects.filter(kind="mail", arguments__template="score_reminder")
    return [job.user.name for job in jobs.order_by("pk")]


@pytest.mark.parametrize(
    ("days", "names"),
    [
        (4, []),
        (3, ["Evaluator", "Second"]),
        (2, []),
        (1, ["Evaluator", "Second"]),
        (0, []),
        (-1, []),
    ],
)
def test_reminders_go_out_three_and_one_days_before(due, days, names):
    remind_before_due(MORNING + timedelta(days=3 - days))

    assert reminded() == names


def test_nobody_is_woken_at_night(due):
    remind_before_due(MORNING.replace(hour=2))

    assert reminded() == []


def test_nobody_hears_twice_on_one_day(due):
    for hours in range(3):
        remind_before_due(MORNING + timedelta(hours=hours))

    assert reminded() == ["Evaluator", "Second"]


def test_the_day_is_that_of_the_team(due, team):
    team.time_zone = "Pacific/Auckland"
    team.save()

    remind_before_due(datetime(2026, 11, 21, 20, 0, tzinfo=ZoneInfo("UTC")))

    assert reminded() == ["Evaluator", "Second"]


def test_those_who_submitted_are_left_alone(due, people, now):
    Participant.objects.filter(user=people["second"]).update(submitted_at=now)

    remind_before_due(MORNING)

    assert reminded() == ["Evaluator"]


@pytest.mark.parametrize("change", [{"wants_reminders": False}, {"is_active": False}])
def test_a_persons_choice_is_honoured(due, people, change):
    for name, value in change.items():
        setattr(people["second"], name, value)
    people["second"].save()

    remind_before_due(MORNING)

    assert reminded() == ["Evaluator"]


def test_who_left_the_team_gets_no_mail(due, people):
    people["second"].memberships.all().delete()

    remind_before_due(MORNING)

    assert reminded() == ["Evaluator"]


@pytest.mark.parametrize("change", [{"state": "setup"}, {"deleted_at": MORNING}])
def test_only_open_scoring_is_reminded_of(due, change):
    Evaluation.objects.update(**change)

    remind_before_due(MORNING)

    assert reminded() == []


def test_the_lead_reminds_on_demand_and_it_is_told(due, people):
    count = remind_now(evaluation=due, actor=people["lead"], now=MORNING)

    assert count == 2
    assert Activity.objects.get().verb == "reminders.sent"


def test_a_second_demand_on_one_day_finds_nobody(due, people):
    remind_now(evaluation=due, actor=people["lead"], now=MORNING)

    with pytest.raises(NobodyToRemind):
        remind_now(evaluation=due, actor=people["lead"], now=MORNING)

    assert reminded() == ["Evaluator", "Second"]
