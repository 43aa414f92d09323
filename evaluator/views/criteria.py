"""The requirement tree of an evaluation, edited in place."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from common.conflicts import refusal_of, show_conflict
from common.errors import DomainError, StaleVersion
from common.htmx import is_htmx
from common.numbers import read_id
from evaluator.access import get_criterion_of, get_participant
from evaluator.forms.criteria import (
    AddCriterionForm,
    CategoryForm,
    CriterionForm,
    GrowForm,
    MoveForm,
    current_values,
)
from evaluator.models import Criterion, Participant
from evaluator.permissions import Action, allowed_actions
from evaluator.selectors.goals import objectives_needing
from evaluator.selectors.steps import StepName
from evaluator.selectors.tree import deleted_criteria, read_tree
from evaluator.services.criteria import (
    add_criterion,
    delete_criterion,
    move_criterion,
    restore_criterion,
)
from evaluator.services.money import values
from evaluator.services.planting import can_grow, grow_template
from evaluator.views.frame import render_evaluation
from workspace.requests import PersonRequest

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY
STALE = HTTPStatus.PRECONDITION_FAILED


@require_GET
def requirement_tree(request: PersonRequest, pk: int) -> HttpResponse:
    participant = get_participant(request.user, pk, action=Action.VIEW)
    return render_tree(request, participant)


@require_POST
def criterion_add(request: PersonRequest, pk: int) -> HttpResponse:
    participant = get_participant(request.user, pk, action=Action.EDIT)
    form = AddCriterionForm(request.POST, evaluation=participant.evaluation)
    if form.is_valid():
        try:
            added = add_criterion(
                evaluation=participant.evaluation,
                edit=form.edit(),
                actor=request.user,
                now=timezone.now(),
                reason=form.reason_given,
            )
            return redirect_to_tree(pk, f"?added={added.pk}")
        except DomainError as error:
            form.add_error(None, str(error))
    return render_tree(request, participant, add_form=form, status=UNPROCESSABLE)


@require_http_methods(["GET", "POST"])
def criterion_detail(
    request: PersonRequest, pk: int, criterion_pk: int
) -> HttpResponse:
    """Open one criterion in the tree: to read, and for the lead to edit."""
    action = Action.EDIT if request.method == "POST" else Action.VIEW
    participant, criterion = get_criterion_of(
        request.user, pk, criterion_pk, action=action
    )
    form = form_for(request, criterion)
    status = HTTPStatus.OK
    if request.method == "POST":
        status = save_criterion(request, criterion, form)
        if status == HTTPStatus.FOUND:
            return redirect_to_row(criterion)
    return render_tree(
        request,
        participant,
        opened=criterion,
        objectives=objectives_needing(criterion),
        form=form,
        status=status,
    )


def form_for(request: PersonRequest, criterion: Criterion) -> CategoryForm:
    is_category = criterion.kind == Criterion.Kind.CATEGORY
    form_class = CategoryForm if is_category else CriterionForm
    return form_class(
        request.POST if request.method == "POST" else None,
        criterion=criterion,
        evaluation=criterion.evaluation,
    )


def save_criterion(
    request: PersonRequest, criterion: Criterion, form: CategoryForm
) -> HTTPStatus:
    """Save, or put what stands in the way into the form; return how it went."""
    if not form.is_valid():
        return refusal_of(form)
    try:
        values.save_criterion(
            criterion=criterion,
            edit=form.edit(),
            actor=request.user,
            now=timezone.now(),
            reason=form.reason_given,
        )
    except StaleVersion as error:
        show_conflict(form, current_values(form, error.current), error)
        return STALE
    except DomainError as error:
        form.add_error(None, str(error))
        return UNPROCESSABLE
    return HTTPStatus.FOUND


@require_POST
def criterion_move(request: PersonRequest, pk: int) -> HttpResponse:
    participant = get_participant(request.user, pk, action=Action.EDIT)
    form = MoveForm(request.POST, evaluation=participant.evaluation)
    if form.is_valid():
        item = form.cleaned_data["item"]
        item.evaluation = participant.evaluation
        try:
            move_criterion(
                criterion=item,
                place=form.place(),
                actor=request.user,
                now=timezone.now(),
            )
            return redirect_to_row(item)
        except DomainError as error:
            form.add_error(None, str(error))
    problem = " ".join(str(each) for errors in form.errors.values() for each in errors)
    return render_tree(request, participant, problem=problem, status=UNPROCESSABLE)


@require_POST
def criterion_delete(
    request: PersonRequest, pk: int, criterion_pk: int
) -> HttpResponse:
    participant, criterion = get_criterion_of(
        request.user, pk, criterion_pk, action=Action.EDIT
    )
    try:
        delete_criterion(
            criterion=criterion,
            version=read_id(request.POST.get("version", "")),
            actor=request.user,
            now=timezone.now(),
            reason=request.POST.get("reason", ""),
        )
    except DomainError as error:
        return render_tree(
            request, participant, problem=str(error), status=UNPROCESSABLE
        )
    return redirect_to_tree(pk, f"?deleted={criterion_pk}")


@require_POST
def criterion_restore(
    request: PersonRequest, pk: int, criterion_pk: int
) -> HttpResponse:
    participant, criterion = get_criterion_of(
        request.user, pk, criterion_pk, action=Action.EDIT, also_deleted=True
    )
    try:
        restore_criterion(
            criterion=criterion,
            actor=request.user,
            now=timezone.now(),
            reason=request.POST.get("reason", ""),
        )
    except DomainError as error:
        return render_tree(
            request, participant, problem=str(error), status=UNPROCESSABLE
        )
    return redirect_to_row(criterion)


@require_POST
def template_grow(request: PersonRequest, pk: int) -> HttpResponse:
    """Add the criteria of the template that a quick start left out."""
    participant = get_participant(request.user, pk, action=Action.EDIT)
    form = GrowForm(request.POST, evaluation=participant.evaluation)
    if form.is_valid():
        try:
            grow_template(
                evaluation=participant.evaluation,
                actor=request.user,
                now=timezone.now(),
                reason=form.reason_given,
            )
            return redirect_to_tree(pk)
        except DomainError as error:
            form.add_error(None, str(error))
    return render_tree(request, participant, grow_form=form, status=UNPROCESSABLE)


def redirect_to_tree(pk: int, query: str = "") -> HttpResponse:
    return redirect(reverse("evaluator:requirement_tree", args=[pk]) + query)


def redirect_to_row(criterion: Criterion) -> HttpResponse:
    """Go back to the tree, at the row that was changed."""
    return redirect_to_tree(criterion.evaluation_id, f"#criterion-{criterion.pk}")


def render_tree(
    request: PersonRequest,
    participant: Participant,
    *,
    status: int = HTTPStatus.OK,
    **page: Any,
) -> HttpResponse:
    """Draw the page, or for a script the tree alone.

    `page` may hold: opened, form and objectives (a criterion in its row), add_form,
    grow_form, problem (a sentence).
    """
    evaluation = participant.evaluation
    may_edit = Action.EDIT in allowed_actions(participant)
    deleted = deleted_criteria(evaluation) if may_edit else []
    tree = read_tree(evaluation)
    context = {
        "tree": tree,
        "may_grow": may_edit and can_grow(evaluation),
        "grow_form": GrowForm(evaluation=evaluation),
        "deleted": deleted,
        "just_deleted": find(deleted, request.GET.get("deleted", "")),
        "just_added": find(tree.criteria, request.GET.get("added", "")),
        "may_sort": may_edit and not evaluation.is_frozen,
    }
    return render_evaluation(
        request,
        "evaluator/_tree.html" if is_htmx(request) else "evaluator/requirements.html",
        participant=participant,
        step=StepName.REQUIREMENTS,
        context=context | page,
        status=status,
    )


def find(criteria: Iterable[Criterion], pk: str) -> Criterion | None:
    return next((each for each in criteria if str(each.pk) == pk), None)
