"""What leaving the team would do to the plans, told before it is done."""

from __future__ import annotations

import pytest
from django.urls import reverse

from common.text import isolated
from migration.models import Plan, Stakeholder, Task
from migration.partings import tell_partings
from migration.selectors.schedule.effects import effect_of, without_member
from migration.selectors.schedule.network import read_network
from migration.services.people.people import leave_plans
from tests.workspace.people import confirm_identity
from workspace.models import Member
from workspace.services.erasure import erase_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(people):
    """Leads the plan too."""
    return people["lead"]


@pytest.fixture
def leaving(team, plan, task_of, people, owner) -> Member:
    """Has the go-live, and one hour a day for it."""
    team.members.filter(user=owner).update(role="owner")
    worker = plan.members.get(user=people["evaluator"])
    plan.stakeholders.create(name="Eva", member=worker, hours_a_day=1)
    task = task_of("go_live")
    task.days, task.assigned_to = 3, worker
    task.save()
    found: Member = team.members.get(user=people["evaluator"])
    return found


def told(leaving: Member, seen_by, now):
    return list(
        tell_partings(team=leaving.team, user=leaving.user, seen_by=seen_by, now=now)
    )


def test_tasks_and_the_new_end_are_told_of_each_plan(plan, leaving, owner, now):
    network = read_network(plan, today=plan.team.day_of(now))
    worker = plan.members.get(user=leaving.user)

    [parting] = told(leaving, owner, now)

    effect = effect_of(network, without_member(network, worker.pk))
    assert effect.days < 0
    assert parting.title == plan.title
    assert parting.text.startswith("1 open task becomes nobody's. The end would move")
    assert f"by \N{MINUS SIGN}{-effect.days} days" in parting.text
    assert parting.url == reverse("migration:plan_people", args=[plan.pk])


def test_a_plan_that_loses_its_only_lead_names_who_leads_it_then(
    plan, people, team, owner, now
):
    lead = team.members.get(user=people["lead"])
    plan.stakeholders.all().delete()

    [alone] = told(lead, people["lead"], now)
    leave_plans(team=team, user=lead.user, actor=lead.user, now=now)

    heir = plan.members.leads().get().user
    assert alone.text == f"It loses its only lead; {isolated(str(heir))} would lead it."


def test_a_plan_with_two_leads_keeps_one(plan, leaving, owner, now):
    plan.members.filter(user=leaving.user).update(role="lead")

    [parting] = told(leaving, owner, now)

    assert "only lead" not in parting.text


def test_a_later_end_is_told_too(plan, leaving, owner, now):
    worker = plan.members.get(user=leaving.user)
    Stakeholder.objects.update(hours_a_day=None)
    Task.objects.filter(assigned_to=worker).update(owner_role="it")
    plan.stakeholders.create(name="Ida", role="it", hours_a_day=1)

    [parting] = told(leaving, owner, now)

    assert "The end would move by +" in parting.text


def test_plans_that_the_reader_does_not_see_are_not_told(plan, leaving, owner, now):
    plan.members.filter(user=owner).delete()

    assert told(leaving, owner, now) == []


@pytest.mark.parametrize("gone", ["archived_at", "deleted_at"])
def test_plans_that_are_over_are_not_told(plan, leaving, owner, now, gone):
    Plan.objects.update(**{gone: now})

    assert told(leaving, owner, now) == []


def test_a_plan_that_stays_as_it_is_says_nothing(plan, leaving, owner, now):
    Task.objects.update(assigned_to=None)
    Stakeholder.objects.all().delete()

    assert told(leaving, owner, now) == []


def test_tasks_that_wait_in_a_circle_hide_only_the_end(plan, leaving, owner, now):
    link = plan.tasks.get(template_key="go_live").links_before.first()
    link.after.links_after.create(before=link.after, after=link.before)

    [parting] = told(leaving, owner, now)

    assert parting.text == "1 open task becomes nobody's."


def test_many_plans_cost_no_further_queries_than_the_first(
    plan, leaving, owner, now, django_assert_max_num_queries
):
    for number in range(12):
        other = Plan.objects.create(
            team=plan.team, title=f"Plan {number}", created_at=now
        )
        for user in (owner, leaving.user):
            other.members.create(user=user, role="lead", added_at=now)

    # The plans, who would lead them; six networks of at most six queries.
    with django_assert_max_num_queries(38):
        told(leaving, owner, now)


def test_the_pages_and_the_api_say_it(client, plan, leaving, owner):
    client.force_login(owner)
    kept = leaving.team.members.count()

    removing = client.get(reverse("workspace:member_remove", args=[leaving.pk]))
    effect = client.post(
        reverse("api:member-removal-effect", args=[leaving.pk]),
        content_type="application/json",
    ).json()
    client.force_login(leaving.user)
    going = client.get(reverse("workspace:team_leave", args=[leaving.team_id]))

    [parting] = effect["partings"]
    assert parting["title"] == plan.title
    assert "1 open task becomes" in parting["text"]
    for page in (removing, going):
        assert parting["url"] in page.content.decode()
    assert leaving.team.members.count() == kept


def test_what_changed_meanwhile_is_said_before_anybody_goes(
    client, plan, leaving, owner
):
    client.force_login(owner)
    url = reverse("workspace:member_remove", args=[leaving.pk])
    seen = client.get(url).context["told"]
    Task.objects.filter(assigned_to__user=owner).update(assigned_to=None)
    plan.tasks.update(assigned_to=plan.members.get(user=leaving.user))

    refused = client.post(url, {"told": seen})
    still_in = leaving.team.members.filter(pk=leaving.pk).exists()
    answer = client.post(url, {"told": refused.context["told"]})

    assert refused.status_code == 409
    assert "has changed since you opened the page" in refused.content.decode()
    assert still_in
    assert answer.status_code == 302


def test_erasing_an_account_says_it_too(client, plan, leaving, owner):
    for user, name, pks in (
        (leaving.user, "own_erase", []),
        (owner, "member_erase", [leaving.pk]),
    ):
        client.force_login(user)
        confirm_identity(client, user)

        page = client.get(reverse(f"workspace:{name}", args=pks)).content.decode()

        assert reverse("migration:plan_people", args=[plan.pk]) in page
        assert "1 open task becomes nobody&#x27;s." in page


def test_plans_that_go_with_an_account_lose_nothing(client, plan, leaving):
    leaving.team.members.exclude(pk=leaving.pk).delete()
    client.force_login(leaving.user)
    confirm_identity(client, leaving.user)

    page = client.get(reverse("workspace:own_erase")).content.decode()

    assert "1 open task becomes" not in page


def test_of_an_erased_person_a_chair_keeps_what_is_about_the_move(plan, leaving, now):
    chair = plan.stakeholders.get(name="Eva")
    about_her = {"email": "eva@home.example", "fears": "Her hours", "channel": "Phone"}
    Stakeholder.objects.filter(pk=chair.pk).update(
        role="crm", duties="Connects the CRM", **about_her
    )
    day = plan.team.day_of(now)
    plan.days_free.create(
        kind="leave", stakeholder=chair, name="Clinic", first_on=day, last_on=day
    )

    erase_person(person=leaving.user, actor=None, now=now)

    chair.refresh_from_db()
    leaving.user.refresh_from_db()
    assert (chair.role, chair.duties) == ("crm", "Connects the CRM")
    assert chair.name == str(leaving.user)
    assert (chair.email, chair.fears, chair.channel) == ("", "", "")
    assert (chair.member, chair.hours_a_day) == (None, None)
    assert not plan.days_free.filter(kind="leave").exists()
