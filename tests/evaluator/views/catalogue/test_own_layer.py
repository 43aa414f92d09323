from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from evaluator.models import Fact, Platform
from tests.common.tables.workbooks import xlsx_of
from workspace.models import StoredFile

pytestmark = pytest.mark.django_db

TEXT = """platforms:
- key: acme
  facts:
  - {key: support.hours, value: Always, as_of: undated, source: {text: Mail}}
"""
WRONG = TEXT.replace("Always", "[]").replace("undated", "soon")
UPLOAD = "evaluator:layer_file"


@pytest.fixture
def acme(db) -> Platform:
    return Platform.objects.create(key="acme", name="Acme", match_key="acme")


@pytest.fixture
def member(client, people) -> Client:
    client.force_login(people["member"])
    return client


def send(client: Client, content: str | bytes, name: str = "facts.yaml"):
    data = content.encode() if isinstance(content, str) else content
    return client.post(reverse(UPLOAD), {"file": SimpleUploadedFile(name, data)})


@pytest.mark.parametrize(
    "name", [UPLOAD, *(f"evaluator:layer_{each}" for each in ("yaml", "xlsx"))]
)
def test_only_members_of_a_team_keep_facts_in_a_file(client, people, team, name):  # R9
    Fact.objects.filter(team=team).delete()
    client.force_login(people["member"])
    seen = client.get(reverse(name)).status_code
    client.logout()

    assert (seen, client.get(reverse(name)).status_code) == (200, 302)


def test_a_file_is_looked_at_by_who_sent_it_alone(  # R16
    member, people, acme, django_assert_num_queries
):
    review = send(member, TEXT)["Location"]
    statuses = {}
    for name in ("member", "owner", "outsider"):
        member.force_login(people[name])
        statuses[name] = member.get(review).status_code

    assert statuses == {"member": 200, "owner": 404, "outsider": 404}
    assert StoredFile.objects.get().expires_at is not None


def test_the_differences_come_first(member, acme):
    page = member.get(send(member, TEXT)["Location"]).content.decode()

    assert "Always" in page
    assert "Take all of this" in page
    assert not Fact.objects.exists()


def test_what_was_looked_at_is_taken(member, team, acme):
    review = send(member, TEXT)["Location"]
    seen = member.get(review).context["difference"].seen

    answer = member.post(review, {"seen": seen})

    assert answer["Location"] == reverse(UPLOAD)
    assert Fact.objects.get().team == team


def test_a_look_that_is_too_old_is_answered_with_a_new_one(member, acme):  # R50
    review = send(member, TEXT)["Location"]

    answer = member.post(review, {"seen": "0" * 64})

    assert answer.status_code == 409
    assert "Take all of this" in answer.content.decode()
    assert not Fact.objects.exists()


def test_all_mistakes_are_told_with_their_lines(member, acme):
    answer = member.get(send(member, WRONG)["Location"])

    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.count("Line 4") == 2
    assert "is no date" in page


def test_a_file_with_mistakes_is_not_taken(member, people, acme):
    people["member"].language = "fa"
    people["member"].save()

    answer = member.post(send(member, WRONG)["Location"], {"seen": "0" * 64})

    assert answer.status_code == 422
    assert not Fact.objects.exists()


def test_a_workbook_tells_its_row(member, acme):
    rows = [["platform_key", "key", "value"], ["acme", "no.such", 3]]
    book = xlsx_of([], Facts=rows)

    page = member.get(send(member, book, "facts.xlsx")["Location"]).content.decode()

    assert "<bdi>Facts</bdi>, row 2" in page
    assert "is not known" in page


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n\0\0",
        b"a: &a [x]\nplatforms: [*a]",
        b"platforms: !!python/object:os.system {}",
        b"platforms: " + b"[" * 50_000,
        b"platforms:\n- name: " + b"9" * 6_000,
        b"platforms: {a: 1",
        b"- 1",
        b"\xff\xfe",
        b"PK\x03\x04 no workbook",
        b"shipped: []",
        b"platforms: [{name: A, facts: [1, [2], null, {key: [3]}]}, 7]",
        b"platforms: [{name: A, name: B}]",
        b"platforms:\n- name: A\n  facts: {}\n",
    ],
)
def test_nonsense_gets_a_sentence(member, content):  # R31
    answer = member.get(send(member, content)["Location"])

    assert answer.status_code == 200
    assert "Nothing was taken." in answer.content.decode()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", "This is a picture."),
        (b"%PDF-1.7\n", "This is a PDF."),
        (b"Name,Price\nAcme,4\n", "The file must be a list under"),
        (b"- 1\n- 2\n", "The file must be a list under"),
    ],
)
def test_another_kind_of_file_is_called_by_its_name(member, content, said):
    page = member.get(send(member, content)["Location"])

    assert said in page.content.decode()


def test_an_upload_without_a_file_is_refused(member):
    answer = member.post(reverse(UPLOAD), {})

    assert answer.status_code == 422
    assert "Choose the file with your facts." in answer.content.decode()


def test_the_files_come_as_attachments_that_nobody_keeps(member):
    for name in ("yaml", "xlsx", "shipped"):
        answer = member.get(reverse(f"evaluator:layer_{name}"))

        assert answer["Content-Disposition"].startswith("attachment;")
        assert answer["Cache-Control"] == "private, no-store"
