"""From the cases of money to the product's discounting, appraisal and funnel."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from evaluator.costs.appraisal import (
    benefit_to_cost,
    break_even_units,
    even_payback_periods,
    internal_rate,
    modified_rate,
    payback_periods,
    return_on_investment,
)
from evaluator.costs.discounting import (
    Convention,
    dated_present_value,
    effective_rate,
    present_value,
    projected,
)
from evaluator.costs.funnel import Customer, Funnel, Increment, Stage, needed

Found = Mapping[str, Any]


def price_projection(annual_price: float, uplift: float, years: int) -> Found:
    yearly = projected(annual_price, uplift, years)
    sums = [sum(yearly[: place + 1]) for place in range(years)]
    return {"annual": yearly, "cumulative": sums, "total": sums[-1]}


def npv(
    rate: float, flows: Sequence[float], first_period: int = 0, mid_year: bool = False
) -> Found:
    convention = Convention.MID if mid_year else Convention.END
    found = present_value(rate, flows, first_period=first_period, convention=convention)
    return {"npv": found}


def rates(nominal: float, periods: int) -> Found:
    return {"effective": effective_rate(nominal, periods)}


def irr(series: Sequence[Sequence[float]]) -> Found:
    return {"irr": [internal_rate(flows) for flows in series]}


def mirr(series: Sequence[Mapping[str, Any]]) -> Found:
    return {"mirr": [modified_rate(**each) for each in series]}


def xnpv(rate: float, flows: Sequence[float], dates: Sequence[str]) -> Found:
    days = [date.fromisoformat(each) for each in dates]
    return {"xnpv": dated_present_value(rate, flows, days)}


def payback(flows: Sequence[float], rate: float = 0.0) -> Found:
    return {
        "payback": payback_periods(flows),
        "discounted_payback": payback_periods(flows, rate),
    }


def even_payback(investment: float, annual_inflow: float) -> Found:
    years = even_payback_periods(investment, annual_inflow)
    assert years is not None
    whole = int(years)
    months = (years - whole) * 12
    return {"years": years, "whole_years": whole, "remaining_months": months}


def roi(rate: float, costs: Sequence[float], benefits: Sequence[float]) -> Found:
    gained, spent = present_value(rate, benefits), present_value(rate, costs)
    share = return_on_investment(gained, spent)
    assert share is not None
    flows = [gain - cost for gain, cost in zip(benefits, costs, strict=True)]
    return {
        "pv_costs": spent,
        "pv_benefits": gained,
        "npv": gained - spent,
        "roi_percent": share * 100,
        "payback_years": payback_periods(flows),
    }


def bcr(pv_benefits: float, pv_costs: float) -> Found:
    return {"ratio": benefit_to_cost(pv_benefits, pv_costs)}


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
    units = break_even_units(fixed, price, variable)
    assert units is not None
    # Profit begins with the next whole unit.
    return {"units": units, "whole_units": int(units) + 1}


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


MAPPED = {
    "price_projection": price_projection,
    "npv": npv,
    "rates": rates,
    "irr": irr,
    "mirr": mirr,
    "xnpv": xnpv,
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
