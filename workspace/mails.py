"""What fills the mails of the workspace."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from workspace.links import site_link
from workspace.models import ApiToken, User
from workspace.registries import MailContext, MailTemplate
from workspace.services.invitations import renew_token


def build_invitation(
    _user: User | None, arguments: Mapping[str, Any]
) -> MailContext | None:
    """Make the link now; sent again after a crash, only the last mail's link works."""
    renewed = renew_token(pk=arguments["invitation"], now=timezone.now())
    if renewed is None:
        return None
    invitation, token = renewed
    link = site_link("workspace:invitation_open", token)
    return MailContext(
        {"invitation": invitation, "link": link},
        address=invitation.email,
        language=invitation.language,
    )


INVITATION = MailTemplate(
    "workspace/mail/invitation_subject.txt",
    "workspace/mail/invitation.txt",
    build_invitation,
)


def build_token_created(
    _user: User | None, arguments: Mapping[str, Any]
) -> MailContext | None:
    """Tell the person of a new token, as of every other way into the account."""
    tokens = ApiToken.objects.select_related("team")
    token = tokens.filter(pk=arguments["token"]).first()
    if token is None:
        return None
    values = {
        "token": token,
        "link": site_link("workspace:token_list"),
        "reset_link": site_link("account_reset_password"),
    }
    return MailContext(values)


TOKEN_CREATED = MailTemplate(
    "workspace/mail/token_created_subject.txt",
    "workspace/mail/token_created.txt",
    build_token_created,
)
