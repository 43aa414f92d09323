from datetime import timedelta

import pytest
from django.urls import reverse

from migration.models import Plan, Stakeholder, Task, TaskLink, TeamTemplate
from migration.services.checklist.tasks import TaskEdit, add_task, complete_task
from migration.services.gates.risks import RiskEdit, add_risk, seed_risks
from migration.services.inventory.assets import AssetEdit, add_asset
from migration.services.people.stakeholders import StakeholderEdit, seat
from migration.services.plans.plans import NewPlan, create_plan
from migration.services.plans.switches import Switches, set_switches
from migration.services.plans.team_templates import (
    TemplateNameTaken,
    remove_template,
    rename_template,
    restore_template,
    save_template,
)
from migration.services.schedule.schedule import TaskSchedule, schedule_task


@pytest.fixture
def template(plan, people, now, task_of):
    """Of a plan with an own task, other days, a person, a tick, a link and gates."""
    lead, emails = people["lead"], task_of("emails")
    add_task(
        plan=plan, edit=TaskEdit(title="Tell the board", phase="mobilise"),
        actor=lead, now=now,
    )  # fmt: skip
    schedule_task(
        task=emails, edit=TaskSchedule(days=12, days_low=9, days_high=20),
        version=emails.version, actor=lead, now=now,
    )  # fmt: skip
    own = plan.tasks.get(own_title="Tell the board")
    TaskLink.objects.create(before=task_of("charter"), after=own, lag=2)
    own.steps.create(text="Draft the letter", done_at=now)
    complete_task(
        task=task_of("charter"), proof="10,214", actor=lead, now=now
    )  # fmt: skip
    plan.refresh_from_db()
    switched = Switches(uses_gates=True)
    set_switches(
        plan=plan, switches=switched, version=plan.version, actor=lead, now=now
    )
    return save_template(plan=plan, name="Our way", actor=lead, now=now)


def begin(team, people, now, template, **more) -> Plan:
    new = NewPlan("Next move", "Bolt", "Core", template=template, **more)
    return create_plan(team=team, new=new, actor=people["lead"], now=now)


def test_a_plan_begins_with_what_the_template_kept(team, people, now, template, plan):
    made = begin(team, people, now, template)

    tasks = {task.template_key or task.own_title: task for task in made.tasks.all()}
    assert len(tasks) == plan.tasks.count() == template.task_count
    emails = tasks["emails"]
    assert (emails.days, emails.days_low, emails.days_high) == (12, 9, 20)
    own = tasks["Tell the board"]
    assert own.links_before.get().before.template_key == "charter"
    assert [(x.text, x.done_at) for x in own.steps.all()] == [
        ("Draft the letter", None)
    ]
    assert made.uses_gates
    assert made.gates.count() == plan.gates.count() > 0
    old_criteria = plan.gates.order_by("pk").first().criteria.count()
    assert made.gates.order_by("pk").first().criteria.count() == old_criteria


def test_people_days_and_proofs_are_left_out(team, people, now, template):
    made = begin(team, people, now, template)

    assert not made.tasks.exclude(assigned_to=None).exists()
    assert not made.tasks.exclude(done_at=None).exists()
    assert not made.tasks.exclude(proof="").exists()
    assert not made.tasks.exclude(due_on=None).exists()
    assert "10,214" not in str(template.content)


@pytest.mark.parametrize("ahead", [400, 20])
def test_due_days_lead_up_to_go_live_or_start_today(team, people, now, template, ahead):
    wished = now.date() + timedelta(days=ahead)

    made = begin(team, people, now, template, go_live_on=wished)

    go_live = made.tasks.get(template_key="go_live")
    first = min(made.tasks.values_list("due_on", flat=True))
    assert first >= now.date()
    assert (go_live.due_on <= wished) is (ahead == 400)
    assert made.starts_on >= now.date()


def test_what_only_the_inventory_called_for_is_left_out(plan, people, now):
    edit = AssetEdit("Welcome", "workflow", size="L")
    asset = add_asset(plan=plan, edit=edit, actor=people["lead"], now=now)
    for key, about in (("asset_build", f"asset-{asset.pk}"), ("domains", "domain-b")):
        Task.objects.create(
            plan=plan, template_key=key, about=about, about_name="X", phase="build"
        )

    saved = save_template(plan=plan, name="A", actor=people["lead"], now=now)

    keys = [task["template_key"] for task in saved.content["tasks"]]
    assert "asset_build" not in keys
    assert keys.count("domains") == 1


