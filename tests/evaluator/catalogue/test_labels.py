from evaluator.catalogue import labels
from evaluator.catalogue.fact_keys import FACT_KEYS
from evaluator.catalogue.fact_labels import FACT_LABELS, GROUP_LABELS
from evaluator.catalogue.mechanism_labels import MECHANISM_LABELS
from evaluator.catalogue.tariff_terms import TARIFF_TERMS
from evaluator.catalogue.term_labels import TERM_LABELS
from evaluator.catalogue.vocabulary import (
    INCLUDED,
    MECHANISMS,
    TAGS,
    Answer,
    Confidence,
    Facet,
    Grade,
    Group,
    PriceKind,
)


def test_every_closed_word_has_a_name():
    assert set(FACT_LABELS) == set(FACT_KEYS)
    assert set(GROUP_LABELS) == set(Group)
    assert set(MECHANISM_LABELS) == set(MECHANISMS)
    assert set(labels.ANSWER_LABELS) == set(Answer)
    assert set(labels.CONFIDENCE_LABELS) == set(Confidence)
    assert set(labels.GRADE_LABELS) == set(Grade)
    assert set(labels.PRICE_KIND_LABELS) == set(PriceKind)
    assert set(labels.INCLUDED_LABELS) == set(INCLUDED)
    for facet, tags in TAGS.items():
        assert set(labels.TAG_LABELS[facet]) == set(tags)


def test_every_term_of_a_tariff_has_a_name():
    assert set(TERM_LABELS) == set(TARIFF_TERMS)


def test_short_names_stand_for_all_words_of_their_vocabulary():
    assert set(labels.GRADE_WORDS) == set(Grade)
    assert set(labels.SIZE_NAMES) == set(TAGS[Facet.AUDIENCE])


def test_every_group_holds_a_question():
    assert {key.group for key in FACT_KEYS.values()} == set(Group)
