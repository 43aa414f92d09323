"""Sets the stage for the browser, in a process of its own.

Makes a database with the demo team and whatever else some page needs, and prints the
ids that addresses are made of. Playwright's event loop keeps Django's models out of
the process of the tests, so that they know these ids and nothing else.
"""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from io import BytesIO

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone
from openpyxl import load_workbook

from evaluator.catalogue.own_yaml import write_own_yaml
from evaluator.models import Evaluation, Fact, Platform, Score
from evaluator.selectors.catalogue.own_layer import layer_of
from evaluator.services.candidates import (
    NewCandidates,
    add_candidates,
)
from evaluator.services.catalogue.own_facts import OwnFactEdit, Place, add_own_fact
from evaluator.services.catalogue.platforms import PlatformEdit, add_platform
from evaluator.services.endings import archive_evaluation, delete_evaluation
from evaluator.services.evaluations import (
    NewEvaluation,
    Start,
    create_evaluation,
    open_scoring,
)
from evaluator.services.offline import make_score_sheet
from evaluator.services.people import Part, add_participant, change_part
from evaluator.services.scores import Entry, ScoreEdit, save_score
from evaluator.workbooks.comparison.options import WorkbookOptions
from evaluator.workbooks.offline.layout import KEY, NOTE, SCORE
from migration.models import Plan, TaskComment
from migration.selectors.people.links import STATUS
from migration.services.people.stakeholders import make_personal_link
from migration.services.workbooks import read_for_workbook
from migration.workbooks.plan import checklist_sheet as ticks
from migration.workbooks.plan.book import write_workbook
from migration.workbooks.plan.ticks import CLOSED, OPEN, pk_of
from tests.evaluator.matrix import sheets
from tests.evaluator.matrix.bringing import bring
from workspace.models import Team, User
from workspace.services.accounts import create_account
from workspace.services.invitations import Guest, invite
from workspace.services.jobs import cancel_job, enqueue_job
from workspace.services.share_links import NewLink, Target, create_link
from workspace.services.teams import create_team
from workspace.services.uploads import keep_upload

PASSWORD = "a quiet long walk"
NEW_PLATFORM = """- name: Sendwell
  facts:
  - key: support.hours
    value: Monday to Friday, eight to six
    as_of: undated
    source: {text: Mail}
"""


def main() -> None:
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    call_command("load_catalogue", stdout=sys.stderr)
    call_command("demo", stdout=sys.stderr)
    json.dump(set_stage(), sys.stdout)


def set_stage() -> dict[str, object]:
    now = timezone.now()
    team = Team.objects.get()
    emma = User.objects.get(email__startswith="emma@")
    # The browser's language then decides, so that everybody reads in all three.
    User.objects.update(language="")
    create_newcomers(now)
    return {
        "team": team.pk,
        "api_group": "scores",
        "invitation": invitation_token(team, emma, now),
        "member": team.members.exclude(user=emma).order_by("pk")[0].pk,
        "job": str(mail_job(team, emma, now).public_id),
        **account_ids(),
        **revealed_ids(Evaluation.objects.get(state="revealed"), emma, now),
        **scoring_ids(Evaluation.objects.get(state="scoring")),
        "returned_sheet": returned_sheet(Evaluation.objects.get(state="scoring"), now),
        **setup_ids(team, emma, now),
        **brought_ids(team, emma, now),
        **catalogue_ids(team, emma, now),
        **plan_ids(team, emma, now),
        "duo": committee_of_two(team, emma, now).pk,
    }


def create_newcomers(now) -> None:
    """A new owner with an empty team, and somebody who is in no team."""
    owner = create_account(email="nora@newcomer.example", password=PASSWORD)
    create_team(name="Newcomers", time_zone="UTC", actor=owner, now=now)
    create_account(email="sam@newcomer.example", password=PASSWORD)


