import hashlib
import threading

import httpx
import pytest

from reklamai.core.errors import Rejected, TooLarge, Unreachable
from reklamai.core.outside.addresses import UnsafeAddress
from reklamai.core.outside.fetch import client, fetch
from reklamai.core.outside.transport import Guarded
from tests.core.outside.conftest import BODY, body, redirect, serving


@pytest.fixture
def bring(outside, tmp_path):
    """Fetch a path of the server, or an address, as the product does; only that one server is trusted."""
    web = client(Guarded(trusted=frozenset({outside.place})), timeout_s=5, user_agent="ReklamAI test")

    def bring(url, *, most_bytes=10**6, most_s=5.0):
        target = url if "://" in url else f"http://{outside.place}{url}"
        return fetch(web, target, tmp_path / "got", most_bytes=most_bytes, most_s=most_s)

    yield bring
    web.close()


def nothing_left(tmp_path):
    return not (tmp_path / "got").exists()


def test_a_file_comes_whole_with_its_hash(bring, tmp_path):
    got = bring("/file")

    assert (tmp_path / "got").read_bytes() == BODY
    assert (got.size_bytes, got.sha256) == (len(BODY), hashlib.sha256(BODY).hexdigest())
    assert got.content_type == "image/png"


def test_a_relative_redirect_is_followed(bring, outside, tmp_path):
    outside.answers["/moved"] = redirect("/file")

    bring("/moved")

    assert (tmp_path / "got").read_bytes() == BODY


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:1/x", "http://localhost/x", "http://[::1]/x", "http://169.254.169.254/latest"]
)
def test_a_private_address_is_refused(bring, tmp_path, url):
    with pytest.raises(UnsafeAddress):
        bring(url)

    assert nothing_left(tmp_path)


def test_a_redirect_to_a_private_address_is_refused_before_it_is_asked(bring, outside, tmp_path):
    with serving({"/secret": body(b"secret")}) as inside:
        outside.answers["/trap"] = redirect(f"http://{inside.place}/secret")

        with pytest.raises(UnsafeAddress):
            bring("/trap")

        assert inside.seen == []
    assert nothing_left(tmp_path)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.com/x", "file:///etc/passwd", "http://user:word@8.8.8.8/", "http://", "gopher://x/",
        "http://:word@8.8.8.8/", "http://8.8.8.8@127.0.0.1/", "http://1.1.1.1&@127.0.0.1#@8.8.8.8/", "http:/127.0.0.1",
        "http://[::ffff:7f00:1]/", "http://①②⑦.⓪.⓪.①/", "http://ⓛocalhost/",
        "http://127.0.0.1\t/", "http://a\\@127.0.0.1/", "http://[v1.x]/", "http://0/", "http://LOCALHOST/",
        "http://8.8.8.8:22/", "http://8.8.8.8:99999/", "http://8.8.8.8:0/", "https:8.8.8.8",
    ],
)  # fmt: skip
def test_what_is_not_a_plain_web_address_is_refused(bring, url):
    with pytest.raises(UnsafeAddress):
        bring(url)


@pytest.mark.parametrize(
    "target", ["ftp://8.8.8.8/x", "file:///etc/passwd", "data:,x", "http://u:p@8.8.8.8/", "//[::1]/"]
)
def test_a_redirect_to_what_is_no_plain_web_address_is_refused(bring, outside, tmp_path, target):
    outside.answers["/trap"] = redirect(target)

    with pytest.raises(UnsafeAddress):
        bring("/trap")

    assert nothing_left(tmp_path)


def test_a_ring_of_redirects_ends(bring, outside):
    outside.answers["/a"], outside.answers["/b"] = redirect("/b"), redirect("/a")

    with pytest.raises(Rejected):
        bring("/a")

    assert len(outside.seen) <= 6


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (body(b"no", status=404), Rejected),
        (body(b"no", status=403), Rejected),
        (body(b"later", status=503), Unreachable),
        (body(b"later", status=429), Unreachable),
        (body(length=len(BODY) + 10), Unreachable),
        (body(Content_Encoding="gzip"), Rejected),
        (body(b"x" * 2_000_000), TooLarge),
        (body(b"x" * 2_000_000, length=False), TooLarge),
    ],
    ids=["missing", "forbidden", "away", "busy", "broken off", "packed", "says too much", "sends too much"],
)
def test_a_bad_answer_leaves_nothing_behind(bring, outside, tmp_path, answer, error):
    outside.answers["/bad"] = answer

    with pytest.raises(error):
        bring("/bad")

    assert nothing_left(tmp_path)


@pytest.mark.parametrize("piece", [1, 100_000])
def test_a_server_that_drips_is_given_up(bring, outside, tmp_path, piece):
    over = threading.Event()

    def drip(handler):
        handler.send_response(200)
        handler.end_headers()
        for _ in range(500):
            if over.wait(0.02):
                return
            handler.wfile.write(b"x" * piece)
            handler.wfile.flush()
        over.set()

    outside.answers["/drip"] = drip

    with pytest.raises(Unreachable):
        bring("/drip", most_bytes=10**9, most_s=0.2)

    assert not over.is_set()  # it had not ended by itself
    over.set()
    assert nothing_left(tmp_path)


def test_the_connection_goes_to_the_address_that_was_looked_at_under_the_name_that_was_asked():
    asked = []

    def answer(request):
        asked.append(request)
        return httpx.Response(302, headers={"Location": "/two"}) if request.url.path == "/one" else httpx.Response(200)

    # The name stands for another, private address at every second look: rebinding.
    looks = iter([["93.184.216.34"], ["127.0.0.1"]])
    transport = Guarded(httpx.MockTransport(answer), resolve=lambda *_: next(looks))

    with client(transport, user_agent="ReklamAI test") as web, pytest.raises(UnsafeAddress):
        web.get("https://rebinding.example/one")

    [request] = asked
    assert str(request.url) == "https://93.184.216.34/one"
    assert request.headers["Host"] == "rebinding.example"
    assert request.extensions["sni_hostname"] == "rebinding.example"


@pytest.mark.parametrize("url", ["https://faß.example/x", "https://xn--fa-hia.example/x"])
def test_an_international_name_is_looked_up_as_it_goes_over_the_wire(url):
    looked, asked = [], []

    def resolve(host, _port):
        looked.append(host)
        return ["93.184.216.34"]

    def answer(request):
        asked.append(request)
        return httpx.Response(200)

    with client(Guarded(httpx.MockTransport(answer), resolve=resolve), user_agent="ReklamAI test") as web:
        web.get(url)

    assert looked == ["xn--fa-hia.example"]
    assert asked[0].extensions["sni_hostname"] == "xn--fa-hia.example"


def test_a_connection_is_not_lent_to_another_name_at_the_same_address(outside):
    opened = []

    def note(handler):
        opened.append(handler.client_address)
        handler.send_response(200)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    outside.answers["/kept"] = note

    with client(Guarded(trusted=frozenset({outside.place})), user_agent="ReklamAI test") as web:
        web.get(f"http://{outside.place}/kept")
        web.get(f"http://{outside.place}/kept")

    assert len(set(opened)) == 2
