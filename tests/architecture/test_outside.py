"""Who may speak to the network: every address that somebody else chose goes through `reklamai.core.outside`."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted(
    path.relative_to(ROOT).as_posix()
    for app in ("reklamai", "studio", "anchors", "soulids", "editing", "video")
    for path in (ROOT / app).rglob("*.py")
)
SPEAKERS = {
    "aiohttp", "asyncssh", "boto3", "botocore", "ftplib", "http.client", "httpcore", "imaplib", "nntplib", "paramiko",
    "poplib", "requests", "smtplib", "telnetlib", "urllib.request", "urllib3", "websocket", "websockets", "xmlrpc",
}  # fmt: skip
HTTPX = {
    "AsyncClient", "AsyncHTTPTransport", "Client", "HTTPTransport", "delete", "get", "head", "options", "patch", "post",
    "put", "request", "stream",
}  # fmt: skip
OPENERS = {"create_connection", "open_connection", "create_datagram_endpoint", "urlopen", "urlretrieve"}
MAY = {
    "reklamai/core/outside/": {"httpx", "httpcore"},
    "reklamai/providers/": {"httpx"},  # to the base address that our own settings name
    "reklamai/core/stores/": {"boto3", "botocore", "urllib3"},  # to our own bucket
    "reklamai/core/supervisor/run.py": {"urllib.request", "urlopen"},  # its own /healthz
    "studio/services/letters.py": {"smtplib"},  # the names of its errors
}


class WithoutAnnotations(ast.NodeTransformer):
    """A type opens nothing."""

    def visit_arg(self, node):
        node.annotation = None
        return node

    def visit_FunctionDef(self, node):
        node.returns = None
        return self.generic_visit(node)

    def visit_AnnAssign(self, node):
        return ast.Expr(node.value) if node.value else ast.Pass()


def spoken(tree):
    """The words in a module by which it could open a connection."""
    for node in ast.walk(WithoutAnnotations().visit(tree)):
        if isinstance(node, ast.Import):
            yield from (speaker_of(each.name) for each in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield speaker_of(node.module or "")
            yield from (speaker_of(f"{node.module}.{each.name}") for each in node.names)
            yield from ("httpx" for each in node.names if node.module == "httpx" and each.name in HTTPX)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield "httpx" if node.value.id == "httpx" and node.attr in HTTPX else ""
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            yield name if name in OPENERS else ""


def speaker_of(module):
    return next((each for each in SPEAKERS if module == each or module.startswith(each + ".")), "")


def allowed(path):
    return set().union(*(words for place, words in MAY.items() if path.startswith(place)))


@pytest.mark.parametrize("words", ["import requests", "from urllib.request import urlopen", "import http.client as h",
                                   "httpx.Client()", "from httpx import get", "asyncio.open_connection('a', 1)",
                                   "from urllib import request", "x = httpx.get"])  # fmt: skip
def test_the_net_is_fine_enough(words):
    assert any(spoken(ast.parse(words)))


def test_a_type_of_httpx_is_no_connection():
    assert not any(spoken(ast.parse("import httpx\ndef f(web: httpx.Client) -> httpx.Client: ...")))


@pytest.mark.parametrize("path", SOURCES)
def test_only_those_speak_to_the_network_who_may(path):
    found = {word for word in spoken(ast.parse((ROOT / path).read_text("utf-8"))) if word}

    assert found <= allowed(path)


def test_nobody_may_who_does_not():
    for place, words in MAY.items():
        files = [path for path in SOURCES if path.startswith(place)]
        used = {word for path in files for word in spoken(ast.parse((ROOT / path).read_text("utf-8")))}
        assert words <= used, place
