"""Make the first team and the account that owns it."""

from __future__ import annotations

import sys
from typing import Any
from zoneinfo import available_timezones

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from common.errors import DomainError
from common.text import clean_line
from workspace.models import User
from workspace.services.accounts import create_account
from workspace.services.teams import create_team


class Command(BaseCommand):
    help = "Make a team and the account that owns it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", required=True)
        parser.add_argument("--team", required=True, help="Name of the team.")
        parser.add_argument("--name", default="", help="Name of the person.")
        parser.add_argument("--time-zone", default="UTC", help="Such as Asia/Tehran.")
        parser.add_argument(
            "--password-stdin",
            action="store_true",
            help="Read the password from standard input. Without it a link to choose"
            " one is printed.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        email = options["email"].strip().lower()
        password = read_password() if options["password_stdin"] else None
        if options["time_zone"] not in available_timezones():
            raise CommandError("Name a time zone such as Asia/Tehran.")
        try:
            validate_email(email)
            if password is not None:
                validate_password(password, User(email=email, name=options["name"]))
            user = self.make(email, password, options)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except DomainError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{user.email} owns the team {options['team']}.")
        if password is None:
            self.stdout.write("Choose the password here, within three days:")
            self.stdout.write(password_link(user))

    @transaction.atomic
    def make(self, email: str, password: str | None, options: dict[str, Any]) -> User:
        name, team = clean_line(options["name"]), clean_line(options["team"])
        user = create_account(email=email, password=password, name=name)
        create_team(
            name=team, time_zone=options["time_zone"], actor=user, now=timezone.now()
        )
        return user


def read_password() -> str:
    return sys.stdin.readline().rstrip("\r\n")


def password_link(user: User) -> str:
    token = default_token_generator.make_token(user)
    key = f"{user_pk_to_url_str(user)}-{token}"
    return get_adapter().get_reset_password_from_key_url(key)
