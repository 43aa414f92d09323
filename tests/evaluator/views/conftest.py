"""The cell in which Price meets Acme, and the browser of somebody who scores."""

import pytest


@pytest.fixture
def cell(scoring) -> tuple[int, int, int]:
    price = scoring.criteria.get(own_name="Price")
    return scoring.pk, price.pk, scoring.candidates.get(name="Acme").pk


@pytest.fixture
def page(client, people):
    client.force_login(people["evaluator"])
    return client
