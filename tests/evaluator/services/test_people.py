import pytest

from evaluator.models import Ballot, Choice, Participant, Score
from evaluator.services.evaluations import NewEvaluation, create_evaluation
from evaluator.services.people import (
    LastLead,
    NotAMember,
    OwnRoleRaised,
    Part,
    ScoresAlready,
    TakesPartAlready,
    add_participant,
    change_part,
    give_grant,
    leave_evaluations,
    remove_participant,
)
from workspace.models import AuditEntry, Member

pytestmark = pytest.mark.django_db


@pytest.fixture
def alone(team, people, now):
    """The lead's own evaluation: open, scored at once."""
    return create_evaluation(
        team=team, new=NewEvaluation(title="Mine"), actor=people["lead"], now=now
    )


def score_something(evaluation, now):
    ballot = Ballot.objects.create(
        participant=evaluation.participants.first(),
        candidate=evaluation.candidates.create(name="Acme", match_key="acme"),
    )
    Score.objects.create(
        ballot=ballot,
        criterion=evaluation.criteria.scored().first(),
        state="scored",
        value=3,
        saved_at=now,
    )


def part_of(evaluation, user) -> Participant:
    return evaluation.participants.get(user=user)


def test_a_member_of_the_team_is_added_and_told_in_the_chain(evaluation, people, now):
    added = add_participant(
        evaluation=evaluation,
        user=people["member"],
        part=Part("evaluator"),
        actor=people["lead"],
        now=now,
    )

    assert (added.role, added.is_evaluator) == ("evaluator", True)
    assert AuditEntry.objects.filter(event="participant.added").count() == 1


def test_nobody_from_outside_the_team_is_added(evaluation, people, now):
    # R12: a foreign id in the body changes nothing.
    with pytest.raises(NotAMember):
        add_participant(
            evaluation=evaluation,
            user=people["outsider"],
            part=Part("observer"),
            actor=people["lead"],
            now=now,
        )


def test_who_takes_part_is_not_added_twice(evaluation, people, now):
    with pytest.raises(TakesPartAlready):
        add_participant(
            evaluation=evaluation,
            user=people["observer"],
            part=Part("evaluator"),
            actor=people["lead"],
            now=now,
        )


def test_who_left_comes_back_to_the_same_ballots(evaluation, people, now):
    before = part_of(evaluation, people["second"])
    remove_participant(participant=before, actor=people["lead"], now=now)

    again = add_participant(
        evaluation=evaluation,
        user=people["second"],
        part=Part("evaluator"),
        actor=people["lead"],
        now=now,
    )

    assert again.pk == before.pk
    assert again.left_at is None


def test_a_second_evaluator_seals_what_nobody_has_scored(alone, people, now):
    add_participant(
        evaluation=alone,
        user=people["evaluator"],
        part=Part("evaluator"),
        actor=people["lead"],
        now=now,
    )

    alone.refresh_from_db()
    assert (alone.mode, alone.state, alone.opened_at) == ("sealed", "setup", None)


def test_a_second_evaluator_after_the_first_score_leaves_it_open(alone, people, now):
    score_something(alone, now)

    add_participant(
        evaluation=alone,
        user=people["evaluator"],
        part=Part("evaluator"),
        actor=people["lead"],
        now=now,
    )

    alone.refresh_from_db()
    assert (alone.mode, alone.state) == ("open", "scoring")


def test_a_second_evaluator_after_the_choice_leaves_it_open(alone, people, now):
    chosen = alone.candidates.create(name="Acme", match_key="acme", stage="short")
    Choice.objects.create(evaluation=alone, chosen=chosen, reasons="Fits.", at=now)

    add_participant(
        evaluation=alone,
        user=people["evaluator"],
        part=Part("evaluator"),
        actor=people["lead"],
        now=now,
    )

    alone.refresh_from_db()
    assert (alone.mode, alone.state) == ("open", "scoring")


def test_an_observer_changes_nothing_about_the_mode(alone, people, now):
    add_participant(
        evaluation=alone,
        user=people["observer"],
        part=Part("observer"),
        actor=people["lead"],
        now=now,
    )

    alone.refresh_from_db()
    assert (alone.mode, alone.state) == ("open", "scoring")


