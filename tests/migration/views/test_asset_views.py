import pytest
from django.urls import reverse

from migration.models import AssetView

pytestmark = pytest.mark.django_db


def keep(client, plan, name="Mine", query="state=found&q=news"):
    url = reverse("migration:asset_view_keep", args=[plan.pk])
    return client.post(f"{url}?{query}", {"name": name})


@pytest.mark.parametrize(
    ("person", "status"), [("lead", 302), ("observer", 302), ("outsider", 404)]
)
def test_whoever_sees_the_plan_keeps_own_views(client, plan, people, person, status):
    client.force_login(people[person])

    assert keep(client, plan).status_code == status


def test_a_view_is_the_own_one_replaced_by_name_and_forgotten(client, plan, people):
    client.force_login(people["observer"])
    keep(client, plan)
    keep(client, plan, query="show=critical")
    view = AssetView.objects.get()
    forget = reverse("migration:asset_view_forget", args=[view.pk])

    page = client.get(reverse("migration:plan_assets", args=[plan.pk]))
    client.force_login(people["lead"])
    foreign = client.post(forget)
    client.force_login(people["observer"])
    client.post(forget)

    assert 'href="?show=critical"' in page.content.decode()
    assert foreign.status_code == 404
    assert not AssetView.objects.exists()


def test_a_view_without_a_name_is_refused(client, plan, people):
    client.force_login(people["lead"])

    answer = keep(client, plan, name=" ")

    assert answer.status_code == 422
    assert "Give the view a name" in answer.content.decode()


def test_the_api_keeps_lists_and_forgets_views(client, plan, people):
    client.force_login(people["lead"])
    url = f"/api/v1/plans/{plan.pk}/asset-views/"

    made = client.post(url, {"name": "Late", "show": "mine"}, "application/json")
    listed = client.get(url).json()["results"]
    gone = client.delete(f"/api/v1/asset-views/{made.json()['id']}/")

    assert listed == [made.json()]
    assert made.json()["filters"] == {"show": "mine"}
    assert gone.status_code == 204
