"""How a Soul ID is called in prompts, after an "@": lower-case letters of any script, digits and "_".

The same characters that `studio.mentions` finds in a prompt: a handle with others could never be called.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from typing import Final

from django.utils.translation import gettext as _

from reklamai.core.errors import BadInput

LONGEST: Final = 40
NAMELESS: Final = "soul"
"""For a name without a single letter."""
OTHERS = re.compile(r"\W+")
HANDLE = re.compile(r"\w{1,40}")


def made_of(name: str, *, taken: Collection[str] = ()) -> str:
    """A handle for this name that is not among the taken ones: "Мария К." -> "мария_к", the next one "мария_к2"."""
    base = OTHERS.sub("_", plain(name)).strip("_")[:LONGEST] or NAMELESS
    handle, number = base, 1
    while handle in taken:
        number += 1
        handle = f"{base[: LONGEST - len(str(number))]}{number}"
    return handle


def checked(text: str) -> str:
    """The handle as it was typed, with or without its "@", in lower case. Raises BadInput for what cannot be one."""
    handle = plain(text.strip().removeprefix("@"))
    if not HANDLE.fullmatch(handle):
        words = _("A short name has letters, digits and “_”, %(most)d of them at most, and no spaces.")
        raise BadInput(words % {"most": LONGEST}, limit=LONGEST)
    return handle


def plain(text: str) -> str:
    """Lower case, composed: "É" typed as two characters is one word with "é" typed as one."""
    # A second time: of some letters the small one is two characters again ("İ").
    small = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).lower())
    return "".join(each for each in small if unicodedata.category(each) != "Mn")