def test_open_by_choice_stays_open_when_a_third_joins(evaluation, people, now):
    evaluation.mode = "open"
    evaluation.save()

    add_participant(
        evaluation=evaluation,
        user=people["member"],
        part=Part("evaluator"),
        actor=people["lead"],
        now=now,
    )

    evaluation.refresh_from_db()
    assert evaluation.is_open_mode


def test_the_removed_leave_a_sealed_scoring_sealed(evaluation, people, now):
    # R17: one person leaving must not show the other's scores.
    evaluation.state, evaluation.opened_at = "scoring", now
    evaluation.save()

    remove_participant(
        participant=part_of(evaluation, people["second"]),
        actor=people["lead"],
        now=now,
    )

    evaluation.refresh_from_db()
    assert evaluation.mode == "sealed"
    assert not evaluation.shows_results


def test_a_removed_person_keeps_row_and_scores(evaluation, people, now):
    second = part_of(evaluation, people["second"])
    acme = evaluation.candidates.get(name="Acme")
    Ballot.objects.create(participant=second, candidate=acme)

    remove_participant(participant=second, actor=people["lead"], now=now)

    second.refresh_from_db()
    assert second.left_at == now
    assert second.ballots.count() == 1
    assert AuditEntry.objects.filter(event="participant.removed").count() == 1


def test_a_lead_may_score_too(evaluation, people, now):
    lead = part_of(evaluation, people["lead"])

    change_part(
        participant=lead, part=Part("lead", also_scores=True), actor=lead.user, now=now
    )

    lead.refresh_from_db()
    assert lead.is_evaluator


@pytest.mark.parametrize("role", ["evaluator", "observer"])
def test_the_last_lead_stays_lead(evaluation, people, now, role):
    lead = part_of(evaluation, people["lead"])

    with pytest.raises(LastLead):
        change_part(participant=lead, part=Part(role), actor=lead.user, now=now)


def test_the_last_lead_is_not_removed(evaluation, people, now):
    lead = part_of(evaluation, people["lead"])

    with pytest.raises(LastLead):
        remove_participant(participant=lead, actor=lead.user, now=now)


def test_nobody_raises_the_own_role(evaluation, people, now):
    # R15
    observer = part_of(evaluation, people["observer"])

    with pytest.raises(OwnRoleRaised):
        change_part(
            participant=observer, part=Part("lead"), actor=observer.user, now=now
        )


def test_who_may_score_in_an_open_scoring_goes_on(evaluation, people, now):
    evaluation.state, evaluation.opened_at = "scoring", now
    evaluation.save()

    with pytest.raises(ScoresAlready):
        change_part(
            participant=part_of(evaluation, people["second"]),
            part=Part("observer"),
            actor=people["lead"],
            now=now,
        )


def test_an_accepted_invitation_gives_its_role(evaluation, people, team, now):
    grant = {"kind": "evaluation", "id": evaluation.pk, "role": "observer"}

    give_grant(
        team=team,
        user=people["member"],
        grant=grant,
        invited_by=people["lead"],
        now=now,
    )

    assert part_of(evaluation, people["member"]).role == "observer"


def test_a_grant_on_another_teams_evaluation_gives_nothing(
    evaluation, people, other_team, now
):
    # R12
    grant = {"kind": "evaluation", "id": evaluation.pk, "role": "lead"}

    give_grant(
        team=other_team,
        user=people["outsider"],
        grant=grant,
        invited_by=people["outsider"],
        now=now,
    )

    assert not evaluation.participants.filter(user=people["outsider"]).exists()


def test_who_leaves_the_team_leaves_its_evaluations(evaluation, people, team, now):
    leave_evaluations(team=team, user=people["second"], actor=people["owner"], now=now)

    assert part_of(evaluation, people["second"]).left_at == now


def test_an_owner_becomes_lead_when_the_last_lead_leaves_the_team(
    evaluation, people, team, now
):
    Member.objects.filter(team=team, user=people["lead"]).delete()

    leave_evaluations(team=team, user=people["lead"], actor=people["owner"], now=now)

    heir = part_of(evaluation, people["owner"])
    assert (heir.role, heir.is_evaluator) == ("lead", False)
