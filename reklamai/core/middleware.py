"""Who asks, what every answer carries, the language and clock of its reader, and the page for expected trouble."""

from __future__ import annotations

import logging
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.deprecation import MiddlewareMixin

from reklamai.core import away, csp
from reklamai.core.bodies import check_length
from reklamai.core.errors import ReklamError, TooLarge
from reklamai.core.htmx import toast
from reklamai.core.proxies import Trust, came_through, client_address

logger = logging.getLogger(__name__)

CLOCK_COOKIE = "clock"
KNOWN_CLOCKS = frozenset(available_timezones())
FORWARDED = ("HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PORT")
CLOSED = (
    "accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "hid", "magnetometer", "microphone",
    "midi", "payment", "publickey-credentials-get", "serial", "usb", "xr-spatial-tracking",
)  # fmt: skip
PERMISSIONS = ", ".join(f"{each}=()" for each in CLOSED)


class ClientAddress(MiddlewareMixin):
    """Puts the client's address into REMOTE_ADDR, which all limits look at, and drops what nobody vouches for.

    Stands first: the forwarded scheme, too, is only believed from a trusted proxy.
    """

    def process_request(self, request: HttpRequest) -> None:
        trust: Trust = settings.TRUSTED_PROXIES
        peer, forwarded = request.META.get("REMOTE_ADDR", ""), request.META.pop("HTTP_X_FORWARDED_FOR", "")
        request.META["REMOTE_ADDR"] = client_address(peer, forwarded, trust)
        if not came_through(peer, trust):
            for name in FORWARDED:
                request.META.pop(name, None)


class SecurityHeaders(MiddlewareMixin):
    """A strict policy on every answer; an answer that sets its own header keeps it.

    What says nothing of caches is private: nobody else's browser, and no proxy, may keep it.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        media_hosts = getattr(settings, "MEDIA_HOSTS", ())
        policy = csp.header(request.path, media_hosts=media_hosts)
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class LanguageAndClock(MiddlewareMixin):
    """The reader's language and clock. Stands after AuthenticationMiddleware.

    A signed-in person's language wins over the browser's; the clock is the browser's, told by a cookie.
    """

    def process_request(self, request: HttpRequest) -> None:
        language = getattr(request.user, "language", "")
        if language in dict(settings.LANGUAGES):
            translation.activate(language)
            request.LANGUAGE_CODE = language
        timezone.activate(clock(request.COOKIES.get(CLOCK_COOKIE, "")))

    def process_response(self, _request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        patch_vary_headers(response, ["Cookie", "HX-Request"])
        return response


def clock(name: str) -> ZoneInfo:
    """The time zone called `name` ("Europe/Moscow"); ours where there is none of that name."""
    known = name if name in KNOWN_CLOCKS else settings.TIME_ZONE
    return ZoneInfo(known)


class ExpectedTrouble(MiddlewareMixin):
    """A `ReklamError` of a page becomes a page with its words, or a toast where htmx asked for a piece."""

    def process_request(self, request: HttpRequest) -> HttpResponse | None:
        try:
            check_length(request)
        except TooLarge as error:
            return self.process_exception(request, error)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if away.is_away(exception):
            logger.warning("the database is away", extra={"path": request.path})
            return away.answer(request)
        if not isinstance(exception, ReklamError):
            return None
        logger.info("refused", extra={"code": exception.code, "facts": exception.facts, "path": request.path})
        if getattr(request, "htmx", None):
            return toast(HttpResponse(status=exception.status), exception.message, mood="bad")
        return render(request, "refused.html", {"message": exception.message}, status=exception.status)
