"""The look for vulnerable packages: it believes a service only that knows what everybody knows."""

import json
import sys
from pathlib import Path

import pytest

CI = Path(__file__).resolve().parents[2] / ".ci"
SERVICE = """
import json, sys
from pathlib import Path
known = json.loads({known!r})
service = sys.argv[sys.argv.index("-s") + 1]
lists = [sys.argv[place + 1] for place, word in enumerate(sys.argv) if word == "-r"]
if service not in known:
    sys.exit("ConnectionError: " + service + " cannot be resolved")
rows = []
for line in "".join(Path(each).read_text() for each in lists).split():
    name, _, version = line.partition("==")
    if known[service] is None:
        rows.append({{"name": name, "skip_reason": "not found"}})
    else:
        vulns = [{{"id": each, "aliases": ["x" + each]}} for each in known[service].get(name, [])]
        rows.append({{"name": name, "version": version, "vulns": vulns}})
print(json.dumps({{"dependencies": rows}}))
"""
OLD = {"django": ["CVE-1"]}


@pytest.fixture
def audit(monkeypatch, tmp_path):
    """Gives `audit(services, lock)`: the exit code where these services know this; None is a mirror with names only."""
    monkeypatch.syspath_prepend(CI)
    import audit as module

    monkeypatch.setattr(module, "ACCEPTED", tmp_path / "accepted.txt")

    def audit(services, lock="pillow==12.0\n", accepted=""):
        program, path = tmp_path / "pip-audit.py", tmp_path / "lock.txt"
        program.write_text(SERVICE.format(known=json.dumps(services)))
        path.write_text(lock)
        module.ACCEPTED.write_text(accepted)
        return module.main([sys.executable, str(program)], [path])

    yield audit
    del sys.modules["audit"]


def test_without_a_service_nothing_is_claimed(audit, capsys):
    assert audit({}) == 77

    said = capsys.readouterr().out
    assert "NOT CHECKED" in said
    assert "osv cannot be resolved" in said


def test_a_mirror_that_finds_nothing_wrong_with_an_old_release_is_not_believed(audit, capsys):
    assert audit({"pypi": None}) == 77
    assert audit({"pypi": {}}) == 77
    assert "knows nothing of django==1.11.0" in capsys.readouterr().out


def test_clean_packages_pass_where_a_service_answers(audit, capsys):
    assert audit({"osv": OLD}) == 0
    assert "osv was asked" in capsys.readouterr().out


def test_the_second_service_is_asked_where_the_first_is_away(audit):
    assert audit({"pypi": {**OLD, "pillow": ["CVE-2"]}}) == 1


def test_a_vulnerable_package_fails_by_name_until_it_is_accepted(audit, capsys):
    known = {"osv": {**OLD, "pillow": ["CVE-2", "CVE-3"]}}

    assert audit(known) == 1
    assert "pillow 12.0: CVE-2, CVE-3" in capsys.readouterr().out
    assert audit(known, accepted="CVE-2  only its GIF reader\n# CVE-3\n") == 1
    assert audit(known, accepted="xCVE-2  only its GIF reader\nCVE-3  not built in\n") == 0
