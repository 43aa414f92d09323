"""Addresses of the step Money."""

from django.urls import path

from evaluator.views import money

MONEY = [
    path("evaluations/<int:pk>/money/", money.money, name="money"),
]
