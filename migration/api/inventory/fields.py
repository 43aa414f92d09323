"""The map of fields of a plan."""

from __future__ import annotations

from typing import Any, TypedDict

from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import Body, read_body, version_of, versioned
from common.api_answers import created, gone, paged
from common.api_bodies import Line, read_nothing
from common.api_schema import described
from common.edits import values_of
from migration.access import get_field_mapping, get_plan
from migration.models import FieldMapping
from migration.permissions import Action
from migration.services.inventory import fields as service
from workspace.api_view import APIView


class FieldMappingShape(TypedDict):
    """`translation` holds pairs of value there and here."""

    id: int
    plan: int
    source_field: str
    source_kind: str
    target_field: str
    target_kind: str
    truth: str
    role: str
    translation: list[list[str]]
    otherwise: str
    source_allows: list[str]
    target_allows: list[str]
    note: str
    version: int


class FieldMappingPatch(Body):
    """What is left out stays as it is."""

    source_field = Line(max_length=120, required=False)
    source_kind = serializers.ChoiceField(
        choices=FieldMapping.Kind.values, required=False
    )
    target_field = Line(max_length=120, required=False, allow_blank=True)
    target_kind = serializers.ChoiceField(
        choices=FieldMapping.Kind.values, required=False
    )
    truth = serializers.ChoiceField(choices=FieldMapping.Truth.values, required=False)
    role = serializers.ChoiceField(choices=FieldMapping.Role.values, required=False)
    translation = serializers.ListField(
        child=serializers.ListField(
            child=Line(max_length=120, allow_blank=True), min_length=2, max_length=2
        ),
        max_length=500,
        required=False,
    )
    otherwise = Line(max_length=120, required=False, allow_blank=True)
    source_allows = serializers.ListField(
        child=Line(max_length=120), max_length=100, required=False
    )
    target_allows = serializers.ListField(
        child=Line(max_length=120), max_length=100, required=False
    )
    note = Line(max_length=300, required=False, allow_blank=True)


class FieldMappingBody(FieldMappingPatch):
    source_field = Line(max_length=120)


def field_shape(field: FieldMapping) -> FieldMappingShape:
    return FieldMappingShape(
        id=field.pk,
        plan=field.plan_id,
        source_field=field.source_field,
        source_kind=field.source_kind,
        target_field=field.target_field,
        target_kind=field.target_kind,
        truth=field.truth,
        role=field.role,
        translation=field.translation,
        otherwise=field.otherwise,
        source_allows=field.source_allows,
        target_allows=field.target_allows,
        note=field.note,
        version=field.version,
    )


def edit_of(body: dict[str, Any]) -> service.FieldEdit:
    pairs = tuple((pair[0], pair[1]) for pair in body.get("translation", ()))
    allowed = {
        name: tuple(body.get(name, ())) for name in ("source_allows", "target_allows")
    }
    return service.FieldEdit(**body | {"translation": pairs} | allowed)


class FieldList(APIView):
    @described(answer=FieldMappingShape, paged=True)
    def get(self, request: Request, pk: int) -> Response:
        """List the map of fields."""
        plan = get_plan(request.user, pk, action=Action.VIEW)
        found = plan.field_mappings.present().order_by("source_field", "pk")
        return paged(request, found, field_shape)

    @described(
        body=FieldMappingBody, answer=FieldMappingShape, status=201, gives_version=True
    )
    def post(self, request: Request, pk: int) -> Response:
        """Map one more field."""
        plan = get_plan(request.user, pk, action=Action.EDIT)
        field = service.add_field(
            plan=plan,
            edit=edit_of(read_body(FieldMappingBody, request)),
            actor=request.user,
            now=timezone.now(),
        )
        return created(
            field_shape(field), "field-detail", field.pk, version=field.version
        )


class FieldDetail(APIView):
    def shows_current(self, current: FieldMapping) -> object:
        return field_shape(current)

    @described(answer=FieldMappingShape, gives_version=True)
    def get(self, request: Request, pk: int) -> Response:
        """Read one field of the map."""
        _member, field = get_field_mapping(request.user, pk, action=Action.VIEW)
        return versioned(field_shape(field), field.version)

    @described(body=FieldMappingPatch, answer=FieldMappingShape, needs_version=True)
    def patch(self, request: Request, pk: int) -> Response:
        """Change one field of the map."""
        _member, field = get_field_mapping(request.user, pk, action=Action.EDIT)
        body = read_body(FieldMappingPatch, request)
        stored = values_of(service.FieldEdit, field)
        changed = service.edit_field(
            field=field,
            edit=edit_of(stored | body),
            version=version_of(request),
            actor=request.user,
            now=timezone.now(),
        )
        return versioned(field_shape(changed), changed.version)

    @described(status=204)
    def delete(self, request: Request, pk: int) -> Response:
        """Take it off the map; it can be restored."""
        _member, field = get_field_mapping(request.user, pk, action=Action.EDIT)
        service.remove_field(field=field, actor=request.user, now=timezone.now())
        return gone()


class RestoringField(APIView):
    @described(answer=FieldMappingShape, gives_version=True)
    def post(self, request: Request, pk: int) -> Response:
        """Put it back on the map."""
        read_nothing(request)
        _member, field = get_field_mapping(
            request.user, pk, action=Action.EDIT, also_removed=True
        )
        service.restore_field(field=field, actor=request.user, now=timezone.now())
        return versioned(field_shape(field), field.version)
