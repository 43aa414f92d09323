"""A file proves a task over a personal link."""

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from migration.models import Task
from migration.selectors.people.stakeholders import tasks_of
from workspace.models import ShareLink, StoredFile

pytestmark = pytest.mark.django_db
TICK = reverse("migration:shared_task_complete")
PDF = b"%PDF-1.7 protocol"


@pytest.fixture
def task(plan, person) -> Task:
    found = tasks_of(person).first()
    assert found is not None
    Task.objects.filter(pk=found.pk).update(needs_proof=True)
    return found


def tick(reader: Client, task: Task, content: bytes = PDF, **sent: object):
    file = SimpleUploadedFile("signed agreement.pdf", content)
    return reader.post(TICK, {"task": task.pk, "anyway": "1", "file": file} | sent)


def test_a_file_proves_the_own_task(client, task, open_link, people):
    reader = open_link()

    asked = reader.post(TICK, {"task": task.pk, "anyway": "1"})
    done = tick(reader, task)

    assert 'type="file"' in asked.content.decode()
    assert done.status_code == 302
    task.refresh_from_db()
    assert task.is_done
    assert task.proof == "signed agreement.pdf"
    assert task.proof_file.owner is None
    client.force_login(people["lead"])
    given = client.get(reverse("migration:task_proof", args=[task.pk]))
    assert b"".join(given.streaming_content) == PDF
    assert given["X-Content-Type-Options"] == "nosniff"


def test_words_stand_beside_the_file(task, open_link):
    tick(open_link(), task, proof="Signed on Monday")

    task.refresh_from_db()
    assert task.proof == "Signed on Monday"
    assert task.proof_file is not None


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"<svg onload=alert(1)>", "Choose a PDF, a PNG or a JPEG file."),
        (b"", "empty"),
        (PDF + b" " * 10 * 1024 * 1024, "at most 10 MB"),
    ],
)
def test_what_is_no_proof_is_refused_with_the_reason(  # R31
    task, open_link, content, told
):
    reader = open_link(is_one_use=True)

    answer = tick(reader, task, content)

    assert answer.status_code == 422
    assert told in answer.content.decode()
    task.refresh_from_db()
    assert not task.is_done
    assert not StoredFile.objects.exists()
    assert tick(reader, task).status_code == 302  # the link is not used up


def test_a_full_storage_keeps_the_task_open(task, open_link, settings):
    settings.STORAGE_QUOTA = 3

    answer = tick(open_link(), task)

    assert answer.status_code == 422
    assert "storage is full" in answer.content.decode()
    task.refresh_from_db()
    assert not task.is_done


def test_no_file_goes_to_a_task_without_proof_or_of_others(  # R27
    plan, task, person, open_link
):
    reader = open_link()
    foreign = plan.tasks.exclude(owner_role=person.role).first()
    Task.objects.filter(pk=foreign.pk).update(needs_proof=True)
    Task.objects.filter(pk=task.pk).update(needs_proof=False)

    answers = [tick(reader, foreign), tick(reader, task)]

    assert [answer.status_code for answer in answers] == [409, 409]
    assert not StoredFile.objects.exists()


def test_a_file_comes_once_over_a_link_for_one_use(task, open_link):  # R25
    reader = open_link(is_one_use=True)

    first, second = tick(reader, task), tick(reader, task)

    assert first.url == reverse("migration:shared_done")
    assert second.status_code == 404
    assert StoredFile.objects.count() == 1


def test_a_revoked_link_keeps_no_file(task, open_link):  # R25
    reader = open_link()
    ShareLink.objects.update(revoked_at=timezone.now())

    assert tick(reader, task).status_code == 404
    assert not StoredFile.objects.exists()


def test_a_new_file_takes_the_place_of_the_old(
    task, person, open_link, django_capture_on_commit_callbacks
):
    reader = open_link()
    tick(reader, task)
    task.refresh_from_db()
    old = task.proof_file.path
    reopened = {"task": task.pk, "version": task.version}
    reader.post(reverse("migration:shared_task_reopen"), reopened)

    with django_capture_on_commit_callbacks(execute=True):
        tick(reader, task, b"%PDF-1.7 second")

    assert StoredFile.objects.count() == 1
    assert not default_storage.exists(old)
