"""What the closed words of the catalogue are called on a page.

The names of groups and facts stand in fact_labels.py, those of billing mechanisms
in mechanism_labels.py.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from evaluator.catalogue.vocabulary import (
    Answer,
    Confidence,
    Facet,
    Grade,
    PriceKind,
)

TAG_LABELS = {
    Facet.KIND: {
        "marketing_automation": _("Marketing automation"),
        "customer_engagement": _("Customer engagement"),
        "crm": _("CRM"),
        "cdp": _("CDP"),
    },
    Facet.DEPLOYMENT: {
        "cloud": _("In the vendor's cloud"),
        "self_hosted": _("On your own servers"),
        "partner_hosted": _("Hosted by a partner"),
    },
    Facet.AUDIENCE: {
        "small": _("Small: under 50 staff"),
        "mid_size": _("Mid-size: 50 to 250 staff"),
        "large": _("Large: more than 250 staff"),
    },
    Facet.MARKET: {
        "b2b": _("B2B"),
        "b2c": _("B2C"),
        "ecommerce": _("E-commerce"),
        "creators": _("Creators"),
    },
    Facet.CHANNEL: {
        "email": _("Email"),
        "sms": _("SMS"),
        "whatsapp": _("WhatsApp"),
        "messenger": _("Messenger"),
        "mobile_push": _("Mobile push"),
        "web_push": _("Web push"),
        "in_app": _("In-app and on-site messages"),
        "chat": _("Chat"),
        "social": _("Social networks"),
        "ads": _("Ads"),
    },
    Facet.INTEGRATION: {
        "salesforce": _("Salesforce"),
        "dynamics": _("Microsoft Dynamics"),
        "hubspot": _("HubSpot"),
        "zoho": _("Zoho CRM"),
        "pipedrive": _("Pipedrive"),
        "sugarcrm": _("SugarCRM"),
        "netsuite": _("NetSuite"),
        "shopify": _("Shopify"),
        "woocommerce": _("WooCommerce"),
        "magento": _("Magento (Adobe Commerce)"),
        "bigcommerce": _("BigCommerce"),
        "prestashop": _("PrestaShop"),
        "wix": _("Wix"),
        "squarespace": _("Squarespace"),
        "opencart": _("OpenCart"),
        "segment": _("Segment (customer data)"),
        "snowflake": _("Snowflake"),
        "bigquery": _("BigQuery"),
        "zapier": _("Zapier"),
        "make": _("Make"),
        "n8n": _("n8n"),
        "stripe": _("Stripe"),
    },
}

ANSWER_LABELS = {
    Answer.YES: _("yes"),
    Answer.PARTLY: _("partly"),
    Answer.NO: _("no"),
    Answer.NOT_APPLICABLE: _("not applicable"),
    Answer.UNKNOWN: _("unknown"),
}

CONFIDENCE_LABELS = {
    Confidence.HIGH: pgettext_lazy("confidence", "high"),
    Confidence.MEDIUM: pgettext_lazy("confidence", "medium"),
    Confidence.LOW: pgettext_lazy("confidence", "low"),
}

GRADE_LABELS = {
    Grade.GOOD: _("Much is known of this platform."),
    Grade.FAIR: _("Part of the facts is missing."),
    Grade.THIN: _("Little is known of this platform. Ask the vendor."),
}

GRADE_WORDS = {
    Grade.GOOD: pgettext_lazy("how much is known", "much"),
    Grade.FAIR: pgettext_lazy("how much is known", "a good part"),
    Grade.THIN: pgettext_lazy("how much is known", "little"),
}

# Where the definition stands elsewhere on the page.
SIZE_NAMES = {
    "small": pgettext_lazy("company size", "small"),
    "mid_size": pgettext_lazy("company size", "mid-size"),
    "large": pgettext_lazy("company size", "large"),
}

PRICE_KIND_LABELS = {
    PriceKind.LIST: _("list price"),
    PriceKind.PROMOTIONAL: _("promotional price"),
    PriceKind.QUOTE: _("on request"),
    PriceKind.HISTORIC: _("former price"),
    PriceKind.PARTNER_LIST: _("list price, as a partner quotes it"),
    PriceKind.THIRD_PARTY: _("as a third party reports it"),
    PriceKind.THIRD_PARTY_LIST_ESTIMATE: _("list price, as a third party estimates it"),
    PriceKind.THIRD_PARTY_ESTIMATE: _("as a third party estimates it"),
    PriceKind.THIRD_PARTY_UNVERIFIED: _("as a third party reports it, not verified"),
    PriceKind.INFRASTRUCTURE_EXAMPLE: _("example of a cost of running it"),
}

INCLUDED_LABELS = {
    "core_seats": _("core seats"),
    "seats": _("seats"),
    "users": _("users"),
    "sandboxes": _("sandboxes"),
    "dedicated_ip": _("dedicated IP addresses"),
    "emails_per_month": _("emails per month"),
    "sms_credits": _("SMS credits"),
}
