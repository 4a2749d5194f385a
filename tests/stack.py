"""The real studio as one subprocess: supervisor, database, pages, sockets, workers, in folders of its own."""

import contextlib
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from reklamai.core.embedded import place_for

ROOT = Path(__file__).resolve().parents[1]
TABLES = "TABLES_OF_TESTS"
"""Names a folder that `.ci/tables.py` has made."""
START_SECONDS = 180
STOP_SECONDS = 120
PORTS = range(20_000, 32_000)
"""Below those that the kernel gives to whoever asks for any: none of these is taken between choosing and using it."""


@dataclass(frozen=True, slots=True)
class Studio:
    """A running one."""

    url: str
    home: Path
    log: Path
    process: subprocess.Popen


@contextlib.contextmanager
def running_studio(*, first=False, **environment):
    """Start it, give it, stop it as Ctrl-C would; its words are in `log`. `first`: nothing is prepared but tables."""
    with tempfile.TemporaryDirectory(prefix="reklamai-stack-") as folder, contextlib.ExitStack() as stop:
        home, port = Path(folder), free_port()
        home.chmod(0o755)  # root's PostgreSQL runs as `nobody`, who must reach it
        log = home / "studio.log"
        if not first:
            with_ground(home)
        process = start(log, REKLAMAI_HOME=str(home), PORT=str(port), **environment)
        stop.callback(end, process)
        url = f"http://127.0.0.1:{port}"
        wait_for(url, process, log)
        yield Studio(url=url, home=home, log=log, process=process)


def with_tables(home):
    """Give a new home a database with our tables, where the gate has made one: else its first start migrates."""
    made, data = os.environ.get(TABLES), place_for(home).data
    if made and not data.exists():
        data.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(["cp", "-a", f"{made}/data", str(data)], check=True)


def with_ground(home):
    """Give a new home all that a first start makes, where the gate has made it."""
    with_tables(home)
    if made := os.environ.get(TABLES):
        subprocess.run(["cp", "-a", f"{made}/setup", str(home)], check=True)
        with_static(home)


def with_static(home):
    """Whether the gate has made static files: then this home has them."""
    if made := os.environ.get(TABLES):
        home.mkdir(exist_ok=True)
        # links: nobody writes into a file whose name tells its content
        subprocess.run(["cp", "-al", f"{made}/static", str(home)], check=True)
    return bool(made)


def start(log, **environment):
    with_tables(Path(environment["REKLAMAI_HOME"]))
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("REKLAMAI_", "DJANGO_"))}
    with log.open("ab") as words:
        return subprocess.Popen(
            [sys.executable, "manage.py", "dev"], cwd=ROOT, stdin=subprocess.DEVNULL, stdout=words, stderr=words,
            env={**clean, "DEMO": "1", "DJANGO_SETTINGS_MODULE": "reklamai.settings.dev", **environment},
            start_new_session=True,
        )  # fmt: skip


def wait_for(url, process, log):
    deadline = time.monotonic() + START_SECONDS
    while not answers(f"{url}/healthz"):
        if process.poll() is not None or time.monotonic() > deadline:
            raise AssertionError(f"the studio did not start:\n{log.read_text()}")
        time.sleep(0.1)


def answers(url):
    try:
        with urllib.request.urlopen(url, timeout=60) as answer:  # noqa: S310 - our own address
            return answer.status == 200
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def end(process):
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port():
    while True:
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", random.choice(PORTS)))
            return probe.getsockname()[1]
