"""A line tells the event, its facts and whose work it was: as JSON for machines, as text for people."""

import json
import logging
import sys
import threading
from datetime import datetime

import pytest

from reklamai.core import logs
from reklamai.core.logs import LineFormatter
from reklamai.settings.logs import logging_for


@pytest.fixture(autouse=True)
def no_request_before():
    """A request of another test leaves its name behind, as long as no other one comes."""
    logs.forget()


def record(message, *, level="INFO", **facts):
    made = {"name": "studio", "levelname": level, "levelno": getattr(logging, level), "msg": message}
    return logging.makeLogRecord({**made, **facts})


def line(message, **facts):
    return LineFormatter(form="text").format(record(message, **facts))


def parsed(message, **facts):
    return json.loads(LineFormatter(form="json").format(record(message, **facts)))


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


def test_a_json_line_is_one_line_with_its_moment_level_and_facts():
    shown = LineFormatter(form="json").format(record("two\nlines", level="WARNING", facts={"needed": 10}))
    found = json.loads(shown)

    assert "\n" not in shown
    assert (found["level"], found["logger"], found["event"]) == ("warning", "studio", "two\nlines")
    assert found["facts"] == {"needed": 10}
    assert datetime.fromisoformat(found["at"]).tzinfo is not None


def test_a_traceback_is_inside_its_json_line():
    try:
        raise ValueError("broken")
    except ValueError:
        found = parsed("failed", exc_info=sys.exc_info())

    assert found["exception"].endswith("ValueError: broken")


def test_lines_inside_a_work_carry_its_number_and_lines_after_it_do_not():
    with logs.about(generation="7"):
        inside = parsed("kept")

    assert inside["generation"] == "7"
    assert "generation" not in parsed("idle")


def test_a_fact_of_the_line_wins_over_the_one_around_it():
    with logs.about(generation="7"):
        assert parsed("revived", generation="8")["generation"] == "8"


def test_two_threads_do_not_mix_their_works():
    found = {}

    def work(number, both):
        with logs.about(generation=number):
            both.wait()
            found[number] = parsed("kept")["generation"]

    both = threading.Barrier(2, timeout=10)
    threads = [threading.Thread(target=work, args=(number, both)) for number in ("7", "8")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == {"7": "7", "8": "8"}


def test_what_is_no_plain_value_is_named_by_its_type_alone():
    assert parsed("odd", thing=object())["thing"] == "<object>"


def test_facts_that_carry_words_keys_or_addresses_are_hidden():
    found = parsed(
        "refused vera@lis.studio", prompt="a can at sunset", facts={"api_key": "abc", "link": "https://s3/f.png?sig=1"}
    )

    assert found["event"] == "refused <e-mail>"
    assert found["prompt"] == "***"
    assert found["facts"] == {"api_key": "***", "link": "https://s3/f.png?***"}


@pytest.mark.parametrize(
    ("form", "level", "expected"),
    [("json", "INFO", "INFO"), ("text", "INFO", "WARNING"), ("text", "DEBUG", "DEBUG"), ("json", "ERROR", "ERROR")],
)
def test_requests_are_told_on_servers_and_to_who_looks_closely(form, level, expected):
    assert logging_for(level, form=form)["loggers"]["reklamai.core.access"]["level"] == expected


def test_what_machines_ask_all_day_is_no_news():
    assert logs.quiet_if_routine("/healthz") == logs.quiet_if_routine("/static/css/base.css") == logging.DEBUG
    assert logs.quiet_if_routine("/create") == logging.INFO
