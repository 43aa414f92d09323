"""How the activity list tells what happened to teams and members."""

from django.utils.translation import gettext_lazy as _

from workspace.models import ApiToken, Member

ACTIVITY_TEXTS = {
    "team.created": _("made the team %(subject)s"),
    "team.changed": _("changed the settings of the team"),
    "team.mfa_required": _("changed whether every member needs a second factor"),
    "member.joined": _("joined the team as %(after_team_role)s"),
    "member.role_changed": _("made %(subject)s %(after_team_role)s"),
    "member.removed": _("ended the membership of %(subject)s"),
    "invitation.sent": _("invited %(subject)s as %(after_team_role)s"),
    "invitation.revoked": _("revoked the invitation of %(subject)s"),
    "data.exported": _("took the data of the team"),
    "account.erased": _("ended the account of %(subject)s"),
    "token.created": _("made the API token %(subject)s (%(after_scope)s)"),
    "token.revoked": _("revoked the API token %(subject)s"),
}
ACTIVITY_WORDS = {
    "team_role": dict(Member.Role.choices),
    "scope": dict(ApiToken.Scope.choices),
}
