"""The frame around every page of an evaluation: steps, rail, what may be done."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.navigation import NavigationGroup, NavigationLink
from evaluator.models import Participant
from evaluator.navigation import catalogue_group
from evaluator.permissions import Action, allowed_actions
from evaluator.selectors.steps import progress_of, steps_of

# Page -> label, icon. A page that is named here exists: no dead links.
PAGES = {
    "evaluation_overview": (_("Overview"), "layout-dashboard"),
    "diagnosis": (_("Diagnose"), "stethoscope"),
    "goals": (_("Goals"), "target"),
    "requirement_tree": (_("Requirements"), "list-tree"),
    "candidate_list": (_("Candidates"), "list"),
    "must_have_list": (_("Must-haves"), "list-checks"),
    "score_sheet": (_("Scores"), "table-2"),
    "ballot_list": (_("Ballots"), "vote"),
    "money": (_("Money"), "coins"),
    "results": (_("Results"), "chart-no-axes-column"),
    "link_list": (_("Share"), "link"),
    "participant_list": (_("People"), "users"),
    "evaluation_settings": (_("Settings"), "settings"),
}
# Those that not everybody may open.
NEEDED = {
    "score_sheet": Action.SCORE,
    "money": Action.SEE_PRICES,
    "link_list": Action.SHARE,
    "evaluation_settings": Action.MANAGE,
}


def render_evaluation(
    request: HttpRequest,
    template: str,
    *,
    participant: Participant,
    step: str,
    context: Mapping[str, Any],
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    """Draw a page that extends evaluator/base_evaluation.html.

    Adds `evaluation`, `participant`, `can` (the names of the allowed actions), the
    step bar, the rail and the label of the top bar. `step` names the step of the road
    that the page belongs to, one of StepName, or is empty.
    """
    evaluation = participant.evaluation
    progress = context.get("progress") or progress_of(evaluation)
    allowed = allowed_actions(participant)
    frame = {
        "evaluation": evaluation,
        "participant": participant,
        "can": {str(action) for action in allowed},
        "step": step,
        "progress": progress,
        "steps": steps_of(
            evaluation,
            progress,
            current=step,
            sees_prices=Action.SEE_PRICES in allowed,
        ),
        "rail": [*rail_of(participant, path=request.path), catalogue_group(request)],
        "context_label": evaluation.title,
        "context_url": reverse("evaluator:evaluation_overview", args=[evaluation.pk]),
    }
    return render(request, template, {**frame, **context}, status=status)


def versions_of(participant: Participant) -> tuple[Hashable, ...]:
    """Return what a kept page of an evaluation goes by (workspace.kept_pages).

    Every change of what everybody may see raises one of the versions.
    """
    evaluation = participant.evaluation
    return (
        participant.pk,
        participant.role,
        participant.is_evaluator,
        participant.price_right,
        evaluation.two_envelopes,
        evaluation.created_at,
        evaluation.title,
        evaluation.state,
        evaluation.mode,
        evaluation.archived_at,
        evaluation.version,
        evaluation.structure_version,
        evaluation.result_version,
        evaluation.team.time_zone,
        # A waiver of a must-have may end today.
        evaluation.team.day_of(timezone.now()),
    )


def rail_of(participant: Participant, *, path: str) -> list[NavigationGroup]:
    allowed = allowed_actions(participant)
    links = []
    for name, (label, icon) in PAGES.items():
        if NEEDED.get(name, Action.VIEW) not in allowed:
            continue
        url = reverse(f"evaluator:{name}", args=[participant.evaluation_id])
        # The overview's address begins all others.
        is_within = path.startswith(url) and name != "evaluation_overview"
        links.append(
            NavigationLink(label, url, icon, is_current=is_within or url == path)
        )
    back = NavigationLink(
        _("All evaluations"), reverse("evaluator:evaluation_list"), "layers"
    )
    return [NavigationGroup("", [back]), NavigationGroup(_("Evaluation"), links)]
