import pytest
from django.urls import reverse

from migration.models import Asset
from migration.selectors.inventory.disposition_effects import disposition_effect
from migration.selectors.plans.full_plan import read_preview
from migration.selectors.plans.suggested_answers import suggested_wanted
from migration.services.inventory.assets import AssetEdit, add_asset
from migration.services.plans.full_plan import take_full_template


@pytest.fixture
def assets(plan, people, now):
    """Two that stand out and one small, with their tasks in the plan."""
    edits = (
        AssetEdit("Welcome", "workflow", size="L"),
        AssetEdit("Library", "file_library", size="L"),
        AssetEdit("Letter", "email", size="S"),
    )
    made = [
        add_asset(plan=plan, edit=edit, actor=people["lead"], now=now) for edit in edits
    ]
    wanted = suggested_wanted(plan)
    take_full_template(
        plan=plan,
        wanted=wanted,
        accepted=[x.key for x in read_preview(plan, wanted, today=now.date()).lines],
        version=plan.version,
        actor=people["lead"],
        now=now,
    )
    return made


def test_a_retired_asset_takes_its_days_along(plan, assets, now):
    found = disposition_effect(plan, {assets[0].pk}, "retire", today=now.date())

    assert found.hours < 0
    assert {task.template_key for task in found.tasks} == {"asset_build", "asset_test"}
    assert found.ends.days <= 0


def test_more_work_on_the_chain_moves_the_end(plan, assets, now):
    Asset.objects.filter(pk=assets[0].pk).update(disposition="as_is")
    plan.tasks.filter(template_key="asset_build").update(days=2)
    plan.tasks.filter(template_key="workflows").update(days=1)
    plan.tasks.filter(template_key__in=["emails", "forms", "load"]).update(days=1)

    found = disposition_effect(plan, {assets[0].pk}, "rebuild", today=now.date())

    assert found.hours > 0
    assert found.ends.days > 0


def test_nothing_moves_where_the_plan_has_no_task_of_it(plan, people, now):
    edit = AssetEdit("Alone", "workflow", size="L")
    asset = add_asset(plan=plan, edit=edit, actor=people["lead"], now=now)

    found = disposition_effect(plan, {asset.pk}, "retire", today=now.date())

    assert found.tasks == ()
    assert found.ends is None


def test_the_page_shows_days_and_finish_before_anything_is_saved(
    client, plan, assets, people
):
    client.force_login(people["lead"])
    url = reverse("migration:asset_decide", args=[assets[0].pk])

    page = client.post(url, {"disposition": "retire", "version": 1})
    region = client.post(
        url, {"disposition": "retire", "version": 1}, headers={"HX-Request": "true"}
    )

    assert "With its tasks brought up to date" in page.content.decode()
    assert "Nothing is saved yet" in region.content.decode()
    assert "<html" not in region.content.decode()
    assert Asset.objects.get(pk=assets[0].pk).disposition == ""


def test_an_asset_links_to_its_tasks(client, plan, assets, people):
    client.force_login(people["evaluator"])

    page = client.get(reverse("migration:asset_edit", args=[assets[0].pk]))

    assert "Move or rebuild it: Welcome" in page.content.decode()


def test_many_can_be_tried_together(client, plan, assets, people):
    client.force_login(people["lead"])
    url = reverse("migration:assets_change", args=[plan.pk])
    ticked = [asset.pk for asset in assets]

    shown = client.post(url, {"asset": ticked, "disposition": "retire", "try": "1"})
    refused = client.post(url, {"asset": ticked, "try": "1"})

    assert shown.status_code == 200
    assert "changes the work of the plan by" in shown.content.decode()
    assert refused.status_code == 422
    assert not Asset.objects.exclude(disposition="").exists()


def test_the_effect_needs_few_queries(plan, assets, now, django_assert_num_queries):
    with django_assert_num_queries(10):
        disposition_effect(plan, {assets[0].pk}, "retire", today=now.date())


@pytest.mark.parametrize(
    ("person", "status"),
    [("lead", 200), ("evaluator", 403), ("observer", 403), ("outsider", 404)],
)
def test_who_may_ask_over_the_api(client, people, plan, assets, person, status):
    client.force_login(people[person])

    answer = client.get(
        f"/api/v1/plans/{plan.pk}/assets/disposition-effect/",
        {"asset": assets[0].pk, "disposition": "retire"},
    )

    assert answer.status_code == status
