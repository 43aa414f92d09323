from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from evaluator.models import Objective
from migration.models import MeasureValue, OldPlatform, Review, SuccessMeasure
from migration.selectors.adoption import read_adoption
from migration.services.adoption.measures import (
    MeasureEdit,
    MeasureIsStale,
    NameMissing,
    add_measure,
    edit_measure,
    enter_value,
    remove_measure,
    restore_measure,
    take_objectives,
)
from migration.services.adoption.old_platform import (
    StillLocked,
    prove_archive,
    switch_back,
    switch_off,
)
from migration.services.adoption.reviews import NothingSaid, ReviewIsHeld, hold_review
from migration.services.adoption.roles import (
    AimMissing,
    CountEdit,
    MorePassedThanPeople,
    MoreThanPeople,
    TrainingEdit,
    add_training,
    enter_count,
)
from migration.services.checklist.tasks import complete_task
from migration.services.plans.plans import DayAhead
from workspace.models import Activity

pytestmark = pytest.mark.django_db


@pytest.fixture
def sales(plan, people, now):
    edit = MeasureEdit("More sales", "EUR", Decimal(100), Decimal(200))
    return add_measure(plan=plan, edit=edit, actor=people["lead"], now=now)


def count(plan, people, now, **changed):
    edit = CountEdit(
        **{"role": "mops", "counted_on": now.date(), "people": 4, "active": 3} | changed
    )
    return enter_count(plan=plan, edit=edit, actor=people["lead"], now=now)


def test_objectives_become_measures_once(plan, revealed, people, now):
    plan.evaluation = revealed
    plan.save(update_fields=["evaluation"])
    Objective.objects.create(
        evaluation=revealed, statement="Sales up", baseline=10, target=12, unit="EUR"
    )

    first = take_objectives(plan=plan, actor=people["lead"], now=now)
    second = take_objectives(plan=plan, actor=people["lead"], now=now)

    assert (first, second) == (1, 0)
    measure = plan.success_measures.get()
    assert (measure.name, measure.target, measure.unit) == ("Sales up", 12, "EUR")


def test_a_removed_measure_is_not_taken_over_again(plan, revealed, people, now):
    plan.evaluation = revealed
    plan.save(update_fields=["evaluation"])
    Objective.objects.create(evaluation=revealed, statement="Sales up")
    take_objectives(plan=plan, actor=people["lead"], now=now)
    remove_measure(measure=plan.success_measures.get(), actor=people["lead"], now=now)

    assert take_objectives(plan=plan, actor=people["lead"], now=now) == 0
    assert not read_adoption(plan, today=now.date()).can_take_objectives


def test_the_newest_value_says_how_much_of_the_way_is_gone(sales, plan, people, now):
    for days, value in ((9, 190), (0, 150)):
        enter_value(
            measure=sales,
            value=Decimal(value),
            measured_on=now.date() - timedelta(days=days),
            note="",
            actor=people["lead"],
            now=now,
        )

    (row,) = read_adoption(plan, today=now.date()).measures

    assert row.share == pytest.approx(0.5)
    assert [each.value for each in row.values] == [150, 190]


def test_a_second_value_of_the_day_replaces_the_first(sales, people, now):
    for value in (1, 2):
        enter_value(
            measure=sales,
            value=Decimal(value),
            measured_on=now.date(),
            note="",
            actor=people["lead"],
            now=now,
        )

    assert MeasureValue.objects.get(measure=sales).value == 2


def test_nothing_is_measured_tomorrow(sales, people, now):
    with pytest.raises(DayAhead):
        enter_value(
            measure=sales,
            value=Decimal(1),
            measured_on=now.date() + timedelta(days=2),
            note="",
            actor=people["lead"],
            now=now,
        )


def test_a_measure_needs_a_name_and_a_fresh_version(sales, people, now):
    edit = MeasureEdit("Other")

    with pytest.raises(NameMissing):
        edit_measure(
            measure=sales,
            edit=MeasureEdit(" "),
            version=1,
            actor=people["lead"],
            now=now,
        )
    edit_measure(measure=sales, edit=edit, version=1, actor=people["lead"], now=now)
    with pytest.raises(MeasureIsStale):  # R48
        edit_measure(measure=sales, edit=edit, version=1, actor=people["lead"], now=now)


def test_a_removed_measure_comes_back_with_its_values(sales, plan, people, now):
    sales.values.create(value=1, measured_on=now.date())

    remove_measure(measure=sales, actor=people["lead"], now=now)
    gone = read_adoption(plan, today=now.date())
    restore_measure(measure=sales, actor=people["lead"], now=now)

    assert not gone.measures
    assert read_adoption(plan, today=now.date()).measures[0].latest.value == 1


