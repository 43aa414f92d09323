import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.urls import reverse

from tests.evaluator.api.script import Script
from workspace.models import StoredFile

pytestmark = pytest.mark.django_db


@pytest.fixture
def script(people):
    return lambda name: Script(people[name])


@pytest.fixture
def pk(task_of) -> int:
    return task_of("charter").pk


def test_steps_are_added_ticked_moved_and_removed(script, pk):
    worker = script("evaluator")
    first, second = (
        worker.ask("post", "step-list", pk, body={"text": text}).json()["id"]
        for text in ("One", "Two")
    )

    done = worker.ask("patch", "step-detail", first, body={"is_done": True})
    worker.ask("post", "step-moving", second, body={"direction": "up"})
    moved = worker.get("step-list", pk)
    gone = worker.ask("delete", "step-detail", second)
    left = worker.get("step-list", pk)
    back = worker.ask("post", "step-restoring", second)

    assert done.json()["done_by"] == "Evaluator"
    assert [each["text"] for each in moved] == ["Two", "One"]
    assert (gone.status_code, len(left)) == (204, 1)
    assert back.json()["removed_at"] is None


def test_a_step_that_says_something_else_by_now_is_refused(script, pk):  # R48
    worker = script("evaluator")
    made = worker.ask("post", "step-list", pk, body={"text": "One"}).json()["id"]

    def rename(text):
        body = {"text": text, "seen": "One"}
        return worker.ask("patch", "step-detail", made, body=body)

    saved, stale = rename("Two"), rename("Three")

    assert (saved.status_code, stale.status_code) == (200, 412)
    assert stale.json()["current"]["text"] == "Two"


def test_comments_are_of_who_wrote_them(script, plan, pk, people):  # R48
    worker = script("evaluator")
    body = {"text": "@Lead please"}
    made = worker.ask("post", "comment-list", pk, body=body)
    comment = made.json()["id"]
    lead = plan.members.get(user=people["lead"]).pk

    foreign = script("lead").ask(
        "patch", "comment-detail", comment, body={"text": "No"}, version=1
    )
    saved, stale = (
        worker.ask("patch", "comment-detail", comment, body={"text": text}, version=1)
        for text in "xy"
    )
    seen = script("observer").ask("post", "comment-list", pk, body=body)

    assert (made.status_code, made.json()["mentions"]) == (201, [lead])
    assert (foreign.status_code, seen.status_code) == (403, 403)
    assert (saved.json()["mentions"], stale.status_code) == ([], 412)


def test_a_file_proves_a_task(client, people, script, pk):
    client.force_login(people["evaluator"])
    url = reverse("api:task-proof", args=[pk])
    file = SimpleUploadedFile("act.pdf", b"%PDF-1.7", content_type="text/html")
    body = encode_multipart(BOUNDARY, {"file": file})

    put = client.put(
        url, body, content_type=MULTIPART_CONTENT, headers={"If-Match": '"1"'}
    )
    got = client.get(url)
    gone = client.delete(url, headers={"If-Match": '"2"'})

    assert (put.status_code, put.json()["proof_file"]) == (200, "act.pdf")
    assert b"".join(got.streaming_content) == b"%PDF-1.7"
    assert (gone.json()["proof_file"], gone.json()["proof"]) == (None, "")
    assert not StoredFile.objects.exists()
