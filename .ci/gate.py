"""The gate: every check and test, side by side where they do not disturb each other, and one plain line at the end."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
import xml.etree.ElementTree as ET
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from audit import NOT_CHECKED
from chromium import find_or_install

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
APPS = ("reklamai", "studio", "anchors", "soulids", "editing", "video")
STATES = {0: "ok", NOT_CHECKED: "NOT CHECKED"}
"""What an exit code means; every other one is a failure."""

# Three runs share two cores better than two: while one waits for a database or a server, the others draw.
AT_ONCE = 3
MEDIA, FLOWS, BROWSER = ("tests/media",), ("tests/flows",), ("tests/browser",)
HEARD = tuple(f"tests/media/{each}" for each in ("captions", "mixing", "speech", "synth"))
ROOMS = ("tests/anchors", "tests/soulids", "tests/video")
DOORS = ("tests/pages", "tests/api", "tests/security")
HALL = ("tests/studio",)
# Images set this variable; each of the hundred processes that tests start would then compile all anew, 3 s at a time.
COMPILED = {"PYTHONDONTWRITEBYTECODE": ""}
QUICK = ("-m", "not soak", "--durations=25", "--durations-min=2")


@dataclass(frozen=True, slots=True)
class Step:
    """One command of the gate."""

    name: str
    command: list[str]
    report: Path | None = None
    """Where pytest writes its counts."""


class Gate:
    """Runs steps, shows each one's words when it is over, and counts."""

    def __init__(self) -> None:
        self.passed = self.failed = 0
        self.not_checked: list[str] = []
        self._turn = threading.Lock()

    def run(self, *steps: Step) -> None:
        """Run `steps` one after the other; a failed one does not stop the rest."""
        for step in steps:
            began = time.monotonic()
            done = subprocess.run(
                step.command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                text=True, errors="replace", check=False, env={**os.environ, **COMPILED},
            )  # fmt: skip
            with self._turn:
                state = STATES.get(done.returncode, "FAILED")
                print(
                    f"\n=== {step.name}: {state}, {time.monotonic() - began:.0f} s\n{done.stdout.rstrip()}", flush=True
                )
                if done.returncode == NOT_CHECKED:
                    self.not_checked.append(step.name)
                self._count(step, ok=done.returncode in STATES)

    def missing(self, name: str, why: str) -> None:
        """Count a step that could not run as failed."""
        print(f"\n=== {name}: FAILED\n{why}", flush=True)
        self.failed += 1

    def _count(self, step: Step, *, ok: bool) -> None:
        if step.report is None:
            self.failed += not ok
            return
        passed, failed = counts(step.report)
        self.passed += passed
        # A runner may also fail without a failed test: a broken collection, a crash.
        self.failed += failed or (not ok)


def counts(report: Path) -> tuple[int, int]:
    """Passed and failed tests of a JUnit report; skipped ones are neither. (0, 0) if there is none."""
    if not report.is_file():
        return 0, 0
    suites = list(ET.parse(report).getroot().iter("testsuite"))  # noqa: S314 - our own runner wrote it

    def total(word: str) -> int:
        return sum(int(suite.get(word, 0)) for suite in suites)

    failed = total("failures") + total("errors")
    return total("tests") - failed - total("skipped"), failed


def program(name: str, *arguments: str) -> list[str]:
    """A program of the virtual environment with its arguments."""
    return [str(BIN / name), *arguments]


def pytest(name: str, folder: Path, *arguments: str) -> Step:
    """A run of pytest that writes its counts into `folder`."""
    report = folder / f"{name.replace(' ', '-')}.xml"
    return Step(name, program("pytest", "-q", f"--junitxml={report}", *arguments), report)


def lint_steps() -> list[Step]:
    """Everything that reads the code without running it."""
    templates = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "templates").rglob("*.html"))
    return [
        Step("format", program("ruff", "format", "--check", ".")),
        Step("lint", program("ruff", "check", ".")),
        Step("floors", program("lint-imports")),
        Step("templates", program("djade", "--check", "--target-version", "5.2", *templates)),
        Step("types", program("mypy", "--strict", *APPS)),
        Step("security", program("bandit", "-q", "-c", "pyproject.toml", "-r", *APPS, "manage.py", ".ci")),
        Step("vulnerabilities", program("python", ".ci/audit.py")),
    ]


def with_tables(folder: Path) -> None:
    """Have the tables made once for all runs; without them each migrates for itself, which only takes longer."""
    made = subprocess.run(program("python", ".ci/tables.py", str(folder)), cwd=ROOT, check=False)
    if made.returncode == 0:
        COMPILED["TABLES_OF_TESTS"] = str(folder)


def left_out(gate: Gate) -> str:
    """A line about what could not be looked at, which is neither passed nor failed; "" if there is nothing."""
    return f"Not checked, see above: {', '.join(gate.not_checked)}\n" if gate.not_checked else ""


def main() -> int:
    """Run the gate; the exit code."""
    if sys.argv[1:] not in ([], ["--no-tests"]):
        print("usage: gate.py [--no-tests]", file=sys.stderr)
        return 2
    gate = Gate()
    if "--no-tests" in sys.argv:
        gate.run(*lint_steps())
        print(f"\n{left_out(gate)}{'All checks passed' if not gate.failed else f'{gate.failed} checks failed'}")
        return bool(gate.failed)
    with tempfile.TemporaryDirectory() as reports:
        folder = Path(reports)
        others = [f"--ignore={each}" for each in (*MEDIA, *FLOWS, *ROOMS, *DOORS, *HALL, *BROWSER)]
        runs = [
            pytest("tests of the rooms", folder, *ROOMS, *QUICK),
            pytest("tests of what is seen", folder, *MEDIA, *(f"--ignore={each}" for each in HEARD), *QUICK),
            pytest("flows", folder, *FLOWS, *QUICK),
            pytest("tests of what is heard", folder, *HEARD, *QUICK),
            pytest("tests of the doors", folder, *DOORS, *QUICK),
            pytest("tests of the hall", folder, *HALL, *QUICK),
            pytest("other tests", folder, *others, *QUICK),
        ]
        # Playwright keeps an event loop running: in one process with asyncio tests both would fail.
        if find_or_install():
            runs.insert(1, pytest("browser tests", folder, *BROWSER, *QUICK))
        else:
            gate.missing("browser tests", "Chromium was not found and could not be installed.")
        with_tables(folder / "tables")
        # The longest first, so that no long one is left to run alone at the end.
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for done in [pool.submit(gate.run, *steps) for steps in (*([each] for each in runs), lint_steps())]:
                done.result()
    print(f"\n{left_out(gate)}{gate.passed} passed, {gate.failed} failed", flush=True)
    return bool(gate.failed)


if __name__ == "__main__":
    sys.exit(main())
