"""Addresses that give a private file to whoever has them, for a short while."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import quote, urlencode

from botocore.signers import CloudFrontSigner
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from django.utils import timezone

from reklamai.core.secret import Secret

CACHE = "private, max-age=31536000, immutable"


def signed_by_bucket(client: Any, *, bucket: str, key: str, headers: dict[str, str], lives_s: int) -> str:
    """The bucket's own signed address; `headers` by their names in S3's query: "response-content-type"."""
    asked = {"".join(part.title() for part in name.split("-")): value for name, value in headers.items()}
    address = client.generate_presigned_url(
        "get_object", Params={"Bucket": bucket, "Key": key, **asked}, ExpiresIn=lives_s
    )
    return str(address)


def pinned(*, content_type: str, disposition: str) -> dict[str, str]:
    """What the answer's headers will be, whatever the object itself carries."""
    return {
        "response-content-type": content_type,
        "response-content-disposition": disposition,
        "response-cache-control": CACHE,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Cdn:
    """A CloudFront distribution, or what signs like one, in front of the bucket."""

    base: str
    key_id: str
    private_key: Secret
    """PEM of an RSA key that the distribution knows as `key_id`."""

    def signed(self, key: str, *, headers: dict[str, str], lives_s: int) -> str:
        until = timezone.now() + timedelta(seconds=lives_s)
        address = f"{self.base}/{quote(key)}?{urlencode(headers)}"
        return str(CloudFrontSigner(self.key_id, self._sign).generate_presigned_url(address, date_less_than=until))

    def _sign(self, message: bytes) -> bytes:
        pem = self.private_key.reveal().replace("\\n", "\n").encode()  # a line of `.env` holds it in one line
        key = serialization.load_pem_private_key(pem, password=None)
        if not isinstance(key, rsa.RSAPrivateKey):
            raise TypeError("The CDN's key is not an RSA key.")
        return key.sign(message, padding.PKCS1v15(), hashes.SHA1())  # noqa: S303 - CloudFront takes no other
