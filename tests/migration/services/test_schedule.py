from datetime import date, timedelta

import pytest

from migration.models import DayOff, Plan, TaskLink
from migration.selectors.schedule.backwards import read_backwards
from migration.selectors.schedule.effects import Wish, effect_of
from migration.selectors.schedule.network import read_network
from migration.selectors.schedule.planned_tasks import planned, read_planned
from migration.selectors.schedule.schedule import (
    read_chances,
    read_schedule,
)
from migration.services.checklist.tasks import TaskIsStale, complete_task, remove_task
from migration.services.schedule.schedule import (
    DayOffEdit,
    DaysFall,
    EndsBeforeStart,
    ForeignTask,
    LeaveOfNobody,
    LinkIsThere,
    LinkToItself,
    PlanDates,
    TaskSchedule,
    WouldBeACircle,
    add_day_off,
    add_link,
    make_baseline,
    remove_link,
    schedule_task,
    set_plan_dates,
    take_dates,
)

pytestmark = pytest.mark.django_db


def finish(plan, now) -> date:
    return read_schedule(plan, today=now.date()).go_live


def test_a_new_plan_has_the_links_of_the_template_and_meets_the_wished_day(plan, now):
    found = read_schedule(plan, today=now.date())

    assert TaskLink.objects.filter(after__plan=plan, is_generated=True).count() > 20
    assert found.go_live == plan.go_live_on or found.days_behind <= 0
    assert found.chain[-1].template_key == "go_live"


def test_more_days_on_the_chain_move_the_end_and_the_effect_says_so_first(
    plan, now, act
):
    found = read_schedule(plan, today=now.date())
    task = plan.tasks.get(pk=found.chain[0].pk)
    network = read_network(plan, today=now.date())

    told = effect_of(network, Wish(tasks={task.pk: {"days": task.days + 10}}))
    schedule_task(
        task=task,
        edit=TaskSchedule(days=task.days + 10),
        version=task.version,
        **act,
    )

    assert told.days >= 12
    assert finish(plan, now) == told.after
    assert task.title in told.chain


def test_a_circle_is_refused_with_the_titles_and_nothing_is_stored(
    plan, task_of, act
):  # R51
    charter, go_live = task_of("charter"), task_of("go_live")

    with pytest.raises(WouldBeACircle) as error:
        add_link(before=go_live, after=charter, **act)

    assert charter.title in str(error.value)
    assert not TaskLink.objects.filter(before=go_live, after=charter).exists()


def test_a_link_is_not_to_itself_nor_twice_nor_to_another_plan(
    plan, task_of, team, people, now, act
):
    charter, privacy = task_of("charter"), task_of("privacy")
    foreign = type(charter)(plan_id=plan.pk + 1, pk=10**6)

    for before, error in (
        (privacy, LinkToItself),
        (charter, LinkIsThere),
        (foreign, ForeignTask),
    ):
        with pytest.raises(error):
            add_link(before=before, after=privacy, **act)


def test_a_link_taken_away_lets_the_task_begin_earlier(plan, task_of, now, act):
    privacy = task_of("privacy")
    before = read_schedule(plan, today=now.date()).row_of(privacy.pk).dates.start
    (link,) = TaskLink.objects.filter(after=privacy)

    remove_link(link=link, **act)

    after = read_schedule(plan, today=now.date()).row_of(privacy.pk).dates.start
    assert after < before


def test_a_freeze_moves_the_work_and_leave_moves_the_own_tasks_only(
    plan, task_of, now, act
):
    found = read_schedule(plan, today=now.date())
    first = found.chain[0]
    day = found.row_of(first.pk).dates.start
    worker = plan.members.get(role="contributor", user__name="Evaluator")
    leave = DayOffEdit("leave", day, day + timedelta(days=13), person=worker)

    add_day_off(plan=plan, edit=leave, **act)
    alone = finish(plan, now)
    plan.tasks.filter(pk=first.pk).update(assigned_to=worker)
    own = finish(plan, now)
    freeze = DayOffEdit("freeze", day, day + timedelta(days=27))
    add_day_off(plan=plan, edit=freeze, **act)

    assert alone == found.go_live
    assert own > alone
    assert finish(plan, now) > own


def test_days_off_end_after_they_start_and_leave_is_somebodys(plan, now, act):
    day = now.date()

    with pytest.raises(EndsBeforeStart):
        add_day_off(
            plan=plan, edit=DayOffEdit("holiday", day, day - timedelta(days=1)), **act
        )
    with pytest.raises(LeaveOfNobody):
        add_day_off(plan=plan, edit=DayOffEdit("leave", day, day), **act)

    assert not DayOff.objects.exists()


def test_public_holidays_of_the_country_are_no_working_days(plan, now, act):
    dates = PlanDates(
        starts_on=date(2026, 12, 21),
        contract_ends_on=None,
        notice_days=None,
        weekly_cost=None,
        currency="",
        country="DE",
    )

    set_plan_dates(plan=plan, edit=dates, version=plan.version, **act)

    (calendar, *_) = read_network(plan, today=now.date()).calendars.all
    assert not calendar.is_working(date(2026, 12, 25))
    assert calendar.is_working(date(2026, 12, 23))


def test_due_days_stay_until_the_computed_ones_are_taken_over(plan, task_of, now, act):
    charter = task_of("charter")
    before = charter.due_on
    schedule_task(task=charter, edit=TaskSchedule(days=30), version=1, **act)
    charter.refresh_from_db()
    kept = charter.due_on

    moved = take_dates(plan=plan, **act)

    charter.refresh_from_db()
    assert kept == before
    assert moved > 5
    assert charter.due_on > before
    assert read_schedule(plan, today=now.date()).differing == []