def test_of_two_who_remove_or_restore_a_measure_at_once_one_is_told(sales, people, now):
    also_sales = SuccessMeasure.objects.get(pk=sales.pk)
    act = {"actor": people["lead"], "now": now}

    for measure in (sales, also_sales):
        remove_measure(measure=measure, **act)
    also_sales.refresh_from_db()
    for measure in (sales, also_sales):
        restore_measure(measure=measure, **act)

    told = Activity.objects.filter(target_id=sales.plan_id).order_by("pk")
    assert list(told.values_list("verb", flat=True))[-2:] == [
        "adoption.measure_removed",
        "adoption.measure_restored",
    ]


def test_no_more_people_are_active_than_there_are(plan, people, now):
    with pytest.raises(MoreThanPeople):
        count(plan, people, now, active=5)


def test_a_count_shows_the_one_before_it(plan, people, now):
    earlier = now.date() - timedelta(days=7)
    count(plan, people, now, counted_on=earlier, active=1)
    count(plan, people, now)

    (row,) = read_adoption(plan, today=now.date()).roles

    assert (row.before.active, row.count.active) == (1, 3)


def test_a_training_needs_an_aim_and_no_more_pass_than_took_part(plan, people, now):
    with pytest.raises(AimMissing):
        add_training(
            plan=plan, edit=TrainingEdit("mops", " "), actor=people["lead"], now=now
        )
    for taken in (None, 2):
        edit = TrainingEdit("mops", "Send", people=taken, passed=3)
        with pytest.raises(MorePassedThanPeople):
            add_training(plan=plan, edit=edit, actor=people["lead"], now=now)


def test_reviews_are_due_after_the_go_live(plan, task_of, people, now):
    go_live = task_of("go_live")
    before = read_adoption(plan, today=now.date()).reviews
    act = {"actor": people["lead"], "now": now, "anyway": True}
    complete_task(task=go_live, proof="seen", **act)

    after = read_adoption(plan, today=now.date() + timedelta(days=31)).reviews

    assert all(row.due_on is None for row in before)
    assert [row.is_late for row in after] == [True, False, False, False]


def test_a_review_says_something(plan, people, now):
    told = {"plan": plan, "kind": Review.Kind.DAY_30, "held_on": now.date()}

    with pytest.raises(NothingSaid):
        hold_review(**told, works=" ", improve="", actor=people["lead"], now=now)
    hold_review(**told, works="Sends", improve="", actor=people["lead"], now=now)

    rows = read_adoption(plan, today=now.date()).reviews
    assert [row.held.works for row in rows if row.held] == ["Sends"]


def test_a_second_review_of_a_day_puts_out_nothing(plan, people, now):
    told = {"plan": plan, "kind": Review.Kind.DAY_30, "held_on": now.date()}
    act = {"actor": people["lead"], "now": now}
    first = hold_review(**told, works="Sends", improve="Reports", **act)

    with pytest.raises(ReviewIsHeld):
        hold_review(**told, works="", improve="Speed", **act)
    hold_review(**told, review=first, works="Sends", improve="Speed", **act)

    (held,) = plan.reviews.all()
    assert (held.works, held.improve) == ("Sends", "Speed")


def test_the_old_platform_stays_on_until_nobody_uses_it_and_the_archive_is_proven(
    plan, people, now
):
    def off():
        return switch_off(plan=plan, actor=people["lead"], now=timezone.now())

    with pytest.raises(StillLocked):
        off()
    count(plan, people, now, old_logins=3)
    prove_archive(plan=plan, proof="In the vault", actor=people["lead"], now=now)
    with pytest.raises(StillLocked, match="still log in"):
        off()
    count(plan, people, now, old_logins=0)

    assert off().switched_off_at is not None
    switch_back(plan=plan, actor=people["lead"], now=now)
    assert OldPlatform.objects.get(plan=plan).switched_off_at is None


def test_a_role_without_a_count_of_logins_leaves_their_number_unknown(
    plan, people, now
):
    prove_archive(plan=plan, proof="In the vault", actor=people["lead"], now=now)
    count(plan, people, now, old_logins=0)
    count(plan, people, now, role="content", old_logins=None)

    with pytest.raises(StillLocked, match=r"counted .* E-mails and pages"):
        switch_off(plan=plan, actor=people["lead"], now=now)
