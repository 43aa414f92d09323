import re
from datetime import date, timedelta

import pytest
from django.urls import reverse

from migration.models import Asset, ListCount
from migration.selectors.inventory.lists import WORDS
from migration.services.inventory.assets import AssetEdit, add_asset
from tests.evaluator.api.script import Script

pytestmark = pytest.mark.django_db

EDIT = [("lead", 302), ("evaluator", 403), ("observer", 403), ("outsider", 404)]


def url_of(name: str, pk: int) -> str:
    return reverse(f"migration:{name}", args=[pk])


@pytest.fixture
def asset(plan, people, now) -> Asset:
    owner = plan.members.get(user=people["evaluator"])
    edit = AssetEdit("Welcome", "workflow", "L", owner=owner)
    return add_asset(plan=plan, edit=edit, actor=people["lead"], now=now)


@pytest.fixture
def contact_list(plan):
    return plan.contact_lists.create(name="Newsletter")


@pytest.mark.parametrize(
    ("person", "status"), [("lead", 200), ("observer", 200), ("outsider", 404)]
)
def test_who_sees_what_moves(client, plan, asset, contact_list, people, person, status):
    client.force_login(people[person])

    answers = [
        client.get(url_of("plan_assets", plan.pk)),
        client.get(url_of("asset_edit", asset.pk)),
        client.get(url_of("plan_lists", plan.pk)),
        client.get(url_of("list_edit", contact_list.pk)),
    ]

    assert {answer.status_code for answer in answers} == {status}


@pytest.mark.parametrize(("person", "status"), EDIT)
def test_who_changes_what_moves(
    client, plan, asset, contact_list, people, person, status
):
    client.force_login(people[person])
    fields = {"kind": "form", "size": "S", "state": "found"}

    answers = [
        client.post(url_of("asset_add", plan.pk), {"name": "Contact us", **fields}),
        client.post(
            url_of("asset_edit", asset.pk), {"name": "Hello", "version": 1, **fields}
        ),
        client.post(
            url_of("asset_decide", asset.pk),
            {"disposition": "retire", "version": 2, "confirmed": 1},
        ),
        client.post(
            url_of("assets_change", plan.pk), {"asset": asset.pk, "critical": "yes"}
        ),
        client.post(url_of("loss_note", plan.pk), {"what": "Opens"}),
        client.post(url_of("asset_remove", asset.pk)),
        client.post(url_of("asset_restore", asset.pk)),
        client.post(url_of("list_add", plan.pk), {"name": "Events", "route": "leave"}),
        client.post(
            url_of("list_edit", contact_list.pk),
            {"name": "News", "route": "upload", "version": 1},
        ),
        client.post(url_of("list_remove", contact_list.pk)),
        client.post(url_of("list_restore", contact_list.pk)),
    ]

    assert {answer.status_code for answer in answers} == {status}


def test_the_effect_of_a_decision_is_shown_before_it_is_saved(client, asset, people):
    client.force_login(people["lead"])

    answer = client.post(
        url_of("asset_decide", asset.pk), {"disposition": "retire", "version": 1}
    )

    asset.refresh_from_db()
    assert "15.20" in answer.content.decode()
    assert asset.disposition == ""


def test_only_the_owner_signs(client, asset, people):
    Asset.objects.update(disposition="rebuild")
    client.force_login(people["second"])
    refused = client.post(url_of("asset_sign", asset.pk), {"version": 1})
    client.force_login(people["evaluator"])

    taken = client.post(url_of("asset_sign", asset.pk), {"version": 1})

    asset.refresh_from_db()
    assert (refused.status_code, taken.status_code) == (422, 302)
    assert asset.signed_by == people["evaluator"]


def test_what_is_not_documented_cannot_be_rebuilt(client, plan, asset, people):
    client.force_login(people["lead"])

    answer = client.post(
        url_of("assets_change", plan.pk), {"asset": asset.pk, "state": "rebuilt"}
    )

    assert answer.status_code == 422
    assert "not documented yet" in answer.content.decode()


def test_a_new_decision_asks_for_a_new_signature(client, asset, people, now):
    Asset.objects.update(disposition="rebuild", signed_at=now)
    client.force_login(people["lead"])

    client.post(
        url_of("asset_decide", asset.pk),
        {"disposition": "retire", "version": 1, "confirmed": 1},
    )

    asset.refresh_from_db()
    assert asset.signed_at is None


def test_a_merge_names_what_stays(client, plan, asset, people, now):
    other = AssetEdit("Big welcome", "workflow")
    add_asset(plan=plan, edit=other, actor=people["lead"], now=now)
    client.force_login(people["lead"])
    merge = {"disposition": "merge", "version": 1, "confirmed": 1}

    alone = client.post(url_of("asset_decide", asset.pk), merge)
    named = client.post(
        url_of("asset_decide", asset.pk), merge | {"merge_into": "big welcome"}
    )

    assert (alone.status_code, named.status_code) == (422, 302)


