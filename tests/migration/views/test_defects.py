import pytest
from django.urls import reverse

from migration.models import Defect
from migration.selectors.checklist.defects import open_by_kind
from migration.services.checklist.defects import DefectEdit, close_defect, report_defect
from migration.services.plans.plans import NewPlan, create_plan

pytestmark = pytest.mark.django_db

FORM = {
    "title": "Footer breaks in Outlook",
    "kind": "defect",
    "severity": "hard",
    "version": "1",
}
WORK = [
    ("lead", 200, 302),
    ("evaluator", 200, 302),
    ("observer", 200, 403),
    ("owner", 404, 404),
    ("member", 404, 404),
    ("outsider", 404, 404),
]


def url_of(name: str, pk: int) -> str:
    return reverse(f"migration:{name}", args=[pk])


def found_by(client, address: str) -> list[Defect]:
    return list(client.get(address).context["found"].page)


@pytest.fixture
def defect(plan, act) -> Defect:
    return report_defect(plan=plan, edit=DefectEdit("Wrong sender"), **act)


@pytest.mark.parametrize(("person", "see", "work"), WORK)
def test_who_sees_and_who_works_on_defects(
    client, plan, people, defect, person, see, work
):
    client.force_login(people[person])

    seen = [
        client.get(url_of("plan_defects", plan.pk)),
        client.get(url_of("defect_edit", defect.pk)),
    ]
    done = [
        client.post(url_of("defect_report", plan.pk), FORM),
        client.post(url_of("defect_edit", defect.pk), FORM),
        client.post(url_of("defect_close", defect.pk), {"version": "2"}),
        client.post(url_of("defect_reopen", defect.pk)),
    ]

    assert {answer.status_code for answer in seen} == {see}
    assert {answer.status_code for answer in done} == {work}


def test_only_the_lead_takes_a_defect_off_the_list(client, people, plan, defect):
    client.force_login(people["evaluator"])
    refused = client.post(url_of("defect_remove", defect.pk))
    client.force_login(people["lead"])

    client.post(url_of("defect_remove", defect.pk))
    gone = client.get(url_of("defect_edit", defect.pk))
    page = client.get(url_of("plan_defects", plan.pk)).content.decode()
    client.post(url_of("defect_restore", defect.pk))

    assert (refused.status_code, gone.status_code) == (403, 404)
    assert url_of("defect_restore", defect.pk) in page
    assert plan.defects.open().get() == defect


def test_a_defect_is_reported_on_a_task_and_an_asset(client, people, plan, task_of):
    client.force_login(people["evaluator"])
    owner = plan.members.get(user=people["second"])
    asset = plan.assets.create(name="Welcome series", kind="workflow")
    parts = {"task": task_of("load").pk, "asset": asset.pk, "owner": owner.pk}

    shown = client.get(url_of("defect_report", plan.pk), {"task": parts["task"]})
    client.post(url_of("defect_report", plan.pk), FORM | parts)

    made = plan.defects.get()
    assert f'value="{parts["task"]}" selected' in shown.content.decode()
    assert (made.task, made.asset, made.owner) == (task_of("load"), asset, owner)
    assert (made.reported_by, made.is_hard, made.is_open) == (
        people["evaluator"],
        True,
        True,
    )


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"title": " "}, 422),
        ({"kind": "bug"}, 422),
        ({"severity": "deadly"}, 422),
        ({"task": "999999"}, 422),
        ({"version": "7"}, 412),
    ],
)
def test_what_does_not_fit_is_refused(client, people, defect, change, status):
    client.force_login(people["lead"])

    answer = client.post(url_of("defect_edit", defect.pk), FORM | change)

    defect.refresh_from_db()
    assert answer.status_code == status
    assert defect.title == "Wrong sender"


def test_parts_of_another_plan_are_not_named(client, people, plan, team, now):  # R12
    other = create_plan(
        team=team, new=NewPlan("Other", "A", "B"), actor=people["lead"], now=now
    )
    client.force_login(people["lead"])

    for name, pk in (
        ("task", other.tasks.first().pk),
        ("owner", other.members.get().pk),
    ):
        answer = client.post(url_of("defect_report", plan.pk), FORM | {name: pk})
        assert answer.status_code == 422
    assert not plan.defects.exists()


