"""The purchase of the new platform in the API."""

from __future__ import annotations

from datetime import date
from typing import TypedDict

from django.utils import timezone
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from common.api import Body, read_body, version_of, versioned
from common.api_bodies import Day, Line, Text
from common.api_schema import described
from common.edits import edit_of
from migration.access import get_plan, get_plan_member
from migration.forms.plans.purchases import LONGEST_TEXT
from migration.models import Purchase
from migration.permissions import Action, sees_terms
from migration.services.plans.purchases import PurchaseEdit, purchase_of, save_purchase
from workspace.api_view import APIView


class PurchaseShape(TypedDict):
    """`version` is 0 before anything was saved.

    `terms` are null for observers of the plan, who do not see them.
    """

    order_number: str
    ordered_on: date | None
    contract_signed_on: date | None
    contract_kept: str
    starts_on: date | None
    terms: str | None
    met_on: date | None
    path: str
    experts: str
    onboarding: str
    handover_on: date | None
    handover_criteria: str
    version: int


def a_line(length: int) -> serializers.Field:
    return Line(max_length=length, required=False, allow_blank=True)


def a_text() -> serializers.Field:
    return Text(max_length=LONGEST_TEXT, required=False, allow_blank=True)


def a_day() -> serializers.Field:
    return Day(required=False, allow_null=True)


class PurchaseBody(Body):
    """What is left out stays as it is."""

    order_number = a_line(80)
    ordered_on = a_day()
    contract_signed_on = a_day()
    contract_kept = a_line(300)
    starts_on = a_day()
    terms = a_text()
    met_on = a_day()
    path = a_text()
    experts = a_text()
    onboarding = a_text()
    handover_on = a_day()
    handover_criteria = a_text()


class PurchaseDetail(APIView):
    @described(answer=PurchaseShape, gives_version=True)
    def get(self, request: Request, pk: int) -> Response:
        """Read the purchase, and what the vendor agreed to."""
        member = get_plan_member(request.user, pk, action=Action.VIEW)
        purchase = purchase_of(member.plan)
        shape = purchase_shape(purchase)
        if not sees_terms(member):
            shape["terms"] = None
        return versioned(shape, purchase.version)

    @described(body=PurchaseBody, answer=PurchaseShape, needs_version=True)
    def patch(self, request: Request, pk: int) -> Response:
        """Write down what was ordered, signed and agreed."""
        plan = get_plan(request.user, pk, action=Action.EDIT)
        now_stored = purchase_of(plan)
        saved = save_purchase(
            plan=plan,
            edit=edit_of(PurchaseEdit, now_stored, read_body(PurchaseBody, request)),
            version=version_of(request),
            actor=request.user,
            now=timezone.now(),
        )
        return versioned(purchase_shape(saved), saved.version)

    def shows_current(self, current: Purchase) -> object:
        return purchase_shape(current)


def purchase_shape(purchase: Purchase) -> PurchaseShape:
    return {
        "order_number": purchase.order_number,
        "ordered_on": purchase.ordered_on,
        "contract_signed_on": purchase.contract_signed_on,
        "contract_kept": purchase.contract_kept,
        "starts_on": purchase.starts_on,
        "terms": purchase.terms,
        "met_on": purchase.met_on,
        "path": purchase.path,
        "experts": purchase.experts,
        "onboarding": purchase.onboarding,
        "handover_on": purchase.handover_on,
        "handover_criteria": purchase.handover_criteria,
        "version": purchase.version,
    }
