from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from evaluator.catalogue.problems import CatalogueError
from evaluator.services.catalogue.shipped import load_catalogue


class Command(BaseCommand):
    help = "Load the shipped catalogue of platforms. Safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            report = load_catalogue(now=timezone.now())
        except CatalogueError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Catalogue: {report.platforms} platforms, {report.facts} facts;"
            f" {report.written} written, {report.withdrawn} withdrawn."
        )
