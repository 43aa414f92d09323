"""The demo team is made once, by the services that people's clicks reach."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from evaluator.catalogue.entries import PlatformEntry
from evaluator.catalogue.reader import read_catalogue
from evaluator.content.stories import demo_team, story
from evaluator.models import Evaluation, Participant, Recusal, Score
from evaluator.selectors.results import read_results
from evaluator.services.catalogue.shipped import load_catalogue
from evaluator.services.demo import STORIES, create_demo, open_sample
from workspace.models import Activity, Job, Member, Team, User
from workspace.services.records import verify_chain

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def entries() -> list[PlatformEntry]:
    return read_catalogue()


@pytest.fixture
def catalogue(db, entries, now) -> None:
    load_catalogue(now=now, entries=entries)


@pytest.fixture
def demo(catalogue, now) -> Team:
    team = create_demo(now=now)
    assert team is not None
    return team


def test_people_of_every_role_and_language_can_log_in_to_the_demo(demo):
    people = demo_team().people.values()

    users = [User.objects.get(email=each.email) for each in people]

    roles = Participant.objects.values_list("role", flat=True)
    assert all(user.check_password(demo_team().password) for user in users)
    assert {user.language for user in users} == {"en", "ar", "fa"}
    assert set(roles) == {"lead", "evaluator", "observer"}


def test_one_evaluation_of_the_demo_is_in_the_middle_of_scoring(demo, now):
    evaluation = Evaluation.objects.get(team=demo, state="scoring")

    submitted = evaluation.participants.filter(submitted_at__isnull=False)
    scores = Score.objects.filter(ballot__participant__evaluation=evaluation)
    recusals = Recusal.objects.filter(participant__evaluation=evaluation)

    assert (evaluation.mode, evaluation.is_illustrative) == ("sealed", True)
    assert submitted.count() == 2
    assert {score.state for score in scores} >= {"scored", "abstained", "not_shown"}
    assert recusals.exists()
    assert evaluation.due_on > demo.day_of(now)


def test_the_revealed_evaluation_of_the_demo_shows_all_that_results_have(demo, now):
    evaluation = Evaluation.objects.get(team=demo, state="revealed")

    results = read_results(evaluation, today=demo.day_of(now))

    first, second = results.ranking.standings[:2]
    out = [results.candidates[pk].name for pk in results.out]
    waived = [each.candidate.name for each in results.must_haves.strips if each.waived]
    taken = [each for each in results.measured.values() if each.figure]
    figures = [
        (float(v.value), float(v.fact.value))
        for v in results.measured.values()
        if v.fact
    ]
    assert (evaluation.mode, evaluation.is_illustrative) == ("sealed", True)
    assert first.candidate == evaluation.choice.chosen_id
    assert second.candidate == evaluation.choice.runner_up_id
    assert (out, waived) == (["OpenEMM"], ["Klaviyo"])
    assert len(figures) == len(story("platform").figures)
    assert all(value == stated for value, stated in figures)
    assert {each.figure for each in taken} == {"yearly"}
    assert {each.gap for each in results.gaps.values()} == {"unknown_rung"}


def test_no_vendor_looks_bad_in_the_demo(demo, now):
    evaluation = Evaluation.objects.get(team=demo, state="revealed")
    results = read_results(evaluation, today=demo.day_of(now))

    totals = [each.total for each in results.ranking.standings]

    assert len(totals) == 6
    assert max(totals) - min(totals) < 6
    assert min(totals) > 60


def test_a_second_run_changes_nothing_and_prints_the_logins_again(demo, capsys):
    models = (User, Team, Evaluation, Activity)
    before = [model.objects.count() for model in models]

    call_command("demo", "--if-new")

    printed = capsys.readouterr().out
    assert [model.objects.count() for model in models] == before
    assert demo_team().password in printed
    assert all(each.email in printed for each in demo_team().people.values())


def test_the_demo_sends_no_mail_and_its_audit_trail_holds(demo):
    assert not Job.objects.exists()
    assert not list(verify_chain(demo))


def test_the_command_makes_the_demo_in_a_new_database_only(db, capsys):
    User.objects.create_user("somebody@example.org")

    call_command("demo", "--if-new")

    assert not Team.objects.exists()
    assert capsys.readouterr().out == ""


def test_a_server_for_real_work_gets_no_demo_team(catalogue, settings):
    settings.ALLOWS_DEMO = False

    with pytest.raises(CommandError):
        call_command("demo")

    assert not User.objects.exists()


def test_the_demo_asks_for_the_catalogue_when_it_is_not_loaded(db):
    with pytest.raises(CommandError, match="load_catalogue"):
        call_command("demo")

    assert not User.objects.exists()


@pytest.mark.parametrize("name", STORIES)
def test_every_row_of_a_story_has_one_mark_for_each_platform(name):
    told = story(name)

    marks = [
        mark
        for rows in told.scores.values()
        for row in rows.values()
        for mark in [row.split()]
    ]

    assert all(len(row) == len(told.scored) for row in marks)
    assert {mark for row in marks for mark in row} <= set("012345ax.")


def test_a_new_owner_may_copy_the_sample_into_the_own_team(
    catalogue, team, people, now
):
    owner, key = people["owner"], uuid4()

    evaluation = open_sample(team=team, actor=owner, form_key=key, now=now)
    again = open_sample(team=team, actor=owner, form_key=key, now=now)

    results = read_results(evaluation, today=team.day_of(now))
    assert evaluation.is_illustrative
    assert evaluation.is_open_mode
    assert again == evaluation
    assert [each.user for each in evaluation.participants.all()] == [owner]
    assert results.ranking.standings[0].candidate == evaluation.choice.chosen_id
    assert Member.objects.filter(team=team, user=owner).exists()
