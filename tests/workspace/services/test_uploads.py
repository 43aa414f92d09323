from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from workspace.models import StoredFile
from workspace.services.files import purge_files
from workspace.services.uploads import keep_upload, opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(team, people, now, django_capture_on_commit_callbacks) -> StoredFile:
    upload = SimpleUploadedFile("../matrix.xlsx", b"a,b", content_type="text/html")
    return keep_upload(upload, team=team, owner=people["lead"], now=now)


def test_an_upload_is_kept_under_a_name_that_says_nothing(kept, team):  # R16, R31
    with opened(kept) as file:
        assert file.read() == b"a,b"
    assert kept.path.startswith(f"teams/{team.pk}/")
    assert "matrix" not in kept.path
    assert kept.content_type == "application/octet-stream"


def test_an_upload_is_gone_after_a_day(
    kept, now, django_capture_on_commit_callbacks
):  # R57
    purge_files(now + timedelta(hours=23))
    assert StoredFile.objects.filter(pk=kept.pk).exists()

    with django_capture_on_commit_callbacks(execute=True):
        purge_files(now + timedelta(hours=25))

    assert not StoredFile.objects.filter(pk=kept.pk).exists()
    assert not default_storage.exists(kept.path)
