"""Addresses of the gates of a plan."""

from django.urls import path

from migration.views.gates import gate_sayings, gates

GATE = "gates/<int:pk>/"
CRITERION = "gate-criteria/<int:pk>/"

GATES = [
    path("plans/<int:pk>/gates/", gates.plan_gates, name="plan_gates"),
    path("plans/<int:pk>/gates/add/", gates.gate_add, name="gate_add"),
    path("plans/<int:pk>/gates/usual/", gates.gate_seed, name="gate_seed"),
    path(GATE, gates.gate_detail, name="gate_detail"),
    path(f"{GATE}edit/", gates.gate_edit, name="gate_edit"),
    path(f"{GATE}remove/", gates.gate_remove, name="gate_remove"),
    path(f"{GATE}restore/", gates.gate_restore, name="gate_restore"),
    path(f"{GATE}criteria/", gates.gate_criterion_add, name="gate_criterion_add"),
    path(CRITERION, gates.gate_criterion_edit, name="gate_criterion_edit"),
    path(
        f"{CRITERION}remove/", gates.gate_criterion_remove, name="gate_criterion_remove"
    ),
    path(
        f"{CRITERION}restore/",
        gates.gate_criterion_restore,
        name="gate_criterion_restore",
    ),
    path(f"{CRITERION}attest/", gate_sayings.gate_attest, name="gate_attest"),
    path(f"{CRITERION}withdraw/", gate_sayings.gate_withdraw, name="gate_withdraw"),
    path(f"{GATE}vote/", gate_sayings.gate_vote, name="gate_vote"),
    path(f"{GATE}votes/", gate_sayings.gate_vote_note, name="gate_vote_note"),
    path(f"{GATE}decide/", gate_sayings.gate_decide, name="gate_decide"),
    path(f"{GATE}reopen/", gate_sayings.gate_reopen, name="gate_reopen"),
]
