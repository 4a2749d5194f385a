"""Words of two meanings, settled by what stands around them."""

from __future__ import annotations

from reklamai.media.words.binding import Unknown, head_after, is_plain
from reklamai.media.words.phrases import Match, Text

LIGHTENED = frozenset({"ground", "garment", "tones", "hair", "colour", "surface", "place", "attire", "hue"})
LIGHT_FROM = {"high": "top", "top": "top", "low": "bottom"}
"""Where light comes "from above", which said of the camera is its angle."""
HEADINGS = frozenset({
    "сцена", "кадр", "план", "эпизод", "шот", "слайд", "дубль", "scene", "shot", "frame", "panel", "slide", "take",
})  # fmt: skip
"""Before a number these name a piece of a storyboard: "Scene 3"."""
UPWARD = {"снизу вверх": "top", "сверху вниз": "bottom", "bottom to top": "top", "top to bottom": "bottom"}
ABOVE = {"above": "top", "below": "bottom"}
DIRECTIONS = frozenset({"filler", "grammar", "camera_noun", "camera", "mood", "angle", "focus", "framing", "light"})
"""Kinds that camera directions such as "wide and cinematic" are made of."""
ALONE = {"сверху": "top", "снизу": "low"}
"""Sides that are the camera's angle when nothing stands there."""


def settle_doubles(text: Text) -> None:
    """Orange the colour or the fruit; «пара» the two people or the number."""
    for match in text.matches:
        for settle in SETTLERS:
            if settle(text, match):
                break


def _settle_colour(text: Text, match: Match) -> bool:
    """ "Two oranges" against "an orange wall": such a word that colours nothing is the thing itself."""
    if match.kind != "colour" or not match.fact("or") or _colours_something(text, match):
        return False
    match.used = match.fact("or") != "nothing"
    match.facts = (("thing", match.fact("or")),) if match.used else match.facts
    return True


def _settle_light(text: Text, match: Match) -> bool:
    """The adjective of "a light kitchen" against the noun of "soft light"."""
    if match.kind != "light" or text.tokens[match.first].low != "light" or not _lightens(text, match):
        return False
    match.facts = (("temper", "bright"),)
    return True


def _settle_light_from(text: Text, match: Match) -> bool:
    """ "Light from above" is where the lamp stands, "shot from above" where the camera does."""
    before = text.at[match.first - 1] if match.first else None
    if match.kind != "angle" or before is None or before.kind != "light" or match.value not in LIGHT_FROM:
        return False
    if text.clause(before) != text.clause(match):
        return False
    match.facts = (("side", LIGHT_FROM[match.value]),)
    return True


def _settle_heading(text: Text, match: Match) -> bool:
    """ "Scene 3" counts the storyboard; it is no stage."""
    if text.words(match).lower() not in HEADINGS or not _is_numbered(text, match):
        return False
    match.facts = (("filler", "heading"),)
    return True


def _settle_size(text: Text, match: Match) -> bool:
    """ "Wide" by itself frames the shot; in "a wide bed" it is a size."""
    if not match.fact("solo") or _is_solo(text, match):
        return False
    match.facts = (("filler", "size"),)
    return True


def _settle_side(text: Text, match: Match) -> bool:
    """«Бургер, сверху» is the camera's angle; «свет сверху» and «сверху текст» are sides."""
    if match.kind != "side" or not _says_angle(text, match):
        return False
    match.facts = (("angle", ALONE[text.words(match).lower()]),)
    return True


def _settle_glasses(text: Text, match: Match) -> bool:
    """Glasses to drink from or to wear."""
    if text.words(match).lower() != "glasses" or not _are_drunk_from(text, match):
        return False
    match.facts = (("thing", "glass"), ("holder", "1"))
    return True


def _settle_pair(text: Text, match: Match) -> bool:
    """«Пара» and «двое» by themselves are people, but «пара кружек» is two mugs and «двое рабочих» two workers."""
    if match.kind != "who" or not match.fact("number"):
        return False
    counted = next((index for index in text.ahead(match.last) if not is_plain(text, index)), -1)
    if text.kind_at(counted) not in {"thing", "who", "garment"}:
        return False
    match.become("number")
    return True


def _settle_room(text: Text, match: Match) -> bool:
    """ "Room on the right for a headline" is space, not where somebody lives."""
    if match.last - match.first > 1 or text.tokens[match.first].low not in {"room", "space"}:
        return False
    ahead = list(text.ahead(match.last))
    sided = bool(ahead) and text.kind_at(ahead[0]) == "side"
    if ahead and text.tokens[ahead[0]].low == "for":
        sided = any(text.kind_at(index) == "side" for index in ahead)
    if not sided and not any(text.kind_at(index) in {"text", "copy"} for index in ahead):
        return False
    match.facts = (("copy", "copy"),)
    return True


