"""After a deadlock a change is made once more, and nothing of it is lost."""

from __future__ import annotations

import pytest
from django.db import OperationalError

from evaluator.models import Evaluation
from evaluator.services import candidates, criteria
from evaluator.services.candidates import move_candidate
from evaluator.services.criteria import (
    CriterionEdit,
    delete_criterion,
    edit_criterion,
    restore_criterion,
)

pytestmark = pytest.mark.django_db(transaction=True)


class Deadlock(Exception):
    sqlstate = "40P01"


@pytest.fixture
def deadlock_once(monkeypatch):
    """Let what tells of a change fail the first time, as PostgreSQL does."""

    def arrange(module) -> list[str]:
        tell, calls = module.record, []

        def told(verb: str, **rest: object) -> object:
            calls.append(verb)
            if len(calls) == 1:
                raise OperationalError("deadlock detected") from Deadlock()
            return tell(verb, **rest)

        monkeypatch.setattr(module, "record", told)
        return calls

    return arrange


def test_an_edit_of_a_criterion_survives_a_deadlock(
    evaluation, people, now, deadlock_once
):  # R50
    price = evaluation.criteria.get(own_name="Price")
    calls = deadlock_once(criteria)

    edit_criterion(
        criterion=price,
        edit=CriterionEdit(kind="rated", name="Cost", parent=price.parent),
        actor=people["lead"],
        now=now,
    )

    assert calls == ["criterion.changed"] * 2
    assert evaluation.criteria.get(pk=price.pk).own_name == "Cost"
    assert evaluation.criteria.get(pk=price.pk).version == 2


def test_a_deletion_and_its_undo_survive_a_deadlock(
    evaluation, people, now, deadlock_once
):  # R50
    budget = evaluation.criteria.get(own_name="Budget")
    who = {"actor": people["lead"], "now": now}
    deadlock_once(criteria)

    delete_criterion(criterion=budget, version=1, **who)
    deleted = evaluation.criteria.exclude(deleted_at=None).count()
    deadlock_once(criteria)
    restore_criterion(criterion=budget, **who)

    assert deleted == 3
    assert evaluation.criteria.exclude(deleted_at=None).count() == 0


def test_a_move_to_the_short_list_still_asks_everybody_after_a_deadlock(
    evaluation, people, now, deadlock_once
):  # R50
    Evaluation.objects.update(state="scoring", opened_at=now)
    evaluation.refresh_from_db()
    acme = evaluation.candidates.get(name="Acme")
    acme.stage = "long"
    acme.save()
    voter = evaluation.participants.get(user=people["second"])
    evaluation.participants.filter(pk=voter.pk).update(submitted_at=now)
    deadlock_once(candidates)

    move_candidate(
        candidate=acme,
        stage="short",
        version=1,
        actor=people["lead"],
        now=now,
        reason="One more.",
    )

    voter.refresh_from_db()
    assert evaluation.candidates.get(pk=acme.pk).stage == "short"
    assert voter.submitted_at is None
    assert evaluation.structure_changes.count() == 1
