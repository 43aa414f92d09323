"""Several tasks of the checklist changed at once: looked at first, then saved."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from common.errors import DomainError, StateConflict
from common.formatting import number
from migration.access import get_plan_member
from migration.forms.checklist.bulk_tasks import BulkTasksForm, SeenForm
from migration.models import Plan, PlanMember
from migration.permissions import Action
from migration.selectors.checklist.bulk_tasks import (
    TaskChange,
    change_rows,
    wish_back,
    wish_of,
)
from migration.selectors.schedule.effects import Effect
from migration.services.checklist.bulk_tasks import (
    VERB,
    change_tasks,
    plan_changes,
    rows_before,
    take_back,
)
from migration.views.checklist.checklist import render_checklist
from migration.views.confirming import (
    Asking,
    effect_now,
    is_unconfirmed,
    page_of,
)
from migration.views.frame import render_plan
from workspace.models import Activity
from workspace.requests import PersonRequest

UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY


@require_POST
def tasks_change(request: PersonRequest, pk: int) -> HttpResponse:
    """Show what would change; save it, all or nothing, when that is confirmed."""
    member = get_plan_member(request.user, pk, action=Action.EDIT)
    form = BulkTasksForm(request.POST, plan=member.plan)
    seen = SeenForm(request.POST)
    status: int = UNPROCESSABLE
    if form.is_valid() and seen.is_valid():
        try:
            changes = plan_changes(
                member.plan, seen.versions(), form.edit(), now=timezone.now()
            )
            effect = effect_now(member.plan, lambda _now: wish_of(changes))
            moves = effect is not None and is_unconfirmed(request, effect)
            if moves or "confirmed" not in request.POST:
                return preview(request, member, form, seen, changes, effect)
            return save(request, member, form, seen)
        except DomainError as error:
            form.add_error(None, str(error))
            if isinstance(error, StateConflict):
                status = HTTPStatus.CONFLICT
    return render_checklist(
        request, member, selects=True, bulk_form=form, status=status
    )


def preview(
    request: PersonRequest,
    member: PlanMember,
    form: BulkTasksForm,
    seen: SeenForm,
    changes: list[TaskChange],
    effect: Effect | None,
) -> HttpResponse:
    context = {
        "effect": effect,
        "rows": change_rows(member.plan, changes),
        "form": form,
        "seen": seen.cleaned_data["task"],
        "removes": form.edit().removes,
    }
    return render_plan(
        request, "migration/tasks_change.html", member=member, context=context
    )


def save(
    request: PersonRequest, member: PlanMember, form: BulkTasksForm, seen: SeenForm
) -> HttpResponse:
    entry = change_tasks(
        plan=member.plan,
        seen=seen.versions(),
        edit=form.edit(),
        actor=request.user,
        now=timezone.now(),
    )
    url = reverse("migration:plan_checklist", args=[member.plan_id])
    return redirect(f"{url}?changed={entry.pk}" if entry else url)


@require_POST
def tasks_take_back(request: PersonRequest, pk: int, entry_pk: int) -> HttpResponse:
    """Undo a change of several tasks."""
    member = get_plan_member(request.user, pk, action=Action.EDIT)
    entries = Activity.objects.of(kind="plan", pk=pk).filter(verb=VERB)
    entry = get_object_or_404(entries, pk=entry_pk)
    try:
        rows = rows_before(member.plan, entry)
        effect = effect_now(member.plan, lambda _now: wish_back(rows))
        if effect and is_unconfirmed(request, effect):
            asks = asks_to_undo(member.plan, request.path)
            return render_checklist(request, member, effect=effect, asks=asks)
        count = take_back(
            plan=member.plan, entry=entry, actor=request.user, now=timezone.now()
        )
    except DomainError as error:
        return render_checklist(
            request, member, problem=str(error), status=HTTPStatus.CONFLICT
        )
    text = ngettext(
        "%(count)s task is as it was before.", "%(count)s tasks are as before.", count
    )
    messages.success(request, text % {"count": number(count)})
    return redirect("migration:plan_checklist", pk=pk)


def asks_to_undo(plan: Plan, url: str) -> Asking:
    return Asking(
        question=_("Undo the change of these tasks?"),
        answer=_("Undo all the same"),
        url=url,
        back=page_of(plan, "plan_checklist"),
    )
