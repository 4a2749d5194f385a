"""Files in an S3-compatible bucket."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import boto3
from boto3.s3.transfer import TransferConfig, create_transfer_manager
from botocore.config import Config
from botocore.exceptions import ClientError
from django.core.exceptions import SuspiciousOperation
from storages.backends.s3 import S3Storage

from reklamai.core.errors import StoreTrouble
from reklamai.core.secret import Secret
from reklamai.core.stores.base import PIECE, Entry, type_of
from reklamai.core.stores.faults import BROKEN, is_missing, troubles
from reklamai.core.stores.links import Cdn, pinned, signed_by_bucket

PART = 8 << 20
PARTS_AT_ONCE = 3
READS_IN_VAIN = 4
"""So often in a row may a read break off without a new byte."""


def client_config(*, path_style: bool, attempts: int, timeout_s: float) -> Config:
    """How patient we are, and what we may ask of stores that are not Amazon's."""
    return Config(
        s3={"addressing_style": "path" if path_style else "virtual"},
        signature_version="s3v4",
        connect_timeout=min(5.0, timeout_s),
        read_timeout=timeout_s,
        retries={"mode": "standard", "total_max_attempts": attempts},
        max_pool_connections=32,
        # boto3 sends a CRC32 trailer by default since 1.36, which many S3-compatible servers refuse.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )


class BucketStore(S3Storage):  # type: ignore[misc]  # django-storages has no types
    """django-storages' bucket, with one client for all threads of a process, reads that go on, and our errors.

    A thread pool of 32 would else hold 32 clients; and its files are read whole before their first byte.
    """

    def __init__(
        self,
        *,
        key_id: Secret,
        secret: Secret,
        token: Secret,
        path_style: bool,
        link_seconds: int,
        public_url: str = "",
        cdn_key_id: str = "",
        cdn_private_key: Secret | None = None,
        attempts: int = 4,
        timeout_s: float = 30.0,
        **options: Any,
    ) -> None:
        self._keys = key_id, secret, token
        self._link_seconds = link_seconds
        self._public_url = public_url
        self._cdn = Cdn(base=public_url, key_id=cdn_key_id, private_key=cdn_private_key) if cdn_private_key else None
        self._config = {"path_style": path_style, "attempts": attempts, "timeout_s": timeout_s}
        self._clients: dict[tuple[int, str, bool], Any] = {}
        self._lock = threading.Lock()
        super().__init__(
            client_config=client_config(**self._config),  # type: ignore[arg-type]
            transfer_config=TransferConfig(
                multipart_threshold=2 * PART, multipart_chunksize=PART, max_concurrency=PARTS_AT_ONCE
            ),
            max_memory_size=PART,
            **options,
        )

    def put(self, name: str, path: Path, *, sha256: str) -> None:
        """See `Store.put`. A file in parts has its name only once all are there; a failed one's are taken back."""
        facts = {"ContentType": type_of(name), "Metadata": {"sha256": sha256}}
        # By its path, not as an open file: of that, parts would be read ahead, 80 MB of them.
        with troubles(), create_transfer_manager(self.client(), self.transfer_config) as transfers:
            transfers.upload(str(path), self.bucket_name, self.key(name), extra_args=facts).result()

    def stat(self, name: str) -> Entry | None:
        with troubles():
            try:
                found = self.client().head_object(Bucket=self.bucket_name, Key=self.key(name))
            except ClientError as error:
                if is_missing(error):
                    return None
                raise
        sha256 = found.get("Metadata", {}).get("sha256", "")
        return Entry(name=name, size=found["ContentLength"], modified=found["LastModified"], sha256=sha256)

    def read(self, name: str, *, first: int = 0, count: int | None = None) -> Iterator[bytes]:
        """See `Store.read`. A connection that breaks is opened again where it broke: the content never changes."""
        at, end, in_vain = first, None if count is None else first + count, 0
        with troubles():
            while end is None or at < end:
                try:
                    for piece in self._body(name, first=at, end=end):
                        at, in_vain = at + len(piece), 0
                        yield piece
                except BROKEN:
                    in_vain += 1
                    if in_vain >= READS_IN_VAIN:
                        raise
                else:
                    return

    def _body(self, name: str, *, first: int, end: int | None) -> Iterator[bytes]:
        part = {"Range": f"bytes={first}-{'' if end is None else end - 1}"} if first or end else {}
        try:
            found = self.client().get_object(Bucket=self.bucket_name, Key=self.key(name), **part)
        except ClientError as error:
            if is_missing(error):
                raise FileNotFoundError(name) from error
            raise
        with closing(found["Body"]) as body:
            while piece := body.read(PIECE):
                yield piece

    def local_path(self, name: str) -> Path | None:  # noqa: ARG002
        return None

    def walk(self) -> Iterator[Entry]:
        pages = self.client().get_paginator("list_objects_v2")
        with troubles():
            for page in pages.paginate(Bucket=self.bucket_name, Prefix=self.key("")):
                for each in page.get("Contents", ()):
                    name = each["Key"][len(self.key("")) :]
                    yield Entry(name=name, size=each["Size"], modified=each["LastModified"])

    def remove(self, name: str) -> None:
        with troubles():
            self.client().delete_object(Bucket=self.bucket_name, Key=self.key(name))

    def drop_unfinished(self, before: datetime) -> int:
        client, dropped = self.client(), 0
        with troubles():
            pages = client.get_paginator("list_multipart_uploads")
            for page in pages.paginate(Bucket=self.bucket_name, Prefix=self.key("")):
                for each in page.get("Uploads", ()):
                    if each["Initiated"] < before:
                        key, upload = each["Key"], each["UploadId"]
                        client.abort_multipart_upload(Bucket=self.bucket_name, Key=key, UploadId=upload)
                        dropped += 1
        return dropped

    def link(self, name: str, *, content_type: str, disposition: str) -> str:
        """See `Store.link`. Signed by the CDN's key where there is one, else by the bucket's for its public address."""
        headers = pinned(content_type=content_type, disposition=disposition)
        if self._cdn:
            return self._cdn.signed(self.key(name), headers=headers, lives_s=self._link_seconds)
        client = self.client(endpoint=self._public_url)  # the host is part of what is signed
        return signed_by_bucket(
            client, bucket=self.bucket_name, key=self.key(name), headers=headers, lives_s=self._link_seconds
        )

    def check(self, *, write: bool = False) -> str:
        with troubles():
            self.client(impatient=True).head_bucket(Bucket=self.bucket_name)
        if write:
            self._try_out()
        return f"bucket {self.bucket_name} at {self.endpoint_url}"

    def _try_out(self) -> None:
        with TemporaryDirectory() as folder:
            file = Path(folder) / "probe"
            file.write_bytes(b"probe")
            name = f".probe-{os.getpid()}"
            self.put(name, file, sha256="")
            if b"".join(self.read(name)) != b"probe":
                raise StoreTrouble("The bucket gave back something else than was put into it.")
            self.remove(name)

    def key(self, name: str) -> str:
        """The object's key. Raises SuspiciousOperation for a name that would leave the prefix."""
        if ".." in name.split("/"):
            raise SuspiciousOperation("A stored name leads out of the store.")
        return f"{self.location}/{name}" if self.location else name

    def client(self, *, endpoint: str = "", impatient: bool = False) -> Any:
        """This process's client, made at the first use: it must not be shared over a fork."""
        mine = os.getpid(), endpoint, impatient
        with self._lock:
            if mine not in self._clients:
                quick = {"attempts": 1, "timeout_s": 2.0} if impatient else {}
                self._clients[mine] = self._create_session().client(
                    "s3",
                    region_name=self.region_name,
                    endpoint_url=endpoint or self.endpoint_url,
                    config=client_config(**{**self._config, **quick}),  # type: ignore[arg-type]
                )
            return self._clients[mine]

    def _create_session(self) -> Any:
        key_id, secret, token = (each.reveal() or None for each in self._keys)
        return boto3.Session(aws_access_key_id=key_id, aws_secret_access_key=secret, aws_session_token=token)
