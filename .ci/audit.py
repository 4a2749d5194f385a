"""Ask a public service whether a pinned package has a known vulnerability; say so plainly where none can be asked."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = [str(Path(sys.executable).parent / "pip-audit")]
LOCKS = [ROOT / "requirements.txt", ROOT / ".ci" / "requirements" / "dev.txt"]
ACCEPTED = ROOT / ".ci" / "requirements" / "accepted-vulnerabilities.txt"
SERVICES = ("osv", "pypi")
CANARY = "django==1.11.0"
"""Has dozens of known vulnerabilities. A mirror without them answers "none found", which must not be believed."""
SECONDS = 300
NOT_CHECKED = 77
"""The exit code that says "could not run", as automake and Meson have it."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a service said of a list of packages; `trouble` where it said nothing of use."""

    vulnerable: dict[str, list[str]]
    """ "name version" to the ids of its vulnerabilities, without accepted ones."""
    skipped: list[str]
    trouble: str = ""


def ask(service: str, lists: list[Path], program: list[str]) -> Found:
    """Have pip-audit ask `service` about all packages of `lists`."""
    files = [word for each in lists for word in ("-r", str(each))]
    options = [
        "-s",
        service,
        "--no-deps",
        "--disable-pip",
        "--progress-spinner",
        "off",
        "-f",
        "json",
        "--timeout",
        "10",
    ]
    try:
        done = subprocess.run(
            [*program, *options, *files], capture_output=True, text=True, check=False, timeout=SECONDS
        )
        rows = json.loads(done.stdout)["dependencies"]
    except subprocess.TimeoutExpired:
        return Found({}, [], f"no answer within {SECONDS} s")
    except (ValueError, KeyError):
        return Found({}, [], (done.stderr.strip().splitlines() or ["it said nothing"])[-1][:300])
    known = accepted()
    found = {f"{row['name']} {row['version']}": new(row["vulns"], known) for row in rows if "vulns" in row}
    found = {name: ids for name, ids in found.items() if ids}
    return Found(found, [row["name"] for row in rows if "skip_reason" in row])


def new(reported: list[dict[str, Any]], known: set[str]) -> list[str]:
    """The ids of what nobody has accepted, by none of its names."""
    return sorted(each["id"] for each in reported if not {each["id"], *each.get("aliases", ())} & known)


def knows_the_canary(service: str, program: list[str]) -> str:
    """ "" if `service` knows what everybody knows of an old release, else why it is no use."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "canary.txt"
        path.write_text(CANARY + "\n")
        found = ask(service, [path], program)
    return "" if found.vulnerable else found.trouble or f"it knows nothing of {CANARY}"


def accepted() -> set[str]:
    """The ids that somebody has looked at: lines of "id  why it does not concern us"."""
    lines = ACCEPTED.read_text().splitlines() if ACCEPTED.is_file() else []
    return {line.split()[0] for line in lines if line.strip() and not line.startswith("#")}


def main(program: list[str], lists: list[Path]) -> int:
    """0: asked, nothing new; 1: vulnerable; NOT_CHECKED: nobody could be asked."""
    reasons = []
    for service in SERVICES:
        if trouble := knows_the_canary(service, program):
            reasons.append(f"{service}: {trouble}")
            continue
        found = ask(service, lists, program)
        if found.trouble:
            reasons.append(f"{service}: {found.trouble}")
            continue
        return told(service, found)
    print("NOT CHECKED for known vulnerabilities: no service could be asked from here.", *reasons, sep="\n  ")
    return NOT_CHECKED


def told(service: str, found: Found) -> int:
    """Print what was found; the exit code."""
    for name, ids in found.vulnerable.items():
        print(f"{name}: {', '.join(ids)}")
    if found.skipped:
        print(f"{service} knows nothing of: {', '.join(found.skipped)}")
    print(f"{service} was asked about all pinned packages: {'vulnerable' if found.vulnerable else 'nothing new'}.")
    return int(bool(found.vulnerable))


if __name__ == "__main__":
    sys.exit(main(PROGRAM, LOCKS))
