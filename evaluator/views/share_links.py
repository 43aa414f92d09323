"""Share links of an evaluation, and the page that their readers see."""

from __future__ import annotations

from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from common.errors import DomainError
from evaluator.access import get_participant
from evaluator.forms.share_links import ShareLinkForm
from evaluator.models import Participant
from evaluator.permissions import Action
from evaluator.selectors.shared import (
    behind,
    person_sheets,
    shared_evaluation,
    shared_notes,
)
from evaluator.selectors.steps import StepName
from evaluator.views.frame import render_evaluation
from evaluator.views.results import choice_of, read_now, results_context
from evaluator.views.status import status_of
from workspace.models import ShareLink
from workspace.requests import PersonRequest
from workspace.services.share_links import Target, create_link, revoke_link
from workspace.views.shared import gone, shared

KIND = "evaluation"


@require_GET
def link_list(request: PersonRequest, pk: int) -> HttpResponse:
    participant = get_participant(request.user, pk, action=Action.SHARE)
    return render_links(request, participant)


@require_POST
def link_create(request: PersonRequest, pk: int) -> HttpResponse:
    """Create a link and show it once."""
    participant = get_participant(request.user, pk, action=Action.SHARE)
    evaluation = participant.evaluation
    form = ShareLinkForm(request.POST)
    if not evaluation.shows_results:
        form.add_error(None, _("Links are for evaluations that are revealed."))
    if form.is_valid():
        try:
            _link, token = create_link(
                form.new_link(),
                target=Target(KIND, evaluation.pk, evaluation.team),
                actor=request.user,
                now=timezone.now(),
            )
            address = settings.SITE_URL + reverse("workspace:share_enter", args=[token])
            return render_links(request, participant, address=address)
        except DomainError as error:
            form.add_error(None, str(error))
    return render_links(request, participant, form=form)


@require_POST
def link_revoke(request: PersonRequest, pk: int, link_pk: int) -> HttpResponse:
    participant = get_participant(request.user, pk, action=Action.SHARE)
    link = get_object_or_404(ShareLink.objects.of(kind=KIND, pk=pk), pk=link_pk)
    revoke_link(link=link, actor=request.user, now=timezone.now())
    messages.success(request, _("The link is revoked. It opens nothing any more."))
    return redirect("evaluator:link_list", pk=participant.evaluation_id)


@shared(KIND)
@require_GET
def shared_results(request: HttpRequest, link: ShareLink) -> HttpResponse:
    """The comparison as a reader without account sees it."""
    evaluation = shared_evaluation(link)
    if evaluation is None:
        return gone(request)
    results = behind(link, read_now(evaluation))
    context = results_context(results)
    return render(
        request,
        "evaluator/shared_results.html",
        context
        | {
            "link": link,
            "evaluation": evaluation,
            "choice": choice_of(evaluation),
            "hides_names": not link.shows_names,
            "hides_reasons": not link.shows_notes,
            "sheets": person_sheets(results, link),
            "notes": shared_notes(results, link),
        },
    )


def render_links(
    request: PersonRequest,
    participant: Participant,
    *,
    form: ShareLinkForm | None = None,
    address: str = "",
) -> HttpResponse:
    evaluation = participant.evaluation
    links = ShareLink.objects.of(kind=KIND, pk=evaluation.pk)
    return render_evaluation(
        request,
        "evaluator/share_links.html",
        participant=participant,
        step=StepName.DECIDE,
        context={
            "links": links.select_related("created_by").order_by("-created_at", "-pk"),
            "form": form or ShareLinkForm(),
            "address": address,
            "now": timezone.now(),
        },
        status=HTTPStatus.CREATED if address else status_of(form),
    )
