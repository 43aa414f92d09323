from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import signing
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from workspace.models import Member, StoredFile
from workspace.services.downloads import read_download, sign_download
from workspace.services.files import (
    NewFile,
    StorageIsFull,
    delete_file,
    purge_files,
    store_file,
)

pytestmark = pytest.mark.django_db

NAME = 'Vergleich "2027"\u200f مقایسه.xlsx'


@pytest.fixture
def file(team, people, now) -> StoredFile:
    return store_file(
        NewFile(NAME, b"PK", "application/x-test"),
        team=team,
        owner=people["lead"],
        now=now,
    )


def content_of(response) -> bytes:
    return b"".join(response.streaming_content)


def test_a_file_is_kept_under_a_name_that_says_nothing(file, team):  # R16
    folder, number, name = file.path.split("/")

    assert (folder, number) == ("teams", str(team.pk))
    assert len(name) == 32
    assert "xlsx" not in file.path


def test_a_team_stores_no_more_than_its_share(file, team, people, now, settings):
    settings.STORAGE_QUOTA = file.size + 10

    with pytest.raises(StorageIsFull):  # R46
        store_file(
            NewFile("more", b"x" * 11, "text/plain"), team=team, owner=None, now=now
        )


def test_a_person_downloads_the_own_file(client, people, file):  # R29
    client.force_login(people["lead"])

    redirected = client.get(reverse("workspace:file_open", args=[file.public_id]))
    response = client.get(redirected["Location"])

    assert content_of(response) == b"PK"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"  # R16


@pytest.mark.parametrize(
    "person", ["owner", "evaluator", "second", "observer", "member", "outsider"]
)
def test_nobody_else_reaches_the_file(client, people, file, person, now):
    client.force_login(people[person])
    stolen = sign_download(file, reader=people["lead"], now=timezone.now())

    opened = client.get(reverse("workspace:file_open", args=[file.public_id]))
    taken = client.get(reverse("workspace:file_download", args=[stolen]))

    assert (opened.status_code, taken.status_code) == (404, 404)


def test_an_address_dies_after_ten_minutes(file, people, now):
    token = sign_download(file, reader=people["lead"], now=now)

    def found(minutes: int) -> StoredFile | None:
        later = now + timedelta(minutes=minutes)
        return read_download(token, reader=people["lead"], now=later)

    assert found(9) == file
    assert found(10) is None


def test_who_left_the_team_cannot_use_an_address_any_more(file, people, team, now):
    token = sign_download(file, reader=people["lead"], now=now)

    Member.objects.get(team=team, user=people["lead"]).delete()

    assert read_download(token, reader=people["lead"], now=now) is None  # R14


def test_a_changed_or_foreign_signature_opens_nothing(file, people, now):
    token = sign_download(file, reader=people["lead"], now=now)
    foreign = signing.dumps({"file": file.pk}, key="another key", salt="download")

    assert read_download(token[:-2] + "xx", reader=people["lead"], now=now) is None
    assert read_download(foreign, reader=people["lead"], now=now) is None


def test_an_expired_file_is_gone_before_it_is_purged(file, people, now):
    StoredFile.objects.update(expires_at=now)
    token = sign_download(file, reader=people["lead"], now=now)

    assert read_download(token, reader=people["lead"], now=now) is None


def test_purging_takes_the_bytes_along(file, now, django_capture_on_commit_callbacks):
    StoredFile.objects.update(expires_at=now)

    with django_capture_on_commit_callbacks(execute=True):
        purge_files(now + timedelta(seconds=1))

    assert not StoredFile.objects.exists()
    assert not default_storage.exists(file.path)


def test_a_file_is_deleted_with_its_row(file, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        delete_file(file)

    assert not default_storage.exists(file.path)
