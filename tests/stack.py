"""The real studio as one subprocess: supervisor, database, pages, sockets, workers, in folders of its own."""

import contextlib
import os
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
STOP_SECONDS = 40


@dataclass(frozen=True, slots=True)
class Studio:
    """A running one."""

    url: str
    home: Path
    log: Path
    process: subprocess.Popen


@contextlib.contextmanager
def running_studio(**environment):
    """Start it, give it, stop it as Ctrl-C would. What it said is printed if the test fails."""
    with tempfile.TemporaryDirectory(prefix="reklamai-stack-") as folder, contextlib.ExitStack() as stop:
        home, port = Path(folder), free_port()
        home.chmod(0o755)  # root's PostgreSQL runs as `nobody`, who must reach it
        log = home / "studio.log"
        process = start(log, REKLAMAI_HOME=str(home), PORT=str(port), **environment)
        stop.callback(end, process)
        url = f"http://127.0.0.1:{port}"
        wait_for(url, process, log)
        yield Studio(url=url, home=home, log=log, process=process)


def with_tables(home):
    """Give a new home a database with our tables, where the gate has made one: else its first start migrates."""
    tables, data = os.environ.get(TABLES), place_for(home).data
    if tables and not data.exists():
        data.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(["cp", "-a", tables, str(data)], check=True)


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
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
