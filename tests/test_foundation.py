import pytest

from evaluator.access import get_evaluation
from evaluator.permissions import Action
from workspace.models import AuditEntry
from workspace.services.records import change_of, record, verify_chain


@pytest.mark.django_db
def test_a_record_is_told_and_chained(team, people, evaluation, now):
    for _time in range(3):
        record(
            "scoring.opened",
            team=team,
            actor=people["lead"],
            change=change_of(evaluation),
            now=now,
        )

    assert AuditEntry.objects.filter(team=team).count() == 3
    assert list(verify_chain(team)) == []


@pytest.mark.django_db
def test_the_lead_reaches_the_evaluation(people, evaluation):
    found = get_evaluation(people["lead"], evaluation.pk, action=Action.EDIT)

    assert found == evaluation
