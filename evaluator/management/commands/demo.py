from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from evaluator.content.stories import demo_team
from evaluator.services.demo import create_demo, has_demo_team
from evaluator.services.stories import CatalogueLacks
from workspace.models import User


class Command(BaseCommand):
    help = "Make the demo team: made-up people who compare real platforms."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-new",
            action="store_true",
            help="only in a database without any account",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        # Its passwords are printed here for everybody to read.
        if not settings.ALLOWS_DEMO:
            raise CommandError("A server for real work gets no demo team.")
        if options["if_new"] and User.objects.exists() and not has_demo_team():
            return
        try:
            team = create_demo(now=timezone.now())
        except CatalogueLacks as error:
            raise CommandError(str(error)) from error
        told = demo_team()
        made = "is ready" if team else "is here already"
        self.stdout.write(f"The demo team {told.name} {made}. Log in as:")
        for person in told.people.values():
            self.stdout.write(f"  {person.email}  ({person.language})")
        self.stdout.write(f"  password of all: {told.password}")
