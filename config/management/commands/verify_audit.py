"""`manage.py verify_audit`: look for changes in the audit trail (R56)."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from workspace.models import Team
from workspace.services.records import head_of, verify_chain


class Command(BaseCommand):
    help = "Check every chain of the audit trail, and print where each one ends."

    def handle(self, *_args: Any, **_options: Any) -> None:
        broken = 0
        for team in [None, *Team.objects.order_by("pk")]:
            name = f"team {team.pk}" if team else "accounts"
            sequence, mac = head_of(team)
            # A cut at the end shows only against a head that was kept elsewhere.
            self.stdout.write(f"{name}: {sequence} entries, head {mac}")
            for fault in verify_chain(team):
                broken += 1
                self.stderr.write(f"{name}: entry {fault.sequence} {fault.what}")
        if broken:
            raise CommandError(
                f"{broken} faults. Somebody changed the trail, or AUDIT_KEY is another."
            )
        self.stdout.write("No faults.")
