import pytest

from workspace.registries import activity_texts
from workspace.services.records import change_of, record
from workspace.telling import activity_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def tell(evaluation, people, now):
    def write(verb, *, actor="lead", **values):
        record(
            verb,
            team=evaluation.team,
            actor=people[actor] if actor else None,
            change=change_of(evaluation, **values),
            now=now,
        )
        told = activity_of("evaluation", evaluation.pk)[0]
        return told.actor, told.text.translate({0x2068: None, 0x2069: None})

    return write


def test_codes_are_told_as_words(tell):
    told = tell(
        "participant.added", after={"person": "Reza Karimi", "role": "observer"}
    )

    assert told == ("Lead", "added Reza Karimi as observer")


def test_what_was_not_stored_stays_empty(tell):
    assert tell("weights.changed") == ("Lead", "changed weights: ")


def test_an_unknown_verb_is_still_told(tell):
    assert tell("something.new") == ("Lead", "changed something")


def test_what_happens_by_itself_is_told_too(tell):
    assert tell("evaluation.revealed", actor=None) == (
        "Changeover",
        "revealed the scores",
    )


def test_every_sentence_can_be_filled(tell):
    for verb in activity_texts:
        assert tell(verb)[1]
