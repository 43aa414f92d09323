from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from evaluator.models import Choice, Score
from migration.models import Plan, PlanMember, Task
from migration.services.plans.endings import archive_plan, delete_plan

pytestmark = pytest.mark.django_db

SEE = [
    ("lead", 200),
    ("evaluator", 200),
    ("observer", 200),
    ("owner", 404),
    ("member", 404),
    ("outsider", 404),
]
MANAGE = [
    ("lead", 302),
    ("evaluator", 403),
    ("observer", 403),
    ("owner", 404),
    ("member", 404),
    ("outsider", 404),
]
FORM = {
    "title": "Move to Bolt",
    "source_name": "Acme",
    "target_name": "Bolt",
    "go_live_on": "1406/01/15",
    "weekend": "5",
    "form_key": "7b2f6a8e-5d0c-4a3b-9d52-0c1a7e3f9b11",
}


def url_of(name: str, *args: int) -> str:
    return reverse(f"migration:{name}", args=args)


@pytest.fixture
def chosen(revealed, people, now) -> Choice:
    acme, bolt = (revealed.candidates.get(name=name) for name in ("Acme", "Bolt"))
    acme.is_incumbent = True
    acme.save(update_fields=["is_incumbent"])
    return Choice.objects.create(
        evaluation=revealed, chosen=bolt, reasons="Best", by=people["lead"], at=now
    )


@pytest.mark.parametrize(("person", "status"), SEE)
def test_who_sees_the_people(client, plan, people, person, status):
    client.force_login(people[person])

    assert client.get(url_of("plan_people", plan.pk)).status_code == status


@pytest.mark.parametrize(("person", "status"), MANAGE)
def test_who_manages_people(client, plan, people, person, status):
    client.force_login(people[person])
    worker = plan.members.get(user=people["second"])

    answers = [
        client.post(
            url_of("plan_member_add", plan.pk),
            {"user": people["member"].pk, "role": "contributor"},
        ),
        client.post(
            url_of("plan_member_role", plan.pk, worker.pk), {"role": "observer"}
        ),
        client.post(url_of("plan_member_remove", plan.pk, worker.pk)),
    ]

    assert {answer.status_code for answer in answers} == {status}
    assert plan.members.filter(user=people["member"]).exists() == (status == 302)
    assert plan.members.filter(pk=worker.pk).exists() == (status != 302)


@pytest.mark.parametrize(("person", "status"), MANAGE)
def test_who_changes_settings_and_puts_away(client, plan, people, person, status):
    client.force_login(people[person])

    answers = [
        client.post(
            url_of("plan_settings", plan.pk),
            FORM | {"title": "Other", "weekend": plan.weekend, "version": 1},
        ),
        client.post(url_of("plan_archive", plan.pk)),
        client.post(url_of("plan_unarchive", plan.pk)),
        client.post(url_of("plan_delete", plan.pk)),
    ]

    assert {answer.status_code for answer in answers} == {status}
    assert (Plan.objects.get(pk=plan.pk).title == "Other") == (status == 302)


def test_somebody_of_another_team_is_not_added(client, plan, people):  # R12
    client.force_login(people["lead"])

    answer = client.post(
        url_of("plan_member_add", plan.pk),
        {"user": people["outsider"].pk, "role": "contributor"},
    )

    assert answer.status_code == 422
    assert plan.members.count() == 4


def test_a_member_of_another_plan_is_unknown_here(client, plan, people, now):  # R11
    stranger = PlanMember.objects.create(
        plan=Plan.objects.create(team=plan.team, title="Other"),
        user=people["member"],
        role="lead",
    )
    client.force_login(people["lead"])
    url = url_of("plan_member_remove", plan.pk, stranger.pk)

    assert client.post(url).status_code == 404


def test_a_plan_is_made_with_a_persian_day(client, people):
    client.force_login(people["member"])

    answer = client.post(url_of("plan_new"), FORM)

    plan = Plan.objects.get()
    assert answer.url == url_of("plan_checklist", plan.pk)
    assert (plan.go_live_on, plan.weekend) == (date(2027, 4, 4), "5")
    assert plan.tasks.get(template_key="go_live").due_on == date(2027, 4, 4)


def test_a_plan_may_have_days_off_of_its_own(client, people):
    client.force_login(people["member"])
    own = {"weekend": "other", "own_days_off": ["7", "3"]}

    client.post(url_of("plan_new"), FORM | own)

    plan = Plan.objects.get()
    assert plan.weekend == "37"
    page = client.get(url_of("plan_settings", plan.pk))
    assert page.context["form"]["weekend"].value() == "other"
    assert page.context["form"]["own_days_off"].value() == ["3", "7"]


