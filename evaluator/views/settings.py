"""Settings of an evaluation, and putting it away."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from common.conflicts import refusal_of, show_conflict
from common.edits import initial_of
from common.errors import DomainError
from evaluator.access import get_evaluation, get_participant
from evaluator.forms.evaluations import SettingsForm
from evaluator.models import Participant
from evaluator.permissions import Action
from evaluator.services.endings import (
    archive_evaluation,
    delete_evaluation,
    restore_evaluation,
    unarchive_evaluation,
)
from evaluator.services.evaluations import (
    Settings,
    SettingsAreStale,
    change_settings,
    may_choose_mode,
)
from evaluator.views.frame import render_evaluation
from workspace.requests import PersonRequest


@require_http_methods(["GET", "POST"])
def evaluation_settings(request: PersonRequest, pk: int) -> HttpResponse:
    participant = get_participant(request.user, pk, action=Action.MANAGE)
    form = settings_form(request, participant)
    if request.method == "GET":
        return render_settings(request, participant, form)
    status = save_settings(request, participant, form)
    if status == HTTPStatus.FOUND:
        messages.success(request, _("The settings are saved."))
        return redirect("evaluator:evaluation_settings", pk=pk)
    return render_settings(request, participant, form, status=status)


def settings_form(request: PersonRequest, participant: Participant) -> SettingsForm:
    evaluation = participant.evaluation
    return SettingsForm(
        request.POST if request.method == "POST" else None,
        evaluation=evaluation,
        may_choose_mode=may_choose_mode(evaluation),
        initial=stored(participant),
    )


def stored(participant: Participant) -> dict[str, object]:
    return initial_of(Settings, participant.evaluation)


def save_settings(
    request: PersonRequest, participant: Participant, form: SettingsForm
) -> HTTPStatus:
    """Save, or put what stands in the way into the form; return how it went."""
    if not form.is_valid():
        return refusal_of(form)
    try:
        change_settings(
            evaluation=participant.evaluation,
            settings=form.settings(),
            version=form.cleaned_data["version"],
            actor=request.user,
            now=timezone.now(),
        )
    except SettingsAreStale as error:
        show_conflict(form, stored(participant), error)
        return HTTPStatus.PRECONDITION_FAILED
    except DomainError as error:
        form.add_error(None, str(error))
        return HTTPStatus.UNPROCESSABLE_ENTITY
    return HTTPStatus.FOUND


def render_settings(
    request: PersonRequest,
    participant: Participant,
    form: SettingsForm,
    *,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    return render_evaluation(
        request,
        "evaluator/evaluation_settings.html",
        participant=participant,
        step="",
        context={"form": form},
        status=status,
    )


@require_POST
def evaluation_archive(request: PersonRequest, pk: int) -> HttpResponse:
    evaluation = get_evaluation(request.user, pk, action=Action.DELETE)
    archive_evaluation(evaluation=evaluation, actor=request.user, now=timezone.now())
    messages.success(request, _("“%(title)s” is archived.") % {"title": evaluation})
    return redirect("evaluator:evaluation_archived")


@require_POST
def evaluation_unarchive(request: PersonRequest, pk: int) -> HttpResponse:
    evaluation = get_evaluation(request.user, pk, action=Action.DELETE)
    unarchive_evaluation(evaluation=evaluation, actor=request.user, now=timezone.now())
    return redirect("evaluator:evaluation_overview", pk=pk)


@require_POST
def evaluation_delete(request: PersonRequest, pk: int) -> HttpResponse:
    """Put it into the bin; the bin's page offers the way back."""
    evaluation = get_evaluation(request.user, pk, action=Action.DELETE)
    delete_evaluation(evaluation=evaluation, actor=request.user, now=timezone.now())
    return redirect("evaluator:evaluation_bin")


@require_POST
def evaluation_restore(request: PersonRequest, pk: int) -> HttpResponse:
    evaluation = get_evaluation(request.user, pk, action=Action.DELETE, in_bin=True)
    restore_evaluation(evaluation=evaluation, actor=request.user, now=timezone.now())
    messages.success(request, _("“%(title)s” is back.") % {"title": evaluation})
    return redirect("evaluator:evaluation_overview", pk=pk)
