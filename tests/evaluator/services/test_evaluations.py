from datetime import date
from uuid import uuid4

import pytest

from evaluator.models import Criterion, Evaluation
from evaluator.services.evaluations import (
    MethodIsSettled,
    ModeIsSettled,
    NewEvaluation,
    NobodyScores,
    NothingToCompare,
    NothingToScore,
    ScoringIsOpen,
    Settings,
    SettingsAreStale,
    Start,
    change_settings,
    create_evaluation,
    open_scoring,
    settings_of,
)
from workspace.models import Activity, AuditEntry, Job

pytestmark = pytest.mark.django_db


def new(**fields) -> NewEvaluation:
    return NewEvaluation(title="Platform for 2027", **fields)


def with_changes(evaluation, **changes) -> Settings:
    held = settings_of(evaluation)
    names = Settings.__dataclass_fields__
    return Settings(**{name: getattr(held, name) for name in names} | changes)


def test_alone_one_is_lead_and_scores_openly_at_once(team, people, now):
    made = create_evaluation(team=team, new=new(), actor=people["member"], now=now)

    lead = made.participants.get()
    assert (lead.user, lead.role, lead.is_evaluator) == (
        people["member"],
        "lead",
        True,
    )
    assert (made.mode, made.state, made.opened_at) == ("open", "scoring", now)
    assert made.shows_results
    assert not made.is_frozen


def test_a_committee_is_sealed_and_begins_with_its_set_up(team, people, now):
    made = create_evaluation(
        team=team, new=new(is_committee=True), actor=people["member"], now=now
    )

    assert (made.mode, made.state, made.opened_at) == ("sealed", "setup", None)


@pytest.mark.parametrize(("start", "leaves"), [(Start.QUICK, 12), (Start.EMPTY, 0)])
def test_a_start_plants_its_criteria(team, people, now, start, leaves):
    made = create_evaluation(
        team=team, new=new(start=start), actor=people["member"], now=now
    )

    assert made.criteria.scored().count() == leaves


def test_quick_takes_two_of_each_category_and_full_about_forty(team, people, now):
    quick, full = (
        create_evaluation(
            team=team, new=new(start=start), actor=people["member"], now=now
        )
        for start in (Start.QUICK, Start.FULL)
    )

    categories = quick.criteria.filter(kind="category")
    assert [each.children.count() for each in categories] == [2] * 6
    assert 35 <= full.criteria.scored().count() <= 45
    assert full.criteria.filter(kind="category").count() == 6


def test_a_copy_takes_tree_weights_and_method_but_no_candidates(
    team, people, evaluation, now
):
    evaluation.group_method = "median"
    evaluation.save()

    made = create_evaluation(
        team=team,
        new=new(start=Start.COPY, source=evaluation, is_committee=True),
        actor=people["lead"],
        now=now,
    )

    def shape(one):
        rows = one.criteria.order_by("parent__own_name", "position")
        return [
            (each.name, each.parent and each.parent.name, each.weight) for each in rows
        ]

    assert shape(made) == shape(evaluation)
    assert made.group_method == "median"
    assert not made.candidates.exists()
    assert not set(made.criteria.values_list("pk", flat=True)) & set(
        evaluation.criteria.values_list("pk", flat=True)
    )


def test_the_same_form_sent_twice_makes_one_evaluation(team, people, now):
    # R49: a double click makes one object.
    key = uuid4()

    made = [
        create_evaluation(
            team=team, new=new(form_key=key), actor=people["lead"], now=now
        )
        for _click in range(2)
    ]

    assert made[0] == made[1]
    assert Evaluation.objects.count() == 1
    assert Activity.objects.filter(verb="evaluation.created").count() == 1


def test_settings_are_saved_told_and_counted(evaluation, people, now):
    due = date(2026, 12, 3)

    change_settings(
        evaluation=evaluation,
        settings=with_changes(evaluation, due_on=due, group_method="median"),
        version=1,
        actor=people["lead"],
        now=now,
    )

    evaluation.refresh_from_db()
    activity = Activity.objects.get(verb="evaluation.settings_changed")
    assert (evaluation.due_on, evaluation.version) == (due, 2)
    assert activity.before == {"due_on": None, "group_method": "mean"}
    assert activity.after == {"due_on": "2026-12-03", "group_method": "median"}


