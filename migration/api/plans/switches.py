"""What a plan uses beside its checklist."""

from __future__ import annotations

from dataclasses import asdict

from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import Body, read_body, version_of, versioned
from common.api_schema import described
from migration.access import get_plan
from migration.api.shapes import (
    PlanSettingsShape,
    PlanSwitchesShape,
    settings_shape,
    switches_shape,
)
from migration.models import Plan
from migration.permissions import Action
from migration.services.plans.switches import Switches, set_switches, switches_of
from workspace.api_view import APIView


class SwitchesBody(Body):
    """What is left out stays as it is."""

    uses_raci = serializers.BooleanField(required=False)
    uses_gates = serializers.BooleanField(required=False)
    uses_simulation = serializers.BooleanField(required=False)
    uses_baselines = serializers.BooleanField(required=False)
    asks_proof_for_all = serializers.BooleanField(required=False)


class PlanSwitches(APIView):
    @described(answer=PlanSwitchesShape, gives_version=True)
    def get(self, request: Request, pk: int) -> Response:
        """Read which parts of the plan are on."""
        plan = get_plan(request.user, pk, action=Action.VIEW)
        return versioned(switches_shape(plan), plan.version)

    @described(body=SwitchesBody, answer=PlanSettingsShape, needs_version=True)
    def patch(self, request: Request, pk: int) -> Response:
        """Switch parts of the plan on or off; what was entered in them stays."""
        plan = get_plan(request.user, pk, action=Action.MANAGE)
        wanted = asdict(switches_of(plan)) | read_body(SwitchesBody, request)
        changed = set_switches(
            plan=plan,
            switches=Switches(**wanted),
            version=version_of(request),
            actor=request.user,
            now=timezone.now(),
        )
        return versioned(settings_shape(changed), changed.version)

    def shows_current(self, current: Plan) -> object:
        return settings_shape(current)
