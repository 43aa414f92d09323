from datetime import date

import pytest

from evaluator.models import Criterion, MeasuredValue, MustHaveAnswer, Recusal
from evaluator.selectors.openings import open_cell, open_total
from evaluator.selectors.result_blocks import (
    comparisons,
    spread_rows,
    stability_rows,
    verdict,
    widest_spread,
)
from evaluator.selectors.results import read_results
from tests.evaluator.revealed import SHEETS, submit_sheets

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


def totals_of(evaluation) -> dict[str, float | None]:
    results = read_results(evaluation, today=TODAY)
    return {
        results.candidates[each.candidate].name: each.total and round(each.total, 4)
        for each in results.ranking.standings
    }


def test_the_total_is_the_weighted_sum_of_the_means(revealed):
    # Worked by hand: weights 30, 30, 20, 20; Acme: means 4.5, 4, 3 (one abstained), 2.
    acme = (0.3 * 4.5 + 0.3 * 4 + 0.2 * 3 + 0.2 * 2) / 5 * 100
    bolt = (0.3 * 2.5 + 0.3 * 3 + 0.2 * 4 + 0.2 * 3.5) / 5 * 100
    cedar = (0.3 * 1 + 0.3 * 1.5 + 0.2 * 4.5 + 0.2 * 5) / 5 * 100

    assert totals_of(revealed) == pytest.approx(
        {"Acme": acme, "Bolt": bolt, "Cedar": cedar}
    )


def test_drafts_of_a_sealed_evaluation_count_nothing(revealed):  # R17
    revealed.participants.get(user__name="Second").ballots.update(
        state="draft", submitted_at=None
    )

    assert totals_of(revealed)["Acme"] == pytest.approx(
        (0.3 * 5 + 0.3 * 4 + 0.2 * 3 + 0.2 * 2) / 5 * 100
    )


def test_drafts_of_an_open_evaluation_count_at_once(evaluation, now):
    submit_sheets(evaluation, {"evaluator": SHEETS["evaluator"]}, at=now)
    evaluation.mode, evaluation.state = "open", "scoring"
    evaluation.save()
    participant = evaluation.participants.get(user__name="Evaluator")
    participant.ballots.update(state="draft", submitted_at=None)

    assert totals_of(evaluation)["Acme"] is not None


def test_what_is_given_back_after_the_reveal_still_counts(revealed):
    before = totals_of(revealed)

    revealed.participants.get(user__name="Second").ballots.update(
        state="draft", returned_because="The scale was unclear."
    )

    assert totals_of(revealed) == before


def test_what_was_never_submitted_does_not_count_before_it_is(revealed):  # R17
    ballots = revealed.participants.get(user__name="Second").ballots
    before = totals_of(revealed)

    ballots.update(state="draft", submitted_at=None, returned_because="Was ill.")

    assert totals_of(revealed) != before


def test_who_left_keeps_the_submitted_scores(revealed, now):
    before = totals_of(revealed)

    revealed.participants.filter(user__name="Second").update(left_at=now)

    assert totals_of(revealed) == before


def test_who_comes_back_to_watch_keeps_the_submitted_scores(revealed):
    before = read_results(revealed, today=TODAY).ranking
    revealed.participants.filter(user__name="Second").update(
        role="observer", is_evaluator=False
    )

    assert read_results(revealed, today=TODAY).ranking == before


def test_a_recused_person_has_no_weight_on_that_candidate(revealed, now):
    participant = revealed.participants.get(user__name="Second")
    acme = revealed.candidates.get(name="Acme")

    Recusal.objects.create(
        participant=participant, candidate=acme, reason="Former employer", at=now
    )

    assert totals_of(revealed)["Acme"] == pytest.approx(
        (0.3 * 5 + 0.3 * 4 + 0.2 * 3 + 0.2 * 2) / 5 * 100
    )


def test_a_failed_must_have_takes_the_candidate_out_of_the_ranking(revealed):
    must_have = Criterion.objects.create(
        evaluation=revealed, kind="must_have", own_name="Sends SMS"
    )
    MustHaveAnswer.objects.create(
        criterion=must_have, candidate=revealed.candidates.get(name="Acme"), answer="no"
    )

    results = read_results(revealed, today=TODAY)

    assert verdict(results).winner.name == "Bolt"
    assert [strip.candidate.name for strip in verdict(results).out] == ["Acme"]


def test_a_measured_criterion_counts_by_its_fixed_ends(revealed):
    price = Criterion.objects.create(
        evaluation=revealed,
        kind="measured",
        own_name="Price a year",
        weight=100,
        value_function={"kind": "linear", "worst": 20000, "best": 0},
    )
    acme = revealed.candidates.get(name="Acme")
    MeasuredValue.objects.create(criterion=price, candidate=acme, value=5000)

    results = read_results(revealed, today=TODAY)

    assert results.group_values[acme.pk][price.pk] == 0.75
    assert results.cell(acme.pk, price.pk).value is None  # read off, not judged


def test_contributions_sum_to_the_total(revealed):
    results = read_results(revealed, today=TODAY)
    acme = revealed.candidates.get(name="Acme")

    opened = open_total(results, acme.pk)

    assert sum(part.points for part in opened.parts) == pytest.approx(
        opened.standing.total
    )


def test_a_cell_opens_into_person_and_note(revealed):
    results = read_results(revealed, today=TODAY)
    acme = revealed.candidates.get(name="Acme")
    answers = revealed.criteria.get(own_name="Answers")

    opened = open_cell(results, acme.pk, answers.pk)

    assert [(e.participant.user.name, e.state) for e in opened.entries] == [
        ("Evaluator", "scored"),
        ("Second", "abstained"),
    ]
    assert opened.entries[0].score.note == "evaluator on Acme"


def test_spread_is_the_population_deviation_on_the_scale_of_the_scores(revealed):
    rows = spread_rows(read_results(revealed, today=TODAY))

    answers = next(row for row in rows if row.criterion.name == "Answers")
    assert [cell.text for cell in answers.cells] == ["", "1.0", "0.5"]


def test_the_most_disputed_criteria_come_first(revealed):
    results = read_results(revealed, today=TODAY)

    rows = spread_rows(results)

    widest = [widest_spread(results, row.criterion) for row in rows]
    assert len(set(widest)) > 1
    assert widest == sorted(widest, reverse=True)


def test_the_stability_row_names_who_takes_over(revealed):
    rows = stability_rows(read_results(revealed, today=TODAY), is_rtl=False)

    support = next(row for row in rows if row.category.name == "Support")
    # Acme 4.25 - 1.75 w and Bolt 2.75 + w tie at 1.5 / 2.75.
    assert support.above.name == "Bolt"
    assert support.interval.upper == pytest.approx(1.5 / 2.75)
    assert support.interval.lower == 0


def test_all_four_ways_of_bringing_people_together_are_compared(revealed):
    found = comparisons(read_results(revealed, today=TODAY))

    assert [(row.method, row.is_chosen) for row in found] == [
        ("mean", True),
        ("median", False),
        ("trimmed", False),
        ("personal", False),
    ]


def test_reading_takes_the_same_queries_for_any_size(
    revealed, django_assert_num_queries
):
    # candidates, evaluators, ballots, criteria, must-haves, scores, measured values,
    # recusals
    with django_assert_num_queries(8):
        read_results(revealed, today=TODAY).ranking  # noqa: B018 (computed on reading)
