from __future__ import annotations

import pytest
from django.urls import reverse

from migration.models import Deliverable, Plan
from migration.services.people.first_deliverables import seed_deliverables
from tests.evaluator.api.script import Script

pytestmark = pytest.mark.django_db


def url_of(name: str, pk: int) -> str:
    return reverse(f"migration:{name}", args=[pk])


@pytest.fixture
def eva(plan):
    return plan.stakeholders.create(role="sponsor", name="Eva")


@pytest.fixture
def nadia(plan):
    return plan.stakeholders.create(role="web", name="Nadia")


@pytest.fixture
def deliverable(plan, eva, nadia) -> Deliverable:
    """The phase in which data is loaded; nobody has a part in it yet."""
    Plan.objects.update(uses_raci=True)
    plan.refresh_from_db()
    seed_deliverables(plan)
    return plan.deliverables.get(phase="data")


def page_of(client, plan) -> str:
    return client.get(url_of("plan_raci", plan.pk)).content.decode()


def form(deliverable: Deliverable, **parts: str) -> dict[str, object]:
    return {"name": deliverable.name, "version": deliverable.version} | parts


@pytest.mark.parametrize(
    ("person", "see", "edit"),
    [
        ("lead", 200, 302),
        ("evaluator", 200, 403),
        ("observer", 200, 403),
        ("outsider", 404, 404),
    ],
)
def test_who_says_who_is_responsible(
    client, people, plan, deliverable, person, see, edit
):
    client.force_login(people[person])

    seen = client.get(url_of("plan_raci", plan.pk))
    edited = [
        client.post(url_of("deliverable_add", plan.pk), {"name": "Suppression list"}),
        client.post(url_of("deliverable_edit", deliverable.pk), form(deliverable)),
        client.post(url_of("deliverable_remove", deliverable.pk)),
        client.post(url_of("deliverable_restore", deliverable.pk)),
    ]

    assert seen.status_code == see
    assert {answer.status_code for answer in edited} == {edit}


def test_switching_on_makes_the_phases_deliverables(client, people, plan):
    client.force_login(people["lead"])

    off = page_of(client, plan)
    switches = {"version": plan.version, "uses_raci": "on"}
    client.post(url_of("plan_switches", plan.pk), switches)

    assert "does not say who is responsible" in off
    assert plan.deliverables.count() == 9


def test_the_page_says_where_it_is_not_clear(
    client, people, plan, deliverable, eva, nadia
):
    client.force_login(people["lead"])
    plan.deliverables.exclude(pk=deliverable.pk).delete()
    url = url_of("deliverable_edit", deliverable.pk)
    said = []

    for parts in (("A", "A"), ("", "R"), ("A", "R")):
        deliverable.refresh_from_db()
        given = {f"part_{eva.pk}": parts[0], f"part_{nadia.pk}": parts[1]}
        client.post(url, form(deliverable, **given))
        page = page_of(client, plan)
        said.append(
            [
                each in page
                for each in (
                    "2 answer for it",
                    "nobody answers for it",
                    "Each deliverable has exactly one",
                )
            ]
        )

    assert said == [
        [True, False, False],
        [False, True, False],
        [False, False, True],
    ]


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"version": 7}, 412),
        ({"task": 999999}, 422),
        ({"part": "X"}, 422),
    ],
)
def test_what_does_not_fit_is_refused(client, people, deliverable, eva, change, status):
    client.force_login(people["lead"])
    part = change.pop("part", "A")

    sent = form(deliverable, **{f"part_{eva.pk}": part}) | change
    answer = client.post(url_of("deliverable_edit", deliverable.pk), sent)

    assert answer.status_code == status
    assert not deliverable.parts.exists()


def test_a_deliverable_without_name_and_task_is_refused(
    client, people, plan, deliverable, task_of
):
    client.force_login(people["lead"])
    url = url_of("deliverable_add", plan.pk)

    bare = client.post(url, {"name": " "})
    of_task = client.post(url, {"task": task_of("load").pk})

    assert (bare.status_code, of_task.status_code) == (422, 302)
    assert plan.deliverables.get(task__isnull=False).name == task_of("load").title


def test_parts_of_somebody_removed_wait_for_their_return(
    client, people, plan, deliverable, eva, nadia, now
):
    client.force_login(people["lead"])
    deliverable.parts.create(stakeholder=nadia, part="A")
    type(nadia).objects.filter(pk=nadia.pk).update(removed_at=now)
    given = {f"part_{eva.pk}": "R"}

    client.post(url_of("deliverable_edit", deliverable.pk), form(deliverable, **given))
    without = page_of(client, plan)
    type(nadia).objects.filter(pk=nadia.pk).update(removed_at=None)

    assert "Nadia" not in without
    assert deliverable.parts.get(stakeholder=nadia).part == "A"


def test_stakeholders_say_it_too(client, people, plan, deliverable, eva):
    deliverable.parts.create(stakeholder=eva, part="AR")
    client.force_login(people["observer"])

    everybody = client.get(url_of("plan_stakeholders", plan.pk)).content.decode()
    one = client.get(url_of("stakeholder_edit", eva.pk)).content.decode()

    assert "8 of 9 deliverables are not clear" in everybody
    assert "does it and answers for it" in one


