import pytest
from django.conf import settings as project

from reklamai.core.checks import check_no_pool
from reklamai.settings.env import read
from reklamai.settings.files import channel_layer, database, media_hosts, private_files


def test_without_settings_everything_is_on_this_machine(tmp_path):
    env = read({})

    assert database(env, tmp_path, "reklamai")["ENGINE"] == "reklamai.core.database"
    assert channel_layer(env)["BACKEND"] == "reklamai.core.pglayer.PostgresChannelLayer"
    assert private_files(env)["BACKEND"].endswith("DiskStore")
    assert media_hosts(env) == ()


def test_a_database_address_takes_the_embedded_servers_place(tmp_path):
    env = read({"DATABASE_URL": "postgresql://studio:pw@db.example:5433/studio"})

    found = database(env, tmp_path, "reklamai")

    assert (found["ENGINE"], found["HOST"], found["PORT"]) == ("django.db.backends.postgresql", "db.example", 5433)


@pytest.mark.parametrize("url", ["", "postgresql://studio@db.example/studio"])
def test_workers_keep_their_connection_and_pages_do_not(tmp_path, url):
    worker = read({"Q_CLUSTER_NAME": "heavy", "DATABASE_URL": url})

    assert database(worker, tmp_path, "reklamai")["CONN_MAX_AGE"] == 600
    assert not database(read({"DATABASE_URL": url}), tmp_path, "reklamai").get("CONN_MAX_AGE")


def test_redis_rings_the_bell_where_it_is_set():
    layer = channel_layer(read({"REDIS_URL": "redis://cache.example:6379/1"}))

    assert layer["BACKEND"] == "channels_redis.pubsub.RedisPubSubChannelLayer"
    assert layer["CONFIG"] == {"hosts": ["redis://cache.example:6379/1"]}


def test_a_bucket_is_private_and_never_overwritten():
    env = read({"S3_BUCKET": "ads", "S3_ENDPOINT_URL": "https://s3.example", "AWS_ACCESS_KEY_ID": "id"})

    options = private_files(env)["OPTIONS"]

    assert (options["bucket_name"], options["key_id"].reveal()) == ("ads", "id")
    assert options["default_acl"] is None
    assert options["file_overwrite"] is False
    assert media_hosts(env) == ("https://s3.example",)


def test_a_pool_is_refused_because_workers_fork(monkeypatch):
    assert check_no_pool() == []

    monkeypatch.setitem(project.DATABASES["default"], "OPTIONS", {"pool": True})

    assert [error.id for error in check_no_pool()] == ["core.E002"]


def test_people_sign_in_by_e_mail_and_files_are_not_public():
    assert project.AUTH_USER_MODEL == "studio.User"
    assert {"email"} == project.ACCOUNT_LOGIN_METHODS
    assert project.SESSION_COOKIE_HTTPONLY
    assert project.STORAGES["default"]["OPTIONS"]["file_permissions_mode"] == 0o600
