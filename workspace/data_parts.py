"""What the workspace keeps of teams and people, for export."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.utils.translation import gettext_lazy as _

from workspace.models import (
    Activity,
    ApiToken,
    AttemptCount,
    AuditEntry,
    Invitation,
    Job,
    KeptAnswer,
    Member,
    ShareLink,
    StoredFile,
    Team,
    UsedCode,
    User,
)
from workspace.registries import DataPart

DATA_PARTS = [
    DataPart("team", _("The team"), Team, team="pk"),
    DataPart(
        "account",
        _("Your account"),
        User,
        person=("pk",),
        without=frozenset({"is_superuser"}),
    ),
    DataPart(
        "people",
        _("People of the team"),
        Member,
        team="team",
        person=("user",),
        more={"email": "user.email", "team": "team.name"},
    ),
    DataPart(
        "invitations",
        _("Invitations"),
        Invitation,
        team="team",
        person=("accepted_by",),
    ),
    DataPart(
        "share_links", _("Share links"), ShareLink, team="team", person=("created_by",)
    ),
    DataPart(
        "api_tokens",
        _("API tokens, without their secrets"),
        ApiToken,
        team="team",
        person=("user",),
        is_erased=True,
    ),
    DataPart("activity", _("What happened"), Activity, team="team"),
    DataPart(
        "own_activity",
        _("What you did"),
        Activity,
        person=("actor",),
        without=frozenset({"before", "after"}),
    ),
    DataPart("audit", _("The audit trail, without names"), AuditEntry, team="team"),
    DataPart(
        "addresses",
        _("E-mail addresses"),
        EmailAddress,
        person=("user",),
        is_erased=True,
    ),
    DataPart(
        "second_factors",
        _("Second factors, without their secrets"),
        Authenticator,
        person=("user",),
        without=frozenset({"data"}),
        is_erased=True,
    ),
    DataPart(
        "sessions",
        _("Where you are logged in"),
        UserSession,
        person=("user",),
        without=frozenset({"session_key", "data"}),
        is_erased=True,
    ),
    DataPart("jobs", _("Work in the background"), Job, person=("user",)),
    DataPart(
        "uploads",
        _("Files that you added or had made"),
        StoredFile,
        person=("owner",),
    ),
]

KEPT_OUT = {
    KeptAnswer: "Answers of the API, encrypted and kept for a day.",
    Job: "Work of single people; what it made goes by itself.",
    StoredFile: "The files that exported rows name are added, and no other.",
    UsedCode: "Digests of codes that were used, kept for minutes.",
    AttemptCount: "Counts under keyed hashes: they name nobody.",
}
