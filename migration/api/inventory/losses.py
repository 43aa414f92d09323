"""The loss register: what will not move, who was told, and who signed."""

from __future__ import annotations

from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import Body, read_body, version_of, versioned
from common.api_answers import created, gone, paged
from common.api_bodies import Day, Line, read_nothing
from common.api_schema import described
from common.edits import edit_of
from migration.access import get_loss, get_plan
from migration.api.inventory.assets import SignedBody
from migration.api.inventory.inventory_shapes import LossShape, loss_shape
from migration.models import Loss
from migration.permissions import Action
from migration.services.inventory import losses as service
from workspace.api_view import APIView


class LossPatch(Body):
    """What is left out stays as it is."""

    what = Line(max_length=300, required=False)
    instead = Line(max_length=300, required=False, allow_blank=True)
    told = Line(max_length=200, required=False, allow_blank=True)
    told_on = Day(required=False, allow_null=True)


class LossBody(LossPatch):
    what = Line(max_length=300)
    signed_note = Line(max_length=300, required=False, allow_blank=True)


class LossList(APIView):
    @described(answer=LossShape, paged=True)
    def get(self, request: Request, pk: int) -> Response:
        """List what will not move."""
        plan = get_plan(request.user, pk, action=Action.VIEW)
        return paged(request, plan.losses.present().order_by("pk"), loss_shape)

    @described(body=LossBody, answer=LossShape, status=201, gives_version=True)
    def post(self, request: Request, pk: int) -> Response:
        """Write down what will not move."""
        plan = get_plan(request.user, pk, action=Action.EDIT)
        body = read_body(LossBody, request)
        loss = service.note_loss(
            plan=plan,
            signed_note=body.pop("signed_note", ""),
            edit=service.LossEdit(**body),
            actor=request.user,
            now=timezone.now(),
        )
        return created(loss_shape(loss), "loss-detail", loss.pk, version=loss.version)


class LossDetail(APIView):
    def shows_current(self, current: Loss) -> object:
        return loss_shape(current)

    @described(answer=LossShape, gives_version=True)
    def get(self, request: Request, pk: int) -> Response:
        """Read one entry."""
        _member, loss = get_loss(request.user, pk, action=Action.VIEW)
        return versioned(loss_shape(loss), loss.version)

    @described(body=LossPatch, answer=LossShape, needs_version=True)
    def patch(self, request: Request, pk: int) -> Response:
        """Change it. With another `what` or `instead` it is signed no longer."""
        _member, loss = get_loss(request.user, pk, action=Action.EDIT)
        changed = service.edit_loss(
            loss=loss,
            edit=edit_of(service.LossEdit, loss, read_body(LossPatch, request)),
            version=version_of(request),
            actor=request.user,
            now=timezone.now(),
        )
        return versioned(loss_shape(changed), changed.version)

    @described(status=204)
    def delete(self, request: Request, pk: int) -> Response:
        """Take the entry away; it can be restored."""
        _member, loss = get_loss(request.user, pk, action=Action.EDIT)
        service.remove_loss(loss=loss, actor=request.user, now=timezone.now())
        return gone()


class RestoringLoss(APIView):
    @described(answer=LossShape, gives_version=True)
    def post(self, request: Request, pk: int) -> Response:
        """Put it back."""
        read_nothing(request)
        _member, loss = get_loss(
            request.user, pk, action=Action.EDIT, also_removed=True
        )
        service.restore_loss(loss=loss, actor=request.user, now=timezone.now())
        return versioned(loss_shape(loss), loss.version)


class LossSignature(APIView):
    def shows_current(self, current: Loss) -> object:
        return loss_shape(current)

    @described(body=SignedBody, answer=LossShape, needs_version=True)
    def post(self, request: Request, pk: int) -> Response:
        """Note who signed, and how; the first signature stays."""
        _member, loss = get_loss(request.user, pk, action=Action.EDIT)
        signed = service.sign_loss(
            loss=loss,
            note=read_body(SignedBody, request)["note"],
            version=version_of(request),
            actor=request.user,
            now=timezone.now(),
        )
        return versioned(loss_shape(signed), signed.version)
