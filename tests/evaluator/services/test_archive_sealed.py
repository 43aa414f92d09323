from __future__ import annotations

import pytest

from evaluator.models import Score
from evaluator.services.ballots import declare_recusal
from tests.workspace.archives import archive_of, make
from workspace.models import Activity, AuditEntry
from workspace.services.files import NewFile, store_file

pytestmark = pytest.mark.django_db


def test_nothing_sealed_is_in_it(  # R17
    scoring, say, part_of, team, people, now
):
    before = archive_of(make(team, people["owner"], lambda: now))
    score = say(scoring, "evaluator", "Price", "Acme", 5, note="the best by far")
    file = NewFile("proof.txt", b"what only I have", "text/plain")
    Score.objects.filter(pk=score.pk).update(
        file=store_file(file, team=team, owner=people["evaluator"], now=now)
    )
    declare_recusal(
        participant=part_of(scoring, "second"),
        candidate=scoring.candidates.get(name="Bolt"),
        reason="Shares",
        now=now,
    )
    Activity.objects.filter(verb="data.exported").delete()
    AuditEntry.objects.all().delete()

    after = archive_of(make(team, people["owner"], lambda: now))

    for told in (b"the best by far", b"what only I have", b"Shares"):
        assert told not in after.everything()
    assert after.rows("evaluations") == before.rows("evaluations")
    assert after.rows("participants") == before.rows("participants")
