from workspace.models.api import ApiToken, KeptAnswer
from workspace.models.jobs import Job, StoredFile
from workspace.models.limits import AttemptCount, UsedCode
from workspace.models.people import User
from workspace.models.records import Activity, AuditEntry
from workspace.models.sharing import ShareLink
from workspace.models.teams import Invitation, Member, Team

__all__ = [
    "Activity",
    "ApiToken",
    "AttemptCount",
    "AuditEntry",
    "Invitation",
    "Job",
    "KeptAnswer",
    "Member",
    "ShareLink",
    "StoredFile",
    "Team",
    "UsedCode",
    "User",
]
