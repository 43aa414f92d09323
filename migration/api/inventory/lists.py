"""Contact lists of a plan, and their counts."""

from __future__ import annotations

from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import Body, read_body, version_of, versioned
from common.api_answers import created, gone, paged
from common.api_bodies import Day, Id, Line, read_nothing
from common.api_schema import described
from common.edits import edit_of
from migration.access import get_contact_list, get_plan
from migration.api.inventory.assets import with_owner
from migration.api.inventory.inventory_shapes import ContactListShape, list_shape
from migration.models import ContactList, ListCount
from migration.permissions import Action
from migration.services.inventory import lists as service
from workspace.api_view import APIView

MOST = 10**9


class ContactListPatch(Body):
    """What is left out stays as it is."""

    name = Line(max_length=200, required=False)
    owner = Id(required=False, allow_null=True)
    purpose = Line(max_length=300, required=False, allow_blank=True)
    route = serializers.ChoiceField(choices=ContactList.Route.values, required=False)
    consent_basis = Line(max_length=200, required=False, allow_blank=True)
    consent_proof = Line(max_length=300, required=False, allow_blank=True)
    region = Line(max_length=120, required=False, allow_blank=True)
    fields_needed = Line(max_length=600, required=False, allow_blank=True)


class ContactListBody(ContactListPatch):
    name = Line(max_length=200)


class ListCountBody(Body):
    """`counts` by bucket: a status of the side, or what became of the people."""

    side = serializers.ChoiceField(choices=ListCount.Side.values)
    counted_on = Day()
    counts = serializers.DictField(
        child=serializers.IntegerField(min_value=0, max_value=MOST)
    )


class ContactLists(APIView):
    @described(answer=ContactListShape, paged=True)
    def get(self, request: Request, pk: int) -> Response:
        """List the contact lists with their ledgers."""
        plan = get_plan(request.user, pk, action=Action.VIEW)
        found = plan.contact_lists.present().prefetch_related("counts")
        return paged(request, found.order_by("name", "pk"), list_shape)

    @described(body=ContactListBody, answer=ContactListShape, status=201)
    def post(self, request: Request, pk: int) -> Response:
        """Add a contact list."""
        plan = get_plan(request.user, pk, action=Action.EDIT)
        body = with_owner(plan, read_body(ContactListBody, request))
        item = service.add_list(
            plan=plan,
            edit=service.ListEdit(**body),
            actor=request.user,
            now=timezone.now(),
        )
        return created(
            list_shape(item), "contact-list-detail", item.pk, version=item.version
        )


class ContactListDetail(APIView):
    def shows_current(self, current: ContactList) -> object:
        return list_shape(current)

    @described(answer=ContactListShape, gives_version=True)
    def get(self, request: Request, pk: int) -> Response:
        """Read one list with its counts."""
        _member, item = get_contact_list(request.user, pk, action=Action.VIEW)
        return versioned(list_shape(item), item.version)

    @described(body=ContactListPatch, answer=ContactListShape, needs_version=True)
    def patch(self, request: Request, pk: int) -> Response:
        """Change one list."""
        _member, item = get_contact_list(request.user, pk, action=Action.EDIT)
        body = with_owner(item.plan, read_body(ContactListPatch, request))
        changed = service.edit_list(
            item=item,
            edit=edit_of(service.ListEdit, item, body),
            version=version_of(request),
            actor=request.user,
            now=timezone.now(),
        )
        return versioned(list_shape(changed), changed.version)

    @described(status=204)
    def delete(self, request: Request, pk: int) -> Response:
        """Take it off; it can be restored."""
        _member, item = get_contact_list(request.user, pk, action=Action.EDIT)
        service.remove_list(item=item, actor=request.user, now=timezone.now())
        return gone()


class RestoringContactList(APIView):
    @described(answer=ContactListShape, gives_version=True)
    def post(self, request: Request, pk: int) -> Response:
        """Put it back."""
        read_nothing(request)
        _member, item = get_contact_list(
            request.user, pk, action=Action.EDIT, also_removed=True
        )
        service.restore_list(item=item, actor=request.user, now=timezone.now())
        return versioned(list_shape(item), item.version)


class ContactListCounts(APIView):
    @described(body=ListCountBody, answer=ContactListShape)
    def post(self, request: Request, pk: int) -> Response:
        """Enter a count; a second one of the same side and day replaces the first."""
        _member, item = get_contact_list(request.user, pk, action=Action.COMPLETE)
        service.count_list(
            item=item,
            **read_body(ListCountBody, request),
            actor=request.user,
            now=timezone.now(),
        )
        return Response(list_shape(item))
