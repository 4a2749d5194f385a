import re

import pytest

from reklamai.settings.env import ROOT, BadEnvironment, Environment, read, read_file


def test_nothing_set_gives_the_defaults():
    env = read({})

    assert env.PORT == 8000
    assert env.REKLAMAI_HOME == ROOT / ".data"
    assert env.ALLOWED_HOSTS == ["localhost", "127.0.0.1", "[::1]"]
    assert env.DATABASE_URL is None
    assert env.DEMO is None
    assert not env.KIE_API_KEY


def test_an_empty_value_is_an_unset_one():
    assert read({"PORT": " ", "KIE_BASE_URL": ""}) == read({})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "http"),
        ("PORT", "0"),
        ("PORT", "70000"),
        ("PORT", "-1"),
        ("DEMO", "yes"),
        ("SIGNUP_CREDITS", "1.5"),
        ("DATABASE_URL", "mysql://root@host/db"),
        ("REDIS_URL", "localhost:6379"),
        ("PUBLIC_URL", "studio.example"),
        ("KIE_BASE_URL", "ftp://api.kie.ai"),
        ("LOG_LEVEL", "LOUD"),
        ("Q_CLUSTER_NAME", "huge"),
        ("REKLAMAI_HOEM", "/data"),
    ],
)
def test_a_bad_value_or_unknown_name_stops_the_start_by_name(name, value):
    with pytest.raises(BadEnvironment) as caught:
        read({name: value})

    assert name in str(caught.value)


def test_a_secret_is_never_in_the_words_of_an_error_or_the_environment():
    env = read({"STRIPE_API_KEY": "sk-live", "SECRET_KEY": "hush", "AWS_SECRET_ACCESS_KEY": "aws"})

    assert env.STRIPE_API_KEY.reveal() == "sk-live"
    assert not re.search("sk-live|hush|'aws'", repr(env))


def test_a_database_address_may_name_a_socket_folder():
    database = read({"DATABASE_URL": "postgresql://postgres@/studio?host=/run/postgresql"}).DATABASE_URL

    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert database["NAME"] == "studio"
    assert "/run/postgresql" in str(database)


def test_the_example_file_lists_every_setting_and_no_other():
    listed = re.findall(r"^([A-Z][A-Z0-9_]*)=", (ROOT / ".env.example").read_text(), re.MULTILINE)

    known = set(Environment.__dataclass_fields__) - {"Q_CLUSTER_NAME"}  # set by the supervisor, never by hand
    assert sorted(listed) == sorted(known)


def test_the_example_file_is_itself_a_valid_environment():
    assert read(read_file(ROOT / ".env.example")) == read({})


def test_a_file_may_quote_comment_and_export(tmp_path):
    file = tmp_path / ".env"
    file.write_text('# ours\nexport PORT=8100\n\nPUBLIC_URL="https://studio.example"\n')

    env = read(read_file(file))

    assert (env.PORT, env.PUBLIC_URL) == (8100, "https://studio.example")


def test_an_unknown_line_of_the_file_stops_the_start(tmp_path):
    file = tmp_path / ".env"
    file.write_text("KIE_APIKEY=secret-value\n")

    with pytest.raises(BadEnvironment) as caught:
        read_file(file)

    assert "KIE_APIKEY" in str(caught.value)
    assert "secret-value" not in str(caught.value)


def test_no_file_is_an_empty_one(tmp_path):
    assert read_file(tmp_path / ".env") == {}