def account_ids() -> dict[str, object]:
    """Somebody with a second factor, and the keys of two mails."""
    mia = create_account(email="mia@newcomer.example", password=PASSWORD)
    secret = generate_totp_secret()
    TOTP.activate(mia, secret)
    RecoveryCodes.activate(mia)
    address = EmailAddress.objects.create(user=mia, email="new@newcomer.example")
    return {
        "totp_secret": secret,
        "reset_user": user_pk_to_url_str(mia),
        "reset_key": default_token_generator.make_token(mia),
        "confirmation": EmailConfirmationHMAC(address).key,
    }


def invitation_token(team, owner, now) -> str:
    guest = Guest("guest@newcomer.example")
    return invite(team=team, guest=guest, actor=owner, now=now).token


def mail_job(team, owner, now):

    arguments = {"template": "evaluation_revealed", "evaluation": 0}
    job = enqueue_job("mail", team=team, user=owner, arguments=arguments, now=now)
    return cancel_job(job=job, now=now)


def revealed_ids(evaluation, lead, now) -> dict[str, object]:
    target = Target("evaluation", evaluation.pk, evaluation.team)
    everything = {
        f"shows_{what}": True for what in ("names", "scores", "notes", "prices")
    }
    link, token = create_link(
        NewLink(label="Everything", **everything), target=target, actor=lead, now=now
    )
    guarded = NewLink(label="Guarded", password="a quiet long walk")
    _guarded, guarded_token = create_link(guarded, target=target, actor=lead, now=now)
    measured = evaluation.criteria.exclude(fact_key="").order_by("pk")[0]
    rated = evaluation.criteria.get(template_key="crm_sync")
    first = evaluation.choice.chosen
    return {
        "revealed": evaluation.pk,
        "first_year": 1,
        "scenario": evaluation.scenarios.order_by("pk")[0].pk,
        "cost_line": evaluation.cost_lines.exclude(key__startswith="quick.")[0].pk,
        "first": first.pk,
        "built_in": 0,
        "rated": rated.pk,
        "measured": measured.pk,
        "bound": evaluation.criteria.exclude(money_figure="").get().pk,
        "sign": "workarounds",
        "figure": "workaround_hours",
        "objective": evaluation.objectives.order_by("pk")[0].pk,
        "trial": first.trials.order_by("pk")[0].pk,
        "reopened": evaluation.participants.get(user__email__startswith="reza@").pk,
        "link": link.pk,
        "token": token,
        "guarded_token": guarded_token,
    }


def scoring_ids(evaluation) -> dict[str, object]:
    criterion = evaluation.criteria.get(template_key="crm_sync")
    candidate = evaluation.candidates.get(platform__key="clevertap")
    submitted = evaluation.participants.filter(submitted_at__isnull=False)
    return {
        "scoring": evaluation.pk,
        "scoring_criterion": criterion.pk,
        "scoring_candidate": candidate.pk,
        "submitted": submitted.order_by("pk")[0].pk,
        "must_have": evaluation.criteria.get(need_key="sms").pk,
    }


def returned_sheet(evaluation, now) -> str:
    """A sheet that Reza filled in offline, with a cell changed on the site since."""
    reza = evaluation.participants.get(user__email__startswith="reza@")
    _name, content = make_score_sheet(reza, now=now)
    book = load_workbook(BytesIO(content))
    cells = [row for row in book.worksheets[0].iter_rows() if row[KEY - 1].value]
    conflict = cells[-1][KEY - 1].value
    for place, row in enumerate([*cells[:6], cells[-1]]):
        row[SCORE - 1].value = (4, "abstained", 0, 5, "not shown", 3, 2)[place]
        row[NOTE - 1].value = "Seen in the demo of last week"
    criterion, candidate = map(int, conflict.removeprefix("c").split("-"))
    stored = Score.objects.filter(
        ballot__participant=reza,
        ballot__candidate=candidate,
        criterion=criterion,
    ).first()
    save_score(
        participant=reza,
        criterion=evaluation.criteria.get(pk=criterion),
        candidate=evaluation.candidates.get(pk=candidate),
        edit=ScoreEdit(stored.version if stored else 0, Entry("scored", 5)),
        now=now,
    )
    saved = BytesIO()
    book.save(saved)
    upload = SimpleUploadedFile("sheet.xlsx", saved.getvalue())
    team = evaluation.team
    return str(keep_upload(upload, team=team, owner=reza.user, now=now).public_id)


