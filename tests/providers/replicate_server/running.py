"""Start the stand-in from a test and talk to its test door."""

import json
import subprocess
import sys
import urllib.request
from contextlib import contextmanager
from urllib.parse import urlsplit

TRAINER = "ostris/flux-dev-lora-trainer"
TRAINER_VERSION = "26dce37af90b9d997eeb970d92e47de3064d46c300504ae376c75bef6a9022d2"


class RunningReplicate:
    """The stand-in as a test sees it."""

    def __init__(self, bases):
        self.base_url, self.delivery_url, self.test_url = bases["api"], bases["delivery"], bases["test"]
        self.delivery_host = urlsplit(self.delivery_url).netloc

    def set(self, **changes):
        """Change how it behaves: faults, callbacks, balance, run_s, kept_s, ..."""
        self._ask("/_test/set", changes)

    def end(self, *tasks):
        """Let these tasks (all, if none is named) end now."""
        self._ask("/_test/end", list(tasks))

    def settle(self):
        """What Replicate does within minutes, at once: versions that were deleted are gone."""
        self._ask("/_test/settle", {})

    def journal(self, call=None):
        return [row for row in self._ask("/_test/state")["journal"] if call in (None, row["call"])]

    def tasks(self):
        return self._ask("/_test/state")["tasks"]

    def kept(self):
        """Everything that it holds of anybody: files, models with their versions, names that were used."""
        return self._ask("/_test/state")["kept"]

    def _ask(self, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        with urllib.request.urlopen(self.test_url + path, data=data, timeout=10) as answer:  # noqa: S310  # ours
            return json.load(answer)


@contextmanager
def running_replicate(**options):
    """A stand-in in a process of its own; `options` are those of `State`."""
    command = [sys.executable, "-m", "tests.providers.replicate_server", json.dumps(options)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield RunningReplicate(json.loads(process.stdout.readline()))
        finally:
            process.stdin.close()
            process.terminate()
