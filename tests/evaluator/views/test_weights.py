from decimal import Decimal

import pytest
from django.urls import reverse

from evaluator.models import Criterion
from evaluator.services.planting import plant_template
from tests.evaluator.views.weighing import weights

pytestmark = pytest.mark.django_db


def url_of(name: str, *args: int) -> str:
    return reverse(f"evaluator:{name}", args=args)


def test_only_changed_weights_are_saved(as_lead, evaluation, price):
    url = url_of("weight_table", evaluation.pk)
    sent = weights(evaluation, Price="۷۰")
    Criterion.objects.filter(own_name="Growth").update(weight=20, version=2)

    answer = as_lead.post(url, sent)

    growth = evaluation.criteria.get(own_name="Growth")
    price.refresh_from_db()
    assert answer.status_code == 302
    assert (price.weight, growth.weight) == (70, 20)


def test_a_stale_weight_shows_both_values(as_lead, evaluation, price):
    # R48
    sent = weights(evaluation, Price="70")
    Criterion.objects.filter(pk=price.pk).update(weight=20, version=2)

    answer = as_lead.post(url_of("weight_table", evaluation.pk), sent)

    price.refresh_from_db()
    assert answer.status_code == 412
    assert '<td dir="auto">20</td><td dir="auto">70</td>' in answer.content.decode()
    assert price.weight == 20


@pytest.mark.parametrize("weight", ["-1", "NaN", "1.00001", "", "much", "1e9"])
def test_a_weight_that_is_none_is_refused(as_lead, evaluation, price, weight):
    # R51
    sent = weights(evaluation, Price=weight)

    answer = as_lead.post(url_of("weight_table", evaluation.pk), sent)

    price.refresh_from_db()
    assert answer.status_code == 422
    assert price.weight == 50


def test_points_of_a_group_make_a_hundred(as_lead, evaluation, price):
    url = f"{url_of('weight_table', evaluation.pk)}?view=points"

    refused = as_lead.post(url, weights(evaluation, Price="70"))
    saved = as_lead.post(url, weights(evaluation, Price="70", Growth="30"))

    price.refresh_from_db()
    assert "100.00 instead" not in refused.content.decode()
    assert "120.00 instead of 100" in refused.content.decode()
    assert saved.status_code == 302
    assert price.weight == Decimal(70)


def test_a_group_is_made_equal(as_lead, evaluation, budget, price):
    Criterion.objects.filter(pk=price.pk).update(weight=70)

    as_lead.post(url_of("weight_equalise", evaluation.pk), {"parent": budget.pk})

    price.refresh_from_db()
    assert price.weight == 60


def test_the_weights_take_the_same_queries_however_large(
    as_lead, evaluation, django_assert_num_queries
):
    plant_template(evaluation, only_quick=False)
    url = url_of("weight_table", evaluation.pk)
    as_lead.get(url)

    # session, user, memberships; own part with evaluation and team; tree; progress.
    with django_assert_num_queries(6):
        as_lead.get(url)
