"""What people of the demo plan wrote on its checklist."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from evaluator.content.problems import raise_if_any
from evaluator.content.sections import Section, read_section
from migration.models import Plan, Task
from migration.planning.template import SHIPPED
from migration.services.checklist.comments import write_comment
from migration.services.checklist.defects import DefectEdit, close_defect, report_defect
from migration.services.checklist.steps import add_steps, tick_step
from workspace.models import User
from workspace.services.files import NewFile, store_file

FILE = "demo_checklist.yaml"
DONE = "[x] "


def write_on_checklist(
    plan: Plan, people: Mapping[str, User], *, now: datetime
) -> None:
    """Play what the file tells, at the days it tells."""
    problems: list[str] = []
    file = read_section(SHIPPED / FILE, problems)
    for part in file.parts("steps"):
        add_demo_steps(plan, part, now=now)
    for part in file.parts("comments"):
        comment(plan, part, people, now=now)
    for part in file.parts("proofs"):
        attach(plan, part, now=now)
    for part in file.parts("defects"):
        report(plan, part, people, now=now)
    file.close()
    raise_if_any(problems)


def add_demo_steps(plan: Plan, part: Section, *, now: datetime) -> None:
    task = the_task(plan, part.text("task"))
    actor = task.assigned_to.user if task.assigned_to else plan.created_by
    texts = part.texts("steps")
    part.close()
    if actor is None:
        return
    bare = [text.removeprefix(DONE) for text in texts]
    rows = add_steps(task=task, texts=bare, actor=actor, now=now)
    for text, step in zip(texts, rows, strict=True):
        if text.startswith(DONE):
            tick_step(step=step, is_done=True, actor=actor, now=now)


def comment(
    plan: Plan, part: Section, people: Mapping[str, User], *, now: datetime
) -> None:
    write_comment(
        task=the_task(plan, part.text("task")),
        text=part.text("text"),
        actor=people[part.text("who")],
        now=now - timedelta(days=part.whole("days_ago")),
    )
    part.close()


def attach(plan: Plan, part: Section, *, now: datetime) -> None:
    """Put a file beside the proof of a task that is ticked."""
    task = the_task(plan, part.text("task"))
    file = NewFile(part.text("name"), page_of(part.text("title")), "application/pdf")
    part.close()
    task.proof_file = store_file(file, team=plan.team, owner=task.done_by, now=now)
    task.save(update_fields=["proof_file"])


def page_of(title: str) -> bytes:
    """Return a PDF of one page that says one line (ISO 32000-1, 7.5)."""
    said = title.replace("(", "").replace(")", "")
    text = f"BT /F1 18 Tf 72 760 Td ({said}) Tj ET".encode("latin-1", "replace")
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        page + b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(text), text),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    file, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(file))
        file += b"%d 0 obj%s endobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 6\n0000000000 65535 f \n"
    end = b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(file)
    return file + head + table + end


def report(
    plan: Plan, part: Section, people: Mapping[str, User], *, now: datetime
) -> None:
    owner = plan.members.get(user=people[part.text("owner")])
    edit = DefectEdit(
        title=part.text("title"),
        details=part.text("details"),
        kind=part.text("kind"),
        severity=part.text("severity"),
        owner=owner,
        task=task_of(plan, part.optional_text("task")),
    )
    defect = report_defect(
        plan=plan,
        edit=edit,
        actor=people[part.text("reported_by")],
        now=now - timedelta(days=part.whole("days_ago")),
    )
    if who := part.optional_text("closed_by"):
        close_defect(
            defect=defect,
            resolution=part.text("resolution"),
            version=defect.version,
            actor=people[who],
            now=now - timedelta(days=part.whole("closed")),
        )
    part.close()


def task_of(plan: Plan, key: str) -> Task | None:
    return the_task(plan, key) if key else None


def the_task(plan: Plan, key: str) -> Task:
    task: Task = plan.tasks.select_related("assigned_to__user").get(template_key=key)
    task.plan = plan
    return task
