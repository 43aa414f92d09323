"""A spreadsheet of requirements and vendors: sent, corrected, settled, taken in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from django.http import Http404
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import Body, read_body, version_of, versioned
from common.api_schema import described
from common.numbers import LARGEST_ID
from evaluator.access import get_bringer, get_import
from evaluator.api.matrix.shapes import ImportShape, TakenShape, import_shape
from evaluator.forms.matrix.imports import MatrixUploadForm
from evaluator.matrix.layout import LONGEST_NAME
from evaluator.matrix.values import HIGHEST
from evaluator.matrix.words import FieldRole, LineRole
from evaluator.models import MatrixImport, Participant
from evaluator.selectors.matrix.imports import Draft, evaluation_of_same_file
from evaluator.services.matrix.imports import (
    Settled,
    begin_import,
    choose_sheet,
    correct_layout,
    drop_import,
    send_elsewhere,
    settle_import,
    turn_sheet,
)
from evaluator.services.matrix.taking import Seen, take_import
from workspace.access import get_team
from workspace.api_view import APIView
from workspace.models import Team
from workspace.permissions import TeamAction

MULTIPART = "multipart/form-data"
LARGEST_VERSION = 2**31 - 1


class ImportBody(Body):
    """The file, and either the team (a new evaluation) or the evaluation it goes into.

    `encoding`, `delimiter`, `decimal_mark` and `date_order` say how a CSV is written.
    """

    file = serializers.FileField(max_length=200)
    team = serializers.IntegerField(max_value=LARGEST_ID, required=False)
    evaluation = serializers.IntegerField(max_value=LARGEST_ID, required=False)
    title = serializers.CharField(max_length=120, required=False, allow_blank=True)
    is_committee = serializers.BooleanField(required=False, default=False)
    encoding = serializers.CharField(max_length=20, required=False, allow_blank=True)
    delimiter = serializers.CharField(
        max_length=1, required=False, allow_blank=True, trim_whitespace=False
    )
    decimal_mark = serializers.CharField(max_length=1, required=False, allow_blank=True)
    date_order = serializers.CharField(max_length=5, required=False, allow_blank=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if ("team" in attrs) == ("evaluation" in attrs):
            message = _("Give either team or evaluation.")
            raise serializers.ValidationError(message)
        return attrs


class ColumnBody(Body):
    role = serializers.ChoiceField(choices=list(FieldRole))
    vendor = serializers.CharField(
        max_length=LONGEST_NAME, required=False, allow_blank=True, default=""
    )


class ScaleBody(Body):
    worst = serializers.DecimalField(max_digits=12, decimal_places=4)
    best = serializers.DecimalField(max_digits=12, decimal_places=4)
    words = serializers.DictField(
        child=serializers.IntegerField(min_value=0, max_value=HIGHEST, allow_null=True)
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs["worst"] == attrs["best"]:
            raise serializers.ValidationError(
                {"best": _("Worst and best must differ.")}
            )
        return attrs


class LayoutBody(Body):
    """A role for each column and each row; in a turned sheet they change places."""

    turned = serializers.BooleanField()
    columns = serializers.ListField(child=ColumnBody(), max_length=1000)
    lines = serializers.ListField(
        child=serializers.ChoiceField(choices=list(LineRole)), max_length=1000
    )
    scale = ScaleBody()
    weight_words = serializers.DictField(
        child=serializers.DecimalField(max_digits=12, decimal_places=4, min_value=0)
    )


class VendorBody(Body):
    vendor = serializers.CharField(max_length=LONGEST_NAME)
    platform = serializers.IntegerField(max_value=LARGEST_ID, allow_null=True)


class SettleBody(Body):
    """Which platform each vendor is (null: none of them), and what is taken."""

    vendors = serializers.ListField(child=VendorBody(), required=False, max_length=200)
    title = serializers.CharField(max_length=120, required=False)
    is_committee = serializers.BooleanField(required=False)
    takes_weights = serializers.BooleanField(required=False)
    takes_scores = serializers.BooleanField(required=False)
    # Make an evaluation of its own of a file that was brought before.
    is_apart = serializers.BooleanField(required=False, default=False)


class SheetBody(Body):
    """Another sheet, the same one the other way round, or guessed afresh."""

    sheet = serializers.IntegerField(min_value=0, max_value=99, required=False)
    way = serializers.ChoiceField(
        choices=["sheet", "turn", "afresh"], required=False, default="sheet"
    )


class TakeBody(Body):
    """The `structure_version` that was read with the plan; 0 for a new evaluation."""

    structure_version = serializers.IntegerField(min_value=0, max_value=LARGEST_VERSION)


class ImportList(APIView):
    parser_classes = (MultiPartParser,)

    @described(
        body=ImportBody,
        sends=MULTIPART,
        answer=ImportShape,
        status=HTTPStatus.CREATED,
        gives_version=True,
    )
    def post(self, request: Request) -> Response:
        """Send a file: it is read and its layout guessed; nothing is made yet."""
        body = read_body(ImportBody, request)
        team, participant = place_of(request, body)
        form = upload_form(body, participant)
        if not form.is_valid():
            raise serializers.ValidationError(form.errors)
        upload = form.upload()
        if participant is None:
            same = evaluation_of_same_file(upload.digest, user=request.user, team=team)
            upload = replace(upload, evaluation=same)
        row = begin_import(
            team=team, upload=upload, actor=request.user, now=timezone.now()
        )
        return answer(request, row.pk, status=HTTPStatus.CREATED)


def place_of(
    request: Request, body: Mapping[str, Any]
) -> tuple[Team, Participant | None]:
    if "evaluation" in body:
        participant = get_bringer(request.user, body["evaluation"])
        return participant.evaluation.team, participant
    action = TeamAction.CREATE_EVALUATION
    return get_team(request.user, body["team"], action=action), None


def upload_form(
    body: Mapping[str, Any], participant: Participant | None
) -> MatrixUploadForm:
    """Let the page's own form read the file: one truth."""
    names = ("title", "encoding", "delimiter", "decimal_mark", "date_order")
    told = {name: body[name] for name in names if name in body}
    people = "committee" if body["is_committee"] else "alone"
    return MatrixUploadForm(
        {**told, "people": people, "form_key": str(uuid4())},
        MultiValueDict({"file": [body["file"]]}),
        evaluation=participant.evaluation if participant else None,
    )