@pytest.mark.parametrize("own", [[], list("1234567"), ["8"]])
def test_days_off_leave_a_day_to_work_on(client, people, own):
    client.force_login(people["member"])
    sent = FORM | {"weekend": "other", "own_days_off": own}

    answer = client.post(url_of("plan_new"), sent)

    assert answer.status_code == 422
    assert answer.context["form"].errors["own_days_off"]
    assert not Plan.objects.exists()


def test_other_days_off_say_what_they_move_before_they_are_saved(client, plan, people):
    client.force_login(people["lead"])
    url = url_of("plan_settings", plan.pk)
    own = {"weekend": "other", "own_days_off": list("34567")}
    sent = FORM | own | {"version": plan.version}

    shown = client.post(url, sent)

    plan.refresh_from_db()
    effect = shown.context["effect"]
    assert effect.days > 0
    assert plan.weekend != "34567"
    client.post(url, sent | {"confirmed": effect.after.isoformat()})
    plan.refresh_from_db()
    assert plan.weekend == "34567"


def test_the_form_sent_twice_makes_one_plan(client, people):  # R49
    client.force_login(people["member"])

    client.post(url_of("plan_new"), FORM)
    client.post(url_of("plan_new"), FORM)

    assert Plan.objects.count() == 1


def test_from_and_to_must_differ(client, people):
    client.force_login(people["member"])

    answer = client.post(url_of("plan_new"), FORM | {"target_name": " ACME "})

    assert answer.status_code == 422
    assert not Plan.objects.exists()


def test_a_wish_too_near_is_said_at_once(client, people):
    client.force_login(people["member"])

    answer = client.post(
        url_of("plan_new"), FORM | {"go_live_on": "2020-01-01"}, follow=True
    )

    assert "go-live comes later than you wished" in answer.content.decode()


def test_the_choice_fills_the_form_and_the_plan_follows_it(client, chosen, people):
    client.force_login(people["lead"])
    url = f"{url_of('plan_new')}?evaluation={chosen.evaluation_id}"

    form = client.get(url).context["form"]
    client.post(url, FORM)

    assert (form["source_name"].value(), form["target_name"].value()) == (
        "Acme",
        "Bolt",
    )
    assert Plan.objects.get().evaluation == chosen.evaluation


def test_going_on_to_the_wizard_keeps_what_the_decision_knows(client, chosen, people):
    client.force_login(people["lead"])
    evaluation = chosen.evaluation
    evaluation.objectives.create(statement="More sales")
    evaluation.criteria.create(template_key="crm_sync", kind="rated")
    url = f"{url_of('plan_new')}?evaluation={evaluation.pk}"

    wizard = client.post(url, {**FORM, "then": "fit"}, follow=True)

    assert wizard.context["form"]["crm"].value() == "yes"
    measures = Plan.objects.get().success_measures
    assert [each.name for each in measures.all()] == ["More sales"]


@pytest.fixture
def weak(chosen):
    """What was chosen, scored low by all on one criterion."""
    low = chosen.evaluation.criteria.get(own_name="Growth")
    Score.objects.filter(ballot__candidate=chosen.chosen, criterion=low).update(value=1)
    return low


def test_the_risks_of_the_choice_are_shown_ticked(client, chosen, weak, people):
    client.force_login(people["lead"])
    url = f"{url_of('plan_new')}?evaluation={chosen.evaluation_id}"
    page = client.get(url).content.decode()

    client.post(url, {**FORM, "risks": [weak.pk]})

    assert "The new platform is weak at “Growth”: the committee gave 1 of 5." in page
    assert Plan.objects.get().risks.get().criterion == weak


def test_an_unticked_risk_stays_away(client, chosen, weak, people):
    client.force_login(people["lead"])

    client.post(f"{url_of('plan_new')}?evaluation={chosen.evaluation_id}", FORM)

    assert Plan.objects.get().risks.count() == 0


def test_a_risk_that_is_none_any_more_is_said(client, chosen, weak, people):
    client.force_login(people["lead"])
    url = f"{url_of('plan_new')}?evaluation={chosen.evaluation_id}"

    answer = client.post(url, {**FORM, "risks": [weak.pk + 999]})

    assert answer.status_code == 422
    assert "has changed since you opened the page" in answer.content.decode()