def setup_ids(team, lead, now) -> dict[str, object]:
    """An evaluation that is being set up, one put away and one in the bin."""

    def create(title: str, start: Start, *, is_committee: bool):
        new = NewEvaluation(title=title, start=start, is_committee=is_committee)
        return create_evaluation(team=team, new=new, actor=lead, now=now)

    setup = create("Landing pages", Start.FULL, is_committee=True)
    platforms = list(Platform.objects.filter(team=None).order_by("name")[:4])
    first, *_others = add_candidates(
        evaluation=setup,
        new=NewCandidates(platforms[:3], stage="short"),
        actor=lead,
        now=now,
    )
    add_candidates(
        evaluation=setup, new=NewCandidates(platforms[3:]), actor=lead, now=now
    )
    archived = create("Newsletter of last year", Start.QUICK, is_committee=True)
    archive_evaluation(evaluation=archived, actor=lead, now=now)
    binned = create("Made by mistake", Start.EMPTY, is_committee=False)
    delete_evaluation(evaluation=binned, actor=lead, now=now - timedelta(days=2))
    return {
        "setup": setup.pk,
        "setup_criterion": setup.criteria.get(template_key="crm_sync").pk,
        "setup_candidate": first.pk,
        "empty": create("Still empty", Start.EMPTY, is_committee=True).pk,
    }


def brought_ids(team, lead, now) -> dict[str, object]:
    """Spreadsheets on their way in: with problems, Persian, into an evaluation."""
    into = Evaluation.objects.get(title="Landing pages")
    brought = bring(sheets.musts_and_shoulds(), team=team, actor=lead, now=now)
    persian = bring(sheets.persian(), team=team, actor=lead, now=now)
    difference = bring(
        sheets.prices(), team=team, actor=lead, now=now, evaluation=into, title=""
    )
    return {
        "brought": brought.pk,
        "brought_persian": persian.pk,
        "brought_into": difference.pk,
    }


ASSET_TABLE = "Name,Type,Volume\nWelcome series,Workflow,4300\nNew page,Landing page,1"


def kept_layer(text: str, team, actor, now) -> str:
    upload = ContentFile(text.encode(), name="our facts.yaml")
    return str(keep_upload(upload, team=team, owner=actor, now=now).public_id)


def catalogue_ids(team, actor, now) -> dict[str, object]:
    platform = Platform.objects.get(team=None, key="brevo")
    price = Fact.objects.filter(platform=platform, key="pricing.price").order_by(
        "position"
    )[3]
    fact = add_own_fact(
        team=team,
        place=Place(platform, price.key, beside=price),
        edit=OwnFactEdit(
            value=61,
            form=price.details["form"],
            unit=price.unit,
            currency=price.currency,
            source="Quote by mail",
            as_of=now.date(),
        ),
        actor=actor,
        now=now,
    )
    own = add_platform(
        team=team,
        edit=PlatformEdit(name="Our own tool"),
        actor=actor,
        now=now,
    )
    others = Platform.objects.filter(team=None, key__in=["getresponse", "klaviyo"])
    changed = write_own_yaml(layer_of(team)).replace("61", "59") + NEW_PLATFORM
    return {
        "layer": kept_layer(changed, team, actor, now),
        "layer_wrong": kept_layer(changed.replace("Mail", "[]"), team, actor, now),
        "platform": platform.pk,
        "fact": fact.pk,
        "own_platform": own.pk,
        "compared": "".join(f"&p={each.pk}" for each in (platform, *others)),
    }


