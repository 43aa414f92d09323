"""A spreadsheet taken in: all or nothing, once, and only what one may."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from evaluator.models import (
    Ballot,
    Criterion,
    Evaluation,
    MatrixImport,
    MeasuredValue,
    MustHaveAnswer,
    Platform,
    Score,
    SheetMapping,
)
from evaluator.selectors.matrix.plan import FROZEN, NOT_LEAD, NOT_OPEN, Change
from evaluator.services.ballots import submit_ballots
from evaluator.services.matrix.imports import (
    ImportIsTaken,
    choose_sheet,
    correct_layout,
    forget_imports,
)
from evaluator.services.matrix.taking import (
    NothingToTake,
    NotReady,
    PlanChanged,
    seen_of,
    take_import,
)
from tests.evaluator.matrix import sheets
from tests.evaluator.matrix.bringing import bring, draft_of, take
from tests.evaluator.matrix.sheets import MadeSheet
from workspace.models import Activity

pytestmark = pytest.mark.django_db

SMALL = MadeSheet(
    [
        ["Category", "Criterion", "Weight", "Acme", "Bolt"],
        ["Budget", "Price", 60, 4, 2],
        ["Budget", "Discounts", 40, 3, 3],
        ["Support", "Answers", 50, 5, 1],
    ],
    name="small",
)


@pytest.fixture
def brought(team, people, now) -> Callable[..., MatrixImport]:
    """Bring a sheet as somebody: brought(sheet, "lead", evaluation=...)."""

    def bring_as(
        sheet: MadeSheet, name: str = "member", **told: object
    ) -> MatrixImport:
        return bring(sheet, team=team, actor=people[name], now=now, **told)

    return bring_as


def scores_in(evaluation: Evaluation) -> dict[tuple[str, str], int]:
    rows = Score.objects.filter(ballot__participant__evaluation=evaluation)
    return {
        (each.criterion.name, each.ballot.candidate.name): each.value for each in rows
    }


def test_a_sheet_becomes_an_evaluation_with_its_scores(brought, people, now):
    evaluation = take(brought(SMALL), now=now)

    budget = evaluation.criteria.get(own_name="Budget")
    assert budget.weight == 100
    assert [(c.own_name, c.weight) for c in budget.children.order_by("position")] == [
        ("Price", 60),
        ("Discounts", 40),
    ]
    assert {each.name for each in evaluation.candidates.short_listed()} == {
        "Acme",
        "Bolt",
    }
    assert scores_in(evaluation)["Answers", "Acme"] == 5
    assert evaluation.participants.get().user == people["member"]


def test_every_criterion_weighs_in_the_whole_what_it_weighs_in_the_sheet(brought, now):
    evaluation = take(brought(SMALL), now=now)

    tops = evaluation.criteria.filter(parent=None)
    whole = sum((each.weight for each in tops), Decimal(0))
    shares = {
        leaf.own_name: top.weight
        / whole
        * leaf.weight
        / sum((each.weight for each in top.children.all()), Decimal(0))
        for top in tops
        for leaf in top.children.all()
    }
    assert {name: round(share * 150) for name, share in shares.items()} == {
        "Price": 60,
        "Discounts": 40,
        "Answers": 50,
    }


def test_confirming_twice_makes_one_evaluation(brought, people, now):  # R37, R49
    row = brought(SMALL)
    seen = seen_of(draft_of(row))

    first = take_import(row=row, seen=seen, actor=people["member"], now=now)
    second = take_import(row=row, seen=seen, actor=people["member"], now=now)

    assert first == second
    assert Evaluation.objects.count() == 1


def test_the_same_file_once_more_changes_nothing(brought, now):  # R37
    evaluation = take(brought(SMALL), now=now)

    again = brought(SMALL, evaluation=evaluation)

    assert draft_of(again).plan.is_empty
    with pytest.raises(NothingToTake):
        take(again, now=now)


def test_with_a_problem_nothing_at_all_is_taken(brought, now):  # R37
    bad = MadeSheet([*SMALL.rows, ["Support", "Training", "heavy", 3, "eleven"]])
    row = brought(bad)

    with pytest.raises(NotReady):
        take(row, now=now)

    assert [each.cell for each in draft_of(row).matrix.problems] == ["C5", "E5"]
    assert not Evaluation.objects.exists()


def test_a_must_have_and_a_measured_value_keep_what_the_cell_said(brought, now):
    musts = take(brought(sheets.prices()), now=now)

    price = musts.criteria.get(own_name="Price (EUR/month)")
    values = MeasuredValue.objects.filter(criterion=price)
    assert price.kind == Criterion.Kind.MEASURED
    assert price.unit == "EUR/month"
    assert price.value_function == {"kind": "linear", "worst": 2000.0, "best": 0.0}
    assert {each.value for each in values} == {Decimal("1234.5"), 890, 1050}
    assert "“€ 1,050” in Long list.xlsx" in [each.source for each in values]


def test_must_haves_are_answered_with_their_words(brought, team, now):
    sheet = MadeSheet(sheets.musts_and_shoulds().rows[:4], name="musts")

    evaluation = take(brought(sheet), now=now)

    answers = MustHaveAnswer.objects.filter(
        candidate__evaluation=evaluation, criterion__own_name="Data stays in the EU"
    )
    assert {each.candidate.name: each.answer for each in answers} == {
        "Acme Mail": "no",
        "Brevo": "yes",
    }


def test_a_vendor_that_is_only_alike_is_asked_about(brought, now):
    Platform.objects.create(key="klaviyo", name="Klaviyo", match_key="klaviyo")
    sheet = MadeSheet([["Criterion", "Klavyo"], ["Price", 4], ["Speed", 2]])
    row = brought(sheet)

    vendor = draft_of(row).vendors[0]

    assert not vendor.is_settled
    assert [each.name for each in vendor.likely] == ["Klaviyo"]
    with pytest.raises(NotReady):
        take(row, now=now)


def test_an_alias_is_the_platform(brought, now):
    pardot = Platform.objects.create(
        key="ae",
        name="Account Engagement",
        match_key="account engagement",
        aliases=["Pardot"],
    )
    sheet = MadeSheet([["Criterion", "PARDOT"], ["Price", 4], ["Speed", 2]])

    evaluation = take(brought(sheet), now=now)

    assert evaluation.candidates.get().platform == pardot


def test_a_committee_keeps_the_scores_for_its_opening(brought, now):  # R17
    row = brought(SMALL, is_committee=True)

    whys = {str(each.why) for each in draft_of(row).plan.cells}
    evaluation = take(row, now=now)

    assert whys == {str(NOT_OPEN)}
    assert not Score.objects.exists()
    assert evaluation.state == Evaluation.State.SETUP


def test_into_a_set_up_evaluation_the_lead_brings_structure(brought, evaluation, now):
    row = brought(SMALL, "lead", evaluation=evaluation)

    changes = {each.criterion.name: each.change for each in draft_of(row).plan.criteria}
    take(row, now=now)

    assert changes == {
        "Price": Change.CHANGED,
        "Discounts": Change.NEW,
        "Answers": Change.SAME,
    }
    assert evaluation.criteria.get(own_name="Price").weight == 60
    assert evaluation.criteria.filter(own_name="Growth").exists()


def test_an_evaluator_brings_the_own_scores_alone(
    brought, scoring, part_of, now
):  # R17
    row = brought(SMALL, "evaluator", evaluation=scoring)

    plan = draft_of(row).plan
    before = Activity.objects.count()
    take(row, now=now)

    assert {str(each.why) for each in plan.criteria if each.why} == {str(NOT_LEAD)}
    assert set(Ballot.objects.values_list("participant", flat=True)) == {
        part_of(scoring, "evaluator").pk
    }
    assert scores_in(scoring) == {
        ("Price", "Acme"): 4,
        ("Price", "Bolt"): 2,
        ("Answers", "Acme"): 5,
        ("Answers", "Bolt"): 1,
    }
    assert Activity.objects.count() == before  # a draft tells nobody (R18)


def test_a_frozen_tree_stays_as_it_is(brought, scoring, now):
    plan = draft_of(brought(SMALL, "lead", evaluation=scoring)).plan

    assert {str(each.why) for each in plan.criteria if each.change is Change.LEFT} == {
        str(FROZEN)
    }
    assert plan.is_empty


def test_submitted_scores_are_not_brought_over(
    brought, scoring, part_of, say, now
):  # R20
    for name in ("Price", "Growth", "Answers", "Training"):
        for candidate in ("Acme", "Bolt", "Cedar"):
            say(scoring, "evaluator", name, candidate, 3)
    submit_ballots(participant=part_of(scoring, "evaluator"), now=now)

    row = brought(SMALL, "evaluator", evaluation=scoring)

    assert draft_of(row).plan.is_empty


def test_a_change_meanwhile_asks_to_look_again(brought, evaluation, people, now):
    row = brought(SMALL, "lead", evaluation=evaluation)
    seen = seen_of(draft_of(row))
    Evaluation.objects.filter(pk=evaluation.pk).update(structure_version=9)

    with pytest.raises(PlanChanged):
        take_import(row=row, seen=seen, actor=people["lead"], now=now)


def test_a_score_between_two_is_rounded_and_says_so(brought, now):
    take(brought(sheets.ten_of_ten()), now=now)

    score = Score.objects.get(
        criterion__own_name="3. Integration Ecosystem",
        ballot__candidate__name="HubSpot",
    )
    assert score.value == 4
    assert score.note == ""
    odd = Score.objects.get(
        criterion__own_name="2. Ease of Use", ballot__candidate__name="HubSpot"
    )
    assert (odd.value, odd.note) == (5, "In the spreadsheet: 9/10")


def test_the_team_reads_such_a_sheet_the_same_way_again(brought, people, now):
    row = brought(SMALL)
    layout = row.layout
    layout["fields"][2]["role"] = "ignore"
    correct_layout(row=row, layout=layout, version=row.version)
    take(row, now=now)

    again = brought(SMALL, "lead")

    assert again.is_remembered
    assert again.layout["fields"][2]["role"] == "ignore"
    assert SheetMapping.objects.count() == 1


def test_a_remembered_reading_can_be_forgotten(brought, now):
    take(brought(SMALL), now=now)
    row = brought(SMALL)

    choose_sheet(row=row, sheet=0, version=row.version, forgets=True)

    assert not row.is_remembered


def test_what_was_taken_is_not_corrected_any_more(brought, now):
    row = brought(SMALL)
    take(row, now=now)

    with pytest.raises(ImportIsTaken):
        choose_sheet(row=row, sheet=0, version=row.version)


def test_what_nobody_takes_is_forgotten_after_a_day(brought, now):
    row = brought(SMALL)
    MatrixImport.objects.update(created_at=now.replace(year=2025))

    forget_imports(now)

    assert not MatrixImport.objects.filter(pk=row.pk).exists()
