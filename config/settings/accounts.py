"""Who may come in and how: accounts, passwords, sessions, second factors."""

from config.settings import env

# "invite": only who was invited makes an account; "open": whoever has an address.
SIGNUP = env.choice("SIGNUP", ("invite", "open"), "invite")
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", default=0)
# Retired keys: links and stored secrets made with them go on working.
SIGNING_KEY_FALLBACKS = env.words("SIGNING_KEY_FALLBACKS")
FIELD_KEY_FALLBACKS = env.words("FIELD_KEY_FALLBACKS")

AUTH_USER_MODEL = "workspace.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "workspace.validators.LengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "workspace.validators.CommonValidator"},
    {
        "NAME": "workspace.validators.SimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "workspace.validators.PasswordWordsValidator"},
]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "workspace.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {
    "login": "workspace.forms.accounts.LoginForm",
    "signup": "workspace.forms.accounts.SignupForm",
    "change_password": "workspace.forms.accounts.ChangePasswordForm",
    "reset_password": "workspace.forms.accounts.ResetPasswordForm",
    "reset_password_from_key": "workspace.forms.accounts.ResetPasswordKeyForm",
    "reauthenticate": "workspace.forms.accounts.ReauthenticateForm",
}
# An invitation vouches for its address. Where sign-up is open only the mail does, and
# known and unknown addresses get the same answer (R2).
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if SIGNUP == "open" else "optional"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
# allauth's own writes a row while it looks at a link (R41).
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = (
    "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105 (a class)
)
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_SESSION_REMEMBER = False
# Limits are counted in the database, by workspace.services.limits (R3).
ACCOUNT_RATE_LIMITS = False

MFA_ADAPTER = "workspace.adapters.MFAAdapter"
MFA_RATE_LIMITS = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "workspace.forms.second_factor.AuthenticateForm",
    "reauthenticate": "workspace.forms.second_factor.ReauthenticateForm",
    "activate_totp": "workspace.forms.second_factor.ActivateTOTPForm",
}
MFA_TOTP_ISSUER = "Changeover"
MFA_TOTP_TOLERANCE = 1  # clocks of telephones are off, and people type slowly
# Else nobody with a second factor could change the e-mail address.
MFA_ALLOW_UNVERIFIED_EMAIL = True

SESSION_COOKIE_AGE = 8 * 60 * 60  # idle; the absolute limit is in the middleware
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "workspace.views.errors.csrf_failure"
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
LANGUAGE_COOKIE_NAME = "language"
THEME_COOKIE_NAME = "theme"  # written by static/js/app.js
# Never in a cookie: messages name people and things of the team.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
