"""The run of `manage.py dev`, from the first check to the last process."""

from __future__ import annotations

import signal
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterable
from contextlib import closing
from types import FrameType

import psycopg
from django.conf import settings

from reklamai.core import translations
from reklamai.core.database.embedded import server
from reklamai.core.database.plain import connect, is_embedded
from reklamai.core.starting import CannotStart
from reklamai.core.supervisor import ground, steps
from reklamai.core.supervisor.console import Console
from reklamai.core.supervisor.leftovers import Leftovers
from reklamai.core.supervisor.service import Recipe, Service
from reklamai.core.supervisor.tending import Tending

# Time for a request or a small task to end; a render is cut off and taken up again at the next start.
STOP_SECONDS = 10.0
FIRST_PAGE_SECONDS = 120.0
SETUP_FAILED = "The set-up failed; its words are above. `python manage.py doctor` looks for the cause."


def run() -> int:
    """Run everything until Ctrl-C or SIGTERM; the exit code."""
    began = time.monotonic()
    console = Console()
    stop = Stop()
    try:
        Studio(console, stop, began=began).run()
    except CannotStart as trouble:
        console.plain(f"\n{trouble.message}\n")
        return 1
    return 0


class Stop:
    """Set by the first Ctrl-C, SIGTERM or closed terminal; the second one makes it `hard`."""

    def __init__(self) -> None:
        self._asked = threading.Event()
        self.hard = False
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask)

    def wait(self, seconds: float) -> bool:
        """Whether a stop is asked for, after `seconds` at the latest."""
        return self._asked.wait(seconds)

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        self.hard = self._asked.is_set()
        self._asked.set()


class Studio:
    """All services and the database under them."""

    def __init__(self, console: Console, stop: Stop, *, began: float) -> None:
        self._console = console
        self._stop = stop
        self._began = began
        self._embedded = is_embedded()

    def run(self) -> None:
        """Check, prepare, start, watch, stop. Raises CannotStart."""
        ground.check_python()
        ground.check_home(settings.HOME)
        ground.check_disk(settings.HOME)
        ground.check_shared_memory()
        self._leftovers = self._end_leftovers()  # before the port is asked for: one of them may hold it
        with closing(self._leftovers), ground.listen(settings.PORT, settings.ALLOWED_HOSTS) as listener:
            try:
                self._start_database()
                if self._prepare():
                    self._serve(listener)
            finally:
                if self._embedded and not server().leave():
                    self._console.say("PostgreSQL stays up: another command is using it")

    def _end_leftovers(self) -> Leftovers:
        leftovers = Leftovers(settings.HOME / "groups")
        ended = leftovers.end_others()
        if ended:
            self._console.say(f"ended {ended} processes that an earlier run had left")
        return leftovers

    def _start_database(self) -> None:
        try:
            connect().close()
        except psycopg.OperationalError as error:
            raise CannotStart(f"The database of DATABASE_URL does not answer: {error}") from error

    def _prepare(self) -> bool:
        """Do what is due; False if a stop was asked for meanwhile. Raises CannotStart if a step fails."""
        translations.compile_all()
        due = steps.pending()
        if not due:
            return True
        self._console.say(f"preparing: {', '.join(due)}")
        # Static files take seconds of one core and need no database: beside the others, not after them.
        parts = [[step for step in due if step != "static"], [step for step in due if step == "static"]]
        running = [self._service(_command("setup", "prepare", *part)) for part in parts if part]
        try:
            for service in running:
                service.start()
            while not all(service.is_over() for service in running):
                if self._stop.wait(0.05):
                    return False
        finally:
            for service in running:
                service.kill()
        if steps.pending():
            raise CannotStart(SETUP_FAILED)
        return True

    def _serve(self, listener: socket.socket) -> None:
        web = self._service(_web(listener))
        services = {"web": web}
        try:
            web.start()
            if self._first_page(web):
                services |= {recipe.name: self._service(recipe) for recipe in _workers()}
                Tending(self._console, services, clusters=_clusters(), embedded=self._embedded).run(self._stop.wait)
        finally:
            self._end(services.values())

    def _service(self, recipe: Recipe) -> Service:
        return Service(recipe, self._console, self._leftovers)

    def _first_page(self, web: Service) -> bool:
        """Wait until pages come, then say so; False if a stop was asked for. The workers wait: a page comes first."""
        deadline = time.monotonic() + FIRST_PAGE_SECONDS
        while not _answers(settings.PORT):
            if self._stop.wait(0.05):
                return False
            web.tend()
            if time.monotonic() > deadline:
                raise CannotStart("The web server does not answer; its words are above.")
        took = time.monotonic() - self._began
        login = steps.marks().get(steps.LOGIN) if settings.DEMO else ""
        self._console.plain(f"\n  ReklamAI is ready: {settings.PUBLIC_URL}   ({took:.1f} s)")
        self._console.plain(f"  Sample account:    {login}\n" if login else "")
        return True

    def _end(self, services: Iterable[Service]) -> None:
        """Ask all to stop, wait a while, then end what is left of each, whole groups at a time."""
        self._console.say("stopping")
        for service in services:
            service.ask_to_stop()
        deadline = time.monotonic() + STOP_SECONDS
        while not all(service.is_over() for service in services):
            if self._stop.hard or time.monotonic() > deadline:
                break
            time.sleep(0.02)
        for service in services:
            service.kill()


def _clusters() -> list[str]:
    return [settings.Q_CLUSTER["cluster_name"], *settings.Q_CLUSTER["ALT_CLUSTERS"]]


def _web(listener: socket.socket) -> Recipe:
    patience = ["--application-close-timeout", "2", "--websocket_connect_timeout", "120"]
    words = ["--fd", str(listener.fileno()), *patience, "--no-server-name", "-v", "0"]
    command = [sys.executable, "-m", "reklamai.core.paced", *words, "reklamai.asgi:application"]
    return Recipe("web", command, {"PYTHONUNBUFFERED": "1"}, descriptors=(listener.fileno(),))


def _workers() -> list[Recipe]:
    clusters = [_command(name, "qcluster", Q_CLUSTER_NAME=name) for name in _clusters()]
    return [*clusters, _command("watch", "watch")]


def _command(name: str, *words: str, **environment: str) -> Recipe:
    return Recipe(name, [sys.executable, "manage.py", *words], {"PYTHONUNBUFFERED": "1", **environment})


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=60) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False
