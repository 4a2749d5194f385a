"""Servers: nothing is guessed."""

from __future__ import annotations

from .base import *
from .env import BadEnvironment

if not ENV.SECRET_KEY:
    raise BadEnvironment("SECRET_KEY", "must be set on a server")
if not ENV.DATABASE_URL:
    raise BadEnvironment("DATABASE_URL", "must be set on a server")
SECRET_KEY = ENV.SECRET_KEY.reveal()
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PUBLIC_URL.startswith("https://")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_HSTS_SECONDS = 31_536_000 if SESSION_COOKIE_SECURE else 0
LOGGING = logging_for(ENV.LOG_LEVEL, form=ENV.LOG_FORMAT or "json")
METRICS_TO_NEIGHBOURS = False  # a proxy beside us is a private address too: the whole world would come from it
