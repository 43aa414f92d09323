"""Settings that hold everywhere. Only this package reads the environment."""

from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from config.settings import env
from config.settings.accounts import *  # noqa: F403 (a part of these settings)
from config.settings.accounts import TRUSTED_PROXIES

BASE_DIR = Path(__file__).resolve().parent.parent.parent
# Everything the embedded default writes: database, queue, mail, files.
VAR_DIR = Path(env.text("VAR_DIR", str(BASE_DIR / "var")))

DEBUG = False
# Whether `manage.py demo` may make accounts whose password everybody knows.
ALLOWS_DEMO = False
SITE_URL = env.site_url(
    "SITE_URL", f"http://localhost:{env.text('PORT', '') or '8000'}"
)
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",  # its widget templates, beside our own
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "rest_framework",
    "drf_spectacular",
    "config",
    "common",
    "workspace",
    "evaluator",
    "migration",
]

MIDDLEWARE = [
    "workspace.health.HealthMiddleware",
    "workspace.logs.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "workspace.middleware.WorkspaceMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "workspace.context_processors.frame",
                "common.context_processors.look",
            ],
        },
    },
]

# Data -----------------------------------------------------------------------
DATABASES = {"default": env.database("DATABASE_URL", f"sqlite:///{VAR_DIR}/db.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": env.cache("CACHE_URL", "database://cache")}
STORAGES = {
    "default": env.storage("STORAGE_URL", f"folder://{VAR_DIR}/files"),
    "staticfiles": {"BACKEND": "config.npm_assets.Storage"},
}

STORAGE_QUOTA = env.number("STORAGE_QUOTA_MB", default=5120, least=1) * 1024 * 1024

# Mail -----------------------------------------------------------------------
globals().update(env.mail("EMAIL_URL", f"folder://{VAR_DIR}/mail"))
# Without a mail server the pages say so and show links for copying.
HAS_MAIL_SERVER = not env.text("EMAIL_URL", "folder:").startswith("folder:")
DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "Changeover <noreply@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Work in the background -------------------------------------------------------
CELERY_BROKER_URL = env.broker("CELERY_BROKER_URL", f"folder://{VAR_DIR}/queue")

# Languages ----------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("ar", _("Arabic")), ("fa", _("Persian"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# Files for browsers ---------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = env.text("STATIC_ROOT", str(BASE_DIR / "staticfiles"))
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "config.npm_assets.NpmFinder",
    "config.joined_styles.JoinedStylesFinder",
]
NPM_ROOT = BASE_DIR / "node_modules"

# Headers -------------------------------------------------------------------------
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "object-src": ["'none'"],
        "frame-ancestors": ["'none'"],
        "manifest-src": ["'self'"],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "common.upload_limit.UploadLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

API_REQUESTS_A_MINUTE = 600  # of one person or token; a script waits and goes on
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "workspace.api_authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["workspace.api_permissions.MayEnter"],
    "DEFAULT_THROTTLE_CLASSES": ["workspace.api_throttles.PersonThrottle"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["common.api_json.StrictJSONParser"],
    "EXCEPTION_HANDLER": "common.api.answer_error",
    "DEFAULT_SCHEMA_CLASS": "common.api_schema.Schema",
    "NUM_PROXIES": TRUSTED_PROXIES,
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
}

SPECTACULAR_SETTINGS = {
    "TITLE": "Changeover",
    "DESCRIPTION": "Choose the next marketing-automation platform, and move to it.",
    "VERSION": "1",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["workspace.api_permissions.MayEnter"],
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    # Fields of one name with different words.
    "ENUM_NAME_OVERRIDES": {
        "CriterionKindEnum": ["category", "rated", "measured", "must_have"],
        "TrialKindEnum": ["demo", "trial"],
        "DefectKindEnum": ["defect", "training_gap", "change_request"],
        "ParticipantRoleEnum": ["lead", "evaluator", "observer"],
        "PlanRoleEnum": ["lead", "contributor", "observer"],
        "TeamRoleEnum": ["owner", "member"],
        "DutyEnum": "migration.api.adoption.ROLES",
        "FieldRoleEnum": ["plain", "consent", "suppression"],
        "FieldKindEnum": ["text", "number", "day", "yes_no", "pick", "picks", "link"],
        "AssetKindEnum": "migration.api.inventory.assets.KINDS",
        "AssetDispositionEnum": [
            "as_is",
            "rebuild",
            "merge",
            "archive",
            "retire",
        ],
        "ScoreStateEnum": ["abstained", "not_shown", "empty"],
        "AssetStateEnum": [
            "found",
            "documented",
            "rebuilt",
            "tested",
            "live",
            "left",
        ],
        "DegreeEnum": [(1, 1), (2, 2), (3, 3)],
    },
    "ENABLE_DJANGO_DEPLOY_CHECK": False,  # a test of ours looks closer
}

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "workspace.logs.LineFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {
        "handlers": ["console"],
        "level": env.choice("LOG_LEVEL", ("DEBUG", "INFO", "WARNING"), "INFO"),
    },
    # Celery quotes the error's own words; workspace.jobs tells of it without them.
    "loggers": {"celery.app.trace": {"level": "CRITICAL"}},
}
