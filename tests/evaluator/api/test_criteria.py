from __future__ import annotations

import pytest

from evaluator.models import Criterion, Evaluation

pytestmark = pytest.mark.django_db
LINEAR = {"kind": "linear", "worst": 40000, "best": 5000}


def named(evaluation: Evaluation, name: str) -> Criterion:
    return evaluation.criteria.get(own_name=name)


@pytest.fixture
def elsewhere(team, people) -> Criterion:
    """A category of an evaluation that nobody here takes part in."""
    other = Evaluation.objects.create(team=team, title="Other")
    return Criterion.objects.create(evaluation=other, kind="category", own_name="Far")


def test_a_criterion_is_made_with_all_that_a_page_can_say(script, evaluation):
    lead, budget = script("lead"), named(evaluation, "Budget")
    scale = ["nothing", "little", "some", "half", "much", "all"]
    body = {"kind": "rated", "name": "Fees", "parent": budget.pk, "scale": scale}

    made = lead.ask("post", "criterion-list", evaluation.pk, body=body)

    again = lead.client.get(made.headers["Location"])
    assert (made.status_code, made.headers["ETag"]) == (201, '"1"')
    assert again.json() == made.json()
    assert again.json()["scale"] == scale
    assert again.json()["position"] == 2


def test_a_measured_criterion_says_what_a_value_is_worth(script, evaluation):
    lead = script("lead")
    body = {"kind": "measured", "name": "Price a year", "unit": "EUR"}

    without = lead.ask("post", "criterion-list", evaluation.pk, body=body)
    wrong = lead.ask(
        "post",
        "criterion-list",
        evaluation.pk,
        body=body | {"value_function": LINEAR | {"worst": True}},
    )
    made = lead.ask(
        "post", "criterion-list", evaluation.pk, body=body | {"value_function": LINEAR}
    )

    assert (without.status_code, wrong.status_code) == (400, 400)
    assert "value_function" in without.json()["errors"]
    assert made.status_code == 201


def test_a_change_keeps_what_is_not_sent(script, evaluation):
    lead, price = script("lead"), named(evaluation, "Price")

    changed = lead.ask(
        "patch", "criterion-detail", price.pk, body={"why": "We pay it."}, version=1
    )

    price.refresh_from_db()
    assert changed.json()["version"] == 2
    assert (price.own_name, price.why, price.parent) == (
        "Price",
        "We pay it.",
        named(evaluation, "Budget"),
    )


def test_a_stale_change_shows_what_is_stored(script, evaluation):  # R48
    lead, price = script("lead"), named(evaluation, "Price")
    lead.ask("patch", "criterion-detail", price.pk, body={"name": "Cost"}, version=1)

    stale = lead.ask(
        "patch", "criterion-detail", price.pk, body={"name": "Sum"}, version=1
    )
    missing = lead.ask("patch", "criterion-detail", price.pk, body={"name": "Sum"})

    assert (stale.status_code, missing.status_code) == (412, 428)
    assert stale.json()["current"]["name"] == "Cost"
    assert stale.json()["current"]["version"] == 2
    assert not evaluation.criteria.filter(own_name="Sum").exists()


