"""The looks of the health page tell trouble in words and never break the page."""

from django.db import connection

from reklamai.core import inspection


def look(what):
    [found] = [each for each in inspection.looks() if each.what == what]
    return found


def test_a_sound_set_up_is_told_as_such(db, private_media):
    found = {each.what: each for each in inspection.looks()}

    assert found["database"].well
    assert "PostgreSQL" in found["database"].words
    assert found["migrations"].well
    assert found["storage"].well
    assert found["disk"].well
    assert found["FFmpeg"].well


def test_our_encoders_are_there(db):
    _version, known = inspection.ffmpeg()

    assert set(inspection.ENCODERS) <= known


def test_a_table_that_is_due_is_named_with_its_cure(db):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'django_q' RETURNING name")
        names = {name for (name,) in cursor.fetchall()}

    found = look("migrations")

    assert not found.well
    assert all(f"django_q.{name}" in found.words for name in names)
    assert "manage.py migrate" in found.words


def test_without_mail_it_says_where_letters_go(db, settings):
    settings.MAIL_IS_SET_UP = False
    assert "EMAIL_URL" in look("mail").words
    assert not look("mail").well

    settings.MAIL_IS_SET_UP, settings.EMAIL_HOST, settings.EMAIL_PORT = True, "smtp.lis.studio", 587
    assert (look("mail").well, look("mail").words) == (True, "smtp.lis.studio:587")


def test_a_store_that_is_away_is_told_and_the_other_looks_go_on(db, settings, tmp_path):
    """A bucket at an address where nobody listens."""
    from reklamai.settings.env import read
    from reklamai.settings.files import file_stores

    nobody = {"S3_BUCKET": "b", "S3_ENDPOINT_URL": "http://127.0.0.1:9", "AWS_ACCESS_KEY_ID": "k"}
    stores = file_stores(read({**nobody, "AWS_SECRET_ACCESS_KEY": "s"}))
    settings.STORAGES = {**settings.STORAGES, "default": stores["default"]}

    found = {each.what: each for each in inspection.looks()}

    assert not found["storage"].well
    assert found["storage"].words
    assert found["database"].well
