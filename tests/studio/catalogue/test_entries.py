"""Every entry that comes with the product is sound: readable, orderable or off with a reason, priced, worded."""

from decimal import Decimal
from itertools import product

import pytest
from django.utils import translation

from reklamai.core.errors import Unsupported
from studio.catalogue.entry import TOOL_KINDS
from studio.catalogue.inputs import MEDIA_KINDS
from studio.catalogue.kinds import kind_of
from studio.catalogue.labels import kind_label, off_label, role_label
from studio.catalogue.price import PriceNeedsFile, pricing_values, quote, same
from studio.catalogue.validate import AskInvalid, check
from studio.catalogue.values import as_typed
from studio.catalogue.vocabulary import KINDS, OFF, ROLES, SPEAK_FOR_THEMSELVES, VALUES
from tests.studio.catalogue import entries
from tests.studio.catalogue.entries import ALL, KIE, ON, ask_of, files_of, fullest, smallest

A_CENT = Decimal("0.01")
FAMILIES = {
    "Nano Banana", "Seedream", "FLUX", "Qwen", "GPT Image", "Ideogram", "Z-Image", "Imagen", "Grok Imagine", "Kling",
    "Wan", "Seedance", "Hailuo", "Veo", "Runway", "Topaz", "Recraft", "InfiniTalk", "OmniHuman", "ElevenLabs", "Suno",
}  # fmt: skip


def each(found):
    return pytest.mark.parametrize("entry", found, ids=[entry.id for entry in found])


def cost_usd(entry, ask, files=()):
    """Of one item at the vendor, to the hundredth of a cent: our credits at a price that small are exact."""
    return quote(entry, ask, margin_percent=0, credit_usd=Decimal("0.000001"), files=files) * Decimal("0.000001")


def test_the_families_that_are_promised_are_on_and_ids_are_unique():
    assert {entry.family for entry in KIE} >= FAMILIES
    assert len(KIE) >= 120
    assert len({entry.id for entry in ALL}) == len(ALL)


@each(entries.OFF)
def test_what_is_off_says_why(entry):
    assert entry.off in OFF
    assert off_label(entry.off).endswith(".")


@each(ON)
def test_what_is_on_has_a_price_a_kind_a_name_and_an_output(entry):
    assert entry.price is not None
    assert entry.output in ("image", "video", "audio")
    assert set(entry.kinds) <= KINDS.keys()
    assert entry.title
    assert entry.provider == "local" or (entry.family and entry.maker)


@each(ON)
def test_roles_defaults_and_limits_agree_with_one_another(entry):
    for item in entry.parameters:
        assert item.role in ROLES
        if item.default is not None:
            assert as_typed(item, item.default) == (item.default, "")
        if item.required and (item.enum or item.type != "string"):
            assert item.default is not None, item.role  # a form opens with something that can be ordered
        if item.type == "number" and None not in (item.minimum, item.maximum):
            assert item.default is not None, item.role  # a slider always posts a value
        if item.role == "seed":
            assert item.default is None  # else every order would draw the same
            assert item.type == "integer"
            assert None not in (item.minimum, item.maximum)
        assert set(item.values) <= set(item.enum)
    for item in entry.media:
        assert item.accept


@each(ON)
def test_rules_and_prices_name_inputs_that_are_there(entry):
    for rule in entry.constraints:
        for name in names_in(rule):
            assert entry.named(name) is not None, name
    for role in entry.price.of:
        assert entry.input_for(role) is not None
        assert entry.input_for(role).required
    for tier in entry.price.tiers:
        for name in tier.when:
            assert name in ("has_input_video", "output") or entry.named(name) is not None, name


def names_in(rule):
    yield from rule.get("fields", ())
    yield from rule.get("needs", ())
    yield from (name for group in rule.get("groups", ()) for name in group)
    yield from (rule[word] for word in ("field", "role") if word in rule)
    yield from rule.get("if", ())
    for key in rule.get("then", ()):
        yield next((key.removesuffix(end) for end in ("_not", "_max", "_min", "_count") if key.endswith(end)), key)


@each(KIE)
def test_every_combination_of_settings_has_a_price_or_a_rule_against_it(entry):
    asked = ask_of(entry, **smallest(entry))
    named = {name for tier in entry.price.tiers for name in tier.when}
    deciding = [item for item in entry.parameters if {item.name, item.role} & named]
    prices = set()
    for values in product(
        *(item.enum or ((True, False) if item.type == "boolean" else (item.default,)) for item in deciding)
    ):
        wanted = asked.with_parameters(**dict(zip((item.role for item in deciding), values, strict=True)))
        try:
            checked = check(entry, wanted)
        except AskInvalid:
            continue
        prices.add(cost_usd(entry, checked, files_of(checked)))
    assert prices
    assert all(price > 0 for price in prices)


