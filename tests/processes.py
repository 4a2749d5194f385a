"""Processes as tests look for them: any may end while one looks, and is a zombie until somebody waits for it."""

from __future__ import annotations

import contextlib

import psutil


def title(process: psutil.Process) -> str:
    """What `ps` shows; "" for one that has just ended."""
    try:
        return " ".join(process.cmdline())
    except psutil.NoSuchProcess:
        return ""


def family(pid: int) -> list[psutil.Process]:
    """The process and all that come from it; [] where it has gone."""
    with contextlib.suppress(psutil.NoSuchProcess):
        first = psutil.Process(pid)
        return [first, *first.children(recursive=True)]
    return []


def ours(words: str) -> list[psutil.Process]:
    """What comes from this process and shows `words`."""
    return [each for each in psutil.Process().children(recursive=True) if words in title(each)]


def still_there(program: str) -> list[psutil.Process]:
    """What comes from this process and is of that name, those included that nobody has waited for."""
    return [each for each in psutil.Process().children(recursive=True) if program in name(each)]


def name(process: psutil.Process) -> str:
    try:
        return str(process.name())
    except psutil.NoSuchProcess:
        return ""
