"""Addresses of the risk register."""

from django.urls import path

from migration.views.gates import risks

RISKS = [
    path("plans/<int:pk>/risks/", risks.plan_risks, name="plan_risks"),
    path("plans/<int:pk>/risks/add/", risks.risk_add, name="risk_add"),
    path("plans/<int:pk>/risks/usual/", risks.risk_seed, name="risk_seed"),
    path("risks/<int:pk>/", risks.risk_edit, name="risk_edit"),
    path("risks/<int:pk>/remove/", risks.risk_remove, name="risk_remove"),
    path("risks/<int:pk>/restore/", risks.risk_restore, name="risk_restore"),
]
