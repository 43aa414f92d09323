"""What requests on diagnosis, readiness and goals may carry."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from common.api import Body
from common.numbers import LARGEST_ID
from evaluator.models import DiagnosisAnswer, KindAnswer, Objective, ReadinessAnswer

GIVEN = [value for value in DiagnosisAnswer.Value.values if value]
MOST = 60  # entries of one request


def line(length: int) -> serializers.CharField:
    return serializers.CharField(
        max_length=length, required=False, allow_blank=True, default=""
    )


def row_id() -> serializers.IntegerField:
    return serializers.IntegerField(
        min_value=1, max_value=LARGEST_ID, required=False, allow_null=True, default=None
    )


def figure(**limits: Any) -> serializers.DecimalField:
    return serializers.DecimalField(
        max_digits=20,
        decimal_places=6,
        required=False,
        allow_null=True,
        default=None,
        **limits,
    )


def day() -> serializers.DateField:
    return serializers.DateField(required=False, allow_null=True, default=None)


class StatementBody(Body):
    statement = serializers.CharField(max_length=80)
    answer = serializers.ChoiceField(choices=GIVEN)


class AnswersBody(Body):
    answers = StatementBody(many=True, max_length=MOST)


class FigureBody(Body):
    """A figure; without a value it is taken away."""

    value = figure(min_value=0)
    currency = line(3)
    source = line(300)
    as_of = day()


class AdoptionBody(Body):
    criteria = serializers.ListField(
        child=serializers.CharField(max_length=80),
        max_length=MOST,
        required=False,
        default=list,
    )
    must_have = serializers.BooleanField(required=False, default=False)
    objective = serializers.BooleanField(required=False, default=False)
    reason = line(1000)


class KindAnswerBody(Body):
    question = serializers.CharField(max_length=80)
    answer = serializers.ChoiceField(choices=KindAnswer.Answer.values, allow_blank=True)


class KindCheckBody(Body):
    answers = KindAnswerBody(many=True, max_length=MOST)


class ReadinessPointBody(Body):
    point = serializers.CharField(max_length=80)
    answer = serializers.ChoiceField(
        choices=ReadinessAnswer.Answer.values, allow_blank=True
    )
    owner = row_id()
    note = line(300)


class ReadinessBody(Body):
    points = ReadinessPointBody(many=True, max_length=MOST)


class CompanyGoalsBody(Body):
    """The goals of the list that hold, and one more in own words."""

    keys = serializers.ListField(
        child=serializers.CharField(max_length=80), max_length=MOST
    )
    own_name = line(120)


class ObjectiveBody(Body):
    statement = serializers.CharField(max_length=300)
    kind = serializers.ChoiceField(
        choices=Objective.Kind.values, required=False, default=Objective.Kind.VALUE
    )
    metric = line(120)
    unit = line(30)
    baseline = figure()
    baseline_on = day()
    baseline_source = line(300)
    target = figure()
    deadline = day()
    owner = row_id()
    goal = row_id()
    market = line(120)
    trade_off = line(300)
    parent = row_id()
    department = line(120)
    criteria = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=LARGEST_ID),
        max_length=200,
        required=False,
        default=list,
    )
