"""The signing key of an installation that was given none."""

from __future__ import annotations

import secrets
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile


def kept_key(home: Path) -> str:
    """The key in `home`/secret_key, made on first use, readable by its owner only.

    Kept, because sessions and queued tasks are signed with it. Two first starts at once get the same one.
    """
    path = home / "secret_key"
    try:
        return path.read_text()
    except FileNotFoundError:
        home.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", dir=home, prefix="secret_key.") as fresh:  # 0600, and a name of its own
        fresh.write(secrets.token_urlsafe(50))
        fresh.flush()
        with suppress(FileExistsError):
            path.hardlink_to(fresh.name)  # unlike a rename it does not replace the key of another start
    return path.read_text()
