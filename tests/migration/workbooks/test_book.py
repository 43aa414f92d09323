"""The workbook of a plan as a person finds it on opening."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from migration.models import PlanMember, TaskLink
from migration.models.template_text import role_names
from migration.services import workbooks as service
from migration.services.gates.gates import seed_gates
from migration.services.plans.switches import Switches, set_switches
from migration.workbooks.plan import list_sheets
from migration.workbooks.plan.book import STEPS
from migration.workbooks.plan.checklist_sheet import DONE, FIRST
from migration.workbooks.plan.days_sheet import FIRST as FIRST_DAY
from migration.workbooks.plan.layout import HIDDEN, Column, Row
from workspace.models import Job
from workspace.services.job_runs import claim_job, run_attempt

pytestmark = pytest.mark.django_db

SHEETS = [
    "Plan",
    "Checklist by person",
    "Assets",
    "Contact lists",
    "Stakeholders",
    "Risks",
    "Days off",
    "Read me",
]


@pytest.fixture
def member_of(plan, people):
    rows = PlanMember.objects.select_related("plan__team", "user")
    return lambda name: rows.get(plan=plan, user=people[name])


def opened(file: bytes):
    return load_workbook(BytesIO(file))


def test_it_has_its_sheets_frozen_under_their_heads(member_of, workbook_of):
    book = opened(workbook_of(member_of("lead")))

    assert book.sheetnames == [*SHEETS, HIDDEN]
    assert book[HIDDEN].sheet_state == "veryHidden"
    assert book["Plan"].freeze_panes == f"C{Row.HEAD + 1}"
    assert book["Checklist by person"].freeze_panes == f"D{FIRST}"
    assert {sheet.page_setup.fitToHeight for sheet in book.worksheets[:-1]} == {0}


def test_ticks_are_chosen_from_a_list_and_days_are_checked(member_of, workbook_of):
    book = opened(workbook_of(member_of("lead")))

    [ticks] = book["Checklist by person"].data_validations.dataValidation
    [days] = book["Plan"].data_validations.dataValidation
    assert (ticks.type, ticks.formula1) == ("list", '"✓,☐"')
    assert (days.type, days.formula1, days.formula2) == ("whole", "0", "1000")


def test_who_looks_on_gets_nothing_to_bring_back(member_of, workbook_of):
    book = opened(workbook_of(member_of("observer")))

    assert HIDDEN not in book.sheetnames
    sheet = book["Checklist by person"]
    assert "look on" in sheet.cell(2, 1).value
    assert "FFFBEB" not in str(sheet.cell(FIRST, DONE + 1).fill.fgColor.rgb)


def test_each_leave_has_a_column_of_days_off_and_a_note_at_its_tasks(
    knotted, member_of, workbook_of
):
    book = opened(workbook_of(member_of("lead")))

    (titles,) = book["Days off"].iter_rows(
        min_row=FIRST_DAY - 1, max_row=FIRST_DAY - 1, values_only=True
    )
    notes = {row[Column.NOTE] for row in book["Plan"].values}
    role = role_names()["it"]
    assert titles[1:3] == ("Evaluator, with leave", f"{role}, with leave")
    assert f"Leaves out the leave of {role}." in notes


def test_a_plan_without_tasks_has_a_workbook(plan, member_of, workbook_of):
    plan.tasks.all().delete()

    book = opened(workbook_of(member_of("lead")))

    assert book["Plan"].cell(Row.FIRST, Column.TASK + 1).value is None


def test_a_milestone_is_a_sign_and_the_page_keeps_to_its_columns(
    plan, member_of, workbook_of
):
    plan.tasks.filter(template_key="purchase").update(days=0)

    sheet = load_workbook(BytesIO(workbook_of(member_of("lead"))), data_only=True)[
        "Plan"
    ]

    signs = [cell for row in sheet.iter_rows() for cell in row if cell.value == "◆"]
    assert len(signs) == 1
    assert sheet.max_column <= Column.CHART + 70


def test_a_list_that_nobody_counted_is_not_a_list_of_nobody(
    plan, member_of, workbook_of
):
    counts = {"active": 640, "complained": 210}
    row = plan.contact_lists.create(name="Fair")
    row.counts.create(side="source", counted_on="2026-01-02", counts=counts)
    other = plan.contact_lists.create(name="News")
    for side in ("source", "move", "target"):
        figures = {"loaded": 3} if side == "move" else {"active": 3}
        other.counts.create(side=side, counted_on="2026-01-02", counts=figures)

    sheet = load_workbook(BytesIO(workbook_of(member_of("lead"))), data_only=True)[
        "Contact lists"
    ]

    fair, news = list(sheet.iter_rows(min_row=list_sheets.FIRST, values_only=True))[:2]
    assert fair[3:] == (850, None, None, None, None, "not counted yet", 210, None)
    assert news[3:] == (3, 3, 0, 0, 0, 0, 0, 0)


def test_what_no_formula_holds_is_said(plan, member_of, workbook_of, monkeypatch):
    monkeypatch.setattr("migration.workbooks.plan.formulas.LONGEST", 5)
    last = plan.tasks.order_by("-position").first()
    assert TaskLink.objects.filter(after=last).count() > 1

    sheet = opened(workbook_of(member_of("lead")))["Plan"]

    row = sheet.max_row
    assert "more than a formula holds" in sheet.cell(row, Column.NOTE + 1).value
    assert not str(sheet.cell(row, Column.FINISH + 1).value).startswith("=")


@pytest.fixture
def queued(client, plan, people, monkeypatch, settings, tmp_path) -> Job:
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(service, "MOST_CELLS_AT_ONCE", 10)
    client.force_login(people["evaluator"])
    client.post(f"/plans/{plan.pk}/files/workbook/")
    return Job.objects.get(kind=service.KIND)


def run(job: Job) -> Job:
    run_attempt(claim_job(job.pk, now=timezone.now()), clock=timezone.now)
    job.refresh_from_db()
    return job


def test_the_job_writes_it_step_by_step(queued):
    job = run(queued)

    assert (job.state, job.done_steps, job.all_steps) == ("done", STEPS, STEPS)
    assert job.result.name.startswith("Move to Bolt - plan")


def test_who_lost_the_plan_meanwhile_gets_no_workbook(queued, plan, people):
    plan.members.filter(user=people["evaluator"]).delete()

    job = run(queued)

    assert (job.state, job.result) == ("failed", None)
    assert job.message == str(service.PlanGone())


def test_gates_have_a_sheet_where_the_plan_uses_them(
    plan, people, now, member_of, workbook_of
):
    switches = Switches(uses_gates=True)
    act = {"actor": people["lead"], "now": now}
    set_switches(plan=plan, switches=switches, version=plan.version, **act)
    seed_gates(plan=plan, **act)

    book = opened(workbook_of(member_of("observer")))

    assert book.sheetnames == [*SHEETS[:6], "Gates", *SHEETS[6:]]
    names = {book["Gates"].cell(row, 1).value for row in range(4, 60)}
    assert {gate.name for gate in plan.gates.all()} <= names


def test_parts_in_deliverables_have_a_sheet_where_the_plan_uses_them(
    plan, people, now, member_of, workbook_of
):
    switches = Switches(uses_raci=True)
    act = {"actor": people["lead"], "now": now}
    set_switches(plan=plan, switches=switches, version=plan.version, **act)

    book = opened(workbook_of(member_of("observer")))

    assert book.sheetnames == [*SHEETS[:5], "RACI", *SHEETS[5:]]
    assert book["RACI"].cell(3, 1).value == "Deliverable"
