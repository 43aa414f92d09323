"""What the reader of a personal link answers, signs and votes."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from common.errors import DomainError
from migration.forms.people.stakeholders import Said, SharedAnswerForm
from migration.models import GateVote, Stakeholder
from migration.selectors.people.links import PERSON
from migration.selectors.people.stakeholders import linked_stakeholder
from migration.services.gates import gate_votes
from migration.services.people import attestations
from migration.services.people import questions as service
from migration.views.people.shared_tasks import onward, render_tasks
from workspace.models import ShareLink
from workspace.views.shared import gone, sealed_off, shared

# What the reader mends in the field; everything else has overtaken the question.
IN_THE_FIELD = (
    service.AnswerMissing,
    gate_votes.WordsTooLong,
    service.ReasonMissing,
    attestations.WhyNotMissing,
    attestations.AddressOdd,
    gate_votes.ProofMissing,
    gate_votes.ConditionMissing,
    gate_votes.ReasonMissing,
)


@shared(PERSON)
@require_POST
def shared_question_answer(request: HttpRequest, link: ShareLink) -> HttpResponse:
    """Answer a question, sign or refuse what becomes of an asset, vote at a gate."""
    person = linked_stakeholder(link)
    form = SharedAnswerForm(request.POST)
    if person is None or not form.is_valid():
        return gone(request)
    said = form.said()
    try:
        give_answer(person, link, said)
    except IN_THE_FIELD as error:
        told = {"answering": said.question, "said": said, "error": str(error)}
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return render_tasks(request, link, person, **told, status=status)
    except DomainError as error:
        status = HTTPStatus.CONFLICT
        return render_tasks(request, link, person, problem=str(error), status=status)
    return onward(link)


def give_answer(person: Stakeholder, link: ShareLink, said: Said) -> None:
    now, words = timezone.now(), said.answer
    if said.vote:
        has_condition = said.vote == GateVote.Vote.CONDITIONS
        ballot = gate_votes.Ballot(
            said.vote,
            reason="" if has_condition else words,
            condition=words if has_condition else "",
        )
        service.answer_gate_by_link(
            stakeholder=person, link=link, pk=said.question, ballot=ballot, now=now
        )
    elif said.attests is not None:
        attestations.attest_asked_by_link(
            stakeholder=person,
            link=link,
            pk=said.question,
            agrees=said.attests,
            said=words,
            proof_link=said.address,
            version=said.version,
            now=now,
        )
    elif said.agrees is not None:
        service.sign_by_link(
            stakeholder=person,
            link=link,
            pk=said.question,
            agrees=said.agrees,
            version=said.version,
            reason=words,
            now=now,
        )
    else:
        service.answer_by_link(
            stakeholder=person, link=link, pk=said.question, answer=words, now=now
        )


@login_not_required
@require_GET
def shared_done(request: HttpRequest) -> HttpResponse:
    """Thank the reader of a link for one use; it opens nothing any more."""
    return sealed_off(render(request, "migration/shared_done.html"))