def test_saving_settings_unchanged_writes_nothing(evaluation, people, now):
    change_settings(
        evaluation=evaluation,
        settings=settings_of(evaluation),
        version=1,
        actor=people["lead"],
        now=now,
    )

    evaluation.refresh_from_db()
    assert evaluation.version == 1
    assert not Activity.objects.exists()


def test_stale_settings_are_refused_with_what_is_there_now(evaluation, people, now):
    # R48
    for title in ("First", "Second"):
        settings = with_changes(evaluation, title=title)
        if title == "First":
            change_settings(
                evaluation=evaluation,
                settings=settings,
                version=1,
                actor=people["lead"],
                now=now,
            )
            continue
        with pytest.raises(SettingsAreStale) as refusal:
            change_settings(
                evaluation=evaluation,
                settings=settings,
                version=1,
                actor=people["lead"],
                now=now,
            )

    assert refusal.value.current.title == "First"


def test_open_is_a_choice_before_the_scoring_opens(evaluation, people, now):
    change_settings(
        evaluation=evaluation,
        settings=with_changes(evaluation, mode="open"),
        version=1,
        actor=people["lead"],
        now=now,
    )
    open_scoring(evaluation=evaluation, actor=people["lead"], now=now)

    with pytest.raises(ModeIsSettled):
        change_settings(
            evaluation=evaluation,
            settings=with_changes(evaluation, mode="sealed"),
            version=2,
            actor=people["lead"],
            now=now,
        )


def test_the_method_is_settled_by_the_reveal(evaluation, people, now):
    evaluation.state, evaluation.revealed_at = "revealed", now
    evaluation.save()

    with pytest.raises(MethodIsSettled):
        change_settings(
            evaluation=evaluation,
            settings=with_changes(evaluation, missing_policy="zero"),
            version=1,
            actor=people["lead"],
            now=now,
        )


def test_opening_freezes_is_chained_and_tells_the_evaluators(evaluation, people, now):
    open_scoring(evaluation=evaluation, actor=people["lead"], now=now)

    evaluation.refresh_from_db()
    assert (evaluation.state, evaluation.mode) == ("scoring", "sealed")
    assert evaluation.opened_at == now
    assert evaluation.is_frozen
    assert AuditEntry.objects.filter(event="scoring.opened").count() == 1
    told = Job.objects.filter(kind="mail").order_by("pk")
    assert [job.user for job in told] == [people["evaluator"], people["second"]]


def test_opening_twice_is_refused(evaluation, people, now):
    # R50: one winner.
    open_scoring(evaluation=evaluation, actor=people["lead"], now=now)

    with pytest.raises(ScoringIsOpen):
        open_scoring(evaluation=evaluation, actor=people["lead"], now=now)


def test_with_one_evaluator_the_opened_scoring_is_open(evaluation, people, now):
    evaluation.participants.filter(user=people["second"]).update(left_at=now)

    open_scoring(evaluation=evaluation, actor=people["lead"], now=now)

    assert evaluation.is_open_mode
    assert evaluation.shows_results


def without_criteria(evaluation):
    Criterion.objects.all().delete()


def with_weightless_criteria(evaluation):
    Criterion.objects.update(weight=0)


def without_candidates(evaluation):
    evaluation.candidates.update(stage="long")


def without_evaluators(evaluation):
    evaluation.participants.filter(role="evaluator").delete()


@pytest.mark.parametrize(
    ("spoil", "error"),
    [
        (without_criteria, NothingToScore),
        (with_weightless_criteria, NothingToScore),
        (without_candidates, NothingToCompare),
        (without_evaluators, NobodyScores),
    ],
)
def test_opening_needs_criteria_candidates_and_somebody_who_scores(
    evaluation, people, now, spoil, error
):
    spoil(evaluation)

    with pytest.raises(error):
        open_scoring(evaluation=evaluation, actor=people["lead"], now=now)

    evaluation.refresh_from_db()
    assert evaluation.state == "setup"
