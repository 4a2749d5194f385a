"""The phrases of the lexicon found in a prompt, and how they stand to one another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from reklamai.media.words.tokens import Token, tokenise
from reklamai.media.words.vocabulary import Phrase, vocabulary

LOWLY = frozenset({"filler", "service", "grammar"})
"""Kinds that give way when another phrase of the same length fits."""
DIMINUTIVES = (
    ("чик", ""), ("ик", ""), ("ок", ""), ("ек", ""), ("очка", "а"), ("очка", "ка"), ("ечка", "ка"), ("ечка", "а"),
    ("ушка", "а"), ("юшка", "я"), ("енька", "а"), ("онька", "а"), ("ишка", "а"), ("ишко", "о"), ("ичка", "ица"),
    ("очек", "ок"), ("ечек", "ек"), ("ище", ""), ("уля", "а"), ("юля", "а"), ("ечко", "о"), ("ка", "а"), ("ка", ""),
    ("очек", ""), ("ечек", ""),
)  # fmt: skip
"""Russian endings of fondness or size, and what stands in their place in the plain word."""
SHORTEST_STEM = 3


@dataclass(slots=True, eq=False)
class Match:
    """Tokens `first`..`last` (past the end) read as `facts`; the main fact is `kind` and `value`."""

    first: int
    last: int
    facts: tuple[tuple[str, str], ...]
    negated: bool = False
    used: bool = True
    """False when the words turned out to say nothing that we draw."""
    owner: Match | None = None
    """The match that these words belong to: the cup of a coffee, the person of an age."""
    count: int = 0
    """The number that words give; 0 when they give none."""

    @property
    def kind(self) -> str:
        return self.facts[0][0]

    @property
    def value(self) -> str:
        return self.facts[0][1]

    @property
    def active(self) -> bool:
        return self.used and not self.negated

    def fact(self, name: str) -> str:
        """The value of the further fact `name`; empty when there is none."""
        return next((value for kind, value in self.facts if kind == name), "")

    def become(self, kind: str) -> None:
        """Make the fact of this kind the main one."""
        self.facts = tuple(sorted(self.facts, key=lambda fact: fact[0] != kind))


@dataclass(slots=True)
class Text:
    """A prompt's words, its matches in order, and the match at each word."""

    prompt: str
    tokens: list[Token]
    matches: list[Match]
    at: list[Match | None] = field(default_factory=list)

    def active(self, *kinds: str) -> list[Match]:
        """Matches of these kinds that are neither negated nor dropped, in order."""
        return [match for match in self.matches if match.active and match.kind in kinds]

    def kind_at(self, index: int) -> str:
        match = self.at[index] if 0 <= index < len(self.at) else None
        return match.kind if match else ""

    def value_at(self, index: int) -> str:
        match = self.at[index] if 0 <= index < len(self.at) else None
        return match.value if match else ""

    def clause(self, match: Match) -> int:
        return self.tokens[match.first].clause

    def sentence(self, match: Match) -> int:
        return self.tokens[match.first].sentence

    def words(self, match: Match) -> str:
        """The matched words as the user wrote them."""
        return self.prompt[self.tokens[match.first].start : self.tokens[match.last - 1].end]

    def ahead(self, index: int) -> Iterator[int]:
        """Positions from `index` to the end of the clause that `index - 1` is in."""
        while 0 < index < len(self.tokens) and self.tokens[index].clause == self.tokens[index - 1].clause:
            yield index
            index += 1

    def behind(self, index: int) -> Iterator[int]:
        """Positions before `index`, nearest first, to the start of its clause."""
        here = self.tokens[index].clause
        while index > 0 and self.tokens[index - 1].clause == here:
            index -= 1
            yield index

    def is_grammar(self, index: int, *values: str) -> bool:
        """Is a function word of one of these sorts at `index`?"""
        match = self.at[index] if 0 <= index < len(self.at) else None
        return match is not None and match.kind == "grammar" and match.value in values


def find(prompt: str) -> Text:
    """The longest lexicon phrases in `prompt`, left to right, never overlapping."""
    tokens = tokenise(prompt)
    text = Text(prompt, tokens, [], [None] * len(tokens))
    index = 0
    while index < len(tokens):
        phrase = _longest(tokens, index)
        if phrase is None:
            index += 1
            continue
        match = Match(index, index + len(phrase.words), phrase.facts)
        text.matches.append(match)
        text.at[match.first : match.last] = [match] * len(phrase.words)
        index = match.last
    return text


def _longest(tokens: list[Token], index: int) -> Phrase | None:
    """Of equal lengths the one whose first word is closest to what is written wins, then the less lowly."""
    best: Phrase | None = None
    token = tokens[index]
    if token.quoted:
        return None
    for key in token.forms.keys:
        for phrase in vocabulary().phrases.get(key, ()):
            if best is not None and _rank(phrase, token) <= _rank(best, token):
                continue
            if _fits(phrase, tokens, index):
                best = phrase
    return best or _fondly(token)


def _fondly(token: Token) -> Phrase | None:
    """The phrase of the word that an unknown Russian diminutive comes from: «неончик» is «неон»."""
    if token.forms.part != "noun":
        return None
    for lemma in sorted({token.low, *token.forms.lemmas}):
        for ending, plain in DIMINUTIVES:
            if lemma.endswith(ending) and len(lemma) - len(ending) >= SHORTEST_STEM:
                known = vocabulary().phrases.get(f"~{lemma.removesuffix(ending)}{plain}", ())
                if single := next((phrase for phrase in known if len(phrase.words) == 1), None):
                    return Phrase(single.words, (*single.facts, ("fond", "1")))
    return None


def _rank(phrase: Phrase, token: Token) -> tuple[int, bool, bool, tuple[tuple[str, str], ...]]:
    return len(phrase.words), token.low in phrase.words[0], phrase.facts[0][0] not in LOWLY, phrase.facts


def _fits(phrase: Phrase, tokens: list[Token], index: int) -> bool:
    stretch = tokens[index : index + len(phrase.words)]
    if len(stretch) < len(phrase.words) or stretch[-1].clause != stretch[0].clause:
        return False
    return all(token.forms.keys & word and not token.quoted for token, word in zip(stretch, phrase.words, strict=True))
