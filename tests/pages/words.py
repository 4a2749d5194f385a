"""Every sentence that a template or a module shows, read from its source."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

SINGULAR = {"_", "gettext", "gettext_lazy"}
PLURAL = {"ngettext", "ngettext_lazy"}
QUOTED = r"""(u?'(?:[^'\\]|\\.)*'|u?"(?:[^"\\]|\\.)*")"""
MARKED = re.compile(rf"\b(_|gettext|ngettext)\({QUOTED}(?:,\s*{QUOTED})?")


@dataclass(frozen=True, order=True)
class Sentence:
    one: str
    many: str = ""


def of_template(path: Path) -> set[Sentence]:
    found = MARKED.findall(templatize(path.read_text()))
    return {Sentence(ast.literal_eval(one), ast.literal_eval(many) if many else "") for _name, one, many in found}


def of_module(path: Path) -> set[Sentence]:
    return {sentence for node in ast.walk(ast.parse(path.read_text())) if (sentence := of_call(node))}


def of_call(node: ast.AST) -> Sentence | None:
    if not isinstance(node, ast.Call):
        return None
    name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
    words = [argument.value for argument in node.args[:2] if isinstance(argument, ast.Constant)]
    if name in SINGULAR and words:
        return Sentence(str(words[0]))
    if name in PLURAL and len(words) == 2:
        return Sentence(str(words[0]), str(words[1]))
    return None
