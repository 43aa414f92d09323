"""Addresses of money in the API."""

from django.urls import path

from evaluator.api import workbooks
from evaluator.api.money import (
    cost_lines,
    cost_results,
    cost_years,
    quick_costs,
    return_workings,
    returns,
    scenarios,
    usage,
    usage_history,
)
from evaluator.api.money import values as money_values
from evaluator.api.money.price_urls import PRICE_ROUTES

EVALUATION = "evaluations/<int:pk>/"

MONEY = [
    *PRICE_ROUTES,
    path(
        f"{EVALUATION}quick-costs/",
        quick_costs.QuickCosts.as_view(),
        name="quick-costs",
    ),
    path(
        f"{EVALUATION}cost-figures/",
        money_values.CostFigures.as_view(),
        name="cost-figures",
    ),
    path(
        f"{EVALUATION}measurements/costs/",
        money_values.MeasurementsFromCosts.as_view(),
        name="measurement-costs",
    ),
    path(f"{EVALUATION}usage/", usage.UsageDetail.as_view(), name="usage"),
    path(
        f"{EVALUATION}usage/history/",
        usage_history.UsageHistory.as_view(),
        name="usage-history",
    ),
    path(
        f"{EVALUATION}money-settings/",
        usage.MoneySettingsDetail.as_view(),
        name="money-settings",
    ),
    path(
        f"{EVALUATION}exchange-rates/<slug:currency>/",
        usage.RateDetail.as_view(),
        name="exchange-rate",
    ),
    path(
        f"{EVALUATION}cost-lines/",
        cost_lines.CostLineList.as_view(),
        name="cost-line-list",
    ),
    path(
        "cost-lines/<int:pk>/",
        cost_lines.CostLineDetail.as_view(),
        name="cost-line-detail",
    ),
    path(
        "cost-lines/<int:pk>/restore/",
        cost_lines.RestoringCostLine.as_view(),
        name="cost-line-restoring",
    ),
    path(
        f"{EVALUATION}scenarios/",
        scenarios.ScenarioList.as_view(),
        name="scenario-list",
    ),
    path(
        "scenarios/<int:pk>/",
        scenarios.ScenarioDetail.as_view(),
        name="scenario-detail",
    ),
    path(
        "scenarios/<int:pk>/restore/",
        scenarios.RestoringScenario.as_view(),
        name="scenario-restoring",
    ),
    path(f"{EVALUATION}costs/", cost_results.Costs.as_view(), name="costs"),
    path(
        f"{EVALUATION}costs/<int:candidate_pk>/years/<int:year>/",
        cost_years.CostYearDetail.as_view(),
        name="cost-year",
    ),
    path(
        f"{EVALUATION}costs/workbook/",
        workbooks.MoneyWorkbook.as_view(),
        name="costs-workbook",
    ),
    path(f"{EVALUATION}return/", returns.ReturnDetail.as_view(), name="return"),
    path(
        f"{EVALUATION}return/<int:candidate_pk>/",
        return_workings.ReturnWorkingDetail.as_view(),
        name="return-working",
    ),
    path(f"{EVALUATION}return/gains/", returns.GainList.as_view(), name="gain-list"),
    path(
        f"{EVALUATION}return/gains/<slug:gain>/",
        returns.GainDetail.as_view(),
        name="gain-detail",
    ),
]
