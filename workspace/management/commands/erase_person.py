"""`manage.py erase_person ADDRESS`: erase one person everywhere (R57)."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from common.errors import DomainError
from workspace.models import User
from workspace.services.erasure import erase_person


class Command(BaseCommand):
    help = (
        "Erase a person: account, files, sessions, invitations and name. Scores stay"
        " under a pseudonym. There is no way back."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument(
            "--yes", action="store_true", help="do not ask whether it is meant"
        )

    def handle(self, *_args: Any, email: str, yes: bool, **_options: Any) -> None:
        person = User.objects.filter(email__iexact=email.strip()).first()
        if person is None:
            raise CommandError("There is no account with this address.")
        if not yes and input("Type the address again to erase: ") != person.email:
            raise CommandError("Nothing was erased.")
        try:
            erased = erase_person(person=person, actor=None, now=timezone.now())
        except DomainError as error:
            raise CommandError(f"Nothing was erased. {error}") from error
        self.stdout.write(f"Erased. What stays is by {erased}.")
