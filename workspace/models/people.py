from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    def create_user(
        self, email: str, password: str | None = None, **fields: Any
    ) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A person. Logs in with an e-mail address; belongs to teams as a member."""

    class Digits(models.TextChoices):
        LANGUAGE = "", _("As the language")
        LATIN = "latin", _("0 1 2 3")
        NATIVE = "native", _("Those of the language's script")

    class Calendar(models.TextChoices):
        LANGUAGE = "", _("As the language")
        GREGORIAN = "gregorian", _("Gregorian")
        PERSIAN = "persian", _("Persian")

    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    # Stands for the person in the audit trail; a new one is drawn at erasure (R56).
    pseudonym = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    language = models.CharField(
        _("language"), max_length=5, choices=settings.LANGUAGES, blank=True
    )
    time_zone = models.CharField(_("time zone"), max_length=60, blank=True)
    digits = models.CharField(
        _("digits"), max_length=10, choices=Digits, default="", blank=True
    )
    calendar = models.CharField(
        _("calendar"), max_length=10, choices=Calendar, default="", blank=True
    )
    wants_reminders = models.BooleanField(_("reminders of due dates"), default=True)
    wants_news = models.BooleanField(
        _("news of evaluations: opened, revealed, returned"), default=True
    )
    is_active = models.BooleanField(_("active"), default=True)
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)
    date_joined = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    # Set by a token of the API on the one who came with it: nothing of another team is
    # visible to them (`workspace.querysets.in_teams_of`). Never stored.
    bound_team_id: int | None = None

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_unique"),
        ]

    def __str__(self) -> str:
        if self.erased_at is not None:
            return gettext("former member %(code)s") % {"code": self.code}
        return self.name or self.email

    @property
    def code(self) -> str:
        """What tells people apart once their names are erased."""
        return self.pseudonym.hex[:6].upper()

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)
