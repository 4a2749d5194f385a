"""How a log line looks: an event and its facts, who asked for what, and nothing that must not be read."""

from __future__ import annotations

import logging
from collections.abc import MutableMapping
from contextlib import AbstractContextManager
from typing import Any

import structlog
from structlog.stdlib import ProcessorFormatter

from reklamai.core import redact

Event = MutableMapping[str, Any]
LEADING = ("at", "level", "logger", "event")


def about(**facts: object) -> AbstractContextManager[None]:
    """Every line that is logged inside carries these facts, in this thread or task."""
    return structlog.contextvars.bound_contextvars(**facts)


def note(**facts: object) -> None:
    """From here on every line of this request carries these facts."""
    structlog.contextvars.bind_contextvars(**facts)


def forget() -> None:
    """Lines carry nothing of an earlier request any more."""
    structlog.contextvars.clear_contextvars()


def in_order(_logger: object, _name: str, event: Event) -> Event:
    """What every line has first, then the facts, each scrubbed."""
    shown = {name: event[name] for name in LEADING if name in event}
    shown |= {name: value for name, value in event.items() if name not in LEADING}
    # `event` is our own sentence; a library's may quote anything.
    return {name: redact.named(name, value) for name, value in shown.items()}


def as_text(_logger: object, _name: str, event: Event) -> str:
    """`12:00:01 INFO studio.services event words name=value`; a traceback follows on the next lines."""
    trace = event.pop("exception", "")
    at, level, name, words = (event.pop(each, "") for each in LEADING)
    facts = "".join(f" {name}={value}" for name, value in event.items())
    return f"{at[11:19]} {level.upper()} {name} {words}{facts}" + (f"\n{trace}" if trace else "")


class LineFormatter(ProcessorFormatter):
    """One line for each record: JSON for machines, or text for people."""

    def __init__(self, *, form: str) -> None:
        render = structlog.processors.JSONRenderer(ensure_ascii=False) if form == "json" else as_text
        super().__init__(
            foreign_pre_chain=[
                structlog.contextvars.merge_contextvars,
                structlog.stdlib.ExtraAdder(),
                structlog.stdlib.add_log_level,
                structlog.stdlib.add_logger_name,
                structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
                structlog.processors.format_exc_info,
            ],
            processors=[ProcessorFormatter.remove_processors_meta, in_order, render],
        )


def quiet_if_routine(path: str) -> int:
    """The level of an access line: what machines ask all day is there only for who looks closely."""
    routine = path in {"/healthz", "/readyz", "/metrics"} or path.startswith("/static/")
    return logging.DEBUG if routine else logging.INFO
