"""A running studio in which anything may be killed: who is there, who is missing, and how to start what must be."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg

from reklamai.core.embedded import place_for
from tests import stack

SETTINGS = "tests.soak.settings"
# What a whole studio has on two cores: two light workers and one heavy one.
WHOLE = {"web": 1, "watch": 1, "cluster": 2, "sentinel": 2, "worker": 3, "pusher": 2, "monitor": 2, "postmaster": 1}
HEALS_WITHIN_S = 30
STARTS_WITHIN_S = 120


@contextmanager
def running_town():
    """A town of its own, whole; stopped and removed in the end."""
    with tempfile.TemporaryDirectory(prefix="reklamai-soak-") as folder:
        home = Path(folder)
        home.chmod(0o755)  # root's PostgreSQL runs as `nobody`, who must reach it
        town = Town(home)
        town.start()
        try:
            town.wait_until_whole(STARTS_WITHIN_S)
            yield town
        finally:
            stack.end(town.process)


@dataclass(frozen=True, slots=True)
class Someone:
    """A process and what it is for."""

    role: str
    process: psutil.Process

    def kill(self):
        try:
            os.kill(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return False
        return True


class Town:
    """The studio of one home, started again when its supervisor was killed."""

    def __init__(self, home):
        self.home, self.log, self.port = home, home / "studio.log", stack.free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.place = place_for(home)
        self.environment = {"REKLAMAI_HOME": str(home), "PORT": str(self.port), "DJANGO_SETTINGS_MODULE": SETTINGS}
        self.process = None

    def start(self):
        if not self.log.exists():
            stack.with_ground(self.home)
        self.process = stack.start(self.log, **self.environment)

    def wait_until_whole(self, seconds):
        """How long it took. Whole: everybody is there and the database answers through the pages."""
        began = time.monotonic()
        while not self.is_whole():
            took = time.monotonic() - began
            if self.process.poll() is not None or took > seconds:
                raise AssertionError(f"not whole after {took:.0f} s: {self.missing()}\n{self.log.read_text()[-4000:]}")
            time.sleep(0.1)
        return time.monotonic() - began

    def is_whole(self):
        return not self.missing() and stack.answers(f"{self.url}/readyz")

    def missing(self):
        there = [each.role.partition(" ")[0] for each in self.everyone()]
        return {role: n - there.count(role) for role, n in WHOLE.items() if there.count(role) < n}

    def everyone(self):
        """The supervisor, all under it, PostgreSQL with its backends."""
        found = [Someone("supervisor", psutil.Process(self.process.pid))] if self.process.poll() is None else []
        roots = [each.process for each in found] + self.postmaster()
        for root in roots:
            try:
                found += [Someone(role_of(each), each) for each in root.children(recursive=True)]
            except psutil.NoSuchProcess:
                continue
        return [each for each in found if each.role] + [Someone("postmaster", each) for each in self.postmaster()]

    def postmaster(self):
        try:
            pid = int((self.place.data / "postmaster.pid").read_text().splitlines()[0])
            return [psutil.Process(pid)]
        except (FileNotFoundError, IndexError, ValueError, psutil.NoSuchProcess):
            return []

    def strangers(self):
        """Who works for this home without being anybody's: found by the home in their environment."""
        belonging = [each for each in psutil.process_iter() if self.belongs(each)]  # first: who is born later is known
        roots = [psutil.Process(self.process.pid), *self.postmaster()]
        known = {each.pid for root in roots for each in (root, *root.children(recursive=True))}
        found = [each for each in belonging if each.pid not in known and role_of(each) != "keeper"]
        return [f"{each.pid} {role_of(each)}" for each in found if self.belongs(each)]  # and has not just ended

    def belongs(self, process):
        try:
            return process.environ().get("REKLAMAI_HOME") == str(self.home)
        except (psutil.Error, OSError):
            return False

    def manage(self, *words):
        return subprocess.run(
            [sys.executable, "manage.py", *words], cwd=stack.ROOT, env={**os.environ, **self.environment, "DEMO": "1"},
            capture_output=True, text=True, timeout=180,
        )  # fmt: skip

    def query(self, statement, *values):
        where = f"host={self.place.sockets} user=postgres dbname=reklamai"
        with psycopg.connect(where, autocommit=True) as connection:
            cursor = connection.execute(statement, values)
            return cursor.fetchall() if cursor.description else []


WORDS = {
    "guard.py": "guard", "manage.py watch": "watch", " idle": "worker idle", " processing ": "worker busy",
    " pusher": "pusher", " monitor": "monitor", "reklamai.asgi": "web", "ffmpeg": "encoder", "keeper.py": "keeper",
    "postgres: postgres reklamai": "backend", "postgres:": "helper",
}  # fmt: skip


def role_of(process):
    """What `ps` shows, in a word; "" for what is gone or only passing by."""
    try:
        title, parent = " ".join(process.cmdline()), process.parent()
        for words, role in WORDS.items():
            if words in title:
                return role
        if "qcluster" in title:
            above = " ".join(parent.cmdline()) if parent else ""
            return "cluster" if "guard.py" in above else "sentinel"
    except psutil.NoSuchProcess:
        return ""
    return ""