@pytest.fixture
def repeated(plan):
    """Make the same task about two things, so that a template keeps it once."""

    def make(key: str) -> list[Task]:
        return [
            Task.objects.create(
                plan=plan, template_key=key, about=f"domain-{x}", phase="build"
            )
            for x in "ab"
        ]

    return make


def test_links_between_different_things_are_left_out(plan, people, now, repeated):
    dns, signing = repeated("dns"), repeated("authentication")
    TaskLink.objects.create(before=dns[0], after=signing[0])
    TaskLink.objects.create(before=signing[0], after=dns[1])

    saved = save_template(plan=plan, name="A", actor=people["lead"], now=now)

    keys = [task["template_key"] for task in saved.content["tasks"]]
    kept = {(keys[x["before"]], keys[x["after"]]) for x in saved.content["links"]}
    assert ("dns", "authentication") in kept
    assert ("authentication", "dns") not in kept


def test_a_template_in_a_circle_is_refused(client, plan, people, repeated, task_of):
    first, second = repeated("dns")
    for before, after in ((first, task_of("emails")), (task_of("emails"), second)):
        TaskLink.objects.create(before=before, after=after)
    client.force_login(people["lead"])

    answer = client.post(
        reverse("migration:template_save", args=[plan.pk]), {"name": "A"}
    )

    assert answer.status_code == 422
    assert "would wait for each other" in answer.content.decode()
    assert task_of("emails").title in answer.content.decode()


def test_a_kept_template_with_a_circle_still_makes_a_plan(team, people, now, template):
    link = template.content["links"][0]
    back = {"before": link["after"], "after": link["before"]}
    template.content["links"].append({**link, **back})
    wished = now.date() + timedelta(days=400)

    made = begin(team, people, now, template, go_live_on=wished)

    assert made.starts_on is None
    assert made.tasks.count() == template.task_count


def test_a_plan_that_says_who_is_responsible_has_deliverables(
    team, people, now, template
):
    template.content["switches"]["uses_raci"] = True
    del template.content["deliverables"]  # as before templates held them

    made = begin(team, people, now, template)

    phases = set(made.tasks.values_list("phase", flat=True))
    assert set(made.deliverables.values_list("phase", flat=True)) == phases


@pytest.fixture
def seat_on(plan, people, now):
    def seat_person(role: str, name: str) -> Stakeholder:
        edit = StakeholderEdit(name, role)
        return seat(plan=plan, edit=edit, actor=people["lead"], now=now)

    return seat_person


def keep(plan, people, now) -> TeamTemplate:
    return save_template(plan=plan, name="B", actor=people["lead"], now=now)


def test_own_gates_come_back_with_what_they_ask_and_nothing_said(
    team, people, now, plan, task_of
):
    plan.uses_gates = True
    plan.save()
    opens = task_of("emails")
    gate = plan.gates.create(
        own_name="Board", phase=opens.phase, opens=opens, voters=["sponsor"],
        due_on=now.date(),
    )  # fmt: skip
    gate.criteria.create(own_text="The board has read it", is_hard=False)
    gate.criteria.create(
        own_text="Signed", proof="Minutes", attested_at=now, attested_by=people["lead"]
    )
    gate.criteria.create(own_text="Gone", removed_at=now)

    made = begin(team, people, now, keep(plan, people, now)).gates.get()

    assert (made.name, made.voters, made.due_on) == ("Board", ["sponsor"], None)
    assert made.opens.template_key == "emails"
    kept = [(x.text, x.is_hard, x.proof) for x in made.criteria.order_by("position")]
    assert kept == [("The board has read it", False, ""), ("Signed", True, "")]
    assert not made.criteria.exclude(attested_at=None).exists()


