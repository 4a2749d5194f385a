"""Machines in a machine: network namespaces on a bridge where we may make them, else processes of this one."""

import contextlib
import os
import secrets
import shutil
import signal
import subprocess
import time

from tests.processes import family, title

HOSTS = ["127.0.0.1", "::1", "localhost", "198.18.0.0/15"]
"""Where machines may be: for `pytest.mark.allow_hosts`."""


def may_part():
    """Whether this account can make network namespaces: root on Linux, outside most containers."""
    if os.geteuid() or not shutil.which("ip"):
        return False
    name = f"rk{secrets.token_hex(3)}"
    if ip("netns", "add", name, check=False).returncode:
        return False
    entered = ip("netns", "exec", name, "true", check=False).returncode == 0
    bridged = ip("link", "add", name, "type", "bridge", check=False).returncode == 0
    if bridged:
        ip("link", "del", name)
    ip("netns", "del", name)
    return entered and bridged


def ip(*words, check=True):
    return subprocess.run(["ip", *words], check=check, capture_output=True, text=True)


@contextlib.contextmanager
def network():
    """A network of machines: parted where this account may do that."""
    made = Parted() if may_part() else Plain()
    with contextlib.ExitStack() as undo:
        undo.callback(made.close)
        made.open()
        yield made


class Plain:
    """No walls: every machine has this one's address, and ports of its own."""

    base = "127.0.0.1"

    def open(self):
        self.groups = []

    def address(self, machine):
        return self.base

    def start(self, machine, command, **options):
        process = subprocess.Popen(command, start_new_session=True, **options)
        self.groups.append((machine, process))
        return process

    def kill(self, machine):
        """kill -9 of all that runs on it, at once."""
        for owner, process in self.groups:
            if owner == machine:
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        self.groups = [each for each in self.groups if each[0] != machine]

    def close(self):
        for machine in {owner for owner, _process in self.groups}:
            self.kill(machine)


class Parted(Plain):
    """Each machine in a network namespace of its own; nothing but one bridge leads from one to another."""

    def open(self):
        super().open()
        self.mark = secrets.token_hex(3)
        # 198.18.0.0/15 is kept for tests of networks (RFC 2544): it is nobody's.
        self.subnet = f"198.{18 + secrets.randbelow(2)}.{secrets.randbelow(256)}"
        self.base = f"{self.subnet}.1"
        self.known = {}
        self.bridge = f"rk{self.mark}"
        ip("link", "add", self.bridge, "type", "bridge")
        ip("addr", "add", f"{self.base}/24", "dev", self.bridge)
        ip("link", "set", self.bridge, "up")

    def address(self, machine):
        """Its address; the machine is made at the first question."""
        if machine not in self.known:
            self.known[machine] = len(self.known) + 2
            self.make(machine, self.known[machine])
        return f"{self.subnet}.{self.known[machine]}"

    def make(self, machine, number):
        space, cable = self.space(machine), self.cable(number)
        ip("netns", "add", space)
        ip("link", "add", cable, "type", "veth", "peer", "name", "eth0", "netns", space)
        ip("link", "set", cable, "master", self.bridge, "up")
        inside = ("netns", "exec", space, "ip")
        ip(*inside, "addr", "add", f"{self.subnet}.{number}/24", "dev", "eth0")
        ip(*inside, "link", "set", "eth0", "up")
        ip(*inside, "link", "set", "lo", "up")

    def start(self, machine, command, **options):
        self.address(machine)
        return super().start(machine, ["ip", "netns", "exec", self.space(machine), *command], **options)

    def kill(self, machine):
        super().kill(machine)
        # Whatever has left its group still lives in the namespace.
        for pid in ip("netns", "pids", self.space(machine)).stdout.split():
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(pid), signal.SIGKILL)

    def cut(self, machine):
        """Pull the cable: what was sent is lost, and nobody is told."""
        ip("link", "set", self.cable(self.known[machine]), "down")

    def join(self, machine):
        """Put the cable back."""
        ip("link", "set", self.cable(self.known[machine]), "up")

    def close(self):
        super().close()
        for machine in list(self.known):
            self.kill(machine)
            del self.known[machine]
            ip("netns", "del", self.space(machine), check=False)
        ip("link", "del", self.bridge, check=False)

    def space(self, machine):
        return f"rk{self.mark}-{machine}"

    def cable(self, number):
        return f"rk{self.mark}v{number}"


def wait_until(true, seconds=60):
    deadline = time.monotonic() + seconds
    while not (found := true()):
        assert time.monotonic() < deadline, "it did not come true in time"
        time.sleep(0.05)
    return found


def titled(network, machine, words):
    """The processes of a machine whose title holds `words`."""
    found = []
    for owner, process in network.groups:
        if owner == machine and process.poll() is None:
            found += [each for each in family(process.pid) if words in title(each)]
    return found