def _settle_motion(text: Text, match: Match) -> bool:
    """«Панорама снизу вверх» is which way the camera goes, «кадр снизу вверх» how it looks."""
    side = UPWARD.get(text.words(match).lower(), "")
    if match.kind != "angle" or not side:
        return False
    moving = {"camera", "camera_noun", "camera_verb"}
    if not any(text.kind_at(index) in moving for index in text.behind(match.first)):
        return False
    match.facts = (("motion_side", side),)
    return True


def _settle_taste(text: Text, match: Match) -> bool:
    """ "Juicy colours" are the picture's, a juicy burger is only praised."""
    if match.kind != "mood" or not match.fact("taste"):
        return False
    try:
        head = head_after(text, match.last)
    except Unknown:
        head = match
    if head is None or head.kind in {"tones", "ground", "hue", "light"}:
        return False
    match.facts = (("filler", "praise"),)
    return True


def _settle_bank(text: Text, match: Match) -> bool:
    """«Рассылка банка» is a bank's; a can would stand in another case after a noun."""
    if text.words(match).lower() != "банка" or match.first == 0 or match.kind != "thing":
        return False
    before = text.tokens[match.first - 1]
    if before.clause != text.clause(match) or not (before.forms.part == "noun" or before.low in {"для", "от"}):
        return False
    match.facts = (("service", "bank"),)
    return True


def _settle_bunch(text: Text, match: Match) -> bool:
    """A bunch of tulips is one bouquet, a bunch of balloons several."""
    if match.kind != "number" or text.words(match).lower() != "bunch of":
        return False
    counted = next((index for index in text.ahead(match.last) if not is_plain(text, index)), -1)
    if text.value_at(counted) != "flowers":
        return False
    match.facts = (("filler", "bunch"),)
    return True


def _settle_above(text: Text, match: Match) -> bool:
    """ "Copy space above" names the side, "above the table" is a relation."""
    side = ABOVE.get(text.words(match).lower(), "")
    if not side or match.kind != "grammar":
        return False
    clause = [*text.behind(match.first), *text.ahead(match.last)]
    if not any(text.kind_at(index) in {"copy", "text"} for index in clause):
        return False
    following = next(text.ahead(match.last), None)
    if following is not None and text.tokens[following].low != "for":
        return False
    match.facts = (("side", side),)
    return True


def _settle_below_place(text: Text, match: Match) -> bool:
    """«Город внизу» says where the city lies, not where in the frame the subject stands."""
    before = text.at[match.first - 1] if match.first else None
    if match.kind != "side" or before is None or before.kind != "place" or match.value not in {"top", "bottom"}:
        return False
    if text.clause(before) != text.clause(match):
        return False
    match.facts = (("filler", "relation"),)
    return True


SETTLERS = (
    _settle_colour, _settle_light, _settle_light_from, _settle_heading, _settle_size, _settle_side, _settle_glasses,
    _settle_pair, _settle_taste, _settle_above, _settle_below_place,
    _settle_room, _settle_motion, _settle_bunch, _settle_bank,
)  # fmt: skip
"""In order: the first that settles a match is the last to see it."""


def _is_numbered(text: Text, match: Match) -> bool:
    return match.last < len(text.tokens) and (text.tokens[match.last].is_number or text.kind_at(match.last) == "number")


def _is_solo(text: Text, match: Match) -> bool:
    """Does "wide" make up its whole clause, as camera directions do?"""
    around = [*text.behind(match.first), *text.ahead(match.last)]
    return all(text.kind_at(index) in DIRECTIONS or text.tokens[index].is_number for index in around)


def _are_drunk_from(text: Text, match: Match) -> bool:
    """Are "glasses" for wine and not for eyes? They are counted, full, or by a drink with nobody near."""
    if text.kind_at(match.first - 1) == "number" or text.is_grammar(match.last, "of"):
        return True
    drinks = any(each.fact("drink") or each.value in {"bottle", "glass"} for each in text.active("thing"))
    return drinks and not text.active("who")


def _says_angle(text: Text, match: Match) -> bool:
    """Is "from above" a clause of its own that goes on with neither light nor room for text?"""
    alone = not list(text.behind(match.first)) and not list(text.ahead(match.last))
    before = text.kind_at(match.first - 1)
    return alone and text.words(match).lower() in ALONE and before not in {"light", "copy", "text", "temper"}


def _lightens(text: Text, match: Match) -> bool:
    """Is "light" said of the noun after it, as in "a light kitchen"?"""
    following = next(text.ahead(match.last), -1)
    return text.kind_at(following) in LIGHTENED


def _colours_something(text: Text, match: Match) -> bool:
    if match.first and text.tokens[match.first - 1].low == "in":
        return True
    following = next(text.ahead(match.last), -1)
    if text.kind_at(following) == "colour" or text.kind_at(match.first - 1) == "temper":
        return True
    try:
        head = head_after(text, match.last)
    except Unknown:
        return match.fact("or") == "fruit"
    return head is not None and head.kind not in {"who", "filler", "place"}
