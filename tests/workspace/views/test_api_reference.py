from __future__ import annotations

import pytest
from django.urls import reverse
from pytest_django.asserts import assertNumQueries

from workspace.api_reference import group_of, groups, read_groups

SCHEMA = {
    "paths": {
        "/api/v1/things/{id}/": {
            "patch": {
                "operationId": "thing_patch",
                "tags": ["things"],
                "summary": "Change one.",
                "parameters": [
                    {
                        "in": "path",
                        "name": "id",
                        "required": True,
                        "schema": {"type": "integer"},
                    }
                ],
                "requestBody": {
                    "content": {
                        "application/json": {
                            "schema": {"$ref": "#/components/schemas/ThingBody"}
                        }
                    }
                },
                "responses": {
                    "200": {
                        "description": "OK",
                        "content": {
                            "application/json": {
                                "schema": {
                                    "type": "array",
                                    "items": {"$ref": "#/components/schemas/Thing"},
                                }
                            }
                        },
                    },
                    "404": {"description": "Nothing here."},
                },
            }
        }
    },
    "components": {
        "schemas": {
            "ThingBody": {
                "type": "object",
                "required": ["stage"],
                "properties": {
                    "stage": {"enum": ["long", "short"]},
                    "weight": {"type": "number", "minimum": 0, "nullable": True},
                },
            },
            "Thing": {
                "type": "object",
                "properties": {
                    "parts": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "properties": {"day": {"type": "string", "format": "date"}},
                        },
                    }
                },
            },
        }
    },
}


def test_an_operation_is_read_with_all_that_it_takes_and_gives():
    [group] = read_groups(SCHEMA)
    [operation] = group.operations

    assert [(row.name, row.kind, row.is_required) for row in operation.body] == [
        ("stage", '"long" | "short"', True),
        ("weight", "number, ≥ 0 | null", False),
    ]
    assert operation.answers[0].content == "list of Thing"
    assert [row.name for row in operation.answers[0].fields] == ["parts", "parts.day"]
    assert operation.refusals == (("404", "Nothing here."),)
    assert """-d '{"stage": "long"}'""" in operation.example


def test_every_operation_of_the_schema_stands_on_a_page():
    known = [operation for group in groups() for operation in group.operations]

    assert len({operation.id for operation in known}) == len(known) > 10
    assert all(operation.summary for operation in known)
    assert group_of("no-such-group") is None


@pytest.mark.django_db
@pytest.mark.parametrize(("person", "status"), [("outsider", 200), (None, 302)])
def test_who_reads_about_the_api(client, people, person, status):  # R9
    if person:
        client.force_login(people[person])

    index = client.get(reverse("workspace:api_index"))
    group = client.get(reverse("workspace:api_group", args=["catalogue-platforms"]))
    schema = client.get(reverse("api_schema"))

    assert (index.status_code, group.status_code) == (status, status)
    assert schema.status_code == (200 if person else 401)


@pytest.mark.django_db
def test_the_pages_ask_the_database_for_the_frame_only(client, people):
    client.force_login(people["lead"])
    groups()

    # session, person, memberships with their teams
    with assertNumQueries(3):
        page = client.get(reverse("workspace:api_index"))

    assert "/api/v1/platforms/" in page.content.decode()


@pytest.mark.django_db
def test_a_group_that_is_none_is_not_found(client, people):
    client.force_login(people["lead"])

    assert client.get(reverse("workspace:api_group", args=["x"])).status_code == 404
