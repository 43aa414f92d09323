"""Addresses of the step Money."""

from django.urls import path

from evaluator.price_urls import PRICE_PAGES
from evaluator.views import cost_results, money

MONEY = [
    *PRICE_PAGES,
    path("evaluations/<int:pk>/money/", money.money, name="money"),
    path(
        "evaluations/<int:pk>/money/results/",
        cost_results.cost_results,
        name="cost_results",
    ),
]
