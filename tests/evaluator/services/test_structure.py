import pytest

from evaluator.models import Ballot, Criterion, Participant, Score, StructureChange
from evaluator.services.structure import (
    StructureFrozen,
    Touched,
    change_structure,
)
from workspace.models import Activity, AuditEntry, Job

pytestmark = pytest.mark.django_db


def open_the_scoring(evaluation, now, *, mode="sealed"):
    evaluation.state, evaluation.mode, evaluation.opened_at = "scoring", mode, now
    evaluation.save()


def submit_all(evaluation, user, now):
    """Two scores on each candidate, submitted."""
    participant = Participant.objects.get(evaluation=evaluation, user=user)
    leaves = Criterion.objects.filter(own_name__in=["Price", "Growth"])
    for candidate in evaluation.candidates.all():
        ballot = Ballot.objects.create(
            participant=participant,
            candidate=candidate,
            state="submitted",
            submitted_at=now,
        )
        for leaf in leaves:
            Score.objects.create(
                ballot=ballot, criterion=leaf, state="scored", value=4, saved_at=now
            )
    participant.submitted_at = now
    participant.save()
    return participant


def test_a_change_during_setup_bumps_the_versions_and_needs_no_reason(
    evaluation, people, now
):
    change = change_structure(evaluation, actor=people["lead"], now=now, what="Renamed")

    evaluation.refresh_from_db()
    assert change is None
    assert (evaluation.structure_version, evaluation.result_version) == (2, 2)
    assert not StructureChange.objects.exists()


def test_an_open_evaluation_changes_freely_while_it_is_scored(evaluation, people, now):
    open_the_scoring(evaluation, now, mode="open")

    assert (
        change_structure(evaluation, actor=people["lead"], now=now, what="Renamed")
        is None
    )


def test_a_frozen_structure_refuses_a_change_without_a_reason(evaluation, people, now):
    open_the_scoring(evaluation, now)

    with pytest.raises(StructureFrozen):
        change_structure(
            evaluation, actor=people["lead"], now=now, what="Renamed", reason="  "
        )

    evaluation.refresh_from_db()
    assert evaluation.structure_version == 1


def test_it_is_frozen_by_the_database_row_not_by_the_copy_in_hand(
    evaluation, people, now
):
    stale = type(evaluation).objects.get(pk=evaluation.pk)
    open_the_scoring(evaluation, now)

    with pytest.raises(StructureFrozen):
        change_structure(stale, actor=people["lead"], now=now, what="Renamed")


def test_a_recorded_change_is_told_and_chained(evaluation, people, now):
    open_the_scoring(evaluation, now)

    change = change_structure(
        evaluation,
        actor=people["lead"],
        now=now,
        what="Weight of Price: 50 to 70",
        reason="The budget was cut.",
    )

    activity = Activity.objects.get(verb="structure.changed")
    assert change.reason == activity.reason == "The budget was cut."
    assert not change.after_reveal
    assert AuditEntry.objects.filter(event="structure.changed").count() == 1


def test_a_changed_weight_returns_no_ballot(evaluation, people, now):
    open_the_scoring(evaluation, now)
    participant = submit_all(evaluation, people["evaluator"], now)

    change = change_structure(
        evaluation, actor=people["lead"], now=now, what="Weight", reason="Because"
    )

    participant.refresh_from_db()
    assert change.ballots_returned == 0
    assert participant.submitted_at == now


def test_a_touched_criterion_asks_its_cells_again_and_keeps_all_others(
    evaluation, people, now, price
):
    open_the_scoring(evaluation, now)
    participant = submit_all(evaluation, people["evaluator"], now)

    change = change_structure(
        evaluation,
        actor=people["lead"],
        now=now,
        what="Scale of Price",
        reason="It was unclear.",
        touches=Touched(criteria=[price.pk]),
    )

    participant.refresh_from_db()
    ballot = participant.ballots.first()
    emptied = ballot.scores.get(criterion=price)
    kept = ballot.scores.exclude(criterion=price).get()
    assert change.ballots_returned == 3
    assert participant.submitted_at is None
    assert ballot.state == "draft"
    assert "It was unclear." in ballot.returned_because
    assert (emptied.state, emptied.value, emptied.version) == ("empty", None, 2)
    assert emptied.submitted_before["value"] == 4
    assert (kept.state, kept.value, kept.version) == ("scored", 4, 1)


def test_the_authors_of_returned_ballots_get_a_mail(evaluation, people, now, price):
    open_the_scoring(evaluation, now)
    submit_all(evaluation, people["evaluator"], now)

    change_structure(
        evaluation,
        actor=people["lead"],
        now=now,
        what="Scale of Price",
        reason="It was unclear.",
        touches=Touched(criteria=[price.pk]),
    )

    mail = Job.objects.get(kind="mail")
    assert mail.user == people["evaluator"]
    assert mail.arguments["template"] == "ballots_returned"
    assert mail.arguments["evaluation"] == evaluation.pk


def test_a_touched_candidate_returns_only_the_ballots_on_it(evaluation, people, now):
    open_the_scoring(evaluation, now)
    participant = submit_all(evaluation, people["evaluator"], now)
    acme = evaluation.candidates.get(name="Acme")

    change = change_structure(
        evaluation,
        actor=people["lead"],
        now=now,
        what="Acme is back",
        reason="A new offer",
        touches=Touched(candidates=[acme.pk]),
    )

    drafts = participant.ballots.filter(state="draft")
    assert change.ballots_returned == 1
    assert [ballot.candidate for ballot in drafts] == [acme]
    assert Score.objects.filter(state="scored").count() == 6


def test_who_left_keeps_a_submitted_ballot(evaluation, people, now, price):
    open_the_scoring(evaluation, now)
    participant = submit_all(evaluation, people["evaluator"], now)
    Participant.objects.filter(pk=participant.pk).update(left_at=now)

    change = change_structure(
        evaluation,
        actor=people["lead"],
        now=now,
        what="Scale of Price",
        reason="It was unclear.",
        touches=Touched(criteria=[price.pk]),
    )

    assert change.ballots_returned == 0
    assert participant.ballots.submitted().count() == 3


def test_a_change_after_the_reveal_is_marked(evaluation, people, now, price):
    open_the_scoring(evaluation, now)
    submit_all(evaluation, people["evaluator"], now)
    evaluation.state, evaluation.revealed_at = "revealed", now
    evaluation.save()

    change = change_structure(
        evaluation,
        actor=people["lead"],
        now=now,
        what="Scale of Price",
        reason="It was unclear.",
        touches=Touched(criteria=[price.pk]),
    )

    assert change.after_reveal
    assert Score.objects.filter(criterion=price, changed_after_reveal=True).count() == 3