def test_deliverables_come_back_with_the_parts_of_roles(
    team, people, now, plan, task_of, seat_on
):
    plan.uses_raci = True
    plan.save()
    own = plan.deliverables.create(own_name="The handbook", position=1)
    of_task = plan.deliverables.create(task=task_of("emails"), position=2)
    plan.deliverables.create(own_name="Gone", removed_at=now)
    ada, bob, guest = (
        seat_on(role, name)
        for role, name in (("crm", "Ada"), ("crm", "Bob"), ("", "Guest"))
    )
    own.parts.create(stakeholder=ada, part="A")
    own.parts.create(stakeholder=bob, part="R")
    own.parts.create(stakeholder=guest, part="C")

    template = keep(plan, people, now)
    made = begin(team, people, now, template)

    rows = made.deliverables.order_by("position")
    assert [each.name for each in rows] == ["The handbook", of_task.name]
    assert [each.waiting_parts for each in rows] == [{"crm": "AR"}, {}]
    assert made.stakeholders.count() == 0
    assert "Ada" not in str(template.content)


def test_whoever_sits_first_takes_the_waiting_parts(plan, people, now, seat_on):
    plan.uses_raci = True
    plan.save()
    sponsor = seat_on("sponsor", "Sam")
    free = plan.deliverables.create(own_name="Free", waiting_parts={"crm": "A"})
    taken = plan.deliverables.create(own_name="Taken", waiting_parts={"crm": "AR"})
    taken.parts.create(stakeholder=sponsor, part="A")

    first, second = seat_on("crm", "Ada"), seat_on("crm", "Bob")

    assert free.parts.get().stakeholder == first
    assert free.parts.get().part == "A"
    assert taken.parts.get(stakeholder=first).part == "R"
    assert not second.parts.exists()
    free.refresh_from_db()
    assert (free.waiting_parts, free.version) == ({}, 2)


def test_an_empty_chair_tells_what_waits_for_it(client, plan, people):
    plan.uses_raci = True
    plan.save()
    made = plan.deliverables.create(own_name="Rules", waiting_parts={"crm": "A"})
    client.force_login(people["observer"])

    page = client.get(reverse("migration:plan_stakeholders", args=[plan.pk]))
    answer = client.get(f"/api/v1/plans/{plan.pk}/stakeholders/").json()

    assert "1 responsibility waits here" in page.content.decode()
    chair = next(x for x in answer["chairs"] if x["role"] == "crm")
    assert chair["parts"] == [{"deliverable": made.pk, "part": "A"}]


def test_parts_that_nobody_took_are_kept_on(team, people, now, plan):
    plan.uses_raci = True
    plan.save()
    plan.deliverables.create(own_name="Rules", waiting_parts={"crm": "A"})

    made = begin(team, people, now, keep(plan, people, now))

    assert made.deliverables.get().waiting_parts == {"crm": "A"}


def test_risks_come_back_open_and_watched_by_nobody(team, people, now, plan, task_of):
    seed_risks(plan=plan, actor=people["lead"], now=now)
    edit = RiskEdit(
        "The shop is slow", "Cache it", 5, 2, plan.members.first(), task_of("emails"),
        is_closed=True,
    )  # fmt: skip
    add_risk(plan=plan, edit=edit, actor=people["lead"], now=now)
    plan.risks.create(own_text="Gone", removed_at=now)

    made = begin(team, people, now, keep(plan, people, now))

    assert made.risks.count() == plan.risks.present().count() > 1
    own = made.risks.get(seed_key="")
    assert (own.text, own.answer, own.score) == ("The shop is slow", "Cache it", 10)
    assert (own.task.template_key, own.owner, own.is_closed) == ("emails", None, False)
    assert not made.risks.exclude(owner=None).exists()


def test_a_template_of_before_still_makes_a_plan(team, people, now, template):
    del template.content["deliverables"], template.content["risks"]
    for task in template.content["tasks"]:
        del task["keeps_days"]

    made = begin(team, people, now, template)

    waiting = set(made.tasks.filter(keeps_days=True).values_list("template_key"))
    assert waiting == {("warm_up",), ("watch",)}

    assert made.tasks.count() == template.task_count
    assert made.risks.count() == made.deliverables.count() == 0


def test_the_page_says_what_is_kept_and_what_is_not(client, plan, people):
    client.force_login(people["lead"])

    page = client.get(reverse("migration:plan_settings", args=[plan.pk]))

    text = page.content.decode()
    assert "deliverables with the part of each role" in text
    assert "who watches a risk" in text


