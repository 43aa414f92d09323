from evaluator.catalogue.fact_keys import FACT_KEYS
from evaluator.catalogue.needs import NEEDS, best_answer
from evaluator.catalogue.vocabulary import Answer, Form


def test_every_need_asks_a_claim():
    assert len(NEEDS) == 16
    assert all(Form.CLAIM in FACT_KEYS[key].forms for key in NEEDS.values())


def test_of_several_facts_the_best_answer_holds():
    assert best_answer([Answer.NO, Answer.YES, None]) is Answer.YES
    assert best_answer([Answer.UNKNOWN, Answer.PARTLY, Answer.NO]) is Answer.PARTLY
    assert best_answer([Answer.NOT_APPLICABLE]) is Answer.UNKNOWN
