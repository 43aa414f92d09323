"""Addresses of the step Money."""

from django.urls import path

from evaluator.price_urls import PRICE_PAGES
from evaluator.views import workbooks
from evaluator.views.money import (
    cost_lines,
    cost_results,
    cost_years,
    quick_costs,
    returns,
    scenarios,
    usage,
    usage_history,
)
from evaluator.views.money import settings as money_settings

MONEY = [
    *PRICE_PAGES,
    path("evaluations/<int:pk>/money/", quick_costs.money, name="money"),
    path(
        "evaluations/<int:pk>/money/results/",
        cost_results.cost_results,
        name="cost_results",
    ),
    path(
        "evaluations/<int:pk>/money/results/<int:candidate_pk>/<int:year>/",
        cost_years.cost_year,
        name="cost_year",
    ),
    path(
        "evaluations/<int:pk>/money/lines/",
        cost_lines.cost_line_list,
        name="cost_line_list",
    ),
    path(
        "evaluations/<int:pk>/money/lines/add/",
        cost_lines.cost_line_add,
        name="cost_line_add",
    ),
    path("cost-lines/<int:pk>/", cost_lines.cost_line_edit, name="cost_line_edit"),
    path(
        "cost-lines/<int:pk>/remove/",
        cost_lines.cost_line_remove,
        name="cost_line_remove",
    ),
    path(
        "cost-lines/<int:pk>/restore/",
        cost_lines.cost_line_restore,
        name="cost_line_restore",
    ),
    path(
        "evaluations/<int:pk>/money/workbook/",
        workbooks.money_workbook,
        name="money_workbook",
    ),
    path("evaluations/<int:pk>/money/usage/", usage.usage, name="usage"),
    path(
        "evaluations/<int:pk>/money/usage/picture/",
        usage.usage_picture,
        name="usage_picture",
    ),
    path(
        "evaluations/<int:pk>/money/usage/history/",
        usage_history.usage_history,
        name="usage_history",
    ),
    path(
        "evaluations/<int:pk>/money/scenarios/",
        scenarios.scenario_list,
        name="scenario_list",
    ),
    path(
        "evaluations/<int:pk>/money/scenarios/add/",
        scenarios.scenario_add,
        name="scenario_add",
    ),
    path("scenarios/<int:pk>/", scenarios.scenario_edit, name="scenario_edit"),
    path(
        "scenarios/<int:pk>/remove/",
        scenarios.scenario_remove,
        name="scenario_remove",
    ),
    path(
        "scenarios/<int:pk>/restore/",
        scenarios.scenario_restore,
        name="scenario_restore",
    ),
    path(
        "evaluations/<int:pk>/money/settings/",
        money_settings.money_settings_page,
        name="money_settings",
    ),
    path(
        "evaluations/<int:pk>/money/rates/",
        money_settings.exchange_rate_set,
        name="exchange_rate_set",
    ),
    path(
        "evaluations/<int:pk>/money/rates/<slug:currency>/remove/",
        money_settings.exchange_rate_remove,
        name="exchange_rate_remove",
    ),
    path("evaluations/<int:pk>/money/return/", returns.returns, name="returns"),
    path(
        "evaluations/<int:pk>/money/return/<int:candidate_pk>/",
        returns.return_detail,
        name="return_detail",
    ),
    path("evaluations/<int:pk>/money/gains/", returns.gain_add, name="gain_add"),
    path(
        "evaluations/<int:pk>/money/gains/<slug:gain>/remove/",
        returns.gain_remove,
        name="gain_remove",
    ),
]
