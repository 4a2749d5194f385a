import pytest
from django.core.management import call_command

from reklamai.core import doctor
from reklamai.core.starting import CannotStart

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_packages_of_the_lock_are_here():
    assert "as pinned" in doctor.check_packages()


def test_a_missing_and_a_wrong_package_are_named_with_the_cure(tmp_path):
    lock = tmp_path / "requirements.txt"
    lock.write_text("django==1.0\n    # via us\nnot-there-at-all==2.0\npillow[x]==13.0.0\n")

    with pytest.raises(CannotStart, match=r"django 1\.0, not-there-at-all 2\.0\. Mend: rm -r \.venv && make setup"):
        doctor.check_packages(lock)


def test_the_database_answers_and_has_vectors():
    assert "pgvector 0." in doctor.check_database()


def test_ffmpeg_runs():
    assert doctor.check_ffmpeg().startswith("ffmpeg version")


def test_the_command_says_what_is_due_and_fails(settings, tmp_path, capsys):
    settings.HOME = tmp_path

    with pytest.raises(SystemExit) as caught:
        call_command("doctor")

    report = capsys.readouterr().out
    assert caught.value.code == 1
    assert "BAD  set-up steps: due: migrate" in report
    assert "ok   ffmpeg" in report
    assert "python manage.py prepare" in report
