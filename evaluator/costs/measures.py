"""What usage is measured in, and what a measure falls back to when nobody gave it."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Measure(StrEnum):
    """One figure of a usage profile; per month unless said otherwise."""

    STORED_CONTACTS = "stored_contacts"  # everybody on record
    MARKETABLE_CONTACTS = "marketable_contacts"  # flagged or mailable
    MESSAGED_CONTACTS = "messaged_contacts"  # distinct people messaged in the month
    INTERACTED_PEOPLE = "interacted_people"  # distinct people in 12 rolling months
    PEAK_CONTACTS = "peak_contacts"  # most contacts on one day of the month
    WEB_USERS = "web_users"
    APP_USERS = "app_users"
    EVENTS = "events"
    SENDS_PER_CONTACT = "sends_per_contact"  # marketing mails per person messaged
    TRANSACTIONAL_EMAILS = "transactional_emails"
    EMAILS = "emails"  # computed: messaged x sends per contact + transactional
    SMS = "sms"
    WHATSAPP = "whatsapp"
    FULL_SEATS = "full_seats"
    SALES_SEATS = "sales_seats"
    VIEW_SEATS = "view_seats"
    BRANDS = "brands"  # brands, accounts or instances
    SANDBOXES = "sandboxes"
    DEDICATED_IPS = "dedicated_ips"
    API_CALLS = "api_calls"
    AUTOMATIONS = "automations"


PEOPLE = frozenset(
    {
        Measure.STORED_CONTACTS,
        Measure.MARKETABLE_CONTACTS,
        Measure.MESSAGED_CONTACTS,
        Measure.INTERACTED_PEOPLE,
        Measure.PEAK_CONTACTS,
        Measure.WEB_USERS,
        Measure.APP_USERS,
    }
)
"""Measures that count people: where one is blocked, people are not reached."""

BILLED_BY = PEOPLE | {Measure.EMAILS, Measure.EVENTS}
"""What subscriptions go by: nobody entered it is not the same as none of it."""

GROWING = PEOPLE | {
    Measure.EVENTS,
    Measure.TRANSACTIONAL_EMAILS,
    Measure.SMS,
    Measure.WHATSAPP,
    Measure.API_CALLS,
}
"""What a growth moves when nobody says which figures it is for."""

SEASONAL = frozenset(
    {
        Measure.WEB_USERS,
        Measure.APP_USERS,
        Measure.EVENTS,
        Measure.SENDS_PER_CONTACT,
        Measure.TRANSACTIONAL_EMAILS,
        Measure.SMS,
        Measure.WHATSAPP,
        Measure.API_CALLS,
    }
)
"""What the season moves when nobody says which figures it is for."""

FALLBACKS: Mapping[Measure, Measure] = MappingProxyType(
    {
        Measure.MARKETABLE_CONTACTS: Measure.STORED_CONTACTS,
        Measure.MESSAGED_CONTACTS: Measure.MARKETABLE_CONTACTS,
        Measure.INTERACTED_PEOPLE: Measure.MESSAGED_CONTACTS,
        Measure.PEAK_CONTACTS: Measure.STORED_CONTACTS,
    }
)
"""measure -> the measure it is taken to equal when it was not given."""

DEFAULTS: Mapping[Measure, int] = MappingProxyType({Measure.BRANDS: 1})
"""What a measure is without figure and without fall-back; 0 if it is not named."""
