from datetime import timedelta

import pytest
from django.urls import reverse

from migration.models import TaskLink
from migration.selectors.inventory.stock import read_stock
from migration.selectors.plans.full_plan import read_preview
from migration.selectors.plans.suggested_answers import suggested_wanted
from migration.services.inventory.assets import AssetEdit, add_asset, decide_asset
from migration.services.inventory.lists import ListEdit, add_list
from migration.services.plans.full_plan import take_full_template
from migration.services.schedule.schedule import TaskSchedule, schedule_task


@pytest.fixture
def asset(plan, people, now):
    owner = plan.members.get(user=people["evaluator"])
    edit = AssetEdit("Welcome", "workflow", size="L", owner=owner, is_critical=True)
    return add_asset(plan=plan, edit=edit, actor=people["lead"], now=now)


@pytest.fixture
def grow(plan, people, now):
    def take():
        plan.refresh_from_db()
        wanted = suggested_wanted(plan)
        lines = read_preview(plan, wanted, today=now.date()).lines
        return take_full_template(
            plan=plan,
            wanted=wanted,
            accepted=[line.key for line in lines],
            version=plan.version,
            actor=people["lead"],
            now=now,
        )

    return take


def address(plan, name="plan_template") -> str:
    return reverse(f"migration:{name}", args=[plan.pk])


def tasks_about(plan, thing) -> dict:
    rows = plan.tasks.present().filter(about=thing)
    return {task.template_key: task for task in rows}


def test_a_critical_asset_gets_its_tasks_in_a_small_move(plan, asset, grow, people):
    count = grow()

    tasks = tasks_about(plan, f"asset-{asset.pk}")
    assert set(tasks) == {"asset_document", "asset_build", "asset_test"}
    assert (tasks["asset_build"].days, tasks["asset_build"].hours) == (4, 16)
    assert tasks["asset_build"].title == "Move or rebuild it: Welcome"
    assert tasks["asset_build"].due_on < plan.tasks.get(template_key="go_live").due_on
    signs = plan.tasks.get(template_key="owners_sign")
    assert signs.assigned_to.user == people["evaluator"]
    assert count == 4
    assert not plan.is_full


def test_its_building_waits_for_signature_and_account(plan, asset, grow):
    grow()

    before = TaskLink.objects.filter(
        after__template_key="asset_build", after__plan=plan
    ).values_list("before__template_key", flat=True)
    assert set(before) == {"owners_sign", "account", "asset_document", "crm_sync"}


def test_taking_it_again_changes_nothing(plan, asset, grow, now):
    grow()
    plan.refresh_from_db()

    preview = read_preview(plan, suggested_wanted(plan), today=now.date())

    assert preview.lines == ()
    assert preview.then == preview.now


def test_a_list_is_loaded_by_its_route(plan, grow, people, now):
    for name, route in (("News", "upload"), ("Buyers", "crm_sync"), ("Old", "leave")):
        edit = ListEdit(name=name, route=route)
        add_list(plan=plan, edit=edit, actor=people["lead"], now=now)

    grow()

    made = plan.tasks.filter(about__startswith="list-").order_by("pk")
    assert {(task.template_key, task.about_name) for task in made} == {
        ("list_load", "News"),
        ("list_sync", "Buyers"),
        ("list_reconcile", "News"),
        ("list_reconcile", "Buyers"),
    }
    assert all(
        task.needs_proof for task in made if task.template_key == "list_reconcile"
    )


def test_the_checklist_tells_that_the_inventory_has_changed(
    client, plan, asset, grow, people, now
):
    client.force_login(people["lead"])
    grow()
    before = client.get(address(plan, "plan_checklist")).content.decode()

    decide_asset(
        asset=asset, disposition="retire", version=asset.version,
        actor=people["lead"], now=now,
    )  # fmt: skip
    after = client.get(address(plan, "plan_checklist")).content.decode()

    assert "The inventory has changed" not in before
    assert "3 lines differ" in after
    client.force_login(people["evaluator"])
    seen = client.get(address(plan, "plan_checklist")).content.decode()
    assert "The inventory has changed" not in seen