def test_a_category_of_elsewhere_is_an_unknown_one(script, evaluation, elsewhere):
    # R12
    lead, price = script("lead"), named(evaluation, "Price")
    new = {"kind": "rated", "name": "Fees", "parent": elsewhere.pk}
    place = {"parent": elsewhere.pk, "position": 0}

    answers = [
        lead.ask("post", "criterion-list", evaluation.pk, body=new),
        lead.ask(
            "patch",
            "criterion-detail",
            price.pk,
            body={"parent": elsewhere.pk},
            version=1,
        ),
        lead.ask("post", "criterion-moving", price.pk, body=place, version=1),
        lead.ask(
            "post", "weights-equalising", evaluation.pk, body={"parent": elsewhere.pk}
        ),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4
    assert elsewhere.children.count() == 0


def test_a_criterion_moves_goes_and_comes_back(script, evaluation):
    lead, price = script("lead"), named(evaluation, "Price")
    support = named(evaluation, "Support")

    moved = lead.ask(
        "post",
        "criterion-moving",
        price.pk,
        body={"parent": support.pk, "position": 0},
        version=1,
    )
    gone = lead.ask("delete", "criterion-detail", price.pk, version=2)
    deleted = lead.get("deleted-criterion-list", evaluation.pk)
    back = lead.ask("post", "criterion-restoring", evaluation.pk, price.pk, body={})

    assert moved.json()["parent"] == support.pk
    assert gone.status_code == 204
    assert [each["id"] for each in deleted] == [price.pk]
    assert back.json()["name"] == "Price"


def test_what_is_frozen_asks_for_a_reason(script, scoring):
    lead, price = script("lead"), named(scoring, "Growth")

    refused = lead.ask("delete", "criterion-detail", price.pk, version=1)
    taken = lead.ask(
        "delete", "criterion-detail", price.pk, version=1, query="?reason=Nobody+asks."
    )

    assert (refused.status_code, taken.status_code) == (409, 204)
    [change] = script("observer").get("change-list", scoring.pk)
    assert change["reason"] == "Nobody asks."


def test_needs_become_must_haves_once(script, evaluation):
    lead = script("lead")
    body = {"needs": ["sms", "forms"]}

    added = lead.ask("post", "needs", evaluation.pk, body=body).json()["added"]
    unknown = lead.ask("post", "needs", evaluation.pk, body={"needs": ["flying"]})

    here = {
        need["key"]
        for need in lead.get("needs", evaluation.pk)["needs"]
        if need["is_here"]
    }
    assert len(added) == 2
    assert unknown.status_code == 409
    assert here == {"sms", "forms"}


def test_a_quick_tree_grows_into_the_full_one(script, people, team):
    lead = script("lead")
    body = {"team": team.pk, "title": "Quick", "is_committee": True}
    pk = lead.ask("post", "evaluation-list", body=body).json()["id"]

    grown = lead.ask("post", "template", pk, body={})
    again = lead.ask("post", "template", pk, body={})

    assert len(grown.json()["added"]) == 30
    assert lead.get("template", pk) == {"can_grow": False}
    assert again.status_code == 409


def test_weights_are_set_together_or_not_at_all(script, evaluation):  # R48, R51
    lead = script("lead")
    rows = {row["name"]: row for row in lead.get("weights", evaluation.pk)}

    def sent(name: str, weight: object, version: int) -> dict[str, object]:
        criterion = rows[name]["criterion"]
        return {"criterion": criterion, "weight": weight, "version": version}

    good = [sent("Budget", "70.5", 1)]
    mixed = [sent("Support", 10, 1), sent("Budget", 20, 1)]
    saved = lead.ask("patch", "weights", evaluation.pk, body={"weights": good})
    stale = lead.ask("patch", "weights", evaluation.pk, body={"weights": mixed})
    wrong = lead.ask(
        "patch", "weights", evaluation.pk, body={"weights": [sent("Price", -1, 1)]}
    )

    assert [saved.status_code, stale.status_code, wrong.status_code] == [200, 412, 400]
    assert [row["weight"] for row in stale.json()["current"]] == ["70.5000"]
    assert named(evaluation, "Support").weight == 40


def test_a_weight_of_elsewhere_changes_nothing(script, evaluation, elsewhere):  # R12
    body = {"weights": [{"criterion": elsewhere.pk, "weight": 3, "version": 1}]}

    answer = script("lead").ask("patch", "weights", evaluation.pk, body=body)

    elsewhere.refresh_from_db()
    assert (answer.status_code, elsewhere.weight) == (404, 1)


def test_a_group_is_made_equal(script, evaluation):
    rows = script("lead").ask(
        "post", "weights-equalising", evaluation.pk, body={"parent": None}
    )

    tops = [row for row in rows.json()["results"] if row["parent"] is None]
    assert [row["share"] for row in tops] == [0.5, 0.5]
