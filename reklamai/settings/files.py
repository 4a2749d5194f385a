"""Where things are kept: the database, the files of users, what the pages load, and the bell between processes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from reklamai.core.embedded import place_for

from .env import Environment

__all__ = ["STATIC_FILES", "channel_layer", "database", "media_hosts", "private_files"]

STATIC_FILES = {"BACKEND": "reklamai.core.staticfiles.StaticFiles"}


def database(env: Environment, home: Path, name: str) -> dict[str, Any]:
    """Django's database settings: DATABASE_URL, else the embedded server under `home` (not started by this)."""
    # A worker would reconnect for every look into its queue. Never a pool: qcluster forks, and forks share sockets.
    kept = {"CONN_MAX_AGE": 600, "CONN_HEALTH_CHECKS": True} if env.Q_CLUSTER_NAME else {}
    if env.DATABASE_URL:
        return {**env.DATABASE_URL, **kept}
    sockets = str(place_for(home).sockets)
    return {"ENGINE": "reklamai.core.database", "NAME": name, "USER": "postgres", "HOST": sockets, **kept}


def channel_layer(env: Environment) -> dict[str, Any]:
    """Redis where it is set, else PostgreSQL's LISTEN/NOTIFY on the default database."""
    if env.REDIS_URL:
        return {"BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer", "CONFIG": {"hosts": [env.REDIS_URL]}}
    return {"BACKEND": "reklamai.core.pglayer.PostgresChannelLayer"}


def private_files(env: Environment) -> dict[str, Any]:
    """The storage of uploads and results: folders under MEDIA_ROOT, or the bucket where S3_BUCKET is set.

    Never public and never overwritten, in either.
    """
    if not env.S3_BUCKET:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"file_permissions_mode": 0o600}}
    options = {
        "bucket_name": env.S3_BUCKET,
        "endpoint_url": env.S3_ENDPOINT_URL,
        "region_name": env.S3_REGION or None,
        "access_key": env.AWS_ACCESS_KEY_ID.reveal() or None,
        "secret_key": env.AWS_SECRET_ACCESS_KEY.reveal() or None,
        "security_token": env.AWS_SESSION_TOKEN.reveal() or None,
        "addressing_style": "path",
        "signature_version": "s3v4",
        "file_overwrite": False,
        "default_acl": None,
        "querystring_auth": True,
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}


def media_hosts(env: Environment) -> tuple[str, ...]:
    """The origins that a page may show private files from: the bucket's, whose signed addresses are handed out."""
    if not env.S3_BUCKET:
        return ()
    return (env.S3_ENDPOINT_URL or f"https://s3.{env.S3_REGION or 'us-east-1'}.amazonaws.com",)
