from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from migration.models import Plan
from migration.services.checklist.tasks import complete_task, remove_task, reopen_task
from migration.services.gates.gates import (
    CriterionEdit,
    GateEdit,
    add_criterion,
    add_gate,
)
from migration.services.people.stakeholders import StakeholderEdit, seat
from migration.services.plans.plans import NewPlan, create_plan
from migration.services.plans.switches import Switches, set_switches
from tests.migration.workbooks.filling import (
    DONE,
    FIRST,
    KEY,
    NOTE,
    PROOF,
    TASK,
    Filling,
)
from workspace.models import Activity, Job

pytestmark = pytest.mark.django_db

CAST = ("lead", "evaluator", "observer", "member", "outsider")


def url_of(name: str, *args: object) -> str:
    return reverse(f"migration:{name}", args=args)


@pytest.fixture
def download(client, plan, people):
    def get(person: str = "lead", **said: str) -> bytes:
        client.force_login(people[person])
        return client.post(url_of("plan_workbook", plan.pk), said).content

    return get


@pytest.fixture
def filling(download) -> Filling:
    return Filling(download())


@pytest.fixture
def send(client, plan):
    def upload(file):
        file = file.upload() if isinstance(file, Filling) else file
        return client.post(url_of("ticks_upload", plan.pk), {"file": file})

    return upload


def take(client, url: str, **said: object):
    seen = client.get(url).context["found"].seen
    return client.post(url, {"seen": seen, **said})


def sentences(answer) -> str:
    return answer.content.decode()


@pytest.mark.parametrize(
    ("person", "status"), list(zip(CAST, (200, 200, 200, 404, 404), strict=True))
)
def test_who_may_take_the_plan_home(client, plan, people, person, status):
    client.force_login(people[person])

    page = client.get(url_of("plan_files", plan.pk))
    file = client.post(url_of("plan_workbook", plan.pk))

    assert (page.status_code, file.status_code) == (status, status)


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


def test_the_download_is_recorded_and_a_get_leads_to_the_page(client, plan, download):
    download("observer")

    answer = client.get(url_of("plan_workbook", plan.pk))

    assert answer.url == url_of("plan_files", plan.pk)
    assert Activity.objects.filter(verb="plan.exported").count() == 1


def test_a_large_plan_is_written_by_a_job(client, plan, people, monkeypatch):
    monkeypatch.setattr("migration.services.workbooks.MOST_CELLS_AT_ONCE", 10)
    client.force_login(people["lead"])

    first = client.post(url_of("plan_workbook", plan.pk))
    again = client.post(url_of("plan_workbook", plan.pk))

    job = Job.objects.get(kind="plan_workbook")
    assert (
        first.url == again.url == reverse("workspace:job_detail", args=[job.public_id])
    )


def test_what_people_fear_goes_to_a_lead_who_asks_for_it(download, plan, people, now):
    edit = StakeholderEdit(name="Nadia", role="web", fears="Losing the site")
    seat(plan=plan, edit=edit, actor=people["lead"], now=now)

    files = [
        download("lead"),
        download("evaluator", feelings="on"),
        download("observer", feelings="on"),
        download("lead", feelings="on"),
    ]

    told = [
        "Losing the site"
        in str(list(load_workbook(BytesIO(file))["Stakeholders"].values))
        for file in files
    ]
    assert told == [False, False, False, True]


def test_text_of_people_is_never_a_formula(plan, task_of, download):
    plan.tasks.filter(template_key="charter").update(own_title="=1+1", note="=2+2")

    filling = Filling(download())

    row = filling.row_of(task_of("charter"))
    kinds = {filling.at(row, column).data_type for column in (TASK, NOTE)}
    assert kinds == {"s"}


def test_it_reads_from_the_right_in_persian(people, download):
    people["lead"].language = "fa"
    people["lead"].save()

    book = load_workbook(BytesIO(download()))

    assert all(sheet.sheet_view.rightToLeft for sheet in book.worksheets[:-1])


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


def other_plan(team, people, now) -> Plan:
    new = NewPlan("Another move", "Acme", "Core", go_live_on=None)
    return create_plan(team=team, new=new, actor=people["lead"], now=now)


def test_the_workbook_of_another_plan_is_refused(
    client, plan, team, people, filling, now
):
    other = other_plan(team, people, now)

    answer = client.post(url_of("ticks_upload", other.pk), {"file": filling.upload()})

    assert answer.status_code == 422
    assert "belongs to another plan" in sentences(answer)


def forged(filling: Filling) -> Filling:
    cell = filling.book["changeover"].cell(1, 1)
    cell.value = cell.value[:-3] + "abc"
    return filling


def renamed(filling: Filling) -> Filling:
    filling.at(FIRST, KEY).value = "t999999"
    return filling


def copied(filling: Filling) -> Filling:
    filling.at(FIRST, KEY).value = filling.at(FIRST + 1, KEY).value
    filling.at(FIRST, TASK).value = filling.at(FIRST + 1, TASK).value
    return filling


def shifted(filling: Filling) -> Filling:
    filling.at(FIRST, KEY).value = filling.at(FIRST + 1, KEY).value
    filling.at(FIRST + 1, KEY).value = None
    return filling


def scribbled(filling: Filling) -> Filling:
    filling.at(FIRST, DONE).value = "perhaps"
    return filling


def without_marks(filling: Filling) -> Filling:
    filling.sheet.delete_rows(3)
    return filling


def without_identity(filling: Filling) -> Filling:
    del filling.book["changeover"]
    return filling


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (forged, "no plan workbook of this site"),
        (without_identity, "no plan workbook of this site"),
        (without_marks, "The checklist is gone"),
        (renamed, "names no task of this workbook"),
        (copied, "names the same task as row"),
        (shifted, "not the one that stood here"),
        (scribbled, "is no tick"),
    ],
)
def test_a_spoilt_workbook_is_refused_in_a_sentence(
    client, plan, filling, send, spoil, sentence
):
    answer = send(spoil(filling))

    assert answer.status_code == 422
    assert sentence in sentences(answer)
    assert not plan.tasks.done().exists()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("plan.csv", b"Done,Task\nx,Charter\n", "This is a text or a CSV"),
        ("plan.xlsx", b"%PDF-1.7\n", "This is a PDF"),
        ("plan.xlsx", b"PK\x03\x04 nothing", "damaged"),
        ("plan.xlsx", b"", "This file is empty"),
    ],
)
def test_another_file_is_refused_in_a_sentence(
    client, people, send, name, content, sentence
):
    client.force_login(people["lead"])

    answer = send(SimpleUploadedFile(name, content))

    assert answer.status_code == 422
    assert sentence in sentences(answer)


def test_the_page_asks_few_queries(client, plan, people, django_assert_max_num_queries):
    client.force_login(people["lead"])
    url = url_of("plan_files", plan.pk)
    client.get(url)

    # session, user, memberships, own role with plan and team
    with django_assert_max_num_queries(6):
        client.get(url)


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
