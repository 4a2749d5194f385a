"""The signing key of an installation that was given none."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path


def kept_key(home: Path) -> str:
    """The key in `home`/secret_key, made on first use, readable by its owner only.

    Kept, because sessions and queued tasks are signed with it. Two first starts at once get the same one.
    """
    path = home / "secret_key"
    try:
        return path.read_text()
    except FileNotFoundError:
        home.mkdir(parents=True, exist_ok=True)
    fresh = home / f"secret_key.{os.getpid()}"
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(50))
    with suppress(FileExistsError):
        path.hardlink_to(fresh)  # unlike a rename it does not replace the key of another start
    fresh.unlink()
    return path.read_text()
