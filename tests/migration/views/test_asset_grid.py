import pytest
from django.urls import reverse

from migration.models import Asset

pytestmark = pytest.mark.django_db


@pytest.fixture
def asset(plan) -> Asset:
    return Asset.objects.create(
        plan=plan, name="News", kind="email", import_key="news", owner_name="Agency"
    )


def grid_of(plan) -> str:
    return reverse("migration:asset_grid", args=[plan.pk])


def save_of(asset) -> str:
    return reverse("migration:asset_row_save", args=[asset.pk])


def row(asset, **changes) -> dict[str, object]:
    stored = {"state": "found", "size": "M", "owner": "", "version": asset.version}
    return stored | changes


@pytest.mark.parametrize(
    ("person", "see", "save"),
    [
        ("lead", 200, 302),
        ("evaluator", 403, 403),
        ("observer", 403, 403),
        ("outsider", 404, 404),
    ],
)
def test_who_edits_in_place(client, plan, asset, people, person, see, save):
    client.force_login(people[person])

    assert client.get(grid_of(plan)).status_code == see
    assert client.post(save_of(asset), row(asset)).status_code == save


def test_a_row_is_saved_and_nothing_else_of_the_asset_changes(
    client, plan, asset, people
):
    client.force_login(people["lead"])
    owner = plan.members.get(user=people["second"])

    client.post(save_of(asset), row(asset, state="documented", is_critical="on"))
    asset.refresh_from_db()
    kept = (asset.state, asset.is_critical, asset.owner_name, asset.name)
    client.post(save_of(asset), row(asset, size="L", owner=owner.pk))

    asset.refresh_from_db()
    assert kept == ("documented", True, "Agency", "News")
    assert (asset.size, asset.owner, asset.owner_name) == ("L", owner, "")


def test_a_script_gets_the_row_alone(client, plan, asset, people):
    client.force_login(people["lead"])

    answer = client.post(
        save_of(asset), row(asset, size="S"), headers={"HX-Request": "true"}
    )

    text = answer.content.decode()
    assert text.strip().startswith(f'<tbody id="asset-{asset.pk}"')
    assert 'name="version" value="2"' in text


def test_a_stale_row_shows_both_values_and_loses_nothing(client, plan, asset, people):
    client.force_login(people["lead"])
    Asset.objects.filter(pk=asset.pk).update(size="S", version=5)

    stale = client.post(save_of(asset), row(asset, size="L"))

    text = stale.content.decode()
    assert stale.status_code == 412
    assert "Saved by somebody else" in text
    assert '<option value="L" selected>' in text
    assert Asset.objects.get(pk=asset.pk).size == "S"


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"state": "rebuilt"}, "is not documented yet"),
        ({"owner": "999999"}, "Choose somebody who is on the plan"),
    ],
)
def test_what_cannot_be_is_said_in_the_row(client, asset, people, sent, said):
    client.force_login(people["lead"])

    answer = client.post(save_of(asset), row(asset, **sent))

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_what_becomes_of_it_is_shown_with_its_effect_first(client, plan, asset, people):
    Asset.objects.filter(pk=asset.pk).update(signed_note="by mail")
    client.force_login(people["lead"])
    wish = row(asset, disposition="retire")
    script = {"HX-Request": "true"}

    shown = client.post(save_of(asset), wish, headers=script).content.decode()
    before = Asset.objects.get(pk=asset.pk)
    page = client.post(save_of(asset), wish).content.decode()
    client.post(save_of(asset), wish | {"confirmed": "1", "size": "L"}, headers=script)

    asset.refresh_from_db()
    assert "changes the work of the plan" in shown
    assert page.count('name="confirmed"') == 1
    assert (before.disposition, before.version) == ("", 1)
    assert (asset.disposition, asset.size, asset.signed_note) == ("retire", "L", "")


def test_what_is_proposed_stands_in_the_row(client, plan, people):
    client.force_login(people["lead"])
    Asset.objects.create(
        plan=plan,
        name="Old",
        kind="form",
        import_key="old",
        last_used_on="2020-01-01",
    )

    page = client.get(grid_of(plan)).content.decode()

    assert '<option value="" selected>proposed: retire</option>' in page
    assert 'value="merge"' not in page[page.index("<tbody") :]


def test_more_rows_need_no_more_queries(
    client, plan, people, django_assert_max_num_queries
):
    client.force_login(people["lead"])
    Asset.objects.bulk_create(
        Asset(plan=plan, name=f"Mail {at}", kind="email", import_key=f"m{at}")
        for at in range(60)
    )

    with django_assert_max_num_queries(10):
        page = client.get(grid_of(plan))

    assert page.content.decode().count("<tbody") == 50