def test_of_two_who_close_it_the_first_stays(client, people, defect):
    for person, how in (("evaluator", "New template"), ("second", "Never mind")):
        client.force_login(people[person])
        client.post(
            url_of("defect_close", defect.pk), {"version": "1", "resolution": how}
        )

    defect.refresh_from_db()
    assert (defect.closed_by, defect.resolution) == (
        people["evaluator"],
        "New template",
    )


def test_a_defect_that_changed_since_is_not_closed(client, people, defect):  # R48
    client.force_login(people["lead"])
    client.post(url_of("defect_edit", defect.pk), FORM)

    url = url_of("defect_close", defect.pk)
    answer = client.post(url, {"version": "1", "resolution": "Sent again"})

    defect.refresh_from_db()
    closing = answer.context["closing"]
    assert answer.status_code == 412
    assert "Footer breaks" in answer.content.decode()
    assert defect.is_open
    assert (closing["version"].value(), closing["resolution"].value()) == (
        str(defect.version),
        "Sent again",
    )
    again = {field.name: field.value() for field in closing}
    assert client.post(url, again).status_code == 302


def test_an_observer_is_not_told_to_report(client, people, plan):
    client.force_login(people["observer"])

    page = client.get(url_of("plan_defects", plan.pk)).content.decode()

    assert "Whoever works on the plan reports here" in page


def test_the_list_is_filtered_and_its_table_too(client, people, plan, defect, act):
    client.force_login(people["observer"])
    edit = DefectEdit("Sales asks how", kind="training_gap", severity="hard")
    gap = report_defect(plan=plan, edit=edit, **act)
    close_defect(defect=defect, resolution="", version=1, **act)
    url = url_of("plan_defects", plan.pk)

    titles = {
        query: [each.title for each in found_by(client, f"{url}?{query}")]
        for query in ("", "show=closed", "show=all", "kind=defect", "q=asks", "mine=on")
    }
    table = client.get(f"{url}?format=csv").getvalue().decode()

    assert titles == {
        "": [gap.title],
        "show=closed": [defect.title],
        "show=all": [gap.title, defect.title],
        "kind=defect": [],
        "q=asks": [gap.title],
        "mine=on": [],
    }
    assert gap.title in table
    assert defect.title not in table


def test_open_ones_are_counted_by_kind(client, people, plan, defect, act):
    edit = DefectEdit("Sales asks how", kind="training_gap", severity="hard")
    report_defect(plan=plan, edit=edit, **act)
    close_defect(defect=defect, resolution="Sent again", version=1, **act)
    client.force_login(people["observer"])

    page = client.get(url_of("plan_adoption", plan.pk)).content.decode()
    told = client.get(reverse("api:adoption", args=[plan.pk])).json()

    assert [(each.kind, each.open, each.hard) for each in open_by_kind(plan)] == [
        ("defect", 0, 0),
        ("training_gap", 1, 1),
        ("change_request", 0, 0),
    ]
    assert "Open defects by kind" in page
    assert {"kind": "training_gap", "open": 1, "hard": 1} in told["open_defects"]


def test_what_people_write_stays_text(client, people, plan, defect):  # R43
    client.force_login(people["lead"])
    client.post(
        url_of("defect_edit", defect.pk), FORM | {"title": "<script>alert(1)</script>"}
    )

    for url in (url_of("plan_defects", plan.pk), url_of("defect_edit", defect.pk)):
        assert "<script>alert(1)" not in client.get(url).content.decode()


def test_the_list_needs_few_queries(
    client, people, plan, act, django_assert_max_num_queries
):
    owner = plan.members.get(user=people["second"])
    for number in range(8):
        edit = DefectEdit(f"Wrong {number}", owner=owner, task=plan.tasks.first())
        report_defect(plan=plan, edit=edit, **act)
    client.force_login(people["observer"])

    # session, user, memberships, own role with plan and team; count of the page, the
    # page, counts by kind, closed ones, removed ones
    with django_assert_max_num_queries(10):
        client.get(url_of("plan_defects", plan.pk))
