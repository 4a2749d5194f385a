"""Where the embedded PostgreSQL keeps its files, and as whom it runs."""

from __future__ import annotations

import hashlib
import os
import pwd
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from reklamai.core.starting import CannotStart

# PostgreSQL refuses to run as root; `nobody` is on every Unix and owns nothing.
SERVANT = "nobody"
SHARED = Path("/var/lib/reklamai")
# sun_path holds 104 bytes on macOS and 108 on Linux; "/.s.PGSQL.5432.lock" takes 19 of them.
LONGEST_SOCKET_FOLDER = 84


@dataclass(frozen=True, slots=True)
class Place:
    """Folders and account of one embedded server. Nothing is created by naming them."""

    root: Path
    """Locks and log; ours."""
    sockets: Path
    """The folder of the Unix socket: DATABASES' HOST."""
    servant: str | None
    """The account PostgreSQL runs as when we are root; None means our own."""

    @property
    def data(self) -> Path:
        """PostgreSQL's data folder; the servant's."""
        return self.root / "data"

    @property
    def log(self) -> Path:
        """What PostgreSQL says."""
        return self.root / "postgres.log"

    def give(self, folder: Path) -> None:
        """Make `folder` and hand it to the account PostgreSQL runs as, closed to all others.

        Raises CannotStart if somebody else has put a folder or a link there first.
        """
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        owner = pwd.getpwnam(self.servant).pw_uid if self.servant else os.geteuid()
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid not in {owner, os.geteuid()}:
            raise CannotStart(f"{folder} belongs to another user: remove it, or set REKLAMAI_HOME to another folder.")
        if self.servant:
            os.chown(folder, owner, pwd.getpwnam(self.servant).pw_gid)
        folder.chmod(0o700)


def place_for(home: Path) -> Place:
    """Where the server of `home` lives: in it, or, for root with a closed home, under /var/lib/reklamai.

    A folder like /root (0700) is closed to the account PostgreSQL must run as, and opening it is not ours to do.
    """
    home = home.resolve()
    servant = SERVANT if os.geteuid() == 0 else None
    mark = hashlib.sha256(os.fsencode(home)).hexdigest()[:12]
    root = home / "postgres" if not servant or open_to_all(home) else SHARED / mark
    sockets = root / "data"
    if len(os.fsencode(sockets)) > LONGEST_SOCKET_FOLDER:
        sockets = Path(tempfile.gettempdir()) / f"reklamai-{os.geteuid()}-{mark}"
    if len(os.fsencode(sockets)) > LONGEST_SOCKET_FOLDER or (servant and not open_to_all(sockets.parent)):
        sockets = Path("/tmp") / f"reklamai-{os.geteuid()}-{mark}"  # noqa: S108 - `Place.give` checks who owns it
    return Place(root=root, sockets=sockets, servant=servant)


def open_to_all(folder: Path) -> bool:
    """Whether every account may walk into `folder`. What is not there yet counts by the umask it would be made with."""
    for part in (folder, *folder.parents):
        try:
            passable = part.stat().st_mode & stat.S_IXOTH
        except FileNotFoundError:
            passable = ~_umask() & stat.S_IXOTH
        if not passable:
            return False
    return True


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
