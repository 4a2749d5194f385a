"""Every entry that comes with the product, and asks of every size for it."""

from __future__ import annotations

from uuid import uuid4

from django.http import QueryDict

from studio.catalogue.entry import parse
from studio.catalogue.files import File
from studio.catalogue.inputs import FRAMES, MEDIA_KINDS
from studio.forms.order import OrderForm
from studio.services import catalogue

ALL = [parse(data) for data in catalogue.entries()]
ON = [entry for entry in ALL if not entry.off]
KIE = [entry for entry in ON if entry.provider == "kie"]
OFF = [entry for entry in ALL if entry.off]
COMPOSER = {"image": "image", "video": "video", "audio": "sound"}
WORDS = "a cup of coffee by the sea"
SUFFIX = {"picture": "png", "clip": "mp4", "sound": "mp3"}


def form_of(entry, **posted):
    """The composer's form as a browser posts it; lists are several values of one name."""
    data = QueryDict(mutable=True)
    for name, value in {"key": str(uuid4()), "model": entry.id, "count": "1", **posted}.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return OrderForm(data, entry=entry, composer=COMPOSER[entry.output])


def ask_of(entry, **posted):
    """The checked ask of a form. Fails with what the form says where it does not take it."""
    form = form_of(entry, **posted)
    assert form.is_valid(), dict(form.errors)
    return form.ask


def with_files(entry, roles):
    """What a form posts for one file in each of these roles; a list takes two where it may."""
    posted = {"references": []}
    for item in entry.media:
        if item.role in FRAMES and item.role in roles:
            posted[item.role] = str(uuid4())
        elif item.role in roles:
            posted["references"] += [f"asset:{uuid4()}:{item.role}" for _ in range(number_for(item))]
    return posted


def number_for(item):
    return max(item.least, min(item.most, 2))


def smallest(entry):
    """Only what the entry cannot do without."""
    posted = with_files(entry, {item.role for item in entry.needed})
    words = entry.input_for("prompt")
    if words is not None:
        posted["prompt"] = WORDS if words.required or not entry.needed else ""
    for item in entry.parameters:
        if item.required and item.default is None:
            posted[f"parameters.{item.role}"] = some_value(item)
    if not entry.needed and (forced := some_file(entry)):
        posted |= forced
    return posted


def some_file(entry):
    """One file for a model all of whose kinds need one of several."""
    rule = next((rule for rule in entry.constraints if rule["rule"] == "at_least_one"), None)
    if rule is None:
        return {}
    items = [entry.named(name) for name in rule["fields"]]
    if any(item.role == "prompt" for item in items):
        return {}
    return with_files(entry, {items[0].role})


def fullest(entry):
    """Every control and every file, as long as they go together: each file group once."""
    return [full_with(entry, group) for group in groups(entry)]


def groups(entry):
    """The sets of file roles that may stand together."""
    roles = {item.role for item in entry.media}
    rule = next((rule for rule in entry.constraints if rule["rule"] == "mutually_exclusive"), None)
    if rule is None:
        return [roles]
    named = [{entry.named(name).role for name in group} for group in rule["groups"]]
    shared = roles - set().union(*named)
    return [shared | group for group in named]


def full_with(entry, roles):
    posted = with_files(entry, roles)
    if entry.input_for("prompt") is not None:
        posted["prompt"] = WORDS
    for item in entry.parameters:
        posted[f"parameters.{item.role}"] = some_value(item)
    return settled(entry, posted)


def some_value(item):
    """A value as a form posts it: the default where there is one, else the first or a middling one."""
    if item.type == "boolean":
        return "on" if item.default else "off"
    if item.default is not None and item.type != "array":
        return str(item.default)
    if item.type == "array":
        return [str(item.enum[0])]
    if item.enum:
        return str(item.enum[0])
    if item.type in ("integer", "number"):
        return str(int(item.minimum if item.minimum is not None else 7))
    return "fog"


def settled(entry, posted):
    """The first of the values that the entry's rules allow together with the files given."""
    for rule in entry.constraints:
        if rule["rule"] != "when":
            continue
        for name, wanted in rule["then"].items():
            if name.endswith("_count"):
                role = entry.named(name.removesuffix("_count")).role
                posted["references"] = at_most(wanted, role, posted["references"])
            item = entry.named(name)
            if item is not None and item.is_parameter and isinstance(wanted, list):
                posted[f"parameters.{item.role}"] = spelled(item, wanted[0])
    return posted


def at_most(number, role, references):
    """The references with no more than `number` of one role."""
    found = [each for each in references if each.endswith(f":{role}")]
    return [each for each in references if each not in found[number:]]


def spelled(item, value):
    """A maker's value in our words."""
    return str(next((ours for ours, theirs in item.values.items() if theirs == value), value))


def files_of(ask, *, seconds=4.0, longest_px=900):
    """What is known of the files that an ask names: short and small ones."""
    roles = [reference.role for reference in ask.references] + [role for role in FRAMES if getattr(ask, role)]
    return [
        File(role=role, kind=MEDIA_KINDS[role], seconds=None if MEDIA_KINDS[role] == "picture" else seconds,
             longest_px=longest_px)
        for role in roles
    ]  # fmt: skip
