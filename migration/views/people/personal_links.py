"""Personal links: made and shown once, revoked at once."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from common.errors import DomainError
from migration.access import get_stakeholder
from migration.forms.people.stakeholders import PersonalLinkForm
from migration.permissions import Action
from migration.selectors.people.links import PERSON, links_of
from migration.services.people.stakeholders import make_personal_link
from migration.views.people.stakeholders import UNPROCESSABLE, render_person
from workspace.links import site_link
from workspace.requests import PersonRequest
from workspace.services.share_links import revoke_link


@require_POST
def personal_link_make(request: PersonRequest, pk: int) -> HttpResponse:
    """Create a link and show it once."""
    member, person = get_stakeholder(request.user, pk, action=Action.MANAGE)
    form = PersonalLinkForm(request.POST)
    if form.is_valid():
        try:
            _link, token = make_personal_link(
                stakeholder=person,
                new=form.new_link(),
                actor=request.user,
                now=timezone.now(),
            )
            address = site_link("workspace:share_enter", token)
            status = HTTPStatus.CREATED
            return render_person(
                request, member, person, address=address, status=status
            )
        except DomainError as error:
            form.add_error(None, str(error))
    return render_person(request, member, person, link_form=form, status=UNPROCESSABLE)


@require_POST
def personal_link_revoke(request: PersonRequest, pk: int, link_pk: int) -> HttpResponse:
    get_stakeholder(request.user, pk, action=Action.MANAGE)
    link = get_object_or_404(links_of(PERSON, pk), pk=link_pk)
    revoke_link(link=link, actor=request.user, now=timezone.now())
    messages.success(request, _("The link is revoked. It opens nothing any more."))
    return redirect("migration:stakeholder_edit", pk=pk)