@each(KIE)
def test_every_tier_of_a_price_can_be_reached(entry):
    reached = set()
    rule = entry.price
    for posted in (smallest(entry), *fullest(entry)):
        asked = ask_of(entry, **posted)
        choices = [
            [
                (item.role, value)
                for value in item.enum or ((True, False) if item.type == "boolean" else (item.default,))
            ]
            for item in entry.parameters
            if {item.name, item.role} & {name for tier in rule.tiers for name in tier.when}
        ]
        for values in product(*choices):
            ask = asked.with_parameters(**dict(values))
            for longest_px in (400, 1900, 3000):
                reached |= {place for place, tier in enumerate(rule.tiers) if holds(entry, ask, tier, longest_px)}
    assert reached == set(range(len(rule.tiers)))


def choices_of(item):
    return item.enum or ((True, False) if item.type == "boolean" else (item.default,))


def holds(entry, ask, tier, longest_px):
    values = pricing_values(entry, ask, files_of(ask, longest_px=longest_px))
    return all(same(values.get(name), wanted) for name, wanted in tier.when.items())


@each(ON)
def test_each_kind_follows_from_some_files(entry):
    roles = sorted({item.role for item in entry.media})
    found = {kind_of(entry, given) for given in ([], *([role] for role in roles), roles)}
    assert found >= set(entry.kinds)


@each(ON)
@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_control_and_value_has_words_in_both_languages(entry, language):
    with translation.override(language):
        for kind in entry.kinds:
            assert in_language(kind_label(kind), language)
        for item in entry.inputs:
            if not (item.is_parameter or item.is_media):
                continue
            assert in_language(role_label(item.role), language), item.role
            for value in item.enum if item.type == "string" else ():
                if item.role in SPEAK_FOR_THEMSELVES and value != "auto":
                    continue
                assert value in VALUES[item.role], (item.role, value)
                assert in_language(str(VALUES[item.role][value]), language) or value[0].isdigit(), value


def in_language(words, language):
    """Whether it is Russian where it should be: a letter of its alphabet, unless there is no letter at all."""
    letters = [letter for letter in words if letter.isalpha()]
    return bool(letters) and (language == "en" or any("а" <= letter.lower() <= "я" for letter in letters))


@each(KIE)
def test_a_quote_is_never_below_the_vendors_cost_and_the_margin(entry):
    for posted in (smallest(entry), *fullest(entry)):
        ask = ask_of(entry, **posted)
        checked = check(entry, ask)
        for seconds in (1.0, 4.01, 14.9):
            files = files_of(checked, seconds=seconds)
            cost = cost_usd(entry, checked, files)
            for margin in (0, 17, 40):
                charged = quote(entry, checked, margin_percent=margin, credit_usd=A_CENT, files=files)
                assert charged * A_CENT >= cost * (100 + margin) / 100
                assert (charged - 1) * A_CENT < cost * (100 + margin) / 100


@each([entry for entry in KIE if entry.price.of])
def test_without_the_file_that_decides_the_price_the_quote_names_it(entry):
    ask = check(entry, ask_of(entry, **smallest(entry)))

    with pytest.raises(PriceNeedsFile) as needs:
        quote(entry, ask, margin_percent=0, credit_usd=A_CENT)

    assert all(role_label(role) in needs.value.message for role in entry.price.of)


@each([entry for entry in KIE if entry.price.of and entry.price.unit == "second"])
def test_a_longer_file_costs_more_by_every_second_that_was_begun(entry):
    ask = check(entry, ask_of(entry, **smallest(entry)))

    costs = [cost_usd(entry, ask, files_of(ask, seconds=seconds)) for seconds in (10.0, 10.2, 11.0, 20.0)]

    assert costs[0] < costs[1] == costs[2] < costs[3]
    assert costs[3] == 2 * costs[0]


def test_tools_are_the_kinds_that_change_a_file_that_is_there():
    tools = {entry.id for entry in KIE if entry.is_tool}

    assert {"recraft/remove-background", "topaz/video-upscale", "kling-3.0/motion-control"} <= tools
    assert all({MEDIA_KINDS[item.role] for item in entry.needed} for entry in KIE if entry.kind in TOOL_KINDS)


def test_a_price_by_pixels_is_no_price():
    entry = next(entry for entry in ALL if entry.id == "qwen/text-to-image")

    with pytest.raises(Unsupported):
        quote(entry, ask_of(entry, prompt="a cup"), margin_percent=0, credit_usd=A_CENT)
