"""How a log line looks."""

from __future__ import annotations

import logging

# What every LogRecord has; the rest came by `extra=`.
_OWN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class FactsFormatter(logging.Formatter):
    """`12:00:01 INFO studio.services event words name=value`, the facts in the order they were given."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s", datefmt="%H:%M:%S")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's own name
        """The line with its facts; a traceback, if there is one, follows on the next lines."""
        facts = "".join(f" {name}={value}" for name, value in vars(record).items() if name not in _OWN)
        return super().formatMessage(record) + facts
