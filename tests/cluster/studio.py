"""The studio on several machines, as `docs/deploy.md` sets it up: web, light, heavy and watch where they are wanted."""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import psycopg

from tests import stack
from tests.cluster import base
from tests.cluster.network import network, titled, wait_until

# As in docs/deploy/systemd, which a test compares.
WEB_WORDS = ["--application-close-timeout", "2", "--websocket_connect_timeout", "120", "--no-server-name", "-v", "0"]
PROGRAMS = {
    "web": ["-m", "reklamai.core.paced", *WEB_WORDS],
    "light": ["manage.py", "qcluster"],
    "heavy": ["manage.py", "qcluster"],
    "watch": ["manage.py", "watch"],
}


@dataclass
class Cluster:
    """Machines over one database. What a machine says is in `<folder>/<machine>.log`."""

    network: object
    folder: Path
    variables: dict
    database: str
    people: list = field(default_factory=list)
    webs: dict = field(default_factory=dict)
    roles: dict = field(default_factory=dict)
    """What each process was started as, by its pid."""

    def start(self, machine, role, **variables):
        """Start one of PROGRAMS on a machine; a web answers when this returns."""
        command = [sys.executable, *PROGRAMS[role]]
        if role == "web":
            address, port = self.network.address(machine), stack.free_port()
            command += ["-b", address, "-p", str(port), "reklamai.asgi:application"]
            self.webs[machine] = f"http://{address}:{port}"
        cluster = {"Q_CLUSTER_NAME": role} if role in ("light", "heavy") else {}
        cluster["ALLOWED_HOSTS"] = self.network.address(machine)
        with self.log(machine).open("ab") as words:
            process = self.network.start(
                machine, command, cwd=stack.ROOT, env=self.environment(machine, **cluster, **variables),
                stdin=subprocess.DEVNULL, stdout=words, stderr=words,
            )  # fmt: skip
        self.roles[process.pid] = role
        return process

    def environment(self, machine, **variables):
        """Nothing of ours: each machine has its own home, and the shared services' addresses."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        home = {"REKLAMAI_HOME": str(self.folder / machine), "PYTHONUNBUFFERED": "1"}
        return {**kept, **home, **self.variables, **variables}

    def wait_for(self, *machines):
        """Until the webs of these machines answer, and those of clusters have idle workers."""
        for machine in machines:
            if machine in self.webs:
                wait_until(lambda machine=machine: stack.answers(f"{self.webs[machine]}/readyz"))
            else:
                wait_until(lambda machine=machine: titled(self.network, machine, " idle"))

    def manage(self, *words, module=False, machine="office"):
        """A command with a machine's home and variables, outside its walls; what it printed."""
        command = [sys.executable, "-m", *words] if module else [sys.executable, "manage.py", *words]
        done = subprocess.run(
            command, cwd=stack.ROOT, env=self.environment(machine), capture_output=True, text=True, timeout=300
        )
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
        return done.stdout

    def collect(self):
        """The web's static files."""
        if not stack.with_static(self.folder / "web"):
            self.manage("collectstatic", "--noinput", "-v", "0", machine="web")

    def client(self, person=0, web="web"):
        """That person's API."""
        headers = {"Authorization": f"Api-Key {self.people[person]['key']}"}
        return httpx.Client(base_url=f"{self.webs[web]}/api/", headers=headers, timeout=60, follow_redirects=True)

    def connection(self):
        return psycopg.connect(self.database, autocommit=True)

    def log(self, machine):
        return self.folder / f"{machine}.log"


@contextlib.contextmanager
def cluster(*, people=1, works=0, redis=True, **variables):
    """The base, prepared, with `people` of so many `works`; the caller starts the machines."""
    with contextlib.ExitStack() as stop:
        folder = Path(stop.enter_context(tempfile.TemporaryDirectory(prefix="reklamai-machines-")))
        folder.chmod(0o755)  # root's PostgreSQL runs as `nobody`, who must reach it
        net = stop.enter_context(network())
        database = stop.enter_context(base.postgres(net.base, folder / "base"))
        shared = {
            "DJANGO_SETTINGS_MODULE": "reklamai.settings.prod",
            "SECRET_KEY": "a key of the machines, long enough for HS256 signatures",
            "DATABASE_URL": database,
            "LOG_LEVEL": "WARNING",
            **stop.enter_context(base.store(net.base)),
            **({"REDIS_URL": stop.enter_context(base.redis(net.base))} if redis else {}),
            **variables,
        }
        made = Cluster(network=net, folder=folder, variables=shared, database=database)
        with ThreadPoolExecutor() as both:  # the one waits for the database, the other for the disk
            static = both.submit(made.collect)
            made.people = json.loads(made.manage("tests.cluster.ground", str(people), str(works), module=True))
            static.result()
        stop.callback(net.close)  # before the base goes: what a machine says of that is of no interest
        yield made
