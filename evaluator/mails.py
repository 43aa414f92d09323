"""What fills the mails about an evaluation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils import timezone

from common.errors import DomainError
from evaluator.models import Evaluation, Participant, StructureChange
from evaluator.selectors.grid import read_sheet
from evaluator.services.offline import make_score_sheet
from evaluator.services.workbooks import XLSX
from workspace.links import site_link
from workspace.models import User
from workspace.registries import Attachment, MailContext, MailTemplate
from workspace.speech import speaking_to


def part_for_news(
    user: User | None, arguments: Mapping[str, Any]
) -> Participant | None:
    """Return the person's part, while it is there and news are wanted (R14)."""
    if user is None or not user.wants_news:
        return None
    return own_part(user, arguments)


def own_part(user: User, arguments: Mapping[str, Any]) -> Participant | None:
    visible = Evaluation.objects.visible_to(user).present()
    parts = Participant.objects.present().select_related("evaluation__team")
    return parts.filter(
        user=user, evaluation__in=visible, evaluation=arguments["evaluation"]
    ).first()


def build_scoring_opened(
    user: User | None, arguments: Mapping[str, Any]
) -> MailContext | None:
    participant = part_for_news(user, arguments)
    if participant is None or not participant.is_evaluator:
        return None
    evaluation = participant.evaluation
    links = {
        "link": site_link("evaluator:score_sheet", evaluation.pk),
        "offline_link": site_link("evaluator:score_offline", evaluation.pk),
    }
    return MailContext({"evaluation": evaluation, **links})


def build_ballots_returned(
    user: User | None, arguments: Mapping[str, Any]
) -> MailContext | None:
    participant = part_for_news(user, arguments)
    change = StructureChange.objects.filter(pk=arguments["change"]).first()
    if participant is None or change is None:
        return None
    evaluation = participant.evaluation
    link = site_link("evaluator:score_sheet", evaluation.pk)
    return MailContext({"evaluation": evaluation, "change": change, "link": link})


def build_ballots_reopened(
    user: User | None, arguments: Mapping[str, Any]
) -> MailContext | None:
    participant = part_for_news(user, arguments)
    if participant is None or participant.submitted_at is not None:
        return None
    evaluation = participant.evaluation
    because = participant.ballots.exclude(returned_because="").values_list(
        "returned_because", flat=True
    )
    link = site_link("evaluator:score_sheet", evaluation.pk)
    return MailContext(
        {"evaluation": evaluation, "reason": because.first() or "", "link": link}
    )


def build_evaluation_revealed(
    user: User | None, arguments: Mapping[str, Any]
) -> MailContext | None:
    participant = part_for_news(user, arguments)
    if participant is None or not participant.evaluation.is_revealed:
        return None
    evaluation = participant.evaluation
    link = site_link("evaluator:results", evaluation.pk)
    return MailContext({"evaluation": evaluation, "link": link})


def build_score_reminder(
    user: User | None, arguments: Mapping[str, Any]
) -> MailContext | None:
    """Tell how much of the own sheet is missing; never anything of another's."""
    if user is None or not user.wants_reminders:
        return None
    participant = own_part(user, arguments)
    if participant is None or participant.submitted_at is not None:
        return None
    evaluation = participant.evaluation
    if evaluation.state != Evaluation.State.SCORING or not participant.is_evaluator:
        return None
    sheet = read_sheet(participant, today=evaluation.team.day_of(timezone.now()))
    link = site_link("evaluator:score_sheet", evaluation.pk)
    return MailContext(
        {"evaluation": evaluation, "missing": len(sheet.missing), "link": link}
    )


def build_score_sheet_mail(
    user: User | None, arguments: Mapping[str, Any]
) -> MailContext | None:
    """Attach the person's own sheet as it is when the mail is written; no other's."""
    if user is None or not user.wants_reminders:
        return None
    participant = own_part(user, arguments)
    if participant is None or not participant.is_evaluator:
        return None
    evaluation = participant.evaluation
    try:
        with speaking_to(user, evaluation.team):
            name, content = make_score_sheet(participant, now=timezone.now())
    except DomainError:
        # Submitted or revealed meanwhile: there is nothing left to fill in.
        return None
    link = site_link("evaluator:score_offline", evaluation.pk)
    return MailContext(
        {"evaluation": evaluation, "link": link},
        attachments=(Attachment(name, content, XLSX),),
    )


def mail(
    name: str,
    build: Callable[[User | None, Mapping[str, Any]], MailContext | None],
) -> MailTemplate:
    folder = "evaluator/mail"
    return MailTemplate(f"{folder}/{name}_subject.txt", f"{folder}/{name}.txt", build)


MAILS = {
    "scoring_opened": mail("scoring_opened", build_scoring_opened),
    "ballots_returned": mail("ballots_returned", build_ballots_returned),
    "ballots_reopened": mail("ballots_reopened", build_ballots_reopened),
    "evaluation_revealed": mail("evaluation_revealed", build_evaluation_revealed),
    "score_sheet": mail("score_sheet", build_score_sheet_mail),
    "score_reminder": mail("score_reminder", build_score_reminder),
}
