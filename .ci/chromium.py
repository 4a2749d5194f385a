"""Finds the browser for the browser tests, or installs it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
DOWNLOADS = ("cdn.playwright.dev", 443)


def find_or_install() -> str | None:
    """The path of a Chromium, installed if there was none; None if that failed too."""
    found = find()
    if found:
        return found
    for way in (_playwright(), _apt()):
        for words in way:
            print("Installing Chromium:", " ".join(words), flush=True)
            subprocess.run(words, stdin=subprocess.DEVNULL, check=False, timeout=900)
        found = find()
        if found:
            break
    return found


def find() -> str | None:
    """The path of a Chromium of the system or of Playwright's own."""
    for name in NAMES:
        path = shutil.which(name)
        if path:
            return path
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def _playwright() -> list[list[str]]:
    """Playwright's download, where its server can be reached; the system libraries with it, where we may."""
    try:
        socket.create_connection(DOWNLOADS, timeout=5).close()
    except OSError:
        return []
    libraries = ["--with-deps"] if shutil.which("apt-get") and _root() is not None else []
    return [[sys.executable, "-m", "playwright", "install", *libraries, "chromium"]]


def _apt() -> list[list[str]]:
    """Debian's package, where we may install it."""
    root = _root()
    if root is None or not shutil.which("apt-get"):
        return []
    return [[*root, "apt-get", "update", "-q"], [*root, "apt-get", "install", "-q", "-y", "chromium"]]


def _root() -> list[str] | None:
    """The words before a command that run it as root; None if we may not."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], check=False, capture_output=True).returncode == 0:
        return [sudo, "-n"]
    return None


if __name__ == "__main__":
    print(find_or_install() or "none")
