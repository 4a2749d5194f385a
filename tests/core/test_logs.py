import logging
import sys

from reklamai.core.logs import FactsFormatter


def line(message, **facts):
    record = logging.makeLogRecord({"name": "studio", "levelname": "INFO", "msg": message, **facts})
    return FactsFormatter().format(record)


def test_a_line_has_its_event_and_its_facts():
    assert line("generation finished", generation="7", seconds=1.5).endswith(
        "INFO studio generation finished generation=7 seconds=1.5"
    )


def test_a_line_without_facts_ends_with_its_event():
    assert line("started").endswith("INFO studio started")


def test_a_traceback_follows_the_facts():
    try:
        raise ValueError("broken")
    except ValueError:
        shown = line("failed", exc_info=sys.exc_info(), pk=1)

    assert "failed pk=1\nTraceback" in shown
    assert shown.endswith("ValueError: broken")
