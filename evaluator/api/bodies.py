"""What requests to the API may carry."""

from __future__ import annotations

from rest_framework import serializers

from common.api import Body
from common.numbers import LARGEST_ID
from evaluator.models import Candidate, MustHaveAnswer, Score
from evaluator.models.candidates import Rung
from evaluator.services.evaluations import Start

STATES = [state for state in Score.State.values if state != Score.State.SCORED]


class EvaluationBody(Body):
    team = serializers.IntegerField(max_value=LARGEST_ID)
    title = serializers.CharField(max_length=120)
    purpose = serializers.CharField(max_length=4000, required=False, default="")
    is_committee = serializers.BooleanField(required=False, default=False)
    start = serializers.ChoiceField(
        choices=[Start.QUICK, Start.FULL, Start.EMPTY], required=False, default="quick"
    )


class CandidateBody(Body):
    """A platform of the catalogue or a typed name: one of both."""

    platform = serializers.IntegerField(max_value=LARGEST_ID, required=False)
    name = serializers.CharField(max_length=120, required=False)
    reason = serializers.CharField(max_length=1000, required=False, default="")

    def validate(self, attrs: dict[str, object]) -> dict[str, object]:
        if ("platform" in attrs) == ("name" in attrs):
            raise serializers.ValidationError("Give either platform or name.")
        return attrs


class StageBody(Body):
    stage = serializers.ChoiceField(choices=Candidate.Stage.values)
    why = serializers.CharField(max_length=1000, required=False, default="")
    reason = serializers.CharField(max_length=1000, required=False, default="")


class MustHaveBody(Body):
    answer = serializers.ChoiceField(choices=MustHaveAnswer.Answer.values)
    rung = serializers.ChoiceField(
        choices=Rung.values, required=False, allow_blank=True, default=""
    )
    evidence = serializers.CharField(
        max_length=4000, required=False, allow_blank=True, default=""
    )
    link = serializers.URLField(
        max_length=600, required=False, allow_blank=True, default=""
    )


class ScoreBody(Body):
    """A value of 0 to 5, or the word for why there is none."""

    value = serializers.IntegerField(
        min_value=0, max_value=5, required=False, allow_null=True
    )
    state = serializers.ChoiceField(choices=STATES, required=False)
    rung = serializers.ChoiceField(
        choices=Rung.values, required=False, allow_blank=True
    )
    note = serializers.CharField(max_length=4000, required=False, allow_blank=True)
    link = serializers.URLField(max_length=600, required=False, allow_blank=True)

    def validate(self, attrs: dict[str, object]) -> dict[str, object]:
        if attrs.get("value") is not None and "state" in attrs:
            raise serializers.ValidationError("Give either value or state.")
        return attrs
