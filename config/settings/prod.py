"""Settings for a server. Secrets have no defaults here."""

from django.core.exceptions import ImproperlyConfigured

from config.settings import env
from config.settings.base import *  # noqa: F403 (settings build on each other)
from config.settings.base import ALLOWED_HOSTS, SITE_URL

SECRET_KEY = env.secret("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.words("SECRET_KEY_FALLBACKS")
SIGNING_KEY = env.secret("SIGNING_KEY")
AUDIT_KEY = env.secret("AUDIT_KEY")
FIELD_KEY = env.secret("FIELD_KEY")

if len({SECRET_KEY, SIGNING_KEY, AUDIT_KEY, FIELD_KEY}) < 4:
    raise ImproperlyConfigured(
        "SECRET_KEY, SIGNING_KEY, AUDIT_KEY and FIELD_KEY must be different."
    )
if env.flag("DEBUG", default=False):
    raise ImproperlyConfigured("DEBUG must not be on in production.")
if not ALLOWED_HOSTS or any("*" in host for host in ALLOWED_HOSTS):
    raise ImproperlyConfigured(
        "ALLOWED_HOSTS must name the hosts of this site, without *."
    )
if not SITE_URL.startswith("https://"):
    raise ImproperlyConfigured("SITE_URL must start with https:// in production.")

SECURE_SSL_REDIRECT = env.flag("SSL_REDIRECT", default=True)
if env.number("TRUSTED_PROXIES", default=0):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.flag("HSTS_SUBDOMAINS", default=True)
SECURE_HSTS_PRELOAD = env.flag("HSTS_PRELOAD", default=True)
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
LANGUAGE_COOKIE_SECURE = True
LANGUAGE_COOKIE_NAME = "__Host-language"
THEME_COOKIE_NAME = "__Host-theme"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
