"""The cell in which Price meets Acme; the browsers of who scores and who leads."""

import pytest


@pytest.fixture
def cell(scoring) -> tuple[int, int, int]:
    price = scoring.criteria.get(own_name="Price")
    return scoring.pk, price.pk, scoring.candidates.get(name="Acme").pk


@pytest.fixture
def page(client, people):
    client.force_login(people["evaluator"])
    return client


@pytest.fixture
def as_lead(client, people):
    client.force_login(people["lead"])
    return client