def test_the_same_asset_is_not_listed_twice(client, plan, asset, people):
    client.force_login(people["lead"])
    fields = {"kind": "workflow", "size": "S", "state": "found"}

    answer = client.post(url_of("asset_add", plan.pk), {"name": "WELCOME", **fields})

    assert answer.status_code == 422


def test_a_stale_asset_shows_both_values(client, asset, people):
    client.force_login(people["lead"])
    Asset.objects.update(name="Theirs", version=2)
    fields = {"kind": "workflow", "size": "S", "state": "found", "version": 1}

    answer = client.post(url_of("asset_edit", asset.pk), {"name": "Mine", **fields})

    assert answer.status_code == 412  # R48
    assert "Theirs" in answer.content.decode()


def test_critical_assets_that_nobody_documented_are_named(client, plan, asset, people):
    Asset.objects.update(is_critical=True)
    client.force_login(people["observer"])

    page = client.get(url_of("plan_assets", plan.pk)).content.decode()

    assert "critical assets are not documented yet" in page


def test_filters_hold_in_the_csv(client, plan, asset, people):
    client.force_login(people["observer"])

    answer = client.get(
        url_of("plan_assets", plan.pk), {"format": "csv", "kind": "form"}
    )

    assert "Welcome" not in b"".join(answer.streaming_content).decode()


def test_each_count_says_what_is_counted(client, contact_list, people):
    client.force_login(people["lead"])

    page = client.get(url_of("list_edit", contact_list.pk)).content.decode()

    for name in ("source-unsubscribed", "target-unsubscribed", "move-rejected"):
        words = re.search(rf'<label for="{name}">([^<]*)<', page)
        assert words
        assert words[1].strip().lower() == str(WORDS[name.partition("-")[2]])


def test_counts_become_a_ledger(client, contact_list, people, plan, now):
    client.force_login(people["evaluator"])
    day = (now.date() - timedelta(days=1)).isoformat()
    url = url_of("list_count", contact_list.pk)

    answers = [
        client.post(url, {"side": "source", "counted_on": day, "active": "۱۰۰"}),
        client.post(url, {"side": "move", "counted_on": day, "loaded": "97"}),
        client.post(url, {"side": "target", "counted_on": day, "active": "97"}),
    ]

    page = client.get(url_of("plan_lists", plan.pk)).content.decode()
    assert {answer.status_code for answer in answers} == {302}
    assert ListCount.objects.count() == 3
    assert "must be 0" in page


def test_a_thousand_people_written_with_a_point_are_not_counted_as_one(
    client, contact_list, people
):
    client.force_login(people["evaluator"])
    said = {"side": "source", "counted_on": "2026-01-02", "active": "1.000"}

    answer = client.post(url_of("list_count", contact_list.pk), said)

    assert answer.status_code == 422
    assert "can be read in two ways" in answer.content.decode()
    assert not ListCount.objects.exists()


def test_each_figure_of_a_count_says_what_it_counts(client, contact_list, people):
    client.force_login(people["lead"])

    page = client.get(url_of("list_edit", contact_list.pk)).content.decode()

    labels = dict(re.findall(r'<label for="(\w+-\w+)">(\w+)', page))
    assert labels["source-active"] == labels["target-active"] == "Active"
    assert labels["source-soft_bounced"] != labels["source-active"]
    assert labels["move-loaded"] == "Loaded"


@pytest.mark.parametrize("day", ["2999-01-01", "2026-01-01"])
def test_a_count_ahead_or_without_a_figure_is_refused(
    client, contact_list, people, day
):
    client.force_login(people["lead"])
    sent = {"side": "source", "counted_on": day}
    if day > "2900":
        sent["active"] = "1"

    answer = client.post(url_of("list_count", contact_list.pk), sent)

    assert answer.status_code == 422


def test_what_will_not_move_is_signed_once(client, plan, people):
    client.force_login(people["lead"])
    client.post(url_of("loss_note", plan.pk), {"what": "Opens"})
    loss = plan.losses.get()
    url = url_of("loss_sign", loss.pk)

    empty = client.post(url, {"note": "", "version": 1})
    unseen = client.post(url, {"note": "Rana, by mail", "version": 0})
    client.post(url, {"note": "Rana, by mail", "version": 1})
    client.post(url, {"note": "Somebody else", "version": 2})
    loss.refresh_from_db()
    client.post(url_of("loss_remove", loss.pk))

    assert (empty.status_code, unseen.status_code) == (422, 412)
    assert "Somebody else changed this entry" in unseen.content.decode()
    assert loss.signed_note == "Rana, by mail"
    assert not plan.losses.present().exists()


