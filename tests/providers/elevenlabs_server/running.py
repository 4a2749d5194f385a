"""Start the stand-in from a test and talk to its test door."""

import json
import subprocess
import sys
import urllib.request
from contextlib import contextmanager
from urllib.parse import urlsplit


class RunningElevenLabs:
    """The stand-in as a test sees it."""

    def __init__(self, bases):
        self.base_url, self.previews_url, self.test_url = bases["api"], bases["previews"], bases["test"]
        self.previews_host = urlsplit(self.previews_url).netloc

    def set(self, **changes):
        """Change how it behaves: faults, limit, at_once, voices, ..."""
        self._ask("/_test/set", changes)

    def calm(self):
        """As it was at the start, with an empty journal."""
        self._ask("/_test/calm", {})

    def release(self):
        """Let the orders that are held be answered."""
        self._ask("/_test/release", {})

    def until_held(self):
        """Returns once an order is held: taken, paid, and not answered."""
        self._ask("/_test/held")

    def journal(self, call=None):
        return [row for row in self._ask("/_test/state")["journal"] if call in (None, row["call"])]

    def taken(self):
        """The orders that were made and billed, answered or not."""
        return [row for row in self.journal() if row.get("billed")]

    def state(self):
        return self._ask("/_test/state")

    def _ask(self, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        with urllib.request.urlopen(self.test_url + path, data=data, timeout=20) as answer:  # noqa: S310  # ours
            return json.load(answer)


@contextmanager
def running_elevenlabs():
    """A stand-in in a process of its own."""
    command = [sys.executable, "-m", "tests.providers.elevenlabs_server"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield RunningElevenLabs(json.loads(process.stdout.readline()))
        finally:
            process.stdin.close()
            process.terminate()