def test_the_api_tells_the_risks_and_leaves_some_out(
    client, chosen, weak, people, team, django_assert_max_num_queries
):
    client.force_login(people["lead"])
    asked = {key: FORM[key] for key in ("title", "source_name", "target_name")}
    body = {**asked, "team": team.pk, "evaluation": chosen.evaluation_id}

    with django_assert_max_num_queries(18):
        told = client.get(f"/api/v1/evaluations/{chosen.evaluation_id}/plan-risks/")
    client.post("/api/v1/plans/", {**body, "no_risks": [weak.pk]}, "application/json")

    assert [(x["criterion"], x["impact"]) for x in told.json()] == [(weak.pk, 3)]
    assert Plan.objects.get().risks.count() == 0


@pytest.mark.parametrize(
    ("person", "status"),
    [("lead", 200), ("evaluator", 403), ("member", 404), ("outsider", 404)],
)
def test_only_its_lead_plans_from_an_evaluation(  # R12
    client, chosen, people, person, status
):
    client.force_login(people[person])
    url = f"{url_of('plan_new')}?evaluation={chosen.evaluation_id}"

    assert client.get(url).status_code == status


def test_the_results_lead_to_the_plan(client, chosen, plan, people):
    client.force_login(people["lead"])
    url = reverse("evaluator:results", args=[chosen.evaluation_id])

    before = client.get(url).content.decode()
    Plan.objects.filter(pk=plan.pk).update(evaluation=chosen.evaluation)
    after = client.get(url).content.decode()

    assert f"{url_of('plan_new')}?evaluation={chosen.evaluation_id}" in before
    assert url_of("plan_overview", plan.pk) in after


@pytest.mark.parametrize(
    ("end", "shelf"), [(None, "plan_list"), (archive_plan, "plan_archived")]
)
def test_a_plan_lies_on_one_shelf(client, plan, people, now, end, shelf):
    client.force_login(people["lead"])
    if end:
        end(plan=plan, actor=people["lead"], now=now)

    found = [
        name
        for name in ("plan_list", "plan_archived", "plan_bin")
        if client.get(url_of(name)).context["rows"]
    ]

    assert found == [shelf]


@pytest.mark.parametrize(("person", "count"), [("lead", 1), ("evaluator", 0)])
def test_the_bin_shows_what_the_reader_may_take_back(
    client, plan, people, person, count
):
    delete_plan(plan=plan, actor=people["lead"], now=timezone.now())
    client.force_login(people[person])

    assert len(client.get(url_of("plan_bin")).context["rows"]) == count


def test_a_plan_comes_back_from_the_bin(client, plan, people):
    client.force_login(people["lead"])
    client.post(url_of("plan_delete", plan.pk))

    answer = client.post(url_of("plan_restore", plan.pk))

    assert answer.status_code == 302
    assert Plan.objects.present().exists()


def test_the_start_page_names_what_is_late_and_shows_the_plan(
    client, plan, task_of, people, team
):
    own = plan.members.get(user=people["evaluator"])
    late = team.day_of(plan.created_at) - timedelta(days=4000)
    plan.tasks.filter(phase__in=["mobilise", "design"]).update(
        assigned_to=own, due_on=late
    )
    client.force_login(people["evaluator"])

    page = client.get("/")

    needs = [need.text for need in page.context["needs"]]
    assert f"{task_of('charter').title} ({plan.title})" in needs
    assert f"5 more of your tasks in {plan.title}" in needs
    assert plan.title in page.content.decode()


def test_what_others_do_is_not_my_need(client, plan, people, team):
    plan.tasks.update(due_on=team.day_of(plan.created_at))
    client.force_login(people["evaluator"])

    assert client.get("/").context["needs"] == []


@pytest.mark.parametrize("name", ["plan_list", "plan_people"])
def test_the_number_of_queries_does_not_grow(
    client, plan, people, now, name, django_assert_max_num_queries
):
    client.force_login(people["lead"])
    for number in range(5):
        other = Plan.objects.create(team=plan.team, title=f"Plan {number}")
        PlanMember.objects.create(plan=other, user=people["lead"], role="lead")
        Task.objects.create(plan=other, own_title="Task", phase="design")
    args = [] if name == "plan_list" else [plan.pk]

    # session, user, memberships, membership or role, rows; for the form the people
    with django_assert_max_num_queries(9):
        assert client.get(url_of(name, *args)).status_code == 200


def test_a_choice_is_offered_until_there_is_a_plan_for_it(client, chosen, people):
    client.force_login(people["lead"])

    before = client.get(url_of("plan_new")).context["offered"]
    client.post(f"{url_of('plan_new')}?evaluation={chosen.evaluation_id}", FORM)
    after = client.get(url_of("plan_new")).context["offered"]

    assert (before, after) == ([chosen.evaluation], [])
