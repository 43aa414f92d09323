"""Addresses of money in the API."""

from django.urls import path

from evaluator.api import quick_costs

EVALUATION = "evaluations/<int:pk>/"

MONEY = [
    path(
        f"{EVALUATION}quick-costs/",
        quick_costs.QuickCosts.as_view(),
        name="quick-costs",
    ),
]