def test_who_was_told_of_a_loss_is_noted_when_it_happens(client, plan, people, now):
    loss = plan.losses.create(
        what="Opens", signed_note="Rana, by mail", signed_at=now, version=3
    )
    client.force_login(people["lead"])
    url = url_of("loss_edit", loss.pk)
    form = {"what": "Opens", "told": "Sales", "told_on": "1405/09/01"}

    stale = client.post(url, form | {"told": "Nobody", "version": 2})
    saved = client.post(url, form | {"version": 3})

    loss.refresh_from_db()
    page = client.get(url_of("plan_assets", plan.pk)).content.decode()
    assert (stale.status_code, saved.status_code) == (412, 302)
    assert "Somebody else changed this entry" in stale.content.decode()
    assert (loss.told, loss.told_on) == ("Sales", date(2026, 11, 22))
    assert (loss.signed_note, loss.version) == ("Rana, by mail", 4)
    assert "nobody yet</span>" not in page[page.index('id="losses"') :]


def test_who_signed_a_loss_did_not_sign_another(client, plan, people, now):
    loss = plan.losses.create(what="Opens", signed_note="Rana", signed_at=now)
    client.force_login(people["lead"])
    url = url_of("loss_edit", loss.pk)

    page = client.get(url)
    empty = client.post(url, {"what": " ", "version": 1})
    client.post(url, {"what": "Opens and clicks", "version": 1})

    loss.refresh_from_db()
    links = [link for group in page.context["rail"] for link in group.links]
    assert [str(link.label) for link in links if link.is_current] == ["Assets"]
    assert "It is signed." in page.content.decode()
    assert empty.status_code == 422
    assert (loss.what, loss.signed_at, loss.signed_note) == (
        "Opens and clicks",
        None,
        "",
    )


def test_the_api_changes_a_loss_that_nobody_changed_meanwhile(plan, people):
    loss = plan.losses.create(what="Opens", told="Sales")
    lead = Script(people["lead"])

    changed = lead.ask(
        "patch", "loss-detail", loss.pk, body={"instead": "A report"}, version=1
    )
    stale = lead.ask("patch", "loss-detail", loss.pk, body={"told": ""}, version=1)
    note = {"note": "Rana"}
    unseen = lead.ask("post", "loss-signature", loss.pk, body=note, version=1)
    signed = lead.ask("post", "loss-signature", loss.pk, body=note, version=2)

    assert changed.json()["instead"] == "A report"
    assert (stale.status_code, stale.json()["current"]["version"]) == (412, 2)
    assert unseen.status_code == 412
    assert (signed.json()["told"], signed.json()["version"]) == ("Sales", 3)


@pytest.mark.parametrize(
    ("person", "status"),
    [("lead", 302), ("evaluator", 403), ("observer", 403), ("outsider", 404)],
)
def test_who_changes_an_entry(client, plan, people, person, status):
    loss = plan.losses.create(what="Opens")
    client.force_login(people[person])

    answers = [
        client.post(url_of("loss_edit", loss.pk), {"what": "Clicks", "version": 1}),
        client.post(url_of("loss_remove", loss.pk)),
        client.post(url_of("loss_restore", loss.pk)),
    ]

    assert {answer.status_code for answer in answers} == {status}


def test_more_assets_and_lists_need_no_more_queries(
    client, plan, people, django_assert_max_num_queries
):
    client.force_login(people["lead"])
    owner = plan.members.get(user=people["second"])
    for number in range(150):
        plan.assets.create(
            name=f"Form {number}", kind="form", import_key=str(number), owner=owner
        )
    for number in range(20):
        plan.contact_lists.create(name=f"List {number}", owner=owner)

    with django_assert_max_num_queries(26):
        client.get(url_of("plan_assets", plan.pk))
    with django_assert_max_num_queries(20):
        client.get(url_of("plan_lists", plan.pk))


def test_what_nobody_counted_is_empty_and_not_nobody(
    client, contact_list, people, plan
):
    client.force_login(people["lead"])
    counts = {"active": 640, "complained": 210}
    contact_list.counts.create(side="source", counted_on="2026-01-02", counts=counts)

    page = client.get(url_of("plan_lists", plan.pk)).content.decode()
    answer = client.get(url_of("plan_lists", plan.pk), {"format": "csv"})
    table = b"".join(answer.streaming_content).decode()
    read = Script(people["lead"]).get("contact-list-detail", contact_list.pk)

    assert ">850</td>" in page
    assert ",850,,,,,,210," in table
    assert read["ledger"] is None


def test_the_api_says_nothing_of_a_target_that_nobody_counted(people, contact_list):
    day = "2026-01-02"
    for side, counts in (("source", {"complained": 210}), ("move", {"loaded": 210})):
        contact_list.counts.create(side=side, counted_on=day, counts=counts)
    lead = Script(people["lead"])

    before = lead.get("contact-list-detail", contact_list.pk)["ledger"]
    contact_list.counts.create(side="target", counted_on=day, counts={"active": 1})
    after = lead.get("contact-list-detail", contact_list.pk)["ledger"]

    assert (before["unexplained"], before["missing_suppressed"]) == (0, None)
    assert (after["target_suppressed"], after["missing_suppressed"]) == (0, 210)
