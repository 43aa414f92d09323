"""Workbooks that are refused: of another plan, spoilt, or none at all."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from migration.models import Plan
from migration.services.plans.plans import NewPlan, create_plan
from tests.migration.workbooks.filling import DONE, FIRST, KEY, TASK, Filling

pytestmark = pytest.mark.django_db


def url_of(name: str, *args: object) -> str:
    return reverse(f"migration:{name}", args=args)


def sentences(answer) -> str:
    return answer.content.decode()


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
