"""The closed list of the terms of a tariff, and what each may hold."""

from enum import StrEnum
from types import MappingProxyType


class TermForm(StrEnum):
    AMOUNT = "amount"  # of the tariff's currency
    QUANTITY = "quantity"
    TEXT = "text"
    FLAG = "flag"
    DATE = "date"
    AMOUNTS = "amounts"  # a list, unknown ones left null
    QUANTITIES = "quantities"
    MECHANISMS = "mechanisms"
    RUNGS = "rungs"  # a list of {up_to, price}, one of them may be dated apart
    PARTS = "parts"  # named quantities, texts or ranges


MONEY_TERMS = frozenset({TermForm.AMOUNT, TermForm.AMOUNTS, TermForm.RUNGS})

_TERMS = {
    TermForm.AMOUNT: (
        "base base_annual base_monthly attach seat_price unit_price block_price "
        "addon_block_price step_price one_time price_per_1000_emails text_overage "
        "overage_per_unit hourly_rate later_bands prices"
    ),
    TermForm.QUANTITY: (
        "included_quantity included_seats included_emails block_size contact_cap "
        "send_multiplier annual_discount_percent commitment_months "
        "data_points_per_mau interactions_per_person_per_month"
    ),
    TermForm.TEXT: ("above between_rungs billed_users event_rule formula overage_unit"),
    TermForm.FLAG: "ladder_complete",
    TermForm.DATE: "block_price_as_of",
    TermForm.AMOUNTS: "rung_prices_monthly rung_prices_yearly",
    TermForm.QUANTITIES: "bands rung_upper_bounds hours_per_instance_per_year",
    TermForm.MECHANISMS: "also",
    TermForm.RUNGS: "ladder text_tiers",
    TermForm.PARTS: "included overage plan_ranges credit_examples",
}

TARIFF_TERMS = MappingProxyType(
    {name: form for form, names in _TERMS.items() for name in names.split()}
)
RUNG_FIELDS = frozenset({"up_to", "price", "as_of"})