def plan_ids(team, lead, now) -> dict[str, object]:
    plan = Plan.objects.get(team=team)
    person = plan.stakeholders.get(role="web")
    _link, token = make_personal_link(
        stakeholder=person, new=NewLink(label="Nadia"), actor=lead, now=now
    )
    _link, status_token = create_link(
        NewLink(label="Board"),
        target=Target(STATUS, plan.pk, team),
        actor=lead,
        now=now,
    )
    comments = TaskComment.objects.filter(task__plan=plan).order_by("pk")
    return {
        "stakeholder": person.pk,
        "status_token": status_token,
        "personal_token": token,
        "plan": plan.pk,
        "task": plan.tasks.order_by("pk")[5].pk,
        "measure": plan.success_measures.order_by("pk")[0].pk,
        "training": plan.trainings.order_by("pk")[0].pk,
        "comment": comments.filter(author=lead)[0].pk,
        "defect": plan.defects.order_by("pk")[0].pk,
        **gate_ids(plan),
        "risk": plan.risks.order_by("pk")[0].pk,
        "loss": plan.losses.order_by("pk")[0].pk,
        "asset_table": kept_layer(ASSET_TABLE, team, lead, now),
        "returned_plan": returned_plan(plan, lead, now),
        "asset": plan.assets.order_by("pk")[0].pk,
        "field": plan.field_mappings.order_by("pk")[0].pk,
        "contact_list": plan.contact_lists.order_by("pk")[0].pk,
    }


def returned_plan(plan, lead, now) -> str:
    """A workbook with three ticks, and a proof that was changed on both sides."""
    member = plan.members.select_related("plan__team", "user").get(user=lead)
    options = WorkbookOptions(language="en", now=now)
    content = read_for_workbook(member, options, shows_feelings=False)
    book = load_workbook(BytesIO(write_workbook(content, options)))
    rows = list(book["Checklist by person"].iter_rows(min_row=ticks.FIRST))
    open_rows = [row for row in rows if row[ticks.DONE].value == OPEN]
    for row in open_rows[:3]:
        row[ticks.DONE].value, row[ticks.PROOF].value = (
            CLOSED,
            "Seen in the meeting of Monday",
        )
    task = plan.tasks.get(pk=pk_of(open_rows[3][ticks.KEY].value))
    open_rows[3][ticks.PROOF].value = "The log of the import"
    task.proof = "A picture of the log"
    task.save(update_fields=["proof"])
    saved = BytesIO()
    book.save(saved)
    upload = SimpleUploadedFile("plan.xlsx", saved.getvalue())
    return str(keep_upload(upload, team=plan.team, owner=lead, now=now).public_id)


def gate_ids(plan) -> dict[str, object]:
    """One gate that was passed, and one that waits."""
    gate = plan.gates.get(template_key="go_no_go")
    return {
        "gate": gate.pk,
        "deliverable": plan.deliverables.order_by("pk")[0].pk,
        "passed_gate": plan.gates.get(template_key="mobilised").pk,
        "gate_criterion": gate.criteria.order_by("position")[0].pk,
    }


def committee_of_two(team, lead, now) -> Evaluation:
    """Open for scoring, with a lead who does not score: what a reveal needs."""
    new = NewEvaluation(title="Chat on the website", is_committee=True)
    evaluation = create_evaluation(team=team, new=new, actor=lead, now=now)
    for name in ("lina", "jonas"):
        user = User.objects.get(email__startswith=f"{name}@")
        add_participant(
            evaluation=evaluation,
            user=user,
            part=Part("evaluator"),
            actor=lead,
            now=now,
        )
    change_part(
        participant=evaluation.participants.get(user=lead),
        part=Part("lead"),
        actor=lead,
        now=now,
    )
    platforms = list(Platform.objects.filter(key__in=["brevo", "engagebay"]))
    add_candidates(
        evaluation=evaluation,
        new=NewCandidates(platforms, stage="short"),
        actor=lead,
        now=now,
    )
    return open_scoring(evaluation=evaluation, actor=lead, now=now)
