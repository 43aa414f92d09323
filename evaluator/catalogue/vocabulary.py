"""The closed words of the catalogue: fact keys, filter tags, answers and marks."""

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

UNDATED = "undated"  # the explicit word where no date is known
NOT_RECORDED = "not recorded"  # the explicit word where nobody noted the source


class Form(StrEnum):
    """What kind of value a fact may hold."""

    NUMBER = "number"  # a figure with its unit
    MONEY = "money"  # a figure with currency and unit
    CLAIM = "claim"  # words, with an answer beside them
    WORDS = "words"  # a list of short words
    TEXT = "text"
    DATE = "date"
    CURRENCY = "currency"  # an ISO 4217 code
    TARIFF = "tariff"  # a mechanism, with its terms


FIGURES = frozenset({Form.NUMBER, Form.MONEY})


class Group(StrEnum):
    """The groups of a platform's page, in its order."""

    COMPANY = "company"
    AVAILABILITY = "availability"
    AUDIENCE = "audience"
    DEPLOYMENT = "deployment"
    PRICING = "pricing"
    LIMITS = "limits"
    FEATURES = "features"
    CHANNELS = "channels"
    INTEGRATIONS = "integrations"
    REPORTING = "reporting"
    EASE_OF_USE = "ease_of_use"
    LANGUAGES = "languages"
    SUPPORT = "support"
    SECURITY = "security"
    IMPORT_EXPORT = "import_export"


class Answer(StrEnum):
    """What the words of a claim come to.

    Partly means: under a condition, such as a higher plan, a surcharge, a partner,
    a region or a smaller scope. Unknown means that the words leave it open.
    """

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN = "unknown"


class Confidence(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Grade(StrEnum):
    """How much was found on a platform, by those who collected the facts."""

    GOOD = "good"
    FAIR = "fair"
    THIN = "thin"


class PriceKind(StrEnum):
    LIST = "list"
    PROMOTIONAL = "promotional"
    QUOTE = "quote"  # on request: no amount is published
    HISTORIC = "historic"
    PARTNER_LIST = "partner_list"
    THIRD_PARTY = "third_party"
    THIRD_PARTY_LIST_ESTIMATE = "third_party_list_estimate"
    THIRD_PARTY_ESTIMATE = "third_party_estimate"
    THIRD_PARTY_UNVERIFIED = "third_party_unverified"
    INFRASTRUCTURE_EXAMPLE = "infrastructure_example"


class Trust(StrEnum):
    VENDOR = "vendor"
    THIRD_PARTY = "third_party"
    UNVERIFIED = "unverified"


class Facet(StrEnum):
    """What the list of platforms can be filtered by."""

    KIND = "kind"
    DEPLOYMENT = "deployment"
    AUDIENCE = "audience"
    MARKET = "market"
    CHANNEL = "channel"
    INTEGRATION = "integration"


@dataclass(frozen=True, slots=True)
class StaffRange:
    """How many people work there; no upper end means: and more."""

    from_staff: int
    to_staff: int | None


# What the words of size mean, wherever the product uses them.
AUDIENCE_SIZES = MappingProxyType(
    {
        "small": StaffRange(1, 49),
        "mid_size": StaffRange(50, 250),
        "large": StaffRange(251, None),
    }
)

TAGS: MappingProxyType[Facet, tuple[str, ...]] = MappingProxyType(
    {
        Facet.KIND: (
            "marketing_automation",
            "customer_engagement",
            "crm",
            "cdp",
        ),
        Facet.DEPLOYMENT: ("cloud", "self_hosted", "partner_hosted"),
        Facet.AUDIENCE: tuple(AUDIENCE_SIZES),
        Facet.MARKET: ("b2b", "b2c", "ecommerce", "creators"),
        Facet.CHANNEL: (
            "email",
            "sms",
            "whatsapp",
            "messenger",
            "mobile_push",
            "web_push",
            "in_app",
            "chat",
            "social",
            "ads",
        ),
        Facet.INTEGRATION: (
            "salesforce",
            "dynamics",
            "hubspot",
            "zoho",
            "pipedrive",
            "sugarcrm",
            "netsuite",
            "shopify",
            "woocommerce",
            "magento",
            "bigcommerce",
            "prestashop",
            "wix",
            "squarespace",
            "opencart",
            "segment",
            "snowflake",
            "bigquery",
            "zapier",
            "make",
            "n8n",
            "stripe",
        ),
    }
)

MECHANISMS = (
    "active_contacts_monthly",
    "active_profiles",
    "addon_blocks",
    "addon_flat",
    "addon_tiers",
    "all_contacts",
    "annual_commitment",
    "annual_credit_drawdown",
    "auto_tier_adjust",
    "base_plus_blocks",
    "base_plus_seats",
    "channel_licensing",
    "contact_band_by_edition",
    "contact_definition_broad",
    "contracted_database_size",
    "credits_pool",
    "email_volume_tier",
    "event_fair_use",
    "flat_tier",
    "high_watermark",
    "interacted_people_12m",
    "linear_overage",
    "marketing_contacts",
    "mau_mtu",
    "multi_metric_usage",
    "one_time_fees",
    "overage",
    "overage_blocks",
    "pay_as_you_go",
    "per_seat",
    "performance_tier_addon",
    "plan_contact_cap",
    "prepaid_credits",
    "quote_only",
    "self_hosted_infra",
    "send_multiplier",
    "tenant_base_attach",
)

# What a price includes besides its tier.
INCLUDED = (
    "core_seats",
    "seats",
    "users",
    "sandboxes",
    "dedicated_ip",
    "emails_per_month",
    "sms_credits",
)
