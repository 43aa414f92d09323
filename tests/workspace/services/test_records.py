import pytest
from django.db import transaction

from workspace.models import Activity, AuditEntry
from workspace.services.records import change_of, head_of, record, verify_chain

pytestmark = pytest.mark.django_db


@pytest.fixture
def chain(team, people, evaluation, now) -> list[AuditEntry]:
    for verb in ("scoring.opened", "ballots.submitted", "evaluation.revealed"):
        record(
            verb,
            team=team,
            actor=people["lead"],
            change=change_of(evaluation, after={"title": "secret words"}),
            now=now,
        )
    return list(AuditEntry.objects.filter(team=team).order_by("sequence"))


def faults(team) -> list[tuple[int, str]]:
    return [(fault.sequence, fault.what) for fault in verify_chain(team)]


def test_an_untouched_chain_has_no_faults(team, chain):  # R56
    assert faults(team) == []


def test_a_changed_entry_is_found(team, chain):  # R56
    AuditEntry.objects.filter(pk=chain[1].pk).update(event="ballots.reopened")

    assert faults(team) == [(2, "changed")]


def test_a_deleted_entry_is_found(team, chain):  # R56
    chain[1].delete()

    assert (2, "missing") in faults(team)


def test_two_entries_in_each_others_place_are_found(team, chain):  # R56
    first, second = chain[1:]
    AuditEntry.objects.filter(pk=first.pk).update(sequence=99)
    AuditEntry.objects.filter(pk=second.pk).update(sequence=2)
    AuditEntry.objects.filter(pk=first.pk).update(sequence=3)

    assert {sequence for sequence, _what in faults(team)} >= {2, 3}


def test_a_cut_end_shows_against_a_head_kept_elsewhere(team, chain):  # R56
    kept = head_of(team)

    chain[2].delete()

    assert faults(team) == []
    assert head_of(team) != kept


def test_the_chain_holds_a_pseudonym_and_no_words(team, people, chain):  # R56
    entry = chain[0]

    assert entry.pseudonym == people["lead"].pseudonym
    assert "secret words" not in str(vars(entry))


def test_what_is_rolled_back_leaves_neither_record(team, people, evaluation, now):
    def fail() -> None:
        with transaction.atomic():
            record(
                "scoring.opened",
                team=team,
                actor=people["lead"],
                change=change_of(evaluation),
                now=now,
            )
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert not Activity.objects.exists()
    assert not AuditEntry.objects.filter(team=team).exists()
