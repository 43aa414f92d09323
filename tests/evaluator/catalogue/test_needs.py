import pytest

from evaluator.catalogue.fact_keys import FACT_KEYS
from evaluator.catalogue.needs import NEEDS, best_answer, claimed_answer
from evaluator.catalogue.schema import parse_platform
from evaluator.catalogue.vocabulary import Answer, Form
from tests.evaluator.catalogue.conftest import platform, statement


def test_every_need_asks_a_claim():
    assert len(NEEDS) == 16
    assert all(Form.CLAIM in FACT_KEYS[key].forms for key in NEEDS.values())


@pytest.mark.parametrize("answer", ["yes", "partly", "no", "unknown"])
def test_a_need_is_answered_by_the_claim_and_names_its_fact(answer):
    entry = parse_platform(
        platform(statement("channels.sms", "so it says", answer=answer))
    )

    claim = claimed_answer(entry, "sms")

    assert claim.answer == answer
    assert [fact.value for fact in claim.facts] == ["so it says"]


def test_nothing_known_is_unknown_and_never_no():
    entry = parse_platform(platform({"key": "channels.sms", "value": None}))

    assert claimed_answer(entry, "sms").answer is Answer.UNKNOWN
    assert claimed_answer(entry, "lead_scoring").answer is Answer.UNKNOWN
    assert claimed_answer(entry, "sms").facts == ()


def test_of_several_facts_the_best_answer_holds():
    assert best_answer([Answer.NO, Answer.YES, None]) is Answer.YES
    assert best_answer([Answer.UNKNOWN, Answer.PARTLY, Answer.NO]) is Answer.PARTLY
    assert best_answer([Answer.NOT_APPLICABLE]) is Answer.UNKNOWN


def test_the_shipped_facts_answer_the_channels_and_leave_the_rest_open(shipped):
    answers = {
        need: [claimed_answer(entry, need).answer for entry in shipped]
        for need in NEEDS
    }

    assert answers["sms"].count(Answer.UNKNOWN) == 2
    assert answers["social"].count(Answer.NO) == 3
    assert answers["nurture"].count(Answer.UNKNOWN) == 4
    assert set(answers["cart_recovery"]) == {Answer.UNKNOWN}
