"""Where things are kept: the database, the files of users, what the pages load, and the bell between processes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from reklamai.core.embedded import place_for
from reklamai.core.processes import own_name

from .env import BadEnvironment, Environment

__all__ = [
    "STATIC_FILES",
    "STORE_GRACE_S",
    "STORE_PATIENCE_S",
    "caches",
    "channel_layer",
    "database",
    "file_stores",
    "files_in",
    "media_hosts",
    "private_files",
]

STORE_PATIENCE_S = 120
"""For so long a worker tries to store what it has made, before the order has to wait or fail."""
STORE_GRACE_S = 24 * 3600
"""A file without a row is left alone for so long: it may be of work that is not over."""
LASTING = {
    "connect_timeout": 10,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 60_000,
}
"""A cut cable or a dead machine is noticed within a minute, by libpq's own means; without them after 15 or never."""
STATIC_FILES = {"BACKEND": "reklamai.core.staticfiles.StaticFiles"}


def database(env: Environment, home: Path, name: str) -> dict[str, Any]:
    """Django's database settings: DATABASE_URL, else the embedded server under `home` (not started by this)."""
    # A worker would reconnect for every look into its queue. Never a pool: qcluster forks, and forks share sockets.
    kept = {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True} if env.Q_CLUSTER_NAME else {}
    named = {"application_name": own_name(sys.argv, cluster=env.Q_CLUSTER_NAME)}
    if env.DATABASE_URL:
        return {**env.DATABASE_URL, "OPTIONS": {**LASTING, **named, **env.DATABASE_URL.get("OPTIONS", {})}, **kept}
    sockets = str(place_for(home).sockets)
    return {
        "ENGINE": "reklamai.core.database",
        "NAME": name,
        "USER": "postgres",
        "HOST": sockets,
        "OPTIONS": named,
        **kept,
    }


def channel_layer(env: Environment) -> dict[str, Any]:
    """Redis where it is set, else PostgreSQL's LISTEN/NOTIFY on the default database."""
    if env.REDIS_URL:
        return {"BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer", "CONFIG": {"hosts": [env.REDIS_URL]}}
    return {"BACKEND": "reklamai.core.pglayer.PostgresChannelLayer"}


def caches(env: Environment) -> dict[str, Any]:
    """Redis where it is set, for all processes; else each process's own memory."""
    if not env.REDIS_URL:
        return {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    # A Redis that hangs must not hang every request with it.
    options = {"socket_timeout": 1, "socket_connect_timeout": 1}
    backend = "django.core.cache.backends.redis.RedisCache"
    return {"default": {"BACKEND": backend, "LOCATION": env.REDIS_URL, "OPTIONS": options}}


def files_in(env: Environment) -> str:
    """ "local" or "s3": where new files go. Raises BadEnvironment for a bucket that is not named."""
    chosen = env.FILES_IN or ("s3" if env.S3_BUCKET else "local")
    if "s3" in (chosen, env.FILES_ALSO_IN) and not env.S3_BUCKET:
        raise BadEnvironment("S3_BUCKET", "must name the bucket that FILES_IN or FILES_ALSO_IN asks for")
    if bool(env.CDN_KEY_ID) != bool(env.CDN_PRIVATE_KEY) or (env.CDN_KEY_ID and not env.CDN_URL):
        raise BadEnvironment("CDN_PRIVATE_KEY", "needs CDN_URL and CDN_KEY_ID, and they need it")
    return chosen


def file_stores(env: Environment) -> dict[str, Any]:
    """STORAGES: "default" for private files, and each place by its name, for moving between them."""
    places = {"local": local_files()} | ({"s3": bucket(env)} if env.S3_BUCKET else {})
    return {"default": places[files_in(env)], **places, "staticfiles": STATIC_FILES}


def private_files(env: Environment) -> dict[str, Any]:
    """The storage of uploads and results: folders under MEDIA_ROOT, or the bucket where S3_BUCKET is set."""
    return bucket(env) if files_in(env) == "s3" else local_files()


def local_files() -> dict[str, Any]:
    return {"BACKEND": "reklamai.core.stores.disk.DiskStore", "OPTIONS": {"file_permissions_mode": 0o600}}


def bucket(env: Environment) -> dict[str, Any]:
    """Never public. The keys stay `Secret`: settings are printed by more than one tool."""
    options = {
        "bucket_name": env.S3_BUCKET,
        "endpoint_url": endpoint(env),
        "region_name": region(env),
        "location": env.S3_PREFIX.strip("/"),
        "key_id": env.AWS_ACCESS_KEY_ID,
        "secret": env.AWS_SECRET_ACCESS_KEY,
        "token": env.AWS_SESSION_TOKEN,
        "path_style": path_style(env),
        "link_seconds": env.S3_LINK_SECONDS,
        "public_url": env.CDN_URL or "",
        "cdn_key_id": env.CDN_KEY_ID,
        "cdn_private_key": env.CDN_PRIVATE_KEY,
        "file_overwrite": False,
        "default_acl": None,
    }
    return {"BACKEND": "reklamai.core.stores.bucket.BucketStore", "OPTIONS": options}


def region(env: Environment) -> str:
    return env.S3_REGION or "us-east-1"


def endpoint(env: Environment) -> str:
    """The store's address: always said, or boto3 would answer redirects of its own choice outside the page's policy."""
    return env.S3_ENDPOINT_URL or f"https://s3.{region(env)}.amazonaws.com"


def path_style(env: Environment) -> bool:
    return bool(env.S3_ENDPOINT_URL) if env.S3_PATH_STYLE is None else env.S3_PATH_STYLE


def media_hosts(env: Environment) -> tuple[str, ...]:
    """The origins that a page may show private files from: those whose signed addresses are handed out."""
    if not env.S3_BUCKET or env.S3_PROXY or "s3" not in (files_in(env), env.FILES_ALSO_IN):
        return ()
    parts = urlsplit(env.CDN_URL or endpoint(env))
    by_name = not path_style(env) and not env.CDN_PRIVATE_KEY
    return (f"{parts.scheme}://{env.S3_BUCKET + '.' if by_name else ''}{parts.netloc}",)
