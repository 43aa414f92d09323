"""The closed list of what is known, or asked, of a platform."""

from dataclasses import dataclass
from types import MappingProxyType

from evaluator.catalogue.vocabulary import Facet, Form, Group

NUMBER, MONEY, CLAIM = Form.NUMBER, Form.MONEY, Form.CLAIM
WORDS, TEXT, TARIFF = Form.WORDS, Form.TEXT, Form.TARIFF


@dataclass(frozen=True, slots=True)
class FactKey:
    """A question about a platform, and which forms its answer may take.

    The first form is the one a new fact is asked in.
    """

    key: str
    forms: tuple[Form, ...]
    facet: Facet | None = None  # whose tags a fact of this key may carry
    tag: str = ""  # the tag that a yes or a partly gives the platform

    @property
    def group(self) -> Group:
        return Group(self.key.partition(".")[0])


def _claims(group: str, *names: str) -> list[FactKey]:
    return [FactKey(f"{group}.{name}", (CLAIM,)) for name in names]


def _texts(group: str, *names: str) -> list[FactKey]:
    return [FactKey(f"{group}.{name}", (TEXT,)) for name in names]


def _channels(*names: str) -> list[FactKey]:
    return [
        FactKey(f"channels.{name}", (CLAIM,), Facet.CHANNEL, name) for name in names
    ]


def _integrations(kind: str, *names: str) -> list[FactKey]:
    keys = [
        FactKey(f"integrations.{kind}.{name}", (CLAIM,), Facet.INTEGRATION, name)
        for name in names
    ]
    return [*keys, FactKey(f"integrations.{kind}.other", (TEXT,), Facet.INTEGRATION)]


_ALL = (
    FactKey("company.owner", (TEXT,)),
    FactKey("company.acquired_by", (TEXT,)),
    FactKey("company.acquired_on", (Form.DATE,)),
    FactKey("availability.sold_in", (WORDS, TEXT)),
    FactKey("availability.payable_from", (WORDS, TEXT)),
    FactKey("availability.billing_currency", (Form.CURRENCY,)),
    FactKey("audience.sizes", (WORDS, TEXT), Facet.AUDIENCE),
    FactKey("audience.markets", (WORDS, TEXT), Facet.MARKET),
    FactKey("audience.ecommerce_focus", (CLAIM,), Facet.MARKET),
    FactKey("deployment.model", (TEXT,), Facet.DEPLOYMENT),
    *_texts("deployment", "licence"),
    *_texts("pricing", "billing_unit", "billable_definition", "contract"),
    *_claims("pricing", "public_prices"),
    FactKey("pricing.price", (MONEY,)),
    FactKey("pricing.tariff", (TARIFF,)),
    FactKey("pricing.onboarding_fee", (MONEY, TEXT)),
    FactKey("pricing.overage_rule", (TEXT, MONEY)),
    *_texts("pricing", "downgrade_rule"),
    FactKey("pricing.free_tier", (NUMBER, MONEY, TEXT)),
    FactKey("pricing.trial", (NUMBER, TEXT)),
    FactKey("pricing.annual_discount", (NUMBER, TEXT)),
    FactKey("pricing.intro_discount", (NUMBER, TEXT)),
    *_texts("pricing", "hidden_cost"),
    FactKey("limits.emails_per_contact", (NUMBER, TEXT)),
    FactKey("limits.workflows", (NUMBER, TEXT)),
    FactKey("limits.api_calls_per_day", (NUMBER, TEXT)),
    FactKey("limits.api_rate", (NUMBER, TEXT)),
    FactKey("limits.database_size", (NUMBER, TEXT)),
    FactKey("limits.custom_objects", (NUMBER, TEXT)),
    FactKey("limits.users", (NUMBER, TEXT)),
    FactKey("limits.sub_accounts", (NUMBER, TEXT)),
    FactKey("limits.other", (NUMBER, MONEY, TEXT)),
    *_claims("features", "forms", "segmentation", "lead_scoring", "nurture"),
    *_claims("features", "ab_test", "landing_pages", "popups", "cart_recovery"),
    *_claims("features", "cross_channel_workflow", "personalisation"),
    *_channels("email", "sms", "whatsapp", "messenger", "mobile_push", "web_push"),
    *_channels("in_app", "chat", "social", "ads"),
    *_integrations("crm", "salesforce", "dynamics", "hubspot", "zoho", "pipedrive"),
    *_integrations("ecommerce", "shopify", "woocommerce", "magento", "bigcommerce"),
    *_integrations("data", "segment", "snowflake", "bigquery", "zapier"),
    *_claims("reporting", "multi_touch_attribution", "custom_dashboards"),
    *_claims("reporting", "scheduled_reports", "revenue_reporting"),
    *_claims("ease_of_use", "visual_builder", "templates"),
    *_texts("ease_of_use", "academy"),
    FactKey("languages.interface", (WORDS, TEXT)),
    FactKey("languages.support", (WORDS, NUMBER, TEXT)),
    *_claims("languages", "arabic_interface", "persian_interface"),
    *_claims("languages", "right_to_left_content"),
    *_texts("support", "channels", "hours", "sla", "dedicated_manager", "onboarding"),
    *_claims("security", "sso", "two_factor", "soc2", "iso27001", "gdpr"),
    *_texts("security", "data_residency"),
    *_claims("security", "audit_log"),
    *_texts("import_export", "contacts_import", "contacts_export", "templates_html"),
    *_texts("import_export", "workflows_export", "forms_export"),
    *_texts("import_export", "activity_history_export", "api_access"),
)

# In the order of the page.
FACT_KEYS = MappingProxyType({fact_key.key: fact_key for fact_key in _ALL})
