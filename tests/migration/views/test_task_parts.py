from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from migration.dashboard import find_mentions
from migration.mails import build_task_mention
from migration.models import TaskComment, TaskStep
from migration.services.checklist.comments import write_comment
from migration.services.checklist.steps import (
    MOST_STEPS,
    StepRemoved,
    add_steps,
    remove_step,
    rename_step,
)
from migration.services.checklist.tasks import StepsOpen, complete_task
from workspace.models import Job, StoredFile

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7 a counted list"
WORK = [
    ("lead", 302),
    ("evaluator", 302),
    ("observer", 403),
    ("owner", 404),
    ("member", 404),
    ("outsider", 404),
]


def url_of(name: str, pk: int) -> str:
    return reverse(f"migration:{name}", args=[pk])


def mentions_by_mail() -> list[Job]:
    rows = Job.objects.filter(kind="mail", arguments__template="task_mention")
    return list(rows.order_by("pk"))


def pdf(name: str = "counts.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="text/html")


@pytest.fixture
def task(task_of):
    return task_of("charter")


@pytest.fixture
def step(task, people, now) -> TaskStep:
    act = {"actor": people["lead"], "now": now}
    return add_steps(task=task, texts=["Ask the sponsor", "Write it"], **act)[0]


@pytest.fixture
def comment(task, people) -> TaskComment:
    return write_comment(
        task=task,
        text="@Second do you know?",
        actor=people["evaluator"],
        now=timezone.now(),
    )


@pytest.mark.parametrize(("person", "status"), WORK)
def test_who_works_on_what_hangs_on_a_task(
    client, people, task, step, comment, person, status
):
    client.force_login(people[person])

    answers = [
        client.post(url_of("step_add", task.pk), {"text": "Print it"}),
        client.post(url_of("step_tick", step.pk), {"done": "1"}),
        client.post(url_of("step_rename", step.pk), {"text": "x", "seen": step.text}),
        client.post(url_of("step_move", step.pk), {"direction": "down"}),
        client.post(url_of("step_remove", step.pk)),
        client.post(url_of("step_restore", step.pk)),
        client.post(url_of("comment_add", task.pk), {"text": "Yes."}),
        client.post(url_of("task_prove", task.pk), {"proof": "p. 3", "version": "1"}),
    ]

    assert {answer.status_code for answer in answers} == {status}


@pytest.mark.parametrize(("person", "status"), [("evaluator", 302), ("lead", 403)])
def test_only_who_wrote_a_comment_changes_it(client, people, comment, person, status):
    client.force_login(people[person])

    answers = [
        client.post(url_of("comment_edit", comment.pk), {"text": "x", "version": "1"}),
        client.post(url_of("comment_remove", comment.pk)),
        client.post(url_of("comment_restore", comment.pk)),
    ]

    comment.refresh_from_db()
    assert {answer.status_code for answer in answers} == {status}
    assert (comment.text == "x") == (status == 302)


def test_steps_come_one_a_line_and_in_their_order(client, people, task):
    client.force_login(people["evaluator"])
    client.post(url_of("step_add", task.pk), {"text": "One\n\nTwo\r\nThree"})
    last = task.steps.get(text="Three")

    client.post(url_of("step_move", last.pk), {"direction": "up"})

    texts = [step.text for step in task.steps.filter(removed_at=None).in_order()]
    assert texts == ["One", "Three", "Two"]


@pytest.mark.parametrize("text", ["", " \n ", "x" * 201])
def test_a_step_that_says_nothing_or_too_much_is_refused(client, people, task, text):
    client.force_login(people["evaluator"])

    answer = client.post(url_of("step_add", task.pk), {"text": text})

    assert answer.status_code == 422
    assert not task.steps.exists()


def test_of_two_who_tick_a_step_the_first_stays(client, people, step):
    for person in ("evaluator", "second"):
        client.force_login(people[person])
        client.post(url_of("step_tick", step.pk), {"done": "1"})

    step.refresh_from_db()
    assert step.done_by == people["evaluator"]


def test_of_two_who_say_a_step_otherwise_the_second_sees_both(
    client, people, step
):  # R48
    client.force_login(people["evaluator"])
    url = url_of("step_rename", step.pk)
    client.post(url, {"text": "Ask her", "seen": "Ask the sponsor"})

    stale = client.post(url, {"text": "Ask him", "seen": "Ask the sponsor"})
    page = stale.content.decode()
    again = client.post(url, {"text": "Ask him", "seen": "Ask her"})

    step.refresh_from_db()
    assert (stale.status_code, again.status_code) == (412, 302)
    assert "“Ask her”" in page
    assert 'name="seen" value="Ask her"' in page
    assert 'value="Ask him"' in page
    assert step.text == "Ask him"


def test_a_step_without_words_keeps_them_to_be_mended(client, people, step):
    client.force_login(people["evaluator"])

    answer = client.post(url_of("step_rename", step.pk), {"text": "", "seen": "Seen"})

    assert answer.status_code == 422
    assert 'name="seen" value="Seen"' in answer.content.decode()
    assert "Write the step first." in answer.content.decode()


def test_a_removed_step_is_not_renamed(people, step, now):
    act = {"actor": people["lead"], "now": now}
    remove_step(step=step, **act)

    with pytest.raises(StepRemoved):
        rename_step(step=step, text="Ask her", seen=step.text, **act)


def test_a_step_comes_back_only_where_there_is_room(client, people, task, step, now):
    act = {"actor": people["lead"], "now": now}
    remove_step(step=step, **act)
    add_steps(task=task, texts=["More"] * (MOST_STEPS - 1), **act)
    client.force_login(people["evaluator"])

    answer = client.post(url_of("step_restore", step.pk))

    assert answer.status_code == 422
    assert f"at most {MOST_STEPS} steps" in answer.content.decode()
    assert TaskStep.objects.present().filter(task=task).count() == MOST_STEPS


def test_a_task_with_open_steps_asks_before_it_is_ticked(client, people, task, step):
    client.force_login(people["evaluator"])
    url = url_of("task_complete", task.pk)

    asked = client.post(url)
    done = client.post(url, {"anyway": "1"})

    task.refresh_from_db()
    assert asked.status_code == 422
    assert "Ask the sponsor" in asked.content.decode()
    assert (done.status_code, task.is_done) == (302, True)


def test_removed_and_ticked_steps_are_not_asked_about(task, step, people, now):
    act = {"actor": people["lead"], "now": now}
    task.steps.filter(pk=step.pk).update(done_at=now)
    with pytest.raises(StepsOpen, match="Write it"):
        complete_task(task=task, **act)
    task.steps.filter(text="Write it").update(removed_at=now)

    assert complete_task(task=task, **act)


def test_a_mention_is_told_by_mail_and_on_the_start_page(
    people, plan, comment, team, task
):
    second, now = people["second"], timezone.now()
    mail = build_task_mention(second, {"comment": comment.pk})

    assert [job.user for job in mentions_by_mail()] == [second]
    assert mail.values["comment"] == comment
    [need] = find_mentions(user=second, team=team, now=now)
    assert task.title in need.text

    write_comment(task=task, text="I do.", actor=second, now=now + timedelta(minutes=1))
    assert not [*find_mentions(user=second, team=team, now=now)]


def test_a_changed_comment_tells_only_whom_it_did_not_mention_before(
    client, people, comment
):
    client.force_login(people["evaluator"])

    text = "@Second, or @Lead: do you know?"
    client.post(url_of("comment_edit", comment.pk), {"text": text, "version": "1"})

    told = [job.user for job in mentions_by_mail()]
    assert told == [people["second"], people["lead"]]


def test_nobody_is_told_who_does_not_want_it_or_wrote_it(people, task, now):
    people["second"].wants_news = False
    people["second"].save()

    act = {"actor": people["evaluator"], "now": now}
    write_comment(task=task, text="@Second @Evaluator @Outsider @Member", **act)

    assert mentions_by_mail() == []


def test_a_mail_about_a_comment_that_is_gone_is_not_written(people, comment, now):
    TaskComment.objects.filter(pk=comment.pk).update(removed_at=now)

    assert build_task_mention(people["second"], {"comment": comment.pk}) is None


def test_a_stale_comment_is_refused_with_both_texts(client, people, comment):  # R48
    client.force_login(people["evaluator"])
    url = url_of("comment_edit", comment.pk)
    client.post(url, {"text": "First window", "version": "1"})

    answer = client.post(url, {"text": "Second window", "version": "1"})

    page = answer.content.decode()
    assert answer.status_code == 412
    assert "It now says: “First window”" in page
    assert "Second window" in page
    assert 'name="version" value="2"' in page
    assert client.post(url, {"text": "Third", "version": "2"}).status_code == 302


def test_what_people_write_stays_text(client, people, task, now):  # R43
    act = {"actor": people["lead"], "now": now}
    write_comment(task=task, text="<script>alert(1)</script> @Second", **act)
    add_steps(task=task, texts=["<b>bold</b>"], **act)
    client.force_login(people["observer"])

    page = client.get(url_of("task_detail", task.pk)).content.decode()

    assert "<script>alert(1)" not in page
    assert "<b>bold" not in page
    assert '<strong class="mention"><bdi>@Second</bdi></strong>' in page


def test_a_file_proves_a_task_and_is_had_by_who_sees_it(client, people, task_of):
    client.force_login(people["evaluator"])
    task = task_of("list_counts")
    url = url_of("task_complete", task.pk)

    done = client.post(url, {"anyway": "1", "version": "1", "file": pdf()})
    got = client.get(url_of("task_proof", task.pk))
    content = got.getvalue()
    seen = {}
    for name in ("observer", "member", "outsider"):
        client.force_login(people[name])
        answer = client.get(url_of("task_proof", task.pk))
        seen[name] = answer.status_code, answer.getvalue() == PDF

    task = task_of("list_counts")
    assert (done.status_code, task.is_done, task.proof) == (302, True, "counts.pdf")
    assert content == PDF
    assert got["Content-Disposition"].startswith("attachment")
    assert got["Content-Type"] == "application/pdf"
    hidden = (404, False)
    assert seen == {"observer": (200, True), "member": hidden, "outsider": hidden}


def test_a_file_is_not_lost_where_the_tick_is_asked_about(client, people, task_of):
    client.force_login(people["evaluator"])
    task = task_of("list_counts")

    asked = client.post(
        url_of("task_complete", task.pk), {"version": "1", "file": pdf()}
    )

    task = task_of("list_counts")
    assert (asked.status_code, task.is_done) == (422, False)
    assert task.proof_file.name == "counts.pdf"


@pytest.mark.parametrize("content", [b"<html>", b"MZ\x90", b""])
def test_a_file_of_another_kind_is_refused(client, people, task_of, content):  # R31
    client.force_login(people["evaluator"])
    task = task_of("list_counts")
    sent = {"anyway": "1", "version": "1", "file": pdf(content=content)}

    answer = client.post(url_of("task_complete", task.pk), sent)

    assert answer.status_code == 422
    assert not task_of("list_counts").is_done
    assert not StoredFile.objects.exists()


def test_another_file_takes_the_place_of_the_first(client, people, task):
    client.force_login(people["evaluator"])
    url = url_of("task_prove", task.pk)
    client.post(url, {"version": "1", "file": pdf("one.pdf")})

    stale = client.post(url, {"version": "1", "file": pdf("late.pdf")})
    client.post(url, {"version": "2", "file": pdf("two.pdf"), "proof": "As counted"})
    client.post(url_of("task_proof_drop", task.pk), {"version": "3"})

    task.refresh_from_db()
    assert stale.status_code == 412
    assert (task.proof, task.proof_file) == ("As counted", None)
    assert not StoredFile.objects.exists()


def test_words_of_a_proof_are_not_lost_where_they_are_refused(client, people, task):
    client.force_login(people["evaluator"])
    url = url_of("task_prove", task.pk)
    sent = {"version": "1", "proof": "Typed"}

    wrong = client.post(url, sent | {"file": pdf(content=b"<html>")})
    client.post(url, {"version": "1", "proof": "Theirs"})
    stale = client.post(url, sent)

    page = stale.content.decode()
    assert (wrong.status_code, stale.status_code) == (422, 412)
    assert 'name="proof" maxlength="600" dir="auto" value="Typed"' in (
        wrong.content.decode()
    )
    assert 'name="proof" maxlength="600" dir="auto" value="Typed"' in page
    assert '<td dir="auto">Theirs</td><td dir="auto">Typed</td>' in page
    assert client.post(url, sent | {"version": "2"}).status_code == 302


def test_a_stale_taking_away_shows_what_proves_it_now(client, people, task):  # R48
    client.force_login(people["evaluator"])
    client.post(url_of("task_prove", task.pk), {"version": "1", "file": pdf()})

    answer = client.post(url_of("task_proof_drop", task.pk), {"version": "1"})

    page = answer.content.decode()
    assert answer.status_code == 412
    assert 'dir="auto" value="counts.pdf"' in page
    assert 'name="version" value="2"' in page


def test_proof_for_a_task_that_was_ticked_meanwhile_is_not_lost(
    client, people, task_of, now
):
    client.force_login(people["evaluator"])
    task = task_of("list_counts")
    client.post(url_of("task_complete", task.pk), {"proof": "p. 3", "anyway": "1"})

    answer = client.post(
        url_of("task_prove", task.pk), {"version": "2", "proof": "Typed"}
    )

    assert answer.status_code == 422
    assert 'value="Typed"' in answer.content.decode()
    assert "Take the tick away first." in answer.content.decode()


def test_an_opened_task_needs_few_queries(
    client, people, task, comment, step, django_assert_max_num_queries
):
    client.force_login(people["observer"])

    # session, user, memberships, task, own role with plan and team; steps, comments,
    # defects, people of the task; columns of all tasks, those that are drawn, links,
    # counts of what hangs on them, sums of what hangs on all; people, gates
    with django_assert_max_num_queries(16):
        client.get(url_of("task_detail", task.pk))
