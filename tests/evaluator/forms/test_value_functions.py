from evaluator.catalogue.fact_keys import FACT_KEYS
from evaluator.catalogue.vocabulary import FIGURES
from evaluator.forms.value_functions import fact_choices


def test_every_fact_that_may_be_a_figure_can_be_chosen_for_a_criterion():
    offered = {key for _group, keys in fact_choices()[1:] for key, _label in keys}

    assert offered == {
        key for key, known in FACT_KEYS.items() if FIGURES & set(known.forms)
    }