def test_names_are_told_apart_as_people_do(plan, template, people, now):
    with pytest.raises(TemplateNameTaken):
        save_template(plan=plan, name=" our WAY ", actor=people["lead"], now=now)


def test_a_template_is_renamed_removed_and_brought_back(template, people, now):
    who = {"actor": people["second"], "now": now}
    rename_template(template=template, name="Better", version=1, **who)
    remove_template(template=template, **who)
    assert not TeamTemplate.objects.present().exists()

    restore_template(template=template, **who)

    assert TeamTemplate.objects.present().get().name == "Better"


@pytest.mark.parametrize(
    ("person", "status"), [("lead", 302), ("second", 302), ("outsider", 404)]
)
@pytest.mark.parametrize("action", ["rename", "remove", "restore"])
def test_only_the_team_touches_its_templates(
    client, people, template, person, status, action
):
    client.force_login(people[person])
    url = reverse(f"migration:template_{action}", args=[template.pk])

    answer = client.post(url, {"name": "Mine", "version": template.version})

    assert answer.status_code == status


@pytest.mark.parametrize(
    ("person", "status"), [("lead", 302), ("evaluator", 403), ("outsider", 404)]
)
def test_only_leads_keep_a_plan_as_a_template(client, people, plan, person, status):
    client.force_login(people[person])
    url = reverse("migration:template_save", args=[plan.pk])

    assert client.post(url, {"name": "Mine"}).status_code == status


def test_the_list_shows_the_own_team_alone(client, people, template):
    url = reverse("migration:template_list")
    client.force_login(people["member"])
    own = client.get(url).content.decode()
    client.force_login(people["outsider"])
    other = client.get(url).content.decode()

    assert "Our way" in own
    assert "Our way" not in other


def test_a_new_plan_offers_them_and_no_foreign_one(client, people, template):
    url = reverse("migration:plan_new")
    client.force_login(people["lead"])
    page = client.get(url, {"template": template.pk}).content.decode()
    data = {
        "title": "Next", "source_name": "A", "target_name": "B", "weekend": "67",
        "form_key": "11111111-1111-4111-8111-111111111111", "template": template.pk,
    }  # fmt: skip

    made = client.post(url, data)
    client.force_login(people["outsider"])
    client.post(url, {**data, "form_key": "21111111-1111-4111-8111-111111111111"})

    assert "Our way" in page
    assert made.status_code == 302
    next_ones = Plan.objects.filter(title="Next").order_by("pk")
    own = "Tell the board"
    counts = [plan.tasks.filter(own_title=own).count() for plan in next_ones]
    assert counts == [1, 0]


def test_refused_names_answer_422(client, people, plan, template):
    client.force_login(people["lead"])
    save = reverse("migration:template_save", args=[plan.pk])
    rename = reverse("migration:template_rename", args=[template.pk])

    taken = client.post(save, {"name": "Our way"})
    empty = client.post(rename, {"name": " ", "version": 1})
    stale = client.post(rename, {"name": "Other", "version": 9})

    assert [x.status_code for x in (taken, empty, stale)] == [422, 422, 412]
    assert "already" in taken.content.decode()


def test_the_list_needs_few_queries(
    client, people, template, django_assert_max_num_queries
):
    client.force_login(people["lead"])

    with django_assert_max_num_queries(8):
        client.get(reverse("migration:template_list"))


def test_the_api_keeps_and_uses_them(client, people, plan, team):
    client.force_login(people["lead"])

    made = client.post(
        "/api/v1/plan-templates/",
        {"plan": plan.pk, "name": "Way"},
        content_type="application/json",
    )
    names = {"title": "Next", "source_name": "A", "target_name": "B"}
    begun = client.post(
        "/api/v1/plans/",
        {**names, "team": team.pk, "template": made.json()["id"]},
        content_type="application/json",
    )
    client.force_login(people["outsider"])
    hidden = client.get(f"/api/v1/plan-templates/{made.json()['id']}/")

    assert (made.status_code, begun.status_code) == (201, 201)
    assert made.json()["tasks"] == 29
    assert hidden.status_code == 404
