from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from migration.models import Plan, Task
from migration.services.checklist.tasks import complete_task
from migration.services.plans.plans import NewPlan, create_plan
from workspace.models import User

pytestmark = pytest.mark.django_db

SEE = [
    ("lead", 200),
    ("evaluator", 200),
    ("observer", 200),
    ("owner", 404),
    ("member", 404),
    ("outsider", 404),
]
TICK = [
    ("lead", 302),
    ("evaluator", 302),
    ("observer", 403),
    ("owner", 404),
    ("member", 404),
    ("outsider", 404),
]
EDIT = [
    ("lead", 302),
    ("evaluator", 403),
    ("observer", 403),
    ("owner", 404),
    ("member", 404),
    ("outsider", 404),
]
SCRIPT = {"HX-Request": "true"}


def url_of(name: str, *args: int) -> str:
    return reverse(f"migration:{name}", args=args)


def filled(task: Task, **changed: object) -> dict[str, object]:
    stored = {
        "title": task.title,
        "done_when": task.done_when,
        "phase": task.phase,
        "owner_role": task.owner_role,
        "version": task.version,
    }
    return stored | changed


def speak(user: User, language: str) -> None:
    user.language = language
    user.save(update_fields=["language"])


@pytest.mark.parametrize(("person", "status"), SEE)
def test_who_sees_the_checklist(client, plan, task_of, people, person, status):
    client.force_login(people[person])

    for url in (
        url_of("plan_checklist", plan.pk),
        url_of("task_detail", task_of("charter").pk),
    ):
        assert client.get(url).status_code == status


@pytest.mark.parametrize(("person", "status"), TICK)
def test_who_may_tick(client, task_of, people, person, status):
    client.force_login(people[person])
    task = task_of("charter")

    done = client.post(url_of("task_complete", task.pk))
    is_done = task_of("charter").is_done
    reopened = client.post(url_of("task_reopen", task.pk), {"version": 2})

    assert (done.status_code, reopened.status_code) == (status, status)
    assert is_done == (status == 302)
    assert not task_of("charter").is_done


@pytest.mark.parametrize(("person", "status"), EDIT)
def test_who_may_change_tasks(client, plan, task_of, people, person, status):
    client.force_login(people[person])
    task = task_of("privacy")

    answers = [
        client.post(url_of("task_detail", task.pk), filled(task, title="One page")),
        client.post(
            url_of("task_add", plan.pk), {"title": "Tell them", "phase": "design"}
        ),
        client.post(url_of("task_move", task.pk), {"direction": "down"}),
        client.post(url_of("task_remove", task.pk)),
        client.post(url_of("task_restore", task.pk)),
    ]

    assert {answer.status_code for answer in answers} == {status}
    assert (str(task_of("privacy")) == "One page") == (status == 302)


def test_a_plan_in_the_bin_hides_its_tasks(client, plan, task_of, people, now):
    client.force_login(people["lead"])
    Plan.objects.filter(pk=plan.pk).update(deleted_at=now)

    assert client.get(url_of("plan_checklist", plan.pk)).status_code == 404
    assert (
        client.post(url_of("task_complete", task_of("charter").pk)).status_code == 404
    )


def test_an_archived_plan_is_read_but_not_ticked(client, plan, task_of, people, now):
    client.force_login(people["lead"])
    Plan.objects.filter(pk=plan.pk).update(archived_at=now)

    assert client.get(url_of("plan_checklist", plan.pk)).status_code == 200
    assert (
        client.post(url_of("task_complete", task_of("charter").pk)).status_code == 403
    )


def test_a_task_of_a_foreign_plan_is_unknown(  # R11
    client, other_team, people, plan, now
):
    foreign = create_plan(
        team=other_team,
        new=NewPlan("Move", "Acme", "Bolt"),
        actor=people["outsider"],
        now=now,
    )
    task = foreign.tasks.in_order().first()
    client.force_login(people["lead"])

    for name in ("task_complete", "task_reopen", "task_move", "task_remove"):
        assert client.post(url_of(name, task.pk)).status_code == 404
    assert not foreign.tasks.done().exists()


def test_a_person_of_a_foreign_plan_is_not_assigned(  # R12
    client, other_team, people, task_of, now
):
    foreign = create_plan(
        team=other_team,
        new=NewPlan("Move", "Acme", "Bolt"),
        actor=people["outsider"],
        now=now,
    )
    stranger = foreign.members.get()
    client.force_login(people["lead"])
    task = task_of("charter")

    answer = client.post(
        url_of("task_detail", task.pk), filled(task, assigned_to=stranger.pk)
    )

    assert answer.status_code == 422
    assert task_of("charter").assigned_to is None


def test_a_tick_without_a_script_comes_back_to_its_row(client, task_of, people, plan):
    client.force_login(people["evaluator"])
    task = task_of("charter")

    answer = client.post(url_of("task_complete", task.pk) + "?show=open&q=why")

    assert answer.url == (
        f"/plans/{plan.pk}/checklist/?show=open&q=why&done={task.pk}#task-{task.pk}"
    )


