"""The catalogue: found, read, compared; a team's own platforms."""

from __future__ import annotations

from typing import Any, TypedDict

from django.http import Http404
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import Body, read_body, version_of, versioned
from common.api_answers import created, gone, paged
from common.api_bodies import Id, Line, Link, PageQuery, Text
from common.api_schema import described
from common.edits import values_of
from common.errors import DomainError
from common.text import match_key
from evaluator.access import get_own_platform, get_platform
from evaluator.api.shapes import (
    FactShape,
    PlatformPageShape,
    PlatformShape,
    fact_shape,
    platform_shape,
)
from evaluator.catalogue.labels import TAG_LABELS
from evaluator.catalogue.vocabulary import Facet
from evaluator.models import Fact, Platform
from evaluator.selectors.catalogue.comparison import FEWEST, MOST, compare_platforms
from evaluator.selectors.catalogue.platforms import (
    PlatformSearch,
    find_platforms,
    likely_twins,
    platforms_by_name,
    search_platforms,
)
from evaluator.selectors.glossary import GlossaryEntry, find_terms
from evaluator.services.catalogue.platforms import (
    PlatformEdit,
    add_platform,
    edit_platform,
    remove_platform,
)
from workspace.access import get_team
from workspace.api_view import APIView
from workspace.models import Team
from workspace.permissions import TeamAction

LONGEST_NAME = 120
# Name in the API -> facet; of those below only one may be asked for at a time.
FACETS = {
    "kinds": Facet.KIND,
    "deployments": Facet.DEPLOYMENT,
    "audiences": Facet.AUDIENCE,
    "channels": Facet.CHANNEL,
    "integrations": Facet.INTEGRATION,
}


class TwinFound(DomainError):
    message = _(
        "The catalogue has “%(name)s” already. Send is_other: true if yours is another."
    )


def tags(facet: Facet) -> serializers.ListField:
    """Words of one facet, as often as there are some: `?channels=sms&channels=push`."""
    child = serializers.ChoiceField(choices=[str(tag) for tag in TAG_LABELS[facet]])
    return serializers.ListField(child=child, required=False, max_length=60)


class PlatformQuery(PageQuery):
    """Several words must all hold; `team` adds what this team entered itself."""

    search = Line(max_length=120, required=False, allow_blank=True)
    team = Id(required=False)
    kinds = tags(Facet.KIND)
    deployments = tags(Facet.DEPLOYMENT)
    audiences = tags(Facet.AUDIENCE)
    channels = tags(Facet.CHANNEL)
    integrations = tags(Facet.INTEGRATION)

    def wanted(self) -> PlatformSearch:
        asked = self.validated_data
        return PlatformSearch(
            words=asked.get("search", ""),
            tags={facet: asked.get(name) or () for name, facet in FACETS.items()},
        )


class PlatformPatch(Body):
    """What is left out stays as it is."""

    name = Line(max_length=LONGEST_NAME, required=False)
    vendor = Line(max_length=200, required=False, allow_blank=True)
    homepage = Link(required=False, allow_blank=True)
    kinds = tags(Facet.KIND)
    deployments = tags(Facet.DEPLOYMENT)
    audiences = tags(Facet.AUDIENCE)
    channels = tags(Facet.CHANNEL)
    integrations = tags(Facet.INTEGRATION)
    note = Text(max_length=4000, required=False, allow_blank=True)

    def validate_name(self, name: str) -> str:
        # The key may be longer than the name: one sign may stand for several.
        if not 0 < len(match_key(name)) <= LONGEST_NAME:
            raise serializers.ValidationError(
                _("Enter a name of at most 120 characters.")
            )
        return name


class PlatformBody(PlatformPatch):
    team = Id()
    name = Line(max_length=LONGEST_NAME)
    is_other = serializers.BooleanField(required=False, default=False)


class CompareQuery(Body):
    platforms = serializers.ListField(child=Id(), min_length=FEWEST, max_length=MOST)
    team = Id(required=False)
    only_differences = serializers.BooleanField(required=False, default=False)


class GlossaryQuery(PageQuery):
    search = Line(max_length=120, required=False, allow_blank=True, default="")


class ComparedRowShape(TypedDict):
    """`cells` holds the facts of each platform, in their order."""

    group: str
    key: str
    name: str
    verdict: str
    cells: list[list[FactShape]]


class ComparedShape(TypedDict):
    platforms: list[PlatformShape]
    rows: list[ComparedRowShape]


class TermShape(TypedDict):
    key: str
    term: str
    explanation: str
    english: str
    see: list[str]


