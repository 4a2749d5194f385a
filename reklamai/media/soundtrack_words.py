"""Which clauses of a sound track are music, and who speaks: whole words of English and Russian in all their forms."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Final

from reklamai.media.words.inflection import dictionary_form
from reklamai.media.words.tokens import Token, plain, tokenise

MUSIC: Final = (
    "music musical musically musician song tune melody melodic melodious beat groove groovy piano pianist guitar "
    "guitarist violin violinist cello viola strings orchestra orchestral quartet synth synthesizer synthesiser pad "
    "drum drummer drumming percussion bass bassline jazz jazzy lounge lofi corporate soundtrack score ukulele flute "
    "saxophone trumpet jingle techno "
    "музыка музыкальный музыкально музыкант мелодия мелодичный мелодично песня песнь песенка бит пианино пианист "
    "фортепиано фортепианный рояль гитара гитарный гитарист скрипка скрипичный скрипач виолончель струна струнный "
    "оркестр оркестровый синтезатор синт барабан барабанный барабанщик перкуссия бас басовый джаз джазовый лаунж "
    "лаунжа саундтрек лоуфай лофай корпоративный укулеле флейта саксофон джингл техно"
)
PHRASES: Final = (("lo", "fi"), ("лоу", "фай"), ("string", "section"), ("string", "ensemble"))
BAT: Final = frozenset({"бита", "биту", "бите"})
"""Forms of the beat too, and yet nearly always what a ball is hit with."""
NEVER_AMONG: Final = {
    "song": "bird birdie whale nightingale cricket cicada",
    "beat": "heart wing",
    "drum": "rain hail finger hooves",
    "drumming": "rain hail finger hooves",
    "pad": "launch landing mouse lily brake knee paper helicopter",
    "string": "pearl light bead",
    "песня": "птица птичка птичий кит соловей сверчок цикада",
    "барабан": "машина машинка стиральный револьвер",
    "струна": "вода ливень",
}
"""Something else where one of these stands in the same clause."""
NEVER_BEHIND: Final = {"lounge": "a the this hotel airport departure business vip sun in at"}
ONLY_BEHIND: Final = {"score": "film movie music orchestral epic cinematic dramatic emotional background original"}
ADJECTIVES: Final = frozenset({"corporate", "~корпоративный"})
"""Music where no noun comes after them: "upbeat corporate" is, a corporate office is none."""
AFTER_A_NOUN: Final = "in on at under behind for as to в на под за для как к"
VOICES: Final = frozenset({"bass", "~бас"})
"""In the words of who speaks: how low."""
SAYING: Final = "say says said voice voices speak speaks говорить сказать произносить произнести голос"
WOMEN: Final = "woman girl female lady женщина женский девушка девочка"
MEN: Final = "man guy boy male мужчина мужской парень мальчик"
SHE: Final = "she her hers она"
HE: Final = "he his him он"


def is_played(clause: str) -> bool:
    """Whether a clause asks for music: by an instrument, a style, or by the word itself."""
    tokens = tokenise(clause)
    unheard = VOICES if _names(tokens, SAYING) else frozenset[str]()
    return any(music_at(tokens, place, unheard) for place in range(len(tokens)))


def music_at(tokens: list[Token], place: int, unheard: frozenset[str] = frozenset()) -> int:
    """How many words from a place of a clause on name music: none, one, or the two of a phrase."""
    if tuple(token.low for token in tokens[place : place + 2]) in PHRASES:
        return 2
    return int(_is_music(tokens, place, unheard))


def says_who_speaks(clause: str) -> bool:
    """Whether a clause only says who speaks: "a woman says:"."""
    return clause.endswith(":") or _names(tokenise(clause), SAYING)


def is_a_mans(words: str) -> bool:
    """Whether a man speaks: who is named first, in a nominative where there is one, or else the first "he" or "she"."""
    tokens = tokenise(words)
    named = [token for token in tokens if _names([token], f"{MEN} {WOMEN}")]
    acting = [token for token in named if token.forms.nominative]
    meant = [*acting, *named] or [token for token in tokens if _names([token], f"{HE} {SHE}")]
    return bool(meant) and _names(meant[:1], f"{MEN} {HE}")


def _names(tokens: Iterable[Token], words: str) -> bool:
    return any(token.forms.keys & keys_of(words) for token in tokens)


def _is_music(tokens: list[Token], place: int, unheard: frozenset[str]) -> bool:
    token = tokens[place]
    if token.low in BAT:
        return False
    found = (token.forms.keys & keys_of(MUSIC)) - unheard
    before = tokens[place - 1].low if place else ""
    after = tokens[place + 1].low if place + 1 < len(tokens) else ""
    if found & ADJECTIVES and after and after not in AFTER_A_NOUN.split():
        found -= ADJECTIVES
    return any(not _is_other(key.lstrip("~"), tokens, before) for key in found)


def _is_other(word: str, tokens: list[Token], before: str) -> bool:
    """Whether the words around say that this one is no music."""
    if word in ONLY_BEHIND:
        return len(tokens) > 1 and before not in ONLY_BEHIND[word].split()
    return before in NEVER_BEHIND.get(word, "").split() or _names(tokens, NEVER_AMONG.get(word, ""))


@cache
def keys_of(words: str) -> frozenset[str]:
    """A Russian word stands for all its forms, an English one for itself and its plural."""
    return frozenset(_key(word) for word in words.split())


def _key(word: str) -> str:
    low = plain(word)
    form = dictionary_form(low)
    return f"~{form}" if form else low
