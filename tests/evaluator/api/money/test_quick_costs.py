import pytest

from evaluator.models import CostLine

pytestmark = pytest.mark.django_db


@pytest.fixture
def acme(evaluation):
    evaluation.candidates.update(stage="short")
    return evaluation.candidates.get(name="Acme")


def url(evaluation) -> str:
    return f"/api/v1/evaluations/{evaluation.pk}/quick-costs/"


def patch(client, evaluation, *cells):
    return client.patch(
        url(evaluation), {"cells": list(cells)}, content_type="application/json"
    )


def test_cells_are_written_together_and_answered_with_totals(
    client, evaluation, acme, people
):
    client.force_login(people["lead"])
    cells = [
        {"candidate": acme.pk, "kind": kind, "likely": "1000", "version": 0}
        for kind in ("subscription", "migration")
    ]

    answer = patch(client, evaluation, *cells)

    assert answer.status_code == 200
    totals = {each["name"]: each["total"] for each in answer.json()["totals"]}
    assert totals["Acme"]["known"] == 4000


def test_a_stale_cell_is_412_and_a_foreign_candidate_404(
    client, evaluation, acme, people
):  # R12, R48
    client.force_login(people["lead"])
    cell = {"candidate": acme.pk, "kind": "migration", "likely": "1", "version": 0}
    patch(client, evaluation, cell)

    stale = patch(client, evaluation, cell)
    foreign = patch(client, evaluation, cell | {"candidate": 10**6})

    assert stale.status_code == 412
    assert foreign.status_code == 404
    assert CostLine.objects.get().likely == 1
