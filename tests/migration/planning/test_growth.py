import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product

import pytest

from evaluator.content.problems import ContentError
from migration.planning.entries import linked_tasks
from migration.planning.full_template import full_template
from migration.planning.generate import (
    Answers,
    Change,
    Existing,
    difference,
    generate,
)
from migration.planning.growth import growth, read_growth
from migration.planning.stock import Stock, StockAsset, StockList
from migration.planning.template_links import due_days, in_order, links_of

NAMES = {
    "integration": ["CRM", "Shop"],
    "domain": ["a.example", "b.example"],
    "site": ["www.a.example"],
    "language": ["English", "Arabic", "Persian"],
    "region": ["EU", "Gulf"],
    "role": ["Marketing", "Sales"],
    "provider": ["Gmail", "Yahoo"],
}


def an_asset(pk, kind="workflow", size="L", becomes="rebuild", hours="1", **more):
    return StockAsset(
        pk, f"Asset {pk}", kind, size, becomes, hours=Decimal(hours), **more
    )


STOCK = Stock(
    assets=(
        an_asset(1, hours="16", is_critical=True, owner="owner-m1", member=1),
        an_asset(2, "email", "S", "as_is", "0.3", owner="owner-m2", member=2),
        an_asset(3, "email", "M", hours="1.5", owner="owner-x", owner_name="X"),
        an_asset(4, becomes="retire", is_critical=True),
        an_asset(5, "email", becomes="merge", hours="0.9", is_critical=True),
    ),
    lists=(
        StockList(7, "Customers", "crm_sync"),
        StockList(8, "News", "upload"),
        StockList(9, "Bought", "leave"),
    ),
)


def made(answers=None, stock=STOCK, *, is_full=False):
    return generate(answers or Answers(), stock, is_full=is_full)


def abouts(key, planned):
    return {each.about for each in planned if each.task.key == key}


def existing(planned):
    return [
        Existing(x.identity, days=x.days, deadline=x.deadline, about_name=x.about_name)
        for x in planned
    ]


@pytest.mark.parametrize(("field", "longest"), [("title", 60), ("done_when", 200)])
def test_texts_fit_and_begin_in_their_own_direction(field, longest):
    for each in growth().tasks:
        words = getattr(each.task.entry, field)
        assert max(map(len, (words.en, words.ar, words.fa))) <= longest, each.task.key
        assert not re.match(r"\W*[A-Za-z]", words.ar + words.fa), each.task.key


def test_critical_and_large_assets_get_tasks_and_the_others_one_by_type():
    planned = made()

    assert abouts("asset_build", planned) == {"asset-1"}
    assert abouts("asset_document", planned) == {"asset-1"}
    assert abouts("asset_test", planned) == {"asset-1"}
    assert abouts("asset_group", planned) == {"kind-email"}


def test_days_come_from_the_hours_of_the_effort_table():
    planned = {each.identity: each for each in made()}

    # 16 hours at 5 a day; 4 hours of tests; (0.3 + 1.5 + 0.9) with a quarter of tests.
    assert planned["asset_build", "asset-1"].days == 4
    assert planned["asset_test", "asset-1"].days == 1
    assert planned["asset_group", "kind-email"].hours == Decimal("3.375")
    assert planned["asset_group", "kind-email"].days == 1


def test_three_hundred_assets_do_not_make_nine_hundred_tasks():
    kinds = sorted(growth().kinds)
    assets = tuple(an_asset(pk, kinds[pk % len(kinds)], hours=pk) for pk in range(300))

    planned = made(stock=Stock(assets=assets))

    grown = [each for each in planned if each.about]
    assert len(abouts("asset_build", planned)) == growth().most_single
    assert len(grown) == 2 * growth().most_single + len(kinds)


def test_lists_are_loaded_by_their_route_and_reconciled():
    planned = made()

    assert abouts("list_load", planned) == {"list-8"}
    assert abouts("list_sync", planned) == {"list-7"}
    assert abouts("list_reconcile", planned) == {"list-7", "list-8"}


def test_owners_sign_once_each_and_members_get_the_task():
    planned = [each for each in made() if each.task.key == "owners_sign"]

    assert [(x.about, x.member, x.about_name) for x in planned] == [
        ("owner-m1", 1, ""),
        ("owner-m2", 2, ""),
        ("owner-x", None, "X"),
    ]


@pytest.mark.parametrize("is_full", [False, True])
@pytest.mark.parametrize(
    ("answers", "key", "is_there"),
    [
        (Answers(no=frozenset({"crm"})), "crm", False),
        (Answers(yes=frozenset({"crm"})), "crm", True),
        (Answers(), "dedicated_ip", False),
        (Answers(yes=frozenset({"dedicated_ip"})), "dedicated_ip", True),
        (Answers(), "give_notice", False),
        (Answers(names={"language": ["English"]}), "language_texts", False),
    ],
)
def test_an_answer_adds_or_takes_away(answers, key, is_there, is_full):
    if key == "crm":
        key = "crm_connection" if is_full else "crm_sync"

    keys = {each.task.key for each in made(answers, is_full=is_full)}

    assert (key in keys) is is_there


