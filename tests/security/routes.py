"""Every address that the studio answers at, with something real in the place of each variable."""

import re
from dataclasses import dataclass
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver, resolve

NOBODYS = {
    "uuid": "01234567-89ab-4def-8123-456789abcdef", "int": "4000000", "str": "nothing", "slug": "nothing",
    "path": "nothing", "composer": "image", "role": "reference", "uidb36": "zz", "key": "abc-def", "url": "nothing",
    "app_label": "studio", "name": "grant", "object_id": "4000000", "content_type_id": "1",
}  # fmt: skip
VARIABLE = re.compile(r"<(?:(\w+):)?(\w+)>")
GROUP = re.compile(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)")


@dataclass(frozen=True)
class Route:
    """`words` as urls.py has them, `path` with values filled in, `view` what answers."""

    words: str
    path: str
    view: object

    def at(self, **values):
        """The path with these values in the place of nobody's."""
        return "/" + filled(self.words, {**NOBODYS, **values})


def leaves(patterns, before=""):
    for each in patterns:
        if isinstance(each, URLResolver):
            yield from leaves(each.url_patterns, before + str(each.pattern))
        elif isinstance(each, URLPattern):
            yield before + str(each.pattern), each.callback


def filled(words, values):
    plain = GROUP.sub(lambda found: str(values[found[1]]), words)
    plain = VARIABLE.sub(lambda found: str(values.get(found[2], values.get(found[1] or "str"))), plain)
    return re.sub(r"\\(.)", r"\1", plain.replace("^", "").replace("$", ""))


def routes():
    """All of them; each path leads to its view, or to one that stands before it."""
    found = [Route(words, "/" + filled(words, NOBODYS), view) for words, view in leaves(get_resolver().url_patterns)]
    for route in found:
        resolve(route.path)
    return found


def is_page(route):
    """Neither the API's nor the admin's: what people open."""
    return not route.path.startswith(("/api", "/admin"))


ALL = routes()
PAGES = [route for route in ALL if is_page(route)]
ADMIN = [route for route in ALL if route.path.startswith("/admin")]
assert UUID(NOBODYS["uuid"])