class ImportDetail(APIView):
    """What is read of a spreadsheet, what is wrong, and what it would bring."""

    @described(answer=ImportShape, gives_version=True)
    def get(self, request: Request, pk: int) -> Response:
        return answer(request, pk)

    @described(body=SettleBody, answer=ImportShape, needs_version=True)
    def patch(self, request: Request, pk: int) -> Response:
        """Say which platform a vendor is, and what is to be taken."""
        row, participant = get_import(request.user, pk)
        body = read_body(SettleBody, request)
        told = settled_by(row, body, participant=participant)
        row = settle_import(row=row, settled=told, version=version_of(request))
        if body["is_apart"] and row.evaluation_id is not None:
            action = TeamAction.CREATE_EVALUATION
            get_team(request.user, row.team_id, action=action)
            send_elsewhere(row=row, evaluation=None, version=row.version)
        return answer(request, pk)

    @described(status=HTTPStatus.NO_CONTENT)
    def delete(self, request: Request, pk: int) -> Response:
        """Forget the spreadsheet; nothing of it was taken."""
        row, _participant = get_import(request.user, pk)
        drop_import(row=row)
        return Response(status=HTTPStatus.NO_CONTENT)


def settled_by(
    row: MatrixImport, body: Mapping[str, Any], *, participant: Participant | None
) -> Settled:
    """Read the choices; a vendor or platform that is not offered is a 404 (R12)."""
    draft = Draft(row, participant)
    offered = {vendor.name: vendor for vendor in draft.vendors}
    platforms = {each.pk for each in draft.platforms}
    choices = {}
    for each in body.get("vendors", ()):
        vendor = offered.get(each["vendor"])
        if vendor is None:
            raise Http404
        platform = each["platform"]
        if platform is not None and platform not in platforms:
            raise Http404
        choices[vendor.key] = platform
    return Settled(
        choices=choices,
        title=body.get("title", row.title),
        is_committee=body.get("is_committee", row.is_committee),
        takes_weights=body.get("takes_weights", row.takes_weights),
        takes_scores=body.get("takes_scores", row.takes_scores),
    )


class ImportLayout(APIView):
    @described(body=LayoutBody, answer=ImportShape, needs_version=True)
    def put(self, request: Request, pk: int) -> Response:
        """Correct how the sheet is read."""
        row, _participant = get_import(request.user, pk)
        layout = stored_layout(read_body(LayoutBody, request))
        correct_layout(row=row, layout=layout, version=version_of(request))
        return answer(request, pk)


def stored_layout(body: Mapping[str, Any]) -> dict[str, Any]:
    scale = body["scale"]
    return {
        "turned": body["turned"],
        "fields": [dict(each) for each in body["columns"]],
        "lines": body["lines"],
        "scale": {
            "worst": plain(scale["worst"]),
            "best": plain(scale["best"]),
            "words": scale["words"],
        },
        "weight_words": {
            word: plain(weight) for word, weight in body["weight_words"].items()
        },
    }


def plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


class ImportSheet(APIView):
    @described(body=SheetBody, answer=ImportShape, needs_version=True)
    def put(self, request: Request, pk: int) -> Response:
        """Read another sheet, the other way round, or afresh."""
        row, _participant = get_import(request.user, pk)
        body, version = read_body(SheetBody, request), version_of(request)
        if body["way"] == "turn":
            turn_sheet(row=row, version=version)
        else:
            choose_sheet(
                row=row,
                sheet=body.get("sheet", row.sheet),
                version=version,
                forgets=body["way"] == "afresh",
            )
        return answer(request, pk)


class ImportTaking(APIView):
    @described(body=TakeBody, answer=TakenShape, needs_version=True)
    def post(self, request: Request, pk: int) -> Response:
        """Make and change everything of the plan in one transaction, or nothing."""
        if taken := MatrixImport.objects.visible_to(request.user).taken(pk):
            return Response({"evaluation": taken.evaluation_id})
        row, _participant = get_import(request.user, pk)
        body, version = read_body(TakeBody, request), version_of(request)
        evaluation = take_import(
            row=row,
            seen=Seen(version, body["structure_version"]),
            actor=request.user,
            now=timezone.now(),
        )
        return Response({"evaluation": evaluation.pk})


def answer(request: Request, pk: int, *, status: int = HTTPStatus.OK) -> Response:
    draft = Draft(*get_import(request.user, pk))
    return versioned(import_shape(draft), draft.row.version, status=status)