def test_a_tick_by_script_is_answered_with_what_it_changes_and_an_undo(
    client, task_of, people
):
    client.force_login(people["evaluator"])
    task = task_of("charter")

    answer = client.post(
        url_of("task_complete", task.pk), {"anyway": "1"}, headers=SCRIPT
    )

    page = answer.content.decode()
    assert answer.status_code == 200
    assert url_of("task_reopen", task.pk) in page
    assert 'id="undo"' in page
    for place in (f"#task-{task.pk}", "#plan-figures", "#phase-head-mobilise"):
        assert f'hx-target="{place}"' in page
    assert 'id="checklist"' not in page


def test_a_tick_that_leaves_the_filtered_list_still_offers_its_undo(
    client, task_of, people
):
    client.force_login(people["evaluator"])
    task = task_of("charter")
    url = url_of("task_complete", task.pk) + "?show=open"

    page = client.post(url, follow=True).content.decode()

    assert f'id="tick-{task.pk}"' not in page
    assert 'id="undo"' in page


def test_the_row_asks_for_proof(client, task_of, people):
    client.force_login(people["evaluator"])
    task = task_of("list_counts")
    url = url_of("task_complete", task.pk)

    asked = client.post(url, {"anyway": "1"})
    given = client.post(url, {"anyway": "1", "proof": "۱۰٬۲۱۴"})

    assert asked.status_code == 422
    assert f'id="proof-{task.pk}"' in asked.content.decode()
    assert given.status_code == 302
    assert task_of("list_counts").proof == "۱۰٬۲۱۴"


def test_both_values_of_a_stale_task_are_shown(client, task_of, people):  # R48
    client.force_login(people["lead"])
    task = task_of("charter")
    url = url_of("task_detail", task.pk)
    client.post(url, filled(task, note="Theirs"))

    answer = client.post(url, filled(task, note="Yours"))

    page = answer.content.decode()
    assert answer.status_code == 412
    assert "Theirs" in page
    assert "Yours" in page


def test_what_is_late_is_said_in_words(client, plan, task_of, people, team):
    client.force_login(people["lead"])
    task = task_of("charter")
    today = team.day_of(plan.created_at)
    Task.objects.filter(pk=task.pk).update(due_on=today - timedelta(days=4000))

    page = client.get(url_of("plan_checklist", plan.pk)).content.decode()

    assert "days late" in page


def test_my_tasks_and_search_show_only_what_fits(client, plan, task_of, people):
    own = plan.members.get(user=people["evaluator"])
    Task.objects.filter(pk=task_of("charter").pk).update(assigned_to=own)
    client.force_login(people["evaluator"])
    url = url_of("plan_checklist", plan.pk)

    mine = client.get(url, {"show": "mine"}).context["checklist"]
    found = client.get(url, {"q": "DMARC"}).context["checklist"]
    nothing = client.get(url, {"q": "no such words"}).content.decode()

    assert [line.task.template_key for line in mine.lines] == ["charter"]
    assert [line.task.template_key for line in found.lines] == ["domains"]
    assert "Nothing found" in nothing


def test_a_phase_is_folded_from_the_day_after_it_is_finished(client, plan, people, now):
    for task in plan.tasks.filter(phase__in=["mobilise", "design"]):
        is_past = task.phase == "mobilise"
        moment = now - timedelta(days=4000) if is_past else timezone.now()
        complete_task(task=task, actor=people["lead"], now=moment, anyway=True)
    client.force_login(people["lead"])

    page = client.get(url_of("plan_checklist", plan.pk)).content.decode()

    assert 'id="phase-mobilise">' in page
    assert 'id="phase-inventory" open>' in page
    assert 'id="phase-design" open>' in page


def test_a_removed_task_offers_the_way_back(client, task_of, people):
    client.force_login(people["lead"])
    task = task_of("privacy")

    page = client.post(url_of("task_remove", task.pk), follow=True).content.decode()

    assert url_of("task_restore", task.pk) in page


@pytest.mark.parametrize(
    ("language", "word"), [("en", "Go live"), ("ar", "التشغيل"), ("fa", "راه‌افتادن")]
)
def test_the_checklist_speaks_the_readers_language(
    client, plan, people, language, word
):
    speak(people["lead"], language)
    client.force_login(people["lead"])

    page = client.get(url_of("plan_checklist", plan.pk)).content.decode()

    assert word in page


def test_the_number_of_queries_does_not_grow_with_the_tasks(
    client, plan, people, now, django_assert_max_num_queries
):
    client.force_login(people["lead"])
    url = url_of("plan_checklist", plan.pk)
    Task.objects.bulk_create(
        Task(plan=plan, own_title=f"Task {number}", phase="design", position=number)
        for number in range(100)
    )

    # session, user, memberships, own role with plan and team; columns of all tasks,
    # those that are drawn, links, counts of what hangs on them, sums of what hangs on
    # all; people, removed tasks
    with django_assert_max_num_queries(11):
        client.get(url)
