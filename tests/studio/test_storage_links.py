"""Signed addresses of a bucket and of a CDN, and the settings that lead to them."""

import json
import re
import urllib.request
from base64 import b64decode
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from reklamai.core.stores import store
from reklamai.settings.env import BadEnvironment, read
from reklamai.settings.files import files_in, media_hosts
from tests.bucket import settings_for
from tests.studio.test_storage_stores import bucket_store, made, put  # noqa: F401  # two fixtures among them


class TestSignedAddresses:
    def fetched(self, address, **headers):
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers)) as answer:  # noqa: S310
            return answer.status, answer.headers, answer.read()

    def test_they_give_the_file_with_the_headers_we_pinned(self, bucket_store, made):
        content = put(bucket_store, made)
        disposition = "attachment; filename*=utf-8''%D0%BE%D1%81%D0%B5%D0%BD%D1%8C.png"

        address = bucket_store.link("7/x/a.png", content_type="image/png", disposition=disposition)
        status, headers, body = self.fetched(address, Range="bytes=10-19")

        assert (status, body) == (206, content[10:20])
        assert headers["Content-Type"] == "image/png"
        assert headers["Content-Disposition"] == disposition
        assert "private" in headers["Cache-Control"]

    def test_they_live_as_long_as_the_setting_says(self, in_bucket):
        in_bucket(S3_LINK_SECONDS="77")

        address = store().link("7/x/a.png", content_type="image/png", disposition="inline")

        assert "X-Amz-Expires=77" in address

    @pytest.mark.parametrize(
        "environment",
        [
            {},
            {"S3_ENDPOINT_URL": "https://store.example:9000", "S3_PATH_STYLE": "0"},
            {"CDN_URL": "https://cdn.example"},
            {"S3_ENDPOINT_URL": "", "S3_REGION": "eu-central-1"},
            {"S3_ENDPOINT_URL": "", "S3_REGION": "eu-central-1", "S3_PATH_STYLE": "1"},
        ],
        ids=str,
    )
    def test_a_pages_policy_allows_exactly_where_they_lead(self, settings, in_bucket, environment):
        in_bucket(**environment)

        address = store().link("7/x/a.png", content_type="image/png", disposition="inline")

        assert list(settings.MEDIA_HOSTS) == re.findall(r"^https?://[^/]+", address)

    def test_a_cdns_key_signs_for_its_own_address_and_anyone_with_the_public_key_can_check(self, in_bucket):
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        pem = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        one_line = pem.decode().replace("\n", "\\n")
        in_bucket(CDN_URL="https://cdn.example", CDN_KEY_ID="K1", CDN_PRIVATE_KEY=one_line)

        address = store().link("7/x/я.png", content_type="image/png", disposition="inline")

        query = parse_qs(urlsplit(address).query)
        assert address.startswith("https://cdn.example/7/x/%D1%8F.png?response-content-type=image%2Fpng")
        assert query["Key-Pair-Id"] == ["K1"]
        resource = address.split("&Expires=")[0]
        until = {"DateLessThan": {"AWS:EpochTime": int(query["Expires"][0])}}
        policy = json.dumps({"Statement": [{"Resource": resource, "Condition": until}]}, separators=(",", ":"))
        signature = b64decode(query["Signature"][0].translate(str.maketrans("-_~", "+=/")))
        key.public_key().verify(signature, policy.encode(), padding.PKCS1v15(), hashes.SHA1())  # noqa: S303


class TestTheSettings:
    def test_a_bucket_that_is_asked_for_must_be_named(self):
        for wanted in ({"FILES_IN": "s3"}, {"FILES_ALSO_IN": "s3"}):
            with pytest.raises(BadEnvironment, match="S3_BUCKET"):
                files_in(read(wanted))

    def test_a_cdns_key_needs_its_id_and_address(self):
        for some in ({"CDN_PRIVATE_KEY": "pem"}, {"CDN_KEY_ID": "K1"}, {"CDN_KEY_ID": "K", "CDN_PRIVATE_KEY": "pem"}):
            with pytest.raises(BadEnvironment, match="CDN_PRIVATE_KEY"):
                files_in(read(some))

    def test_files_can_stay_here_while_a_bucket_is_set_up(self):
        env = read({"S3_BUCKET": "ads", "FILES_IN": "local"})

        assert files_in(env) == "local"
        assert media_hosts(env) == ()

    def test_pages_need_no_other_origin_where_files_go_through_us(self):
        assert settings_for(S3_BUCKET="ads", S3_PROXY="1")["MEDIA_HOSTS"] == ()
