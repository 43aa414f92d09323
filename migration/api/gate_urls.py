"""Addresses of gates in the API."""

from django.urls import path

from migration.api.gates import gate_sayings, gates

PLAN = "plans/<int:pk>/"
GATE = "gates/<int:pk>/"
CRITERION = "gate-criteria/<int:pk>/"

GATES = [
    path(f"{PLAN}gates/", gates.GateList.as_view(), name="gate-list"),
    path(f"{PLAN}gates/usual/", gates.GateSeeds.as_view(), name="gate-seeds"),
    path(GATE, gates.GateDetail.as_view(), name="gate-detail"),
    path(f"{GATE}restore/", gates.RestoringGate.as_view(), name="gate-restoring"),
    path(
        f"{GATE}criteria/",
        gates.GateCriterionList.as_view(),
        name="gate-criterion-list",
    ),
    path(CRITERION, gates.GateCriterionDetail.as_view(), name="gate-criterion-detail"),
    path(
        f"{CRITERION}restore/",
        gates.RestoringGateCriterion.as_view(),
        name="gate-criterion-restoring",
    ),
    path(
        f"{CRITERION}attestation/",
        gate_sayings.Attestation.as_view(),
        name="gate-attestation",
    ),
    path(f"{GATE}vote/", gate_sayings.VoteOfOwn.as_view(), name="gate-vote"),
    path(
        f"{GATE}noted-votes/",
        gate_sayings.NotedVoteList.as_view(),
        name="gate-noted-vote-list",
    ),
    path(f"{GATE}decision/", gate_sayings.DecidingGate.as_view(), name="gate-deciding"),
    path(
        f"{GATE}reopening/", gate_sayings.ReopeningGate.as_view(), name="gate-reopening"
    ),
]
