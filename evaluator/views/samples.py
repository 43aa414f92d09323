"""The sample: a finished evaluation to look around in."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from evaluator.content.stories import story
from evaluator.forms.samples import SampleForm
from evaluator.services.demo import SAMPLE, open_sample
from evaluator.services.stories import CatalogueLacks
from workspace.access import get_present_team
from workspace.permissions import TeamAction
from workspace.requests import PersonRequest


@require_http_methods(["GET", "POST"])
def sample_open(request: PersonRequest) -> HttpResponse:
    """Say what the sample holds, and copy it into the present team."""
    team = get_present_team(request, action=TeamAction.CREATE_EVALUATION)
    if team is None:
        return redirect("workspace:home")
    form = SampleForm(request.POST or None)
    if form.is_valid():
        try:
            evaluation = open_sample(
                team=team,
                actor=request.user,
                form_key=form.cleaned_data["form_key"],
                now=timezone.now(),
            )
            return redirect("evaluator:results", pk=evaluation.pk)
        except CatalogueLacks as error:
            form.add_error(None, str(error))
    is_refused = request.method == "POST"
    return render(
        request,
        "evaluator/sample.html",
        {"form": form, "story": story(SAMPLE)},
        status=HTTPStatus.UNPROCESSABLE_ENTITY if is_refused else HTTPStatus.OK,
    )
