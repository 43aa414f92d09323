"""From the cases of money to the product's discounting, appraisal and funnel."""

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any

import numpy as np

from evaluator.costs.appraisal import internal_rates, modified_rates, payback_periods
from evaluator.costs.discounting import discounted, effective_rate, factors
from evaluator.costs.funnel import Customer, Funnel, Increment, Stage, needed
from evaluator.costs.returns import Benefit, BenefitLine
from evaluator.costs.returns import Factor as Number
from evaluator.costs.ventures import Flows, break_even_value
from tests.reference import mapping_costs
from tests.reference.mapping_costs import exactly

Found = Mapping[str, Any]


def row(values: Sequence[float]) -> np.ndarray:
    """Return one draw, as the engine takes it."""
    return np.array([values], float)


def npv(
    rate: float, flows: Sequence[float], first_period: int = 0, mid_year: bool = False
) -> Found:
    periods = np.arange(first_period, first_period + len(flows), dtype=float)
    if mid_year:
        periods -= 0.5 * (periods > 0)
    return {"npv": discounted(row(flows), factors(rate, periods))[0]}


def rates(nominal: float, periods: int) -> Found:
    return {"effective": effective_rate(nominal, periods)}


def irr(series: Sequence[Sequence[float]]) -> Found:
    found = [internal_rates(flows) for flows in series]
    return {"irr": [min(each, key=abs, default=None) for each in found]}


def mirr(series: Sequence[Mapping[str, Any]]) -> Found:
    found = [
        modified_rates(row(each["flows"]), each["finance"], each["reinvest"])[0]
        for each in series
    ]
    return {"mirr": [None if np.isnan(each) else each for each in found]}


def payback(flows: Sequence[float], rate: float = 0.0) -> Found:
    worth = row(flows) * factors(rate, np.arange(len(flows)))
    return {"payback": _payback(row(flows)), "discounted_payback": _payback(worth)}


def _payback(flows: np.ndarray) -> float | None:
    found = float(payback_periods(flows)[0])
    return found if np.isfinite(found) else None


def even_payback(investment: float, annual_inflow: float) -> Found:
    years = _payback(
        row([-investment, *[annual_inflow] * ceil(investment / annual_inflow)])
    )
    assert years is not None
    whole = int(years)
    months = (years - whole) * 12
    return {"years": years, "whole_years": whole, "remaining_months": months}


def roi(rate: float, costs: Sequence[float], benefits: Sequence[float]) -> Found:
    flows = Flows(row(benefits), row(costs), factors(rate, np.arange(len(costs))))
    return {
        "pv_costs": flows.present_costs()[0],
        "pv_benefits": flows.present_gains()[0],
        "npv": flows.present_net()[0],
        "roi_percent": flows.roi()[0] * 100,
        "payback_years": _payback(flows.net),
    }


def bcr(pv_benefits: float, pv_costs: float) -> Found:
    flows = Flows(row([pv_benefits]), row([pv_costs]), row([1]))
    return {"ratio": flows.benefit_to_cost()[0]}


def unit_economics(cases: Sequence[Mapping[str, float]]) -> Found:
    found = []
    for each in cases:
        customer = Customer(each["arpa"], each["margin"], each["churn"], each["cac"])
        found.append(
            {
                "ltv": customer.lifetime_value,
                "ltv_cac": customer.value_to_cost,
                "payback_months": customer.payback_months,
                "lifetime_months": customer.lifetime,
            }
        )
    return {"results": found}


def break_even(fixed: float, price: float, variable: float) -> Found:
    sold = (Number("units", exactly(0)), Number("margin", exactly(price - variable)))
    line = BenefitLine("line", "Sales", Benefit.REVENUE, sold)
    units = break_even_value(Flows(row([0]), row([fixed]), row([1])), line, sold[0])
    assert units is not None
    # Profit begins with the next whole unit.
    return {"units": float(units), "whole_units": int(units) + 1}


def funnel(campaigns: Sequence[Mapping[str, float]]) -> Found:
    return {"results": [_campaign(_funnel(each)) for each in campaigns]}


def reverse_funnel(customers: float, stages: Sequence[Mapping[str, Any]]) -> Found:
    found = needed(customers, [Stage(each["name"], each["rate"]) for each in stages])
    return {
        "rounded_each_stage": {
            "customers": customers,
            **{each.stage: each.rounded for each in found},
        },
        "exact": {each.stage: each.exact for each in found},
    }


def before_after(before: Mapping[str, float], after: Mapping[str, float]) -> Found:
    change = Increment(_funnel(before), _funnel(after))
    assert change.roi is not None
    return {
        "revenue_before": change.before.revenue,
        "revenue_after": change.after.revenue,
        "increment": change.revenue,
        "cpl_before": change.before.cost_per_lead,
        "cpl_after": change.after.cost_per_lead,
        "cac_before": change.before.acquisition_cost,
        "cac_after": change.after.acquisition_cost,
        "incremental_roi_percent": change.roi * 100,
    }


def _funnel(figures: Mapping[str, float]) -> Funnel:
    return Funnel(
        cost=figures["cost"],
        leads=figures["leads"],
        customers=figures.get("customers"),
        conversion=figures.get("conversion"),
        selling_price=figures.get("asp"),
    )


def _campaign(found: Funnel) -> Found:
    return {
        "cpl": found.cost_per_lead,
        "conversion": found.lead_to_customer,
        "cac": found.acquisition_cost,
        "revenue": found.revenue,
        "revenue_per_lead": found.return_per_lead,
        "return_per_dollar": found.return_per_money,
        "roi_percent": None if found.roi is None else found.roi * 100,
    }


MAPPED = mapping_costs.MAPPED | {
    "npv": npv,
    "rates": rates,
    "irr": irr,
    "mirr": mirr,
    "payback": payback,
    "even_payback": even_payback,
    "roi": roi,
    "bcr": bcr,
    "break_even": break_even,
    "unit_economics": unit_economics,
    "funnel": funnel,
    "reverse_funnel": reverse_funnel,
    "before_after": before_after,
}
