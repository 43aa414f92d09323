"""Ticks of a workbook that comes back: looked at, asked about, and taken."""

import pytest
from django.urls import reverse

from migration.services.checklist.tasks import complete_task, remove_task, reopen_task
from migration.services.gates.gates import (
    CriterionEdit,
    GateEdit,
    add_criterion,
    add_gate,
)
from migration.services.plans.switches import Switches, set_switches
from tests.migration.workbooks.filling import FIRST, NOTE, PROOF, Filling
from workspace.models import Activity

pytestmark = pytest.mark.django_db

CAST = ("lead", "evaluator", "observer", "member", "outsider")


def url_of(name: str, *args: object) -> str:
    return reverse(f"migration:{name}", args=args)


def take(client, url: str, **said: object):
    seen = client.get(url).context["found"].seen
    return client.post(url, {"seen": seen, **said})


def sentences(answer) -> str:
    return answer.content.decode()


@pytest.mark.parametrize(
    ("person", "status"), list(zip(CAST, (302, 302, 403, 404, 404), strict=True))
)
def test_who_may_bring_ticks_back(
    client, plan, people, task_of, filling, send, person, status
):
    filling.tick(task_of("charter"))
    client.force_login(people["lead"])
    own = send(filling).url
    client.force_login(people[person])

    answer = send(filling)

    assert answer.status_code == status
    if status == 302:
        assert client.get(answer.url).status_code == 200
    if person != "lead":
        assert client.get(own).status_code in {403, 404}


def test_ticks_are_looked_at_and_then_taken(
    client, plan, people, task_of, filling, send, now
):
    complete_task(task=task_of("access"), actor=people["second"], now=now, anyway=True)
    filling = Filling(client.post(url_of("plan_workbook", plan.pk)).content)
    filling.tick(task_of("charter"), "Signed on Monday")
    filling.untick(task_of("access"))
    filling.write(task_of("vendor_meeting"), column=NOTE, text="Ask for Ms Berg")

    url = send(filling).url
    page = client.get(url)
    before = task_of("charter").is_done
    taken = take(client, url)

    assert len(page.context["found"].changes) == 3
    assert not before
    assert taken.status_code == 302
    charter = task_of("charter")
    assert (charter.is_done, charter.proof) == (True, "Signed on Monday")
    assert charter.done_by == people["lead"]
    assert not task_of("access").is_done
    assert task_of("vendor_meeting").note == "Ask for Ms Berg"
    verbs = set(Activity.objects.values_list("verb", flat=True))
    assert {"plan.ticks_taken", "task.done", "task.reopened", "task.changed"} <= verbs


def test_taken_twice_is_taken_once(client, plan, task_of, filling, send):
    filling.tick(task_of("charter"))
    url = send(filling).url
    seen = client.get(url).context["found"].seen

    answers = [client.post(url, {"seen": seen}) for _again in range(2)]
    once_more = send(filling)

    assert [answer.status_code for answer in answers] == [302, 302]
    assert once_more.url == url_of("plan_files", plan.pk)
    assert Activity.objects.filter(verb="task.done").count() == 1


def test_rows_may_be_sorted_and_deleted(client, task_of, filling, send):
    filling.tick(task_of("charter"))
    filling.sheet.move_range(
        f"A{filling.row_of(task_of('charter'))}:K{filling.row_of(task_of('charter'))}",
        rows=60,
    )
    filling.sheet.delete_rows(FIRST + 3, 4)

    take(client, send(filling).url)

    assert task_of("charter").is_done


def test_a_tick_out_of_order_is_a_choice(client, task_of, filling, send):
    filling.tick(task_of("purchase"))

    url = send(filling).url
    page = sentences(client.get(url))
    take(client, url)
    left = task_of("purchase").is_done
    take(client, url, take=[str(task_of("purchase").pk)])

    assert "Tasks that come before this one are still open" in page
    assert task_of("charter").title in page
    assert not left
    assert task_of("purchase").is_done


def test_what_the_same_file_ticks_is_not_waited_for(client, task_of, filling, send):
    for key in ("vendor_meeting", "purchase", "charter"):
        filling.tick(task_of(key))

    url = send(filling).url
    found = client.get(url).context["found"]
    take(client, url)

    assert not found.asked
    assert task_of("vendor_meeting").is_done


def test_what_waits_for_a_tick_that_is_asked_about_is_asked_too(
    client, task_of, filling, send
):
    for key in ("purchase", "vendor_meeting"):
        filling.tick(task_of(key))

    found = client.get(send(filling).url).context["found"]

    keys = {each.task.template_key for each in found.out_of_order}
    assert keys == {"purchase", "vendor_meeting"}


