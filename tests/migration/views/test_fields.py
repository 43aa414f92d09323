import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db

FORM = {
    "source_field": "OPT_IN",
    "source_kind": "yes_no",
    "target_field": "consent",
    "target_kind": "pick",
    "truth": "source",
    "role": "consent",
    "translation": "yes => in\nno => out",
    "otherwise": "out",
    "source_allows": "yes",
    "target_allows": "in",
}


def add(client, plan, **changed):
    url = reverse("migration:field_add", args=[plan.pk])
    return client.post(url, FORM | changed)


@pytest.mark.parametrize(
    ("person", "seen", "changed"),
    [
        ("lead", 200, 302),
        ("evaluator", 200, 403),
        ("observer", 200, 403),
        ("outsider", 404, 404),
    ],
)
def test_who_sees_and_changes_the_map(client, plan, people, person, seen, changed):
    field = plan.field_mappings.create(source_field="CITY")
    client.force_login(people[person])

    page = client.get(reverse("migration:plan_fields", args=[plan.pk]))
    answers = [
        add(client, plan),
        client.post(
            reverse("migration:field_edit", args=[field.pk]),
            FORM | {"role": "plain", "version": 1},
        ),
        client.post(reverse("migration:field_remove", args=[field.pk])),
        client.post(reverse("migration:field_restore", args=[field.pk])),
    ]

    assert page.status_code == seen
    assert {answer.status_code for answer in answers} == {changed}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"translation": "yes => in\nno => in"}, "does not allow writing"),
        ({"otherwise": "in"}, "Any other value would become"),
        ({"role": "suppression", "otherwise": "in"}, "Any other value would become"),
        ({"target_allows": ""}, "Say by which values"),
        ({"translation": "yes, no"}, "has no arrow"),
        ({"source_field": ""}, "This field is required"),
    ],
)
def test_a_map_that_allows_more_than_before_is_refused(
    client, plan, people, changed, said
):
    client.force_login(people["lead"])

    answer = add(client, plan, **changed)

    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not plan.field_mappings.exists()


def test_a_stale_field_is_not_overwritten(client, plan, people):
    field = plan.field_mappings.create(source_field="CITY", version=2)
    client.force_login(people["lead"])

    answer = client.post(
        reverse("migration:field_edit", args=[field.pk]), FORM | {"version": 1}
    )

    assert answer.status_code == 412  # R48


def test_the_map_comes_as_csv(client, plan, people):
    client.force_login(people["lead"])
    add(client, plan)

    url = reverse("migration:plan_fields", args=[plan.pk])
    answer = client.get(url, {"format": "csv"})

    text = b"".join(answer.streaming_content).decode()
    assert "yes => in; no => out" in text


def test_scripts_are_refused_alike(client, plan, people):
    client.force_login(people["lead"])
    body = FORM | {
        "translation": [["no", "in"]],
        "source_allows": ["yes"],
        "target_allows": ["in"],
    }

    answer = client.post(
        reverse("api:field-list", args=[plan.pk]), body, content_type="application/json"
    )

    assert answer.status_code == 409


def test_more_fields_need_no_more_queries(
    client, plan, people, django_assert_max_num_queries
):
    client.force_login(people["lead"])
    for number in range(30):
        plan.field_mappings.create(source_field=f"F{number}")

    with django_assert_max_num_queries(14):
        client.get(reverse("migration:plan_fields", args=[plan.pk]))
