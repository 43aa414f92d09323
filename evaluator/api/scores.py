"""The person's own scores; nobody else's are ever here."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from django.core.exceptions import ValidationError as FileRefused
from django.core.files import File
from django.http import FileResponse, Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import Body, problem, read_body, version_of, versioned
from common.api_answers import paged
from common.api_bodies import Id, Link, Text
from common.api_schema import described
from common.text import clean_line
from evaluator.access import get_cell, get_evidence, get_participant
from evaluator.api.shapes import ScoreShape, score_shape
from evaluator.forms.scores import EvidenceField, kind_of
from evaluator.models import Candidate, Criterion, Participant, Score
from evaluator.models.candidates import Rung
from evaluator.permissions import Action
from evaluator.selectors.grid import own_scores
from evaluator.services.scores import (
    CellEdit,
    Entry,
    ScoreEdit,
    save_score,
    save_sheet,
)
from workspace.api_view import APIView
from workspace.services.files import NewFile
from workspace.views.files import answer_with

STATES = [state for state in Score.State.values if state != Score.State.SCORED]
MOST_CELLS = 1000


class ScoreBody(Body):
    """A value of 0 to 5, or the word for why there is none; what is left out stays."""

    value = serializers.IntegerField(
        min_value=0, max_value=5, required=False, allow_null=True
    )
    state = serializers.ChoiceField(choices=STATES, required=False)
    rung = serializers.ChoiceField(
        choices=Rung.values, required=False, allow_blank=True
    )
    note = Text(max_length=4000, required=False, allow_blank=True)
    link = Link(required=False, allow_blank=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs.get("value") is not None and "state" in attrs:
            raise serializers.ValidationError("Give either value or state.")
        return attrs


class CellBody(ScoreBody):
    candidate = Id()
    criterion = Id()
    version = serializers.IntegerField(min_value=0, max_value=2**31 - 1)


class SheetBody(Body):
    """Many cells at once, each with the version that was read (0: never saved)."""

    scores = serializers.ListField(
        child=CellBody(), min_length=1, max_length=MOST_CELLS
    )


class EvidenceBody(Body):
    file = serializers.FileField(max_length=200)

    def validate_file(self, upload: File[Any]) -> NewFile:
        """A PDF, a PNG or a JPEG file, known by its content."""
        try:
            checked = EvidenceField().clean(upload)
        except FileRefused as error:
            raise serializers.ValidationError(error.messages) from error
        return NewFile(clean_line(checked.name), checked.file, kind_of(checked) or "")


STALE = {412: "Some scores were changed elsewhere; all others are saved."}
MULTIPART = "multipart/form-data"


class OwnScores(APIView):
    """One entry per rated criterion and short-listed candidate, scored or not."""

    @described(answer=ScoreShape, paged=True)
    def get(self, request: Request, pk: int) -> Response:
        participant = get_participant(request.user, pk, action=Action.SCORE)
        return paged(request, list(cells_of(participant)), lambda cell: cell)

    @described(body=SheetBody, answer=ScoreShape, paged=True, also=STALE)
    def patch(self, request: Request, pk: int) -> Response:
        """Save many cells; 412 names those that were changed elsewhere meanwhile."""
        participant = get_participant(request.user, pk, action=Action.SCORE)
        body = read_body(SheetBody, request)
        edits = edits_of(participant, body["scores"])
        stale = save_sheet(participant=participant, edits=edits, now=timezone.now())
        if stale:
            return problem(
                HTTPStatus.PRECONDITION_FAILED,
                _("Some scores were changed elsewhere; all others are saved."),
                current=[
                    score_shape(candidate, criterion, score)
                    for (criterion, candidate), score in stale.items()
                ],
            )
        sent = {(each.candidate.pk, each.criterion.pk) for each in edits}
        saved = (
            cell
            for cell in cells_of(participant)
            if (cell["candidate"], cell["criterion"]) in sent
        )
        return paged(request, list(saved), lambda cell: cell)


class ShowsScore(APIView):
    def shows_current(self, current: Score) -> object:
        return score_shape(current.ballot.candidate_id, current.criterion_id, current)


class OwnScore(ShowsScore):
    @described(answer=ScoreShape, gives_version=True)
    def get(
        self, request: Request, pk: int, candidate_pk: int, criterion_pk: int
    ) -> Response:
        """Read one own cell."""
        participant, criterion, candidate = get_cell(
            request.user, pk, criterion_pk, candidate_pk
        )
        found = scores_by_cell(participant).get((candidate.pk, criterion.pk))
        shape = score_shape(candidate.pk, criterion.pk, found)
        return versioned(shape, shape["version"])

    @described(body=ScoreBody, answer=ScoreShape, needs_version=True)
    def put(
        self, request: Request, pk: int, candidate_pk: int, criterion_pk: int
    ) -> Response:
        """Save one cell. If-Match is the version read; "0" for a cell never saved."""
        cell = get_cell(request.user, pk, criterion_pk, candidate_pk)
        body = read_body(ScoreBody, request)
        return save_cell(cell, edit_of(body, version=version_of(request)))


class OwnEvidence(ShowsScore):
    """The file that one own score rests on."""

    parser_classes = (MultiPartParser,)

    @described(
        body=EvidenceBody, sends=MULTIPART, answer=ScoreShape, needs_version=True
    )
    def put(
        self, request: Request, pk: int, candidate_pk: int, criterion_pk: int
    ) -> Response:
        """Send a PDF, PNG or JPEG file of at most 10 MB as multipart field `file`."""
        cell = get_cell(request.user, pk, criterion_pk, candidate_pk)
        file = read_body(EvidenceBody, request)["file"]
        return save_cell(cell, ScoreEdit(version=version_of(request), file=file))

    @described(answer=ScoreShape, needs_version=True)
    def delete(
        self, request: Request, pk: int, candidate_pk: int, criterion_pk: int
    ) -> Response:
        """Take the file away."""
        cell = get_cell(request.user, pk, criterion_pk, candidate_pk)
        edit = ScoreEdit(version=version_of(request), drops_file=True)
        return save_cell(cell, edit)


class Evidence(APIView):
    """The file of a score: of the own one, or of one that everybody may see."""

    @described(file="application/octet-stream")
    def get(self, request: Request, pk: int, score_pk: int) -> FileResponse:
        return answer_with(get_evidence(request.user, pk, score_pk))


def save_cell(
    cell: tuple[Participant, Criterion, Candidate], edit: ScoreEdit
) -> Response:
    participant, criterion, candidate = cell
    score = save_score(
        participant=participant,
        criterion=criterion,
        candidate=candidate,
        edit=edit,
        now=timezone.now(),
    )
    return versioned(score_shape(candidate.pk, criterion.pk, score), score.version)


def cells_of(participant: Participant) -> Iterator[ScoreShape]:
    evaluation = participant.evaluation
    found = scores_by_cell(participant)
    rated = evaluation.criteria.present().filter(kind=Criterion.Kind.RATED)
    leaves = list(rated.in_order().values_list("pk", flat=True))
    candidates = evaluation.candidates.short_listed().by_name()
    for candidate in candidates.values_list("pk", flat=True):
        for leaf in leaves:
            yield score_shape(candidate, leaf, found.get((candidate, leaf)))


def scores_by_cell(participant: Participant) -> dict[tuple[int, int], Score]:
    return {
        (score.ballot.candidate_id, score.criterion_id): score
        for score in own_scores(participant).select_related("ballot", "file")
    }


def edits_of(participant: Participant, cells: list[dict[str, Any]]) -> list[CellEdit]:
    """Return the edits: 404 unless all cells are of this evaluation."""
    evaluation = participant.evaluation
    rated = evaluation.criteria.present().filter(kind=Criterion.Kind.RATED)
    leaves = {leaf.pk: leaf for leaf in rated}
    candidates = {each.pk: each for each in evaluation.candidates.short_listed()}
    edits = []
    for cell in cells:
        leaf, candidate = cell.pop("criterion"), cell.pop("candidate")
        if leaf not in leaves or candidate not in candidates:
            raise Http404
        edit = edit_of(cell, version=cell.pop("version"))
        edits.append(CellEdit(leaves[leaf], candidates[candidate], edit))
    return edits


def edit_of(body: dict[str, Any], *, version: int) -> ScoreEdit:
    return ScoreEdit(
        version=version,
        entry=entry_of(body),
        rung=body.get("rung"),
        note=body.get("note"),
        link=body.get("link"),
    )


def entry_of(body: dict[str, Any]) -> Entry | None:
    """Return what the cell becomes; None leaves value and state as they are."""
    if body.get("value") is not None:
        return Entry(Score.State.SCORED, body["value"])
    if "state" in body:
        return Entry(Score.State(body["state"]))
    return Entry() if "value" in body else None
