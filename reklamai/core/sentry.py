"""Reports of bugs to Sentry, where a SENTRY_DSN is set; nothing of sentry-sdk is even loaded where it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reklamai.core import redact

if TYPE_CHECKING:
    from sentry_sdk.types import Breadcrumb, Event, Hint

KEPT_OF_A_REQUEST = ("method", "url")


def start(dsn: str, *, release: str) -> None:
    """Report what nobody expected. No request bodies, cookies, local variables or SQL values leave this machine."""
    import sentry_sdk

    sentry_sdk.init(
        dsn=dsn,
        release=release,
        before_send=scrubbed,
        before_breadcrumb=scrubbed_crumb,
        send_default_pii=False,
        max_request_body_size="never",
        include_local_variables=False,  # they hold prompts, keys and pictures
        include_source_context=True,
        traces_sample_rate=0,
    )


def scrubbed(event: Event, _hint: Hint) -> Event:
    """The event with of the request only what was called, of the user only the number, and every text redacted."""
    request: Any = event.get("request") or {}
    user: Any = event.get("user") or {}
    kept = {name: request[name] for name in KEPT_OF_A_REQUEST if name in request}
    # Sentry's own marks (event_id, timestamp, contexts of the runtime) pass `scrub` unchanged.
    clean: Any = {name: redact.named(name, value) for name, value in event.items() if name not in {"request", "user"}}
    clean["request"] = redact.scrub(kept)
    clean["user"] = {"id": user["id"]} if "id" in user else {}
    return clean  # type: ignore[no-any-return]


def scrubbed_crumb(crumb: Breadcrumb, _hint: Hint) -> Breadcrumb | None:
    """What happened before, redacted; without the SQL, which holds what people typed."""
    return None if crumb.get("category") == "query" else redact.scrub(crumb)
