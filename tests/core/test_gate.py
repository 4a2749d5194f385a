import sys
from pathlib import Path

import pytest

CI = Path(__file__).resolve().parents[2] / ".ci"
REPORT = """<testsuites><testsuite tests="9" failures="2" errors="1" skipped="1"/></testsuites>"""


@pytest.fixture
def gate(monkeypatch):
    monkeypatch.syspath_prepend(CI)
    import gate

    yield gate
    del sys.modules["gate"], sys.modules["chromium"], sys.modules["audit"]


def python(gate, code, report=None):
    return gate.Step("step", [sys.executable, "-c", code], report)


def test_skipped_tests_are_neither_passed_nor_failed(gate, tmp_path):
    report = tmp_path / "report.xml"
    report.write_text(REPORT)

    assert gate.counts(report) == (5, 3)


def test_a_run_that_wrote_no_report_counts_as_one_failure(gate, tmp_path):
    run = gate.Gate()

    run.run(python(gate, "raise SystemExit(4)", tmp_path / "none.xml"))

    assert (run.passed, run.failed) == (0, 1)


def test_a_failed_check_is_counted_shown_and_stops_nothing(gate, capsys):
    run = gate.Gate()

    run.run(python(gate, "print('a line too long'); raise SystemExit(1)"), python(gate, "print('fine')"))

    assert (run.passed, run.failed) == (0, 1)
    shown = capsys.readouterr().out
    assert "FAILED" in shown
    assert "a line too long" in shown
    assert "fine" in shown


def test_a_word_that_it_does_not_know_starts_nothing(gate, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["gate.py", "--help"])

    assert gate.main() == 2
    assert "usage" in capsys.readouterr().err


def test_no_step_can_wait_for_a_keyboard(gate):
    run = gate.Gate()

    run.run(python(gate, "import sys; raise SystemExit(len(sys.stdin.read()))"))

    assert run.failed == 0


def test_what_could_not_be_checked_is_said_and_neither_passed_nor_failed(gate, capsys):
    run = gate.Gate()

    run.run(python(gate, "raise SystemExit(77)"), python(gate, "pass"))

    assert (run.passed, run.failed) == (0, 0)
    assert "step: NOT CHECKED" in capsys.readouterr().out
    assert gate.left_out(run) == "Not checked, see above: step\n"
    assert gate.left_out(gate.Gate()) == ""


def test_the_gate_looks_for_unsafe_code_and_vulnerable_packages(gate):
    steps = {step.name: step.command for step in gate.lint_steps()}

    assert "bandit" in steps["security"][0]
    assert steps["vulnerabilities"][-1] == ".ci/audit.py"
