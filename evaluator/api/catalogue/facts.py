"""Facts of a platform; a team's own ones stand beside the shipped for it alone."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import Body, read_body, version_of, versioned
from common.api_answers import created, gone, paged
from common.api_bodies import Day, Id, Line, Link, PageQuery, Text
from common.api_schema import described
from evaluator.access import get_own_fact, get_platform
from evaluator.api.shapes import FactShape, fact_shape
from evaluator.catalogue.fact_keys import FACT_KEYS
from evaluator.forms.catalogue.entries import NOT_ENTERED, OwnFactForm, stored_fact
from evaluator.models import Fact, Platform
from evaluator.services.catalogue.own_facts import (
    Place,
    add_own_fact,
    edit_own_fact,
    remove_own_fact,
)
from workspace.access import get_team
from workspace.api_view import APIView
from workspace.permissions import TeamAction

ENTERED = [key for key in FACT_KEYS if key not in NOT_ENTERED]


class FactQuery(PageQuery):
    key = serializers.ChoiceField(choices=list(FACT_KEYS), required=False)


class FactValue(serializers.JSONField):
    """A number, a text, or several words; which of them the key decides."""

    def to_internal_value(self, data: Any) -> str:
        if isinstance(data, list) and all(isinstance(word, str) for word in data):
            return ", ".join(data)
        if isinstance(data, bool) or not isinstance(data, str | int | float):
            raise serializers.ValidationError(_("Give a number, a text, or words."))
        return str(data)


class FactPatch(Body):
    """What is left out stays. Which fields a fact has depends on its key."""

    value = FactValue(required=False)
    answer = Line(max_length=20, required=False)
    unit = Line(max_length=120, required=False, allow_blank=True)
    currency = Line(max_length=3, required=False, allow_blank=True)
    as_of = Day(required=False, allow_null=True)
    is_undated = serializers.BooleanField(required=False)
    source = Text(max_length=2000, required=False, allow_blank=True)
    source_url = Link(required=False, allow_blank=True)
    note = Text(max_length=4000, required=False, allow_blank=True)


class FactBody(FactPatch):
    """Beside a shipped fact, or by a key where nothing was known: one of both."""

    team = Id()
    beside = Id(required=False)
    key = serializers.ChoiceField(choices=ENTERED, required=False)
    plan = Line(max_length=120, required=False, allow_blank=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("beside" in attrs) == ("key" in attrs):
            raise serializers.ValidationError("Give either beside or key.")
        return attrs


class FactList(APIView):
    """The facts of one platform that the person may see."""

    @described(answer=FactShape, paged=True, query=FactQuery)
    def get(self, request: Request, pk: int) -> Response:
        platform = get_platform(request.user, pk)
        query = FactQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        facts = Fact.objects.visible_to(request.user).filter(platform=platform)
        if key := query.validated_data.get("key"):
            facts = facts.filter(key=key)
        return paged(request, facts.order_by("position", "pk"), fact_shape)

    @described(body=FactBody, answer=FactShape, status=201, gives_version=True)
    def post(self, request: Request, pk: int) -> Response:
        """Enter a fact for one team."""
        platform = get_platform(request.user, pk)
        body = read_body(FactBody, request)
        team = get_team(
            request.user, body.pop("team"), action=TeamAction.EDIT_CATALOGUE
        )
        if platform.team_id not in {None, team.pk}:
            raise Http404
        place = place_of(platform, body)
        form = checked(
            OwnFactForm(
                {"version": 0} | body,
                fact_key=FACT_KEYS[place.key],
                today=timezone.localdate(),
                is_placed=place.beside is not None,
            ),
            sent=body,
        )
        fact = add_own_fact(
            team=team,
            place=place,
            edit=form.edit(),
            actor=request.user,
            now=timezone.now(),
        )
        return created(fact_shape(fact), "fact-detail", fact.pk, version=fact.version)


class FactDetail(APIView):
    @described(answer=FactShape, gives_version=True)
    def get(self, request: Request, pk: int) -> Response:
        """Read one fact."""
        facts = Fact.objects.visible_to(request.user)
        fact = get_object_or_404(facts, pk=pk)
        get_platform(request.user, fact.platform_id)
        return versioned(fact_shape(fact), fact.version)

    @described(body=FactPatch, answer=FactShape, needs_version=True)
    def patch(self, request: Request, pk: int) -> Response:
        """Change a fact that the own team entered."""
        fact = get_own_fact(request.user, pk)
        body = read_body(FactPatch, request)
        stored = stored_fact(fact) | {"version": version_of(request)}
        form = checked(
            OwnFactForm(
                stored | body,
                fact_key=FACT_KEYS[fact.key],
                today=timezone.localdate(),
                is_placed=True,
            ),
            sent=body,
        )
        changed = edit_own_fact(
            fact=fact, edit=form.edit(), actor=request.user, now=timezone.now()
        )
        return versioned(fact_shape(changed), changed.version)

    @described(status=204, needs_version=True)
    def delete(self, request: Request, pk: int) -> Response:
        """Take the own fact away; the shipped one stands again."""
        fact = get_own_fact(request.user, pk)
        remove_own_fact(
            fact=fact,
            version=version_of(request),
            actor=request.user,
            now=timezone.now(),
        )
        return gone()

    def shows_current(self, current: Fact) -> object:
        return fact_shape(current)


def place_of(platform: Platform, body: dict[str, Any]) -> Place:
    """Return where the fact stands: 404 for what is no shipped fact of it."""
    plan = body.pop("plan", "")
    if "beside" not in body:
        return Place(platform, body.pop("key"), plan=plan)
    shipped = Fact.objects.for_team(None).filter(platform=platform)
    shipped = shipped.exclude(key__in=NOT_ENTERED)
    beside = get_object_or_404(shipped, pk=body.pop("beside"))
    return Place(platform, beside.key, beside)


def checked(form: OwnFactForm, *, sent: dict[str, Any]) -> OwnFactForm:
    """Apply the rules of the page; a field that this key has not is refused."""
    unknown = sent.keys() - form.fields.keys()
    if unknown:
        message = _("This field is not known here.")
        raise serializers.ValidationError({name: [message] for name in unknown})
    if not form.is_valid():
        raise serializers.ValidationError(form.errors)
    return form
