from __future__ import annotations

from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from common.formatting import number
from workspace.models import User

# Words of this product and of its field: the first that anybody would guess.
WORDS = ("changeover", "marketing", "automation", "hubspot", "mailchimp")


class LengthValidator(password_validation.MinimumLengthValidator):
    """As Django's, whose sentence has no words in Arabic and Persian."""

    def get_error_message(self) -> str:
        least = number(self.min_length)
        return _("Use at least %(least)s characters.") % {"least": least}


class SimilarityValidator(password_validation.UserAttributeSimilarityValidator):
    """As Django's, in the words of this product."""

    def get_error_message(self) -> str:
        return _("This password is too similar to your name or address.")


class CommonValidator(password_validation.CommonPasswordValidator):
    """As Django's, in the words of this product."""

    def get_error_message(self) -> str:
        return _("Too many people use this password.")


class PasswordWordsValidator:
    """Refuse passwords built around the product's own words, and over-long ones."""

    def validate(self, password: str, user: User | None = None) -> None:
        if len(password) > 128:
            raise ValidationError(_("Use at most 128 characters."))
        rest = lowered = password.lower()
        for word in WORDS:
            rest = rest.replace(word, "")
        if rest != lowered and len(rest) < 8:
            raise ValidationError(
                _("This password is built from words that are easily guessed here.")
            )

    def get_help_text(self) -> str:
        return _("Leave out the name of this product and of its field.")
