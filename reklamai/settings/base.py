"""What all environments share."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from .accounts import *
from .api import *
from .clusters import *
from .engines import *
from .env import ROOT, from_process
from .files import *
from .logs import *
from .staff import *
from .uploads import *

ENV = from_process()
HOME = ENV.REKLAMAI_HOME
DEBUG = False
DEMO = False
SIGNUP_CREDITS = ENV.SIGNUP_CREDITS
PORT = ENV.PORT
PUBLIC_URL = ENV.PUBLIC_URL or f"http://localhost:{ENV.PORT}"
ALLOWED_HOSTS = ENV.ALLOWED_HOSTS
TRUSTED_PROXIES = ENV.TRUSTED_PROXIES
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL] if ENV.PUBLIC_URL else []

INSTALLED_APPS = [
    "daphne",
    "reklamai.core",
    "studio",
    "anchors",
    "soulids",
    "video",
    "unfold",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.usersessions",
    "axes",
    "rest_framework",
    "rest_framework_simplejwt",
    "rest_framework_simplejwt.token_blacklist",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_filters",
    "django_htmx",
    "template_partials",
    "django_q",
    "channels",
]
MIDDLEWARE = [
    "reklamai.core.access.AccessLog",  # first: it measures all others
    "reklamai.core.middleware.ClientAddress",
    "django.middleware.security.SecurityMiddleware",
    "reklamai.core.middleware.SecurityHeaders",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",  # up here: pages of trouble carry its header too
    "studio.api.middleware.ApiAnswers",  # above all that may refuse a request with a page
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "reklamai.core.middleware.LanguageAndClock",
    "allauth.account.middleware.AccountMiddleware",
    "studio.seen.SeenSessions",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "reklamai.core.middleware.ExpectedTrouble",
    "studio.admin.odd.OddAddresses",
    "axes.middleware.AxesMiddleware",  # last: it looks at the answer of all others
]
ROOT_URLCONF = "reklamai.urls"
ASGI_APPLICATION = "reklamai.asgi.application"
WSGI_APPLICATION = "reklamai.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "studio.context.shell",
            ],
        },
    },
]

# Used without DATABASE_URL; see reklamai/core/embedded.
EMBEDDED_DATABASE = "reklamai"
EMBEDDED_OPTIONS = {"max_connections": "100"}
DATABASES = {"default": database(ENV, HOME, EMBEDDED_DATABASE)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CHANNEL_LAYERS = {"default": channel_layer(ENV)}
CACHES = caches(ENV)
REDIS_URL = ENV.REDIS_URL

AUTH_USER_MODEL = "studio.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # first: it refuses before a password is looked at
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
ACCOUNT_EMAIL_VERIFICATION = verification(ENV)
ACCOUNT_GRACE_DAYS = ENV.ACCOUNT_GRACE_DAYS
MAIL_IS_SET_UP = bool(ENV.EMAIL_URL)
DEFAULT_FROM_EMAIL = ENV.EMAIL_FROM
globals().update(mail(ENV))

LANGUAGE_CODE = "ru"
LANGUAGES = [("ru", _("Russian")), ("en", _("English"))]
LOCALE_PATHS = [ROOT / "reklamai" / "locale"]
TIME_ZONE = "UTC"
USE_TZ = True

SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

STATIC_URL = "static/"
STATICFILES_DIRS = [ROOT / "static"]
STATIC_ROOT = HOME / "static"
MEDIA_ROOT = HOME / "media"
MEDIA_URL = "media/"
MEDIA_HOSTS = media_hosts(ENV)
STORAGES = file_stores(ENV)
FILES_ALSO_IN = ENV.FILES_ALSO_IN
FILES_PROXIED = ENV.S3_PROXY
S3_LINK_SECONDS = ENV.S3_LINK_SECONDS
QUOTA_BYTES = ENV.QUOTA_MB * 2**20
BIN_DAYS = ENV.BIN_DAYS
Q_CLUSTER = clusters(ENV)
LOGGING = logging_for(ENV.LOG_LEVEL, form=ENV.LOG_FORMAT or "text")
SENTRY_DSN = ENV.SENTRY_DSN
METRICS_TOKEN = ENV.METRICS_TOKEN
FETCH_TRUSTED_HOSTS = ENV.FETCH_TRUSTED_HOSTS
KIE_API_KEY, KIE_WEBHOOK_KEY = ENV.KIE_API_KEY, ENV.KIE_WEBHOOK_KEY
KIE_BASE_URL, KIE_UPLOAD_URL = ENV.KIE_BASE_URL, ENV.KIE_UPLOAD_URL
REPLICATE_API_TOKEN, REPLICATE_BASE_URL = ENV.REPLICATE_API_TOKEN, ENV.REPLICATE_BASE_URL
REPLICATE_OWNER, REPLICATE_TRAINER = ENV.REPLICATE_OWNER, ENV.REPLICATE_TRAINER
REPLICATE_WEBHOOK_SECRET, REPLICATE_TIMEOUT_S = ENV.REPLICATE_WEBHOOK_SECRET, ENV.REPLICATE_TIMEOUT_S
ELEVENLABS_API_KEY, ELEVENLABS_BASE_URL = ENV.ELEVENLABS_API_KEY, ENV.ELEVENLABS_BASE_URL
# provider -> so few of its own credits (at ElevenLabs: characters) are an alarm
BALANCE_ALERTS = {"kie": ENV.KIE_BALANCE_ALERT, "elevenlabs": ENV.ELEVENLABS_BALANCE_ALERT}
# name -> calls at once, per account. Each holds a light worker until it is answered: one is left for all else.
VENDOR_PLACES = {"elevenlabs": ENV.ELEVENLABS_AT_ONCE or max(1, min(3, ENV.LIGHT_WORKERS - 1))}
# Nobody outside can ring at an address that nobody has told us.
CALLBACKS_URL = ENV.PUBLIC_URL or ""
METRICS_TO_NEIGHBOURS = True
"""Whether private addresses may read /metrics without a token."""