@pytest.mark.parametrize("kind", sorted(NAMES))
@pytest.mark.parametrize("is_full", [False, True])
def test_each_name_changes_the_plan(kind, is_full):
    before = made(is_full=is_full)
    after = made(Answers(names={kind: NAMES[kind]}), is_full=is_full)

    assert {each.identity for each in before} != {each.identity for each in after}


def test_warming_up_takes_fewer_days_on_what_is_known():
    known = Answers(no=frozenset({"dedicated_ip", "new_domain"}))
    new = Answers(yes=frozenset({"new_domain"}))

    def ramp(answers, key, *, is_full):
        planned = made(answers, is_full=is_full)
        return [each.days for each in planned if each.task.key == key]

    assert ramp(Answers(), "ramp", is_full=True) == [20]
    assert ramp(known, "ramp", is_full=True) == [10]
    assert ramp(known, "warm_up", is_full=False) == [10]
    assert ramp(new, "warm_up", is_full=False) == [20]


@pytest.mark.parametrize("is_full", [False, True])
def test_generating_again_changes_nothing(is_full):
    planned = made(Answers(names=NAMES), is_full=is_full)

    assert difference(existing(planned), planned) == ()


@pytest.mark.parametrize(
    ("is_full", "has_names", "has_stock", "has_no_crm"),
    list(product([False, True], repeat=4)),
)
def test_no_link_makes_a_circle(is_full, has_names, has_stock, has_no_crm):
    answers = Answers(
        names=NAMES if has_names else {},
        yes=frozenset({"dedicated_ip"}),
        no=frozenset({"crm"}) if has_no_crm else frozenset(),
    )
    stock = STOCK if has_stock else Stock()
    present = [each.identity for each in made(answers, stock, is_full=is_full)]
    before = {}
    for link in links_of(present, stock.waits):
        before.setdefault(link.after, []).append(link)

    assert len(in_order(present, before)) == len(present)


@pytest.mark.parametrize("is_full", [False, True])
def test_all_that_grows_is_done_before_go_live_but_the_notice(is_full):
    planned = made(Answers(names=NAMES), is_full=is_full)
    present = [each.identity for each in planned]
    later = {}
    for link in links_of(present, STOCK.waits):
        later.setdefault(link.before, set()).add(link.after)
    grown = {each.task.key for each in growth().tasks}

    def reaches(identity):
        found, todo = set(), [identity]
        while todo:
            todo.extend(x for x in later.get(todo.pop(), ()) if x not in found)
            found.update(todo)
        return ("go_live", "") in found

    assert all(reaches(each) for each in present if each[0] in grown)


def test_building_waits_for_the_signature_of_the_own_owner_alone():
    present = [each.identity for each in made()]
    links = links_of(present, STOCK.waits)

    def signers(identity):
        return {
            link.before[1]
            for link in links
            if link.after == identity and link.before[0] == "owners_sign"
        }

    assert signers(("asset_build", "asset-1")) == {"owner-m1"}
    assert signers(("asset_group", "kind-email")) == {"owner-m2", "owner-x"}


def test_other_hours_bring_the_days_up_to_date_but_not_those_changed_by_hand():
    small, large = (Stock(assets=(an_asset(1, hours=x),)) for x in (10, 30))
    before = existing(made(stock=small))
    by_hand = [replace(each, by_hand=frozenset({"days"})) for each in before]

    lines = difference(before, made(stock=large))

    assert [(x.change, x.planned.identity[0], x.planned.days) for x in lines] == [
        (Change.ADJUSTED, "asset_build", 6),
        (Change.ADJUSTED, "asset_test", 2),
    ]
    assert difference(by_hand, made(stock=large)) == ()


def test_what_the_inventory_says_is_built_is_not_asked_for():
    built = Stock(assets=(an_asset(1, state="tested", is_critical=True),))

    lines = difference(existing(made(stock=Stock())), made(stock=built))

    assert lines == ()


def test_due_days_lead_up_to_go_live():
    planned = made(Answers(names=NAMES))
    days = {each.identity: each.days for each in planned}

    due = due_days(
        days,
        links_of(days, STOCK.waits),
        go_live_on=date(2027, 6, 1),
        weekend={6, 7},
    )

    assert due["asset_build", "asset-1"] < due["asset_test", "asset-1"]
    assert due["asset_test", "asset-1"] < due["rehearsal", ""] < due["go_live", ""]


def test_a_file_with_loose_ends_is_refused(tmp_path):
    text = "key: nothing"
    (tmp_path / "plan_growth.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(ContentError):
        read_growth(tmp_path, template=full_template())


def test_every_key_is_known_once():
    own = {each.task.key for each in growth().tasks}

    assert own <= set(linked_tasks())


def test_an_asset_is_built_after_those_it_works_only_with_but_not_in_a_circle():
    assets = (
        an_asset(1, needs=frozenset({2})),
        an_asset(2),
        an_asset(3, needs=frozenset({4})),
        an_asset(4, needs=frozenset({3})),
    )
    stock = Stock(assets=assets)
    present = [each.identity for each in made(stock=stock)]

    found = {
        (link.before[1], link.after[1])
        for link in links_of(present, stock.waits)
        if link.before[0] == link.after[0] == "asset_build"
    }

    assert found == {("asset-2", "asset-1")}
