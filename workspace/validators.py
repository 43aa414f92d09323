from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from workspace.models import User

# Words of this product and of its field: the first that anybody would guess.
WORDS = ("changeover", "marketing", "automation", "hubspot", "mailchimp")


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
