import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from migration.models import Asset, AssetDependency

pytestmark = pytest.mark.django_db


@pytest.fixture
def assets(plan) -> list[Asset]:
    return [
        Asset.objects.create(
            plan=plan, name=name, kind="email", key=key, import_key=f"key:{key}"
        )
        for key, name in (("a", "News"), ("b", "Template"), ("c", "Segment"))
    ]


def url_of(name: str, *pks: int) -> str:
    return reverse(f"migration:{name}", args=pks)


@pytest.mark.parametrize(
    ("person", "status"),
    [("lead", 302), ("evaluator", 403), ("observer", 403), ("outsider", 404)],
)
def test_who_changes_what_an_asset_depends_on(client, assets, people, person, status):
    client.force_login(people[person])
    news, template, segment = assets
    AssetDependency.objects.create(asset=news, needed=segment)

    answers = [
        client.post(url_of("need_add", news.pk), {"needed": "b"}),
        client.post(url_of("need_remove", news.pk, segment.pk)),
    ]

    assert {answer.status_code for answer in answers} == {status}
    changed = set(news.needs.values_list("needed", flat=True)) == {template.pk}
    assert changed == (status == 302)


@pytest.mark.parametrize(
    ("words", "said"),
    [("nothing", "No asset of this plan"), ("News", "cannot depend on itself")],
)
def test_what_cannot_be_is_said(client, assets, people, words, said):
    client.force_login(people["lead"])

    answer = client.post(url_of("need_add", assets[0].pk), {"needed": words})

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_circle_is_refused_with_the_names(client, assets, people):
    client.force_login(people["lead"])
    news, template, segment = assets
    for first, second in ((news, template), (template, segment)):
        AssetDependency.objects.create(asset=first, needed=second)

    page = client.post(url_of("need_add", segment.pk), {"needed": "a"})
    api = client.post(
        f"/api/v1/assets/{segment.pk}/needs/", {"asset": news.pk}, "application/json"
    )

    assert (page.status_code, api.status_code) == (422, 409)
    for name in ("News", "Template", "Segment"):
        assert f"“{name}”" in page.content.decode()
    assert AssetDependency.objects.count() == 2


def test_what_stays_behind_is_hinted_where_it_is_needed(client, assets, people):
    client.force_login(people["observer"])
    news, template, _segment = assets
    AssetDependency.objects.create(asset=news, needed=template)
    Asset.objects.filter(pk=template.pk).update(state="left")

    own = client.get(url_of("asset_edit", news.pk)).content.decode()
    listed = client.get(url_of("plan_assets", news.plan_id)).content.decode()
    other = client.get(url_of("asset_edit", template.pk)).content.decode()
    table = client.get(url_of("plan_assets", news.plan_id), {"format": "csv"})

    assert "stays behind" in own
    assert "stays behind" in listed
    assert "Depend on it" in other
    assert "Depends on" in b"".join(table.streaming_content).decode()


def test_a_table_says_what_assets_depend_on(client, assets, plan, people):
    client.force_login(people["lead"])

    def bring(text: str):
        file = SimpleUploadedFile(
            "a.csv", ("ID,Name,Type,Depends on\n" + text).encode()
        )
        url = client.post(url_of("asset_import", plan.pk), {"file": file}).url
        seen = client.get(url).context["take_form"].initial["seen"]
        return client.post(url, {"seen": seen})

    taken = bring("a,News,email,b; New form\nd,New form,form,")
    circle = bring("b,Template,email,a")
    unknown = bring("c,Segment,email,zzz")

    assert taken.status_code == 302
    found = assets[0].needs.values_list("needed__name", flat=True)
    assert set(found) == {"Template", "New form"}
    assert (circle.status_code, unknown.status_code) == (422, 422)
    assert "depends on “zzz”" in unknown.content.decode()
    assert not assets[1].needs.exists()


def test_the_api_tells_and_takes_dependencies(client, assets, plan, people):
    client.force_login(people["lead"])
    news, template, segment = assets

    added = client.post(
        f"/api/v1/assets/{news.pk}/needs/", {"asset": template.pk}, "application/json"
    )
    rows = [{"name": "News", "kind": "email", "key": "a", "needs": ["c"]}]
    client.post(
        f"/api/v1/plans/{plan.pk}/assets/import/", {"assets": rows}, "application/json"
    )
    listed = client.get(f"/api/v1/plans/{plan.pk}/assets/").json()["results"]
    gone = client.delete(f"/api/v1/assets/{news.pk}/needs/{segment.pk}/")

    assert added.json()["needs"] == [template.pk]
    assert next(row for row in listed if row["id"] == news.pk)["needs"] == [segment.pk]
    assert gone.status_code == 204
    assert not news.needs.exists()