class PlatformList(APIView):
    """Platforms by name, with the person's own ones or those of one team."""

    @described(answer=PlatformShape, paged=True, query=PlatformQuery)
    def get(self, request: Request) -> Response:
        query = PlatformQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        if pk := query.validated_data.get("team"):
            team = get_team(request.user, pk, action=TeamAction.VIEW)
            return paged(
                request, find_platforms(team, query.wanted()).found, platform_shape
            )
        visible = Platform.objects.visible_to(request.user).filter(withdrawn_at=None)
        rows = search_platforms(visible.order_by("match_key", "pk"), query.wanted())
        return paged(request, rows, platform_shape)

    @described(body=PlatformBody, answer=PlatformShape, status=201, gives_version=True)
    def post(self, request: Request) -> Response:
        """Add a platform for one team; names that are much alike are asked about."""
        body = read_body(PlatformBody, request)
        team = get_team(
            request.user, body.pop("team"), action=TeamAction.EDIT_CATALOGUE
        )
        twins = likely_twins(team, body["name"])
        if twins and not body.pop("is_other"):
            raise TwinFound(name=twins[0].name)
        body.pop("is_other", None)
        platform = add_platform(
            team=team,
            edit=PlatformEdit(**fixed(body)),
            actor=request.user,
            now=timezone.now(),
        )
        return created(
            platform_shape(platform),
            "platform-detail",
            platform.pk,
            version=platform.version,
        )


class PlatformDetail(APIView):
    """One platform with all facts that the person may see, own ones beside shipped."""

    @described(answer=PlatformPageShape, gives_version=True)
    def get(self, request: Request, pk: int) -> Response:
        platform = get_platform(request.user, pk)
        facts = Fact.objects.visible_to(request.user).filter(platform=platform)
        ordered = facts.order_by("position", "pk")
        shape = {"facts": [fact_shape(each) for each in ordered]}
        return versioned(platform_shape(platform) | shape, platform.version)

    @described(body=PlatformPatch, answer=PlatformShape, needs_version=True)
    def patch(self, request: Request, pk: int) -> Response:
        """Change a team's own platform."""
        platform = get_own_platform(request.user, pk)
        body = read_body(PlatformPatch, request)
        stored = values_of(PlatformEdit, platform)
        sent = stored | body | {"version": version_of(request)}
        changed = edit_platform(
            platform=platform,
            edit=PlatformEdit(**fixed(sent)),
            actor=request.user,
            now=timezone.now(),
        )
        return versioned(platform_shape(changed), changed.version)

    @described(status=204, needs_version=True)
    def delete(self, request: Request, pk: int) -> Response:
        """Take it away; candidates made from it stay, by name."""
        platform = get_own_platform(request.user, pk)
        remove_platform(
            platform=platform,
            version=version_of(request),
            actor=request.user,
            now=timezone.now(),
        )
        return gone()

    def shows_current(self, current: Platform) -> object:
        return platform_shape(current)


class Comparing(APIView):
    """Two to six platforms side by side, fact by fact: `?platforms=1&platforms=2`."""

    @described(answer=ComparedShape, query=CompareQuery)
    def get(self, request: Request) -> Response:
        query = CompareQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        asked = query.validated_data
        team: Team | None = None
        if pk := asked.get("team"):
            team = get_team(request.user, pk, action=TeamAction.VIEW)
        wanted = set(asked["platforms"])
        chosen = [each for each in platforms_by_name(team) if each.pk in wanted]
        if len(chosen) != len(wanted):
            raise Http404
        compared = compare_platforms(
            chosen, team=team, only_differences=asked["only_differences"]
        )
        return Response(
            {
                "platforms": [platform_shape(each) for each in compared.platforms],
                "rows": [
                    {
                        "group": str(group.group),
                        "key": row.key,
                        "name": row.label,
                        "verdict": str(row.verdict),
                        "cells": [
                            [fact_shape(fact) for fact in cell] for cell in row.cells
                        ],
                    }
                    for group in compared.groups
                    for row in group.rows
                ],
            }
        )


class Glossary(APIView):
    """The words of the field, in the language of the person."""

    @described(answer=TermShape, paged=True, query=GlossaryQuery)
    def get(self, request: Request) -> Response:
        query = GlossaryQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        terms = find_terms(
            get_language() or "en", search=query.validated_data["search"]
        )
        return paged(request, terms, term_shape)


def fixed(body: dict[str, Any]) -> dict[str, Any]:
    """Return the fields with their lists as tuples, as an edit holds them."""
    return {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in body.items()
    }


def term_shape(entry: GlossaryEntry) -> TermShape:
    return {
        "key": entry.key,
        "term": entry.term,
        "explanation": entry.explanation,
        "english": entry.english,
        "see": [key for key, _word in entry.see],
    }