def test_the_matrix_as_csv(client, people, plan, deliverable, eva, nadia):
    deliverable.parts.create(stakeholder=nadia, part="A")
    client.force_login(people["observer"])

    answer = client.get(url_of("plan_raci", plan.pk), {"format": "csv"})

    text = b"".join(answer.streaming_content).decode()
    assert "Deliverable,Eva,Nadia,Accountable" in text
    assert "Load the contacts,,A,1" in text


def test_the_matrix_needs_few_queries(
    client, people, plan, deliverable, django_assert_max_num_queries
):
    client.force_login(people["lead"])

    with django_assert_max_num_queries(18):
        page_of(client, plan)


def test_the_api_replaces_parts_by_version(people, plan, deliverable, eva):
    lead = Script(people["lead"])
    body = {"parts": [{"stakeholder": eva.pk, "part": "AR"}]}

    saved = lead.ask(
        "patch", "deliverable-detail", deliverable.pk, body=body, version=1
    )
    stale = lead.ask(
        "patch", "deliverable-detail", deliverable.pk, body=body, version=1
    )
    stranger = {"parts": [{"stakeholder": 999999, "part": "A"}]}
    foreign = lead.ask(
        "patch", "deliverable-detail", deliverable.pk, body=stranger, version=2
    )

    assert saved.json()["is_clear"]
    assert (stale.status_code, foreign.status_code) == (412, 409)
    assert len(lead.ask("get", "deliverable-list", plan.pk).json()) == 9


# Changed where it stands

HTMX = {"HTTP_HX_REQUEST": "true"}


def test_a_cell_opens_its_row_and_saves_it(
    client, people, plan, deliverable, eva, nadia
):
    client.force_login(people["lead"])
    deliverable.parts.create(stakeholder=nadia, part="R")
    save = url_of("raci_row_save", deliverable.pk)

    opened = client.get(
        url_of("raci_row", deliverable.pk), {"person": eva.pk}, **HTMX
    ).content.decode()
    sent = {"version": deliverable.version, f"part_{eva.pk}": "A"}
    saved = client.post(save, sent, **HTMX)

    assert f'name="part_{eva.pk}"' in opened
    assert "<html" not in opened
    page = saved.content.decode()
    assert saved.status_code == 200
    assert "clear" in page
    assert "8 of 9 deliverables are not clear" in page
    parts = dict(deliverable.parts.values_list("stakeholder__name", "part"))
    assert parts == {"Eva": "A", "Nadia": "R"}
    undone = {"version": deliverable.version + 1, **dict(saved.context["undo"])}
    client.post(save, undone, **HTMX)
    assert [each.part for each in deliverable.parts.all()] == ["R"]


def test_a_row_is_changed_without_a_script_too(client, people, plan, deliverable, eva):
    client.force_login(people["lead"])
    page = client.get(url_of("plan_raci", plan.pk), {"row": deliverable.pk})

    saved = client.post(
        url_of("raci_row_save", deliverable.pk),
        {"version": deliverable.version, f"part_{eva.pk}": "AR"},
    )

    assert f'name="part_{eva.pk}"' in page.content.decode()
    assert saved.status_code == 302
    assert saved.url.endswith(f"?row={deliverable.pk}#raci-{deliverable.pk}")
    assert deliverable.parts.get().part == "AR"


@pytest.mark.parametrize(
    ("change", "status", "told"),
    [
        ({"version": 7}, 412, "Somebody else changed this deliverable"),
        ({"part": "X"}, 422, "Choose R, A, AR, C or I"),
        ({"version": "x"}, 422, ""),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_part_that_does_not_fit_is_refused(
    client, people, deliverable, eva, change, status, told, headers
):
    client.force_login(people["lead"])
    part = change.get("part", "A")
    sent = {"version": deliverable.version, f"part_{eva.pk}": part} | change

    answer = client.post(url_of("raci_row_save", deliverable.pk), sent, **headers)

    assert answer.status_code == status
    assert told in answer.content.decode()
    assert not deliverable.parts.exists()


@pytest.mark.parametrize(
    ("person", "status"),
    [("lead", 200), ("evaluator", 403), ("observer", 403), ("outsider", 404)],
)
def test_who_changes_parts_in_place(client, people, deliverable, person, status):
    client.force_login(people[person])
    sent = {"version": deliverable.version}

    answers = [
        client.get(url_of("raci_row", deliverable.pk), **HTMX),
        client.post(url_of("raci_row_save", deliverable.pk), sent, **HTMX),
    ]

    assert {answer.status_code for answer in answers} == {status}


def test_a_foreign_person_gets_no_part(client, people, deliverable):  # R12
    client.force_login(people["lead"])
    sent = {"version": deliverable.version, "part_999999": "A"}

    client.post(url_of("raci_row_save", deliverable.pk), sent)

    assert not deliverable.parts.exists()


def test_an_observer_opens_no_row(client, people, plan, deliverable):
    client.force_login(people["observer"])

    page = client.get(url_of("plan_raci", plan.pk), {"row": deliverable.pk})

    assert "part_" not in page.content.decode()


def test_saving_a_row_needs_few_queries(
    client, people, deliverable, eva, django_assert_max_num_queries
):
    client.force_login(people["lead"])
    sent = {"version": deliverable.version, f"part_{eva.pk}": "A"}

    with django_assert_max_num_queries(45):
        client.post(url_of("raci_row_save", deliverable.pk), sent, **HTMX)
