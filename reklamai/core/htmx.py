"""Typed htmx requests, and what an answer can tell the page beside its fragment."""

from __future__ import annotations

import json
from typing import Literal, TypeVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django_htmx.middleware import HtmxDetails

Mood = Literal["plain", "good", "bad"]
Answer = TypeVar("Answer", bound=HttpResponseBase)


class HtmxRequest(HttpRequest):
    """A request after `HtmxMiddleware`."""

    htmx: HtmxDetails


def wants_fragment(request: HttpRequest) -> bool:
    """Whether htmx asks for a piece of the page: a boosted link or a restored history entry wants the whole one."""
    details: HtmxDetails | None = getattr(request, "htmx", None)
    return details is not None and bool(details) and not details.boosted and not details.history_restore_request


def trigger(response: Answer, name: str, detail: object = None) -> Answer:
    """The answer, which also raises the event `name` in the page; events given before are kept."""
    events = json.loads(response.headers.get("HX-Trigger", "{}"))
    response.headers["HX-Trigger"] = json.dumps({**events, name: detail})
    return response


def toast(response: Answer, text: str, *, mood: Mood = "plain", undo: str = "") -> Answer:
    """The answer, which also shows `text` in a toast; `undo` is the address where a POST takes the deed back."""
    return trigger(response, "toast", {"text": str(text), "is": mood, "undo": undo})
