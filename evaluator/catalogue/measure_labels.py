"""What the measures of usage, and what makes a user active, are called on a page."""

from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evaluator.costs.measures import Measure
from evaluator.costs.usage import Activity

MEASURE_LABELS: MappingProxyType[Measure, str | Promise] = MappingProxyType(
    {
        Measure.STORED_CONTACTS: _("Stored contacts"),
        Measure.MARKETABLE_CONTACTS: _("Marketable contacts"),
        Measure.MESSAGED_CONTACTS: _("People messaged in the month"),
        Measure.INTERACTED_PEOPLE: _("People reached within 12 months"),
        Measure.PEAK_CONTACTS: _("Most contacts on one day"),
        Measure.WEB_USERS: _("Active users on the web"),
        Measure.APP_USERS: _("Active users in the app"),
        Measure.EVENTS: _("Events"),
        Measure.SENDS_PER_CONTACT: _("Emails per contact"),
        Measure.TRANSACTIONAL_EMAILS: _("Transactional emails"),
        Measure.EMAILS: _("Emails in all"),
        Measure.SMS: _("SMS"),
        Measure.WHATSAPP: _("WhatsApp messages"),
        Measure.FULL_SEATS: _("Seats"),
        Measure.SALES_SEATS: _("Sales seats"),
        Measure.VIEW_SEATS: _("Seats that only look"),
        Measure.BRANDS: _("Brands, accounts or instances"),
        Measure.SANDBOXES: _("Sandboxes"),
        Measure.DEDICATED_IPS: _("Dedicated IP addresses"),
        Measure.API_CALLS: _("API calls"),
        Measure.AUTOMATIONS: _("Automations"),
    }
)
ACTIVITY_LABELS: MappingProxyType[Activity, str | Promise] = MappingProxyType(
    {
        Activity.LOGIN: _("logged in"),
        Activity.VISIT: _("visited"),
        Activity.EVENT: _("sent any event"),
    }
)
