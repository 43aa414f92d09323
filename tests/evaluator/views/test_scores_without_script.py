"""A browser without scripts sends a whole card, or the whole grid."""

import pytest

from evaluator.models import Criterion, Evaluation, Score
from tests.evaluator.views.scoring import save, url_of

pytestmark = pytest.mark.django_db


def sent_by_a_plain_browser(page, evaluation) -> dict[str, object]:
    context = page.get(url_of("score_sheet", evaluation.pk) + "?view=grid").context
    seen = context["seen"]
    entries = [token.partition(".")[2] for token in seen.cells.split()]
    fields = {"rows": seen.rows, "columns": seen.columns, "cells": seen.cells}
    return {**fields, "s": entries}


def test_without_a_script_a_card_leads_back_to_itself(page, cell):
    response = page.post(url_of("score_save", *cell), {"entry": "4", "version": 0})

    assert response.status_code == 302
    assert response.headers["Location"].endswith(f"/{cell[1]}/#candidate-{cell[2]}")


def test_without_a_script_a_refused_card_stays_on_the_page(page, cell):
    response = page.post(
        url_of("score_save", *cell),
        {"entry": "4", "version": 0, "link": "javascript:alert(1)"},
    )

    assert response.status_code == 422
    assert "https://" in response.content.decode()


def test_without_a_script_the_whole_grid_is_sent(page, scoring, say):
    say(scoring, "evaluator", "Growth", "Bolt", 2)
    sent = sent_by_a_plain_browser(page, scoring)
    sent["s"][0], sent["s"][1] = "۵", "abstained"

    response = page.post(url_of("score_sheet_save", scoring.pk), sent)

    assert response.status_code == 302
    said = Score.objects.order_by("pk").values_list("state", "value", "version")
    assert list(said) == [
        ("scored", 2, 1),
        ("scored", 5, 1),
        ("abstained", None, 1),
    ]


def test_without_a_script_a_stale_cell_shows_both_values(page, scoring, cell):  # R48
    sent = sent_by_a_plain_browser(page, scoring)
    save(page, cell, "2")
    sent["s"][0], sent["s"][1] = "4", "3"

    response = page.post(url_of("score_sheet_save", scoring.pk), sent)

    content = response.content.decode()
    assert response.status_code == 412
    assert "You entered 4. Elsewhere 2 was saved meanwhile." in content
    assert sorted(Score.objects.values_list("value", flat=True)) == [2, 3]


def test_without_a_script_a_wrong_entry_is_marked(page, scoring):
    sent = sent_by_a_plain_browser(page, scoring)
    sent["s"][0], sent["s"][1] = "9", "3"

    response = page.post(url_of("score_sheet_save", scoring.pk), sent)

    assert response.status_code == 422
    assert list(Score.objects.values_list("value", flat=True)) == [3]


def test_a_grid_with_foreign_ids_saves_nothing(page, scoring, team):  # R12
    other = Evaluation.objects.create(team=team, title="Other")
    foreign = Criterion.objects.create(
        evaluation=other, kind="rated", own_name="Theirs"
    )
    sent = sent_by_a_plain_browser(page, scoring)
    sent["rows"] = " ".join([str(foreign.pk), *sent["rows"].split()[1:]])
    sent["s"][0] = "4"

    page.post(url_of("score_sheet_save", scoring.pk), sent)

    assert not Score.objects.exists()


@pytest.mark.parametrize(
    "change", [{"cells": "0."}, {"rows": "x"}, {"columns": ""}, {"s": ["1"]}]
)
def test_a_grid_that_does_not_add_up_saves_nothing(page, scoring, change):
    sent = sent_by_a_plain_browser(page, scoring) | change

    response = page.post(url_of("score_sheet_save", scoring.pk), sent)

    assert response.status_code == 302
    assert not Score.objects.exists()
