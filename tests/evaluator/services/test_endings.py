from datetime import timedelta

import pytest

from evaluator.models import Choice, Evaluation
from evaluator.services.endings import (
    archive_evaluation,
    delete_evaluation,
    empty_bin,
    restore_evaluation,
    unarchive_evaluation,
)
from workspace.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def by(people, now):
    return {"actor": people["lead"], "now": now}


def test_archiving_puts_away_and_is_taken_back(evaluation, by, now):
    archive_evaluation(evaluation=evaluation, **by)
    archived = Evaluation.objects.get(pk=evaluation.pk).archived_at

    unarchive_evaluation(evaluation=evaluation, **by)

    assert archived == now
    assert Evaluation.objects.get(pk=evaluation.pk).archived_at is None


def test_a_deleted_evaluation_lies_in_the_bin_and_comes_back(evaluation, by, people):
    delete_evaluation(evaluation=evaluation, **by)
    in_bin = Evaluation.objects.in_bin(now=by["now"])
    was_there = in_bin.exists()

    restore_evaluation(evaluation=evaluation, **by)

    assert was_there
    assert not in_bin.exists()
    assert set(AuditEntry.objects.values_list("event", flat=True)) == {
        "evaluation.deleted",
        "evaluation.restored",
    }


def test_deleting_twice_is_told_once(evaluation, by):
    # R50
    for _click in range(2):
        delete_evaluation(evaluation=evaluation, **by)

    assert AuditEntry.objects.filter(event="evaluation.deleted").count() == 1


def test_the_bin_is_emptied_after_thirty_days(evaluation, by, now):
    acme = evaluation.candidates.first()
    Choice.objects.create(
        evaluation=evaluation, chosen=acme, reasons="Best", by=by["actor"], at=now
    )
    delete_evaluation(evaluation=evaluation, **by)

    empty_bin(now + timedelta(days=29))
    kept = Evaluation.objects.filter(pk=evaluation.pk).exists()
    empty_bin(now + timedelta(days=30))

    assert kept
    assert not Evaluation.objects.filter(pk=evaluation.pk).exists()