def test_work_that_begins_on_the_last_day_still_keeps_the_wished_one(plan, now):
    plan.starts_on = today = now.date()
    back = read_backwards(plan, today=today)
    calendar = read_network(plan, today=today).calendars.all[0]

    plan.starts_on = back.begin_by
    in_time = read_schedule(plan, today=today).go_live
    plan.starts_on = calendar.step(back.begin_by, 1)
    too_late = read_schedule(plan, today=today).go_live

    assert back.spare > 0
    assert in_time == plan.go_live_on
    assert too_late > plan.go_live_on


def test_the_end_of_the_contract_holds_what_comes_after_go_live(plan, task_of, now):
    plan.contract_ends_on = plan.go_live_on + timedelta(days=10)

    found = read_backwards(plan, today=now.date()).found

    ends = {row.task.template_key: row.dates.late_finish for row in found.rows}
    assert ends["go_live"] <= plan.go_live_on
    assert max(ends.values()) <= plan.contract_ends_on


def test_what_is_missing_for_the_deadline_is_counted(plan, now):
    plan.go_live_on = now.date() + timedelta(days=7)

    back = read_backwards(plan, today=now.date())

    assert back.begin_by < now.date()
    assert back.missing == -back.spare > 0


def test_the_last_days_become_due_days(plan, task_of, now, act):
    last = read_backwards(plan, today=now.date()).found
    wanted = last.row_of(task_of("charter").pk).dates

    take_dates(plan=plan, is_back=True, **act)

    charter = task_of("charter")
    assert (charter.starts_on, charter.due_on) == (
        wanted.late_start,
        wanted.late_finish,
    )
    assert read_backwards(plan, today=now.date()).differing == 0


def test_what_is_ticked_keeps_its_day(plan, task_of, now, act):
    charter = task_of("charter")
    complete_task(task=charter, **act)

    later = now.date() + timedelta(days=40)
    found = read_schedule(plan, today=later)

    assert found.row_of(charter.pk).dates.finish == now.date()
    assert all(row.dates.start >= later for row in found.rows if not row.task.is_done)


def test_a_removed_task_carries_nothing(plan, now, act):
    task = plan.tasks.get(pk=read_schedule(plan, today=now.date()).chain[0].pk)

    remove_task(task=task, **act)

    assert read_schedule(plan, today=now.date()).row_of(task.pk) is None


def test_days_rise_and_a_stale_task_is_refused(plan, task_of, act):  # R48
    charter = task_of("charter")

    with pytest.raises(DaysFall):
        schedule_task(
            task=charter, edit=TaskSchedule(days=3, days_low=5), version=1, **act
        )
    schedule_task(task=charter, edit=TaskSchedule(days=3), version=1, **act)
    with pytest.raises(TaskIsStale):
        schedule_task(task=charter, edit=TaskSchedule(days=4), version=1, **act)


def test_chances_come_with_the_first_doubt_and_the_same_seed(plan, now, act):
    found = read_schedule(plan, today=now.date())
    sure = read_chances(found)
    task = plan.tasks.get(pk=found.chain[0].pk)
    schedule_task(
        task=task,
        edit=TaskSchedule(days=task.days, days_low=1, days_high=60),
        version=task.version,
        **act,
    )

    first, again = (
        read_chances(read_schedule(plan, today=now.date())) for _ in range(2)
    )

    assert sure is None
    assert first.finish(0.5) < first.finish(0.8)
    assert first == again


def test_a_baseline_tells_what_slipped(plan, now, act):
    task = plan.tasks.get(pk=read_schedule(plan, today=now.date()).chain[0].pk)
    Plan.objects.update(uses_baselines=True)
    baseline = make_baseline(plan=plan, name="First", **act)
    schedule_task(
        task=task,
        edit=TaskSchedule(days=task.days + 5),
        version=task.version,
        **act,
    )

    found = read_schedule(plan, today=now.date(), baseline=baseline.dates)

    assert found.row_of(task.pk).slipped == 7


def test_a_contract_that_ends_too_early_leaves_less_than_no_slack(plan, now, act):
    dates = PlanDates(
        starts_on=plan.starts_on,
        contract_ends_on=now.date(),
        notice_days=30,
        weekly_cost=None,
        currency="",
        country="",
    )

    set_plan_dates(plan=plan, edit=dates, version=plan.version, **act)

    found = read_schedule(plan, today=now.date())
    assert found.contract_slack < 0
    assert found.notice_on == now.date() - timedelta(days=30)


def test_what_the_schedule_reads_of_a_task_is_what_the_task_says(plan, task_of, now):
    task = task_of("go_live")
    plan.tasks.filter(pk=task.pk).update(
        own_title="Live", days_low=1, done_at=now, starts_on=now.date()
    )

    [found] = [each for each in read_planned(plan) if each.pk == task.pk]

    task.refresh_from_db()
    assert found == planned(task)
    assert (found.title, found.is_done) == (task.title, True) == ("Live", True)


def test_a_wish_may_hold_what_decides_no_dates(plan, task_of, now):
    network = read_network(plan, today=now.date())
    wish = {"note": "Later", "removed_at": now}

    told = effect_of(network, Wish(tasks={task_of("go_live").pk: wish}))

    assert told.days == 0


def test_taking_dates_over_reads_the_tasks_that_move_once(
    plan, act, django_assert_max_num_queries
):
    plan.tasks.update(due_on=None, version=1)

    # the plan locked; tasks, links, days off, chairs; those that move, saved, told,
    # and the savepoints around it
    with django_assert_max_num_queries(16):
        moved = take_dates(plan=plan, **act)

    assert moved > 10
    assert plan.tasks.filter(version=2).count() == moved
