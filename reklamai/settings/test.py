"""pytest: a PostgreSQL of its own in the temp folder for every session, and nothing of the developer's environment."""

from __future__ import annotations

import secrets
import tempfile
from pathlib import Path

from .base import *
from .env import read

ENV = read({})
HOME = Path(tempfile.gettempdir()) / f"reklamai-test-{secrets.token_hex(6)}"
SECRET_KEY = "a key for tests only, long enough for HS256 signatures"  # noqa: S105
DEMO = False
SENTRY_DSN = METRICS_TOKEN = ENV.METRICS_TOKEN
KIE_API_KEY, KIE_WEBHOOK_KEY, CALLBACKS_URL = ENV.KIE_API_KEY, ENV.KIE_WEBHOOK_KEY, ""
KIE_BASE_URL, KIE_UPLOAD_URL, FETCH_TRUSTED_HOSTS = ENV.KIE_BASE_URL, ENV.KIE_UPLOAD_URL, []
REPLICATE_API_TOKEN, REPLICATE_BASE_URL = ENV.REPLICATE_API_TOKEN, ENV.REPLICATE_BASE_URL
REPLICATE_OWNER, REPLICATE_TRAINER = ENV.REPLICATE_OWNER, ENV.REPLICATE_TRAINER
REPLICATE_WEBHOOK_SECRET, REPLICATE_TIMEOUT_S = ENV.REPLICATE_WEBHOOK_SECRET, ENV.REPLICATE_TIMEOUT_S
LOGGING = logging_for(ENV.LOG_LEVEL, form="text")
PUBLIC_URL = "http://testserver"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
TRUSTED_PROXIES = ENV.TRUSTED_PROXIES
MAIL_IS_SET_UP, ACCOUNT_EMAIL_VERIFICATION, ACCOUNT_GRACE_DAYS = False, verification(ENV), ENV.ACCOUNT_GRACE_DAYS
DEFAULT_FROM_EMAIL = ENV.EMAIL_FROM
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

# Enough connections for 200 threads that order at once; durability is not what tests look at.
EMBEDDED_OPTIONS = {"max_connections": "300", "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
DATABASES = {"default": database(ENV, HOME, EMBEDDED_DATABASE)}
CACHES, REDIS_URL = caches(ENV), None
CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
STATIC_ROOT = HOME / "static"
MEDIA_ROOT = HOME / "media"
MEDIA_HOSTS = ()
STORAGES = {
    **file_stores(ENV),
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
FILES_ALSO_IN = None
FILES_PROXIED = False
Q_CLUSTER = clusters(ENV)
AXES_ENABLED = False
WHITENOISE_AUTOREFRESH = True  # files are looked up when asked for: no collectstatic before a test
WHITENOISE_USE_FINDERS = True
