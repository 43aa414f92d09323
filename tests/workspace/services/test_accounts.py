from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import identify_hasher
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from config.settings import accounts as account_settings
from tests.workspace.people import SECRET, code_of_the_app, set_up_second_factor
from workspace.adapters import field_cipher
from workspace.models import AuditEntry, UsedCode, User
from workspace.services.accounts import (
    AccountExists,
    create_account,
    note_failed_login,
    purge_codes,
    take_code,
    use_once,
)


@pytest.fixture
def person(db) -> User:
    return create_account(email="Person@Example.org", password="twelve small birds")


def test_an_account_has_one_confirmed_address(person):
    address = person.emailaddress_set.get()

    assert (address.email, address.verified, address.primary) == (
        "person@example.org",
        True,
        True,
    )


def test_an_address_has_one_account(person):
    with pytest.raises(AccountExists):
        create_account(email="PERSON@example.org", password=None)


@pytest.mark.parametrize(
    "password",
    [
        "eleven char",
        "x" * 129,
        "password1234",
        "changeover12",
        "HubSpot-Marketing",
        "person@example.org",
    ],
)
@pytest.mark.django_db
def test_a_guessable_password_is_refused(password):  # R1
    with pytest.raises(ValidationError):
        validate_password(password, User(email="person@example.org"))


@pytest.mark.parametrize(
    "password",
    ["aaaaaaaaaaaab", "twelve small birds", "گذرواژه‌ای بلند", "x" * 127 + "y"],
)
@pytest.mark.django_db
def test_no_kind_of_letters_is_asked_for(password):  # R1
    validate_password(password, User(email="person@example.org"))


@pytest.mark.django_db
def test_passwords_are_hashed_with_argon2(settings):  # R1
    settings.PASSWORD_HASHERS = account_settings.PASSWORD_HASHERS

    person = create_account(email="a@example.org", password="twelve small birds")

    assert identify_hasher(person.password).algorithm == "argon2"


def test_a_code_of_the_app_works_once(person, now):  # R4
    set_up_second_factor(person)
    code = code_of_the_app()

    first = take_code(user=person, code=code, now=now)
    again = take_code(user=person, code=code, now=now)

    assert first.type == Authenticator.Type.TOTP
    assert again is None


def test_a_recovery_code_works_once(person, now):  # R4
    codes = set_up_second_factor(person)

    first = take_code(user=person, code=codes[3], now=now)
    again = take_code(user=person, code=codes[3], now=now)

    assert first.type == Authenticator.Type.RECOVERY_CODES
    assert again is None


def test_a_code_may_be_typed_in_any_digits_and_in_groups(person, now):
    set_up_second_factor(person)
    code = code_of_the_app()
    persian = code.translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))

    assert take_code(user=person, code=f"{persian[:3]} {persian[3:]}", now=now)


def test_the_code_of_another_person_opens_nothing(person, people, now):
    set_up_second_factor(people["owner"])

    assert take_code(user=person, code=code_of_the_app(), now=now) is None


def test_the_database_decides_who_used_a_code(person, people, now):  # R4
    assert use_once(user=person, what="totp:1", now=now)
    assert not use_once(user=person, what="totp:1", now=now)
    assert use_once(user=people["owner"], what="totp:1", now=now)


def test_used_codes_are_forgotten_once_they_are_worthless(person, now):
    use_once(user=person, what="totp:1", now=now)

    purge_codes(now + timedelta(minutes=1))
    assert UsedCode.objects.exists()
    purge_codes(now + timedelta(minutes=11))
    assert not UsedCode.objects.exists()


def test_the_seed_is_encrypted(person):  # R4
    set_up_second_factor(person)

    stored = Authenticator.objects.get(type="totp").data["secret"]

    assert SECRET not in stored
    assert field_cipher().decrypt(stored.encode()).decode() == SECRET


def test_a_retired_key_still_reads_the_seed(person, settings, now):  # R59
    set_up_second_factor(person)
    settings.FIELD_KEY_FALLBACKS = [settings.FIELD_KEY]
    settings.FIELD_KEY = "the key of the new year"

    assert take_code(user=person, code=code_of_the_app(), now=now)


@pytest.mark.parametrize("email", ["person@example.org", "nobody@example.org"])
def test_a_failed_login_is_chained(person, now, email):  # R56
    note_failed_login(email=email, now=now)

    entry = AuditEntry.objects.get(event="account.login_failed")
    known = email == person.email
    assert entry.pseudonym == (person.pseudonym if known else None)
