"""R19: nothing on the whole site tells that somebody else is saving drafts."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from evaluator.costs.components import Fee
from evaluator.costs.json_form import to_json
from evaluator.costs.tariffs import Plan as TariffPlan
from evaluator.costs.tariffs import Tariff
from evaluator.exports.evaluation_tables import TABLES
from evaluator.models import (
    CostLine,
    Criterion,
    Evaluation,
    Fact,
    Platform,
    TariffVersion,
    Trial,
)
from evaluator.selectors.structures import structure_at
from evaluator.services.ballots import declare_recusal, submit_ballots
from evaluator.services.offline import make_score_sheet, read_returned, take_sheet
from evaluator.services.scores import Entry, ScoreEdit, save_score
from migration.exports.plan_tables import TABLES as PLAN_TABLES
from migration.models import Plan, PlanMember, SuccessMeasure, TaskLink
from migration.services.plans.plans import NewPlan, create_plan
from tests.evaluator.filled import filled
from tests.evaluator.matrix.bringing import bring
from tests.evaluator.matrix.sheets import MadeSheet
from tests.routes import addresses, all_routes
from tests.workspace.people import confirm_identity
from workspace.api_throttles import counts
from workspace.kept_pages import shelf
from workspace.models import Member, User

pytestmark = pytest.mark.django_db

# New in each answer: the tokens and keys of forms, what names a request, and the clock.
TOKEN = re.compile(
    rb"\b[A-Za-z0-9]{64}\b|\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"
)
NEW_EACH_TIME = {"X-Request-ID", "Expires", "Last-Modified"}
# The first ends the session that crawls; the others draw a new secret each time.
NOT_CRAWLED = {"account_logout", "mfa_activate_totp", "mfa_totp_picture"}


SHEET = MadeSheet(
    [["Category", "Criterion", "Acme", "Bolt"], ["Budget", "Price", 4, 2]], name="own"
)


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    cookies: list[str]
    body: bytes
    queries: int


@pytest.fixture(autouse=True)
def clock(monkeypatch, now, settings) -> None:
    """Stop the clock: what changes by itself would hide what changes by others."""
    monkeypatch.setattr(timezone, "now", lambda: now)
    # A crawl is one minute of it, with more requests than a person may send.
    settings.API_REQUESTS_A_MINUTE = 10**6


@pytest.fixture
def staged(scoring, part_of, team, people, now) -> Evaluation:
    """Scoring is open, with one of each thing that has an address."""
    budget = scoring.criteria.get(own_name="Budget")
    Criterion.objects.create(
        evaluation=scoring, kind="must_have", own_name="Sends SMS", position=9
    )
    Criterion.objects.create(
        evaluation=scoring,
        parent=budget,
        kind="measured",
        own_name="Price a year",
        unit="EUR",
        value_function={"kind": "linear", "worst": 50000, "best": 0},
    )
    Trial.objects.create(candidate=scoring.candidates.get(name="Acme"), kind="demo")
    scoring.due_on = now.date()
    scoring.save()
    return scoring


def plan_about(evaluation: Evaluation, people: dict[str, User]) -> Plan:
    """A plan that the same people see: it may tell no more than the evaluation."""
    plan = create_plan(
        team=evaluation.team,
        new=NewPlan("Move", "Acme", "Bolt", evaluation=evaluation),
        actor=people["lead"],
        now=evaluation.created_at,
    )
    for name, role in (("evaluator", "contributor"), ("observer", "observer")):
        PlanMember.objects.create(plan=plan, user=people[name], role=role)
    return plan


def inventory_of(plan: Plan) -> dict[str, list[int]]:
    asset = plan.assets.create(name="Welcome", kind="workflow", import_key="x")
    loss = plan.losses.create(what="Opens")
    item = plan.contact_lists.create(name="Newsletter")
    field = plan.field_mappings.create(source_field="opt_in")
    return {
        "assets": [asset.pk],
        "needed_pk": [0],
        "asset-views": [0],
        "defects": [plan.defects.create(title="A dead link").pk],
        "losses": [loss.pk],
        "lists": [item.pk],
        "fields": [field.pk],
    }


def task_parts_of(plan: Plan, people: dict[str, User]) -> dict[str, list[int]]:
    task = plan.tasks.get(template_key="charter")
    comment = task.comments.create(author=people["evaluator"], text="Who signs?")
    return {
        "tasks": [task.pk],
        "steps": [task.steps.create(text="Ask the board").pk],
        "comments": [comment.pk],
        "change_pk": [0],
        "entry_pk": [0],
    }


def adoption_of(
    plan: Plan, people: dict[str, User], now: datetime
) -> dict[str, list[int]]:
    measure = SuccessMeasure.objects.create(plan=plan, name="More sales")
    value = measure.values.create(value=3, measured_on=now.date())
    training = plan.trainings.create(role="mops", aim="Send a campaign")
    person = plan.stakeholders.create(role="legal", name="Dana")
    return {
        "stakeholders": [person.pk],
        "questions": [person.questions.create(text="When?").pk],
        "talks": [person.talks.create(spoken_on=now.date()).pk],
        "measures": [measure.pk],
        "task-dates": [plan.tasks.get(template_key="charter").pk],
        "task-links": [TaskLink.objects.filter(after__plan=plan)[0].pk],
        "days-off": [plan.days_free.create(first_on=now, last_on=now).pk],
        "baselines": [plan.baselines.create(name="First", finish_on=now).pk],
        "measure-values": [value.pk],
        "trainings": [training.pk],
        **gates_of(plan),
        "risks": [plan.risks.create(own_text="DNS is late").pk],
    }


def gates_of(plan: Plan) -> dict[str, list[int]]:
    Plan.objects.filter(pk=plan.pk).update(uses_gates=True, uses_raci=True)
    part = plan.deliverables.create(own_name="Suppression list")
    gate = plan.gates.create(own_name="Data is in", phase="data")
    criterion = gate.criteria.create(own_text="Samples look right")
    return {
        "gates": [gate.pk],
        "gate-criteria": [criterion.pk],
        "deliverables": [part.pk],
    }


def priced(evaluation: Evaluation, actor: User) -> TariffVersion:
    """A quote for Acme, which its address needs."""
    quote = TariffPlan("quote", "Quote", (Fee("Quote", Decimal(900), "EUR"),))
    return TariffVersion.objects.create(
        candidate=evaluation.candidates.get(name="Acme"),
        number=1,
        content=to_json(Tariff("quote", "Acme", (quote,))),
        made_by=actor,
    )


def a_cost_line(evaluation: Evaluation) -> int:
    line: CostLine = evaluation.cost_lines.create(
        name="Agency", category="consultants", currency="USD", likely=5, high=5
    )
    return line.pk


@pytest.fixture
def known(staged, team, people, now) -> dict[str, list[Any]]:
    """What addresses are made of, by parameter, or by the word before <pk>."""
    platform = Platform.objects.create(
        team=team, key="own", name="Own", match_key="own"
    )
    fact = Fact.objects.create(
        platform=platform, team=team, key="company.owner", value="We", trust="own"
    )
    criteria = {each.kind: each.pk for each in staged.criteria.order_by("-pk")}
    second = staged.participants.get(user=people["second"])
    plan = plan_about(staged, people)
    nowhere = [uuid.UUID(int=0)]
    return {
        "evaluations": [staged.pk],
        "imports": [
            bring(SHEET, team=team, actor=people[name], now=now, evaluation=staged).pk
            for name in ("evaluator", "lead")
        ],
        "candidates": [staged.candidates.get(name="Acme").pk],
        "candidate_pk": [staged.candidates.get(name="Acme").pk],
        "criterion_pk": list(criteria.values()),
        "criteria": list(criteria.values()),
        "participant_pk": [second.pk],
        "sign": ["adoption"],
        "figure": ["used_share"],
        "goal_pk": [staged.company_goals.create(key="revenue").pk],
        "objective_pk": [staged.objectives.create(statement="More sales").pk],
        "trials": [Trial.objects.get().pk],
        "number": [priced(staged, people["lead"]).number],
        "platforms": [platform.pk],
        "facts": [fact.pk],
        "plans": [plan.pk],
        **task_parts_of(plan, people),
        "plan-templates": [team.plan_templates.create(name="Our move").pk],
        **adoption_of(plan, people, now),
        **inventory_of(plan),
        "member_pk": [plan.members.get(user=people["evaluator"]).pk],
        "teams": [team.pk],
        "members": [Member.objects.get(user=people["second"]).pk],
        "invitations": [0],
        "sessions": [0],
        "tokens": [0],
        "calendars": [0],
        "link_pk": [0],
        "score_pk": [1],  # the first draft that somebody saves
        "public_id": nowhere,
        "token": ["x" * 43],
        "group": ["scores"],
        "table": sorted({*TABLES, *PLAN_TABLES}),
        "key": ["x"],
        "currency": ["EUR"],
        "year": [1],
        "gain": ["x"],
        "cost-lines": [a_cost_line(staged)],
        "scenarios": [staged.scenarios.create(name="Crisis").pk],
        "uidb36": ["1"],
    }


@pytest.fixture
def crawl(known, people) -> Callable[[str], dict[str, Answer]]:
    clients = {name: Client() for name in ("evaluator", "lead", "observer")}
    for name, client in clients.items():
        client.force_login(people[name])

    def ask_everything(person: str) -> dict[str, Answer]:
        # Each page drawn anew: what is kept could hide what drawing it would tell.
        shelf.clear()
        structure_at.cache_clear()
        counts.clear()
        # Fresh each time, for pages that are shown after an identity check only.
        confirm_identity(clients[person], people[person])
        return dict(answers(clients[person], known))

    return ask_everything


def answers(
    client: Client, known: dict[str, list[Any]]
) -> Iterator[tuple[str, Answer]]:
    """Ask for every address; what is a page, also as a script asks for a region.

    The API has no regions.
    """
    for route in all_routes():
        if route.name in NOT_CRAWLED:
            continue
        for name, path in addresses(route, known):
            page = ask(client, path)
            yield name, page
            if page.status == 200 and not path.startswith("/api/"):
                yield f"{name} by script", ask(client, path, {"HX-Request": "true"})


def ask(client: Client, path: str, headers: dict[str, str] | None = None) -> Answer:
    # The log of a connection is bounded, and a crawl of the whole site fills it.
    connection.queries_log.clear()
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path, headers=headers)
    return masked(response, len(queries))


def masked(response: HttpResponse, queries: int) -> Answer:
    body = b"".join(response) if response.streaming else response.content
    return Answer(
        status=response.status_code,
        headers={
            name: value
            for name, value in response.headers.items()
            if name not in NEW_EACH_TIME
        },
        cookies=sorted(response.cookies),
        body=TOKEN.sub(b"", body),
        queries=queries,
    )


def save_drafts(evaluation: Evaluation, name: str, part_of, now) -> None:
    """Score every cell but the last as this person: values, states, notes."""
    participant = part_of(evaluation, name)
    leaves = evaluation.criteria.present().filter(kind="rated").in_order()
    *scored, conflicted = evaluation.candidates.by_name()
    entries = [Entry("scored", 5), Entry("scored", 0), Entry("abstained"), Entry()]
    for place, leaf in enumerate(leaves):
        for candidate in scored:
            save_score(
                participant=participant,
                criterion=leaf,
                candidate=candidate,
                edit=ScoreEdit(0, entries[place % 4], rung="tried", note="Secret"),
                now=now,
            )
    declare_recusal(
        participant=participant, candidate=conflicted, reason="Secret", now=now
    )


def differences(before: dict[str, Answer], after: dict[str, Answer]) -> list[str]:
    return [
        f"{address}: {field}"
        for address, answer in before.items()
        for field in Answer.__slots__
        if getattr(answer, field) != getattr(after[address], field)
    ]


@pytest.mark.parametrize("person", ["evaluator", "lead", "observer"])
def test_drafts_of_another_change_no_answer(
    crawl, staged, part_of, now, person
):  # R17, R18, R19
    crawl(person)  # fills what is kept between requests
    before = crawl(person)
    save_drafts(staged, "second", part_of, now)

    after = crawl(person)

    assert differences(before, after) == []
    assert len(before) > 120


def send_back_a_sheet(
    evaluation: Evaluation, name: str, part_of, now, *, value: int
) -> None:
    """Download the own sheet, fill in a cell, look at it, and take it."""
    participant = part_of(evaluation, name)
    content = make_score_sheet(participant, now=now)[1]
    file = filled(
        content, evaluation, ("Price", "Acme", {"score": value, "note": "Secret"})
    )
    changes = read_returned(participant, file, today=now.date()).changes
    seen = participant.ballots_version
    take_sheet(participant=participant, changes=changes, seen=seen, now=now)


@pytest.mark.parametrize(
    ("person", "pages"),
    [("evaluator", set()), ("lead", {"evaluator:ballot_list"})],
)
def test_a_sheet_that_came_back_is_told_to_the_lead_alone_and_by_day_only(
    crawl, staged, part_of, now, person, pages
):  # R17, R18, R19
    crawl(person)
    before = crawl(person)
    send_back_a_sheet(staged, "second", part_of, now, value=5)

    after = crawl(person)

    told = {each.split(" ")[0] for each in differences(before, after)}
    assert told == pages
    # A second one, whatever is in it, tells nothing at all.
    send_back_a_sheet(staged, "second", part_of, now, value=1)
    assert differences(after, crawl(person)) == []


def test_after_a_submission_its_content_is_still_sealed(
    crawl, staged, part_of, now
):  # R17
    save_drafts(staged, "second", part_of, now)
    submit_ballots(participant=part_of(staged, "second"), now=now)

    after = crawl("lead")

    assert [name for name, answer in after.items() if b"Secret" in answer.body] == []


def test_the_comparison_would_see_a_draft(staged, part_of, people, now):
    client = Client()
    client.force_login(people["second"])
    path = reverse("evaluator:score_sheet", args=[staged.pk])
    before = {path: ask(client, path)}
    save_drafts(staged, "second", part_of, now)

    after = {path: ask(client, path)}

    assert f"{path}: body" in differences(before, after)


def test_an_unknown_parameter_fails_with_a_clear_message(known):
    route = next(each for each in all_routes() if each.name == "evaluator:trial_edit")
    del known["trials"]

    with pytest.raises(pytest.fail.Exception, match="Add 'trials' to what it knows"):
        list(addresses(route, known))


def test_looking_at_every_page_changes_nothing(crawl, staged):  # R41
    before = rows()

    crawl("lead")

    assert rows() == before


def rows() -> dict[str, str]:
    """Return the content of the tables as text.

    Sessions know when they were used, and wrong links are counted (R28).
    """
    tables = set(connection.introspection.table_names()) - {
        "django_session",
        "usersessions_usersession",
        "workspace_attemptcount",
    }
    content = {}
    with connection.cursor() as cursor:
        for table in sorted(tables):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 (our own tables)
            content[table] = repr(sorted(map(repr, cursor.fetchall())))
    return content
