"""Files in an S3-compatible store: moto's server stands in for one."""

from __future__ import annotations

from collections.abc import Iterator

import boto3
import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from moto.server import ThreadedMotoServer

from config.settings import env
from workspace.services.files import NewFile, delete_file, store_file

BUCKET = "changeover"


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def store(endpoint, settings, monkeypatch) -> None:
    monkeypatch.setenv(
        "STORAGE_URL", f"s3://key:secret@{BUCKET}?endpoint={endpoint}&region=us-east-1"
    )
    boto3.client(
        "s3",
        endpoint_url=endpoint,
        aws_access_key_id="key",
        aws_secret_access_key="secret",
        region_name="us-east-1",
    ).create_bucket(Bucket=BUCKET)
    settings.STORAGES = {**settings.STORAGES, "default": env.storage("STORAGE_URL", "")}


@pytest.mark.django_db
def test_files_live_in_an_s3_store_too(
    store, client, people, team, now, django_capture_on_commit_callbacks
):
    file = store_file(
        NewFile("scores.xlsx", b"PK" * 5000, "application/x-test"),
        team=team,
        owner=people["lead"],
        now=now,
    )
    client.force_login(people["lead"])

    address = reverse("workspace:file_open", args=[file.public_id])
    response = client.get(address, follow=True)
    content = b"".join(response.streaming_content)
    with django_capture_on_commit_callbacks(execute=True):
        delete_file(file)

    assert content == b"PK" * 5000
    assert response["Content-Disposition"] == 'attachment; filename="scores.xlsx"'
    assert not default_storage.exists(file.path)


@pytest.mark.django_db
def test_a_machine_is_ready_when_its_store_answers(store, client):  # R55
    assert client.get("/readyz").status_code == 200
