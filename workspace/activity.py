"""How the activity list tells what happened to teams and members."""

from django.utils.translation import gettext_lazy as _

ACTIVITY_TEXTS = {
    "team.created": _("made the team %(subject)s"),
    "team.changed": _("changed the settings of the team"),
    "team.mfa_required": _("changed whether every member needs a second factor"),
    "member.joined": _("joined the team: %(subject)s"),
    "member.role_changed": _("changed the role of %(subject)s"),
    "member.removed": _("took %(subject)s out of the team"),
    "invitation.sent": _("invited %(subject)s"),
    "invitation.revoked": _("revoked the invitation of %(subject)s"),
}