def test_a_difference_can_be_left_until_the_inventory_changes_again(
    client, plan, asset, people
):
    client.force_login(people["lead"])

    answer = client.post(
        address(plan), {"scope": "small", "take": "none", "version": plan.version}
    )

    assert answer.status_code == 302
    assert not plan.tasks.filter(template_key="asset_build").exists()
    page = client.get(address(plan, "plan_checklist")).content.decode()
    assert "differ" not in page


def test_days_changed_by_hand_stay(plan, asset, grow, people, now):
    grow()
    task = tasks_about(plan, f"asset-{asset.pk}")["asset_build"]
    schedule_task(
        task=task, edit=TaskSchedule(days=9), version=task.version,
        actor=people["lead"], now=now,
    )  # fmt: skip
    asset.refresh_from_db()
    decide_asset(
        asset=asset, disposition="as_is", version=asset.version,
        actor=people["lead"], now=now,
    )  # fmt: skip

    grow()

    task.refresh_from_db()
    assert task.days == 9


def test_the_notice_of_the_contract_becomes_a_task_with_its_last_day(
    client, plan, people, now
):
    client.force_login(people["lead"])
    ends_on = now.date() + timedelta(days=200)
    asked = {
        "scope": "small",
        "contract_ends_on": ends_on.isoformat(),
        "notice_days": "90",
        "take": "lines",
        "line": "added|give_notice|",
        "version": plan.version,
    }

    assert client.post(address(plan), asked).status_code == 302

    plan.refresh_from_db()
    assert plan.contract_ends_on == ends_on
    task = plan.tasks.get(template_key="give_notice")
    assert task.deadline == ends_on - timedelta(days=90)


def test_the_wizard_is_filled_in_from_the_inventory(plan, people, now):
    for name, kind in (
        ("Shop", "integration"),
        ("mail.example", "sending_domain"),
        ("www.example", "tracking_site"),
    ):
        edit = AssetEdit(name, kind)
        add_asset(plan=plan, edit=edit, actor=people["lead"], now=now)
    edit = ListEdit(name="News", route="crm_sync", region="EU, Gulf; EU")
    add_list(plan=plan, edit=edit, actor=people["lead"], now=now)

    wanted = suggested_wanted(plan)

    assert wanted.names["integration"] == ["Shop"]
    assert wanted.names["domain"] == ["mail.example"]
    assert wanted.names["site"] == ["www.example"]
    assert wanted.names["region"] == ["EU", "Gulf"]
    assert wanted.said == {"crm": True}


def test_the_page_shows_counts_ends_and_questions(client, plan, asset, people):
    client.force_login(people["lead"])

    page = client.get(address(plan)).content.decode()

    assert "Added: 4." in page
    assert "go-live would then be on" in page
    assert "added|asset_build|" in page


@pytest.mark.parametrize(
    "data",
    [
        {"scope": "huge"},
        {"scope": "small", "crm": "perhaps"},
        {"scope": "small", "notice_days": "1001"},
        {"scope": "small", "language": "x" * 121},
    ],
)
def test_what_cannot_be_read_is_refused(client, plan, people, data):
    client.force_login(people["lead"])

    assert client.post(address(plan), data).status_code == 422


def test_reading_the_inventory_needs_four_queries(
    plan, asset, now, django_assert_num_queries
):
    with django_assert_num_queries(5):
        read_stock(plan, today=now.date())


def test_a_new_plan_can_go_on_to_the_wizard(client, team, people):
    client.force_login(people["lead"])

    answer = client.post(
        reverse("migration:plan_new"),
        {"title": "Move", "source_name": "A", "target_name": "B", "weekend": "67",
         "form_key": "11111111-1111-4111-8111-111111111111", "then": "fit"},
    )  # fmt: skip

    assert answer.status_code == 302
    assert answer.url.endswith("/settings/template/")
