"""Start the stand-in from a test and talk to its test door."""

import json
import subprocess
import sys
import urllib.request
from contextlib import contextmanager
from urllib.parse import urlsplit


class RunningKie:
    """The stand-in as a test sees it."""

    def __init__(self, bases):
        self.base_url, self.upload_url, self.results_url, self.test_url = (
            bases[name] for name in ("api", "uploads", "results", "test")
        )
        self.results_host = urlsplit(self.results_url).netloc

    def set(self, **changes):
        """Change how it behaves: faults, callbacks, credits, run_s, seed, ..."""
        self._ask("/_test/set", changes)

    def end(self, *tasks):
        """Let these tasks (all, if none is named) end now."""
        return self._ask("/_test/end" + (f"?tasks={','.join(tasks)}" if tasks else ""))

    def journal(self, call=None):
        return [row for row in self._ask("/_test/state")["journal"] if call in (None, row["call"])]

    def tasks(self):
        return self._ask("/_test/state")["tasks"]

    def _ask(self, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        with urllib.request.urlopen(self.test_url + path, data=data, timeout=10) as answer:  # noqa: S310  # ours
            return json.load(answer)


@contextmanager
def running_kie(**options):
    """A stand-in in a process of its own; `options` are those of `State`."""
    command = [sys.executable, "-m", "tests.providers.kie_server", json.dumps(options)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield RunningKie(json.loads(process.stdout.readline()))
        finally:
            process.stdin.close()
            process.terminate()