def test_a_tick_behind_a_gate_is_a_choice(
    client, plan, people, task_of, filling, send, now
):
    act = {"actor": people["lead"], "now": now}
    switches = Switches(uses_gates=True)
    set_switches(plan=plan, switches=switches, version=plan.version, **act)
    gate = add_gate(plan=plan, edit=GateEdit(name="Ready", phase="mobilise"), **act)
    add_criterion(gate=gate, edit=CriterionEdit("All know why"), **act)
    tasks = [task_of("access"), task_of("asset_list")]
    plan.tasks.filter(pk=tasks[0].pk).update(done_at=now)
    filling.tick(tasks[1])

    url = send(filling).url
    page = sentences(client.get(url))
    take(client, url)

    assert "behind a gate that is not passed" in page
    assert "“Ready”" in page
    assert not task_of("asset_list").is_done


def test_a_missing_proof_is_named_with_its_row(client, task_of, filling, send):
    filling.tick(task_of("list_counts"))
    filling.tick(task_of("charter"))

    answer = send(filling)

    row = filling.row_of(task_of("list_counts"))
    assert answer.status_code == 422
    assert f"row {row}" in sentences(answer)
    assert "done only with proof" in sentences(answer)
    assert not task_of("charter").is_done


def test_a_contributor_gives_proof_with_a_tick_and_nothing_else(
    client, people, task_of, download, send
):
    filling = Filling(download("evaluator"))
    filling.tick(task_of("list_counts"), "10,214 in all")
    filling.write(task_of("charter"), column=NOTE, text="Mine")
    filling.write(task_of("access"), column=PROOF, text="Mine")

    refused = send(filling)
    for task, column in ((task_of("charter"), NOTE), (task_of("access"), PROOF)):
        filling.write(task, column=column, text="")
    take(client, send(filling).url, take=[str(task_of("list_counts").pk)])

    assert "Only a lead of the plan changes notes" in sentences(refused)
    assert "only a lead of the plan changes the proof" in sentences(refused)
    assert task_of("list_counts").proof == "10,214 in all"


def test_what_the_site_changed_meanwhile_is_a_choice(
    client, plan, people, task_of, filling, send, now
):
    plan.tasks.filter(template_key="access").update(proof="On the site")
    filling.write(task_of("access"), column=PROOF, text="In the file")
    filling.tick(task_of("charter"))
    url = send(filling).url

    found = client.get(url).context["found"]
    take(client, url)
    kept = task_of("access").proof
    take(client, send(filling).url, take=[str(task_of("access").pk)])

    assert [each.task.template_key for each in found.conflicts] == ["access"]
    assert task_of("charter").is_done
    assert kept == "On the site"
    assert task_of("access").proof == "In the file"


def test_a_tick_given_anew_is_not_taken_away_by_an_old_file(
    client, plan, people, task_of, download, send, now
):
    lead = people["lead"]
    complete_task(task=task_of("charter"), actor=lead, now=now)
    filling = Filling(download())
    task = task_of("charter")
    reopen_task(task=task, version=task.version, actor=lead, now=now)
    later = now.replace(hour=15)
    complete_task(task=task_of("charter"), actor=people["second"], now=later)
    filling.untick(task_of("charter"))

    found = client.get(send(filling).url).context["found"]

    assert [each.is_conflict for each in found.changes] == [True]


def test_a_checklist_that_moved_after_the_look_is_looked_at_again(
    client, plan, people, task_of, filling, send
):
    filling.tick(task_of("charter"))
    url = send(filling).url
    seen = client.get(url).context["found"].seen
    plan.tasks.filter(template_key="charter").update(version=9)

    answer = client.post(url, {"seen": seen})

    assert answer.status_code == 409
    assert not task_of("charter").is_done


def test_a_task_that_is_gone_is_named_if_its_row_says_something(
    client, people, task_of, filling, send, now
):
    charter, access = task_of("charter"), task_of("access")
    filling.tick(charter)
    for task in (charter, access):
        remove_task(task=task, actor=people["lead"], now=now)

    answer = send(filling)

    problems = answer.context["problems"]
    assert [each.row for each in problems] == [filling.row_of(charter)]
    assert "taken off the plan" in sentences(answer)


def test_scripts_look_and_take(client, plan, people, task_of, filling):
    filling.tick(task_of("charter"))
    client.force_login(people["lead"])
    url = reverse("api:workbook-ticks", args=[plan.pk])

    looked = client.post(url, {"file": filling.upload()}).json()
    taken = client.post(url, {"file": filling.upload(), "seen": looked["seen"]}).json()
    again = client.post(url, {"file": filling.upload(), "seen": looked["seen"]}).json()

    assert (looked["taken"], taken["taken"], again["taken"]) == (None, 1, 0)
    assert looked["changes"][0]["title"] == task_of("charter").title
    assert task_of("charter").is_done


def test_scripts_hear_of_each_row_and_of_a_move(client, plan, people, task_of, filling):
    filling.tick(task_of("list_counts"))
    client.force_login(people["lead"])
    url = reverse("api:workbook-ticks", args=[plan.pk])

    refused = client.post(url, {"file": filling.upload()})
    filling.tick(task_of("list_counts"), "10,214")
    moved = client.post(url, {"file": filling.upload(), "seen": "other"})

    assert refused.status_code == 400
    assert "row" in refused.json()["errors"][0]["place"]
    assert moved.status_code == 409
