"""Servers: nothing is guessed."""

from __future__ import annotations

from .base import *
from .server import check_server, is_https, sample_account

check_server(ENV)
SECRET_KEY = ENV.SECRET_KEY.reveal()
SECRET_KEY_FALLBACKS = [key.reveal() for key in ENV.SECRET_KEY_FALLBACKS]
DEMO = sample_account(ENV, unless_said=False)

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = is_https(ENV)
if SESSION_COOKIE_SECURE:
    # Browsers take such a cookie from this very host only: a neighbour of the domain cannot plant one.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]  # asked from inside, past the proxy
SECURE_HSTS_SECONDS = 31_536_000 if SESSION_COOKIE_SECURE else 0
# Subdomains and the browsers' own lists are the domain owner's to promise, not one host's; the proxy can.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
LOGGING = logging_for(ENV.LOG_LEVEL, form=ENV.LOG_FORMAT or "json")
METRICS_TO_NEIGHBOURS = False  # a proxy beside us is a private address too: the whole world would come from it
