"""Plain values against a model of what may be said, each complaint in people's words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from coprod_formats.diagnostics import Diagnostic, closest, error
from coprod_formats.yamlfile.parsing import Steps, Tree

M = TypeVar("M", bound=BaseModel)


def fit(tree: Tree, model: type[M], *steps: str | int) -> tuple[M | None, tuple[Diagnostic, ...]]:
    """The part of a tree at these steps as a model, or every further reason why it is not one."""
    if tree.value is None:
        return None, ()
    value: Any = tree.value
    for step in steps:
        value = value[step]
    if not isinstance(value, dict):
        name = f"{steps[-1]} " if steps else ""
        message = f"{name}should be a list of settings, each with a name, a colon and a value"
        return None, (error("yaml-value", message, tree.where(*steps), "such as: title: Our year"),)
    try:
        return model.model_validate(value), ()
    except ValidationError as refusal:
        told = {(one.where, one.rule) for one in tree.complaints}
        flaws = refusal.errors(include_url=False)
        complaints = dict.fromkeys(_complaint(flaw, tree, model, steps) for flaw in flaws)
        return None, tuple(one for one in complaints if (one.where, one.rule) not in told)


def _complaint(flaw: ErrorDetails, tree: Tree, model: type[BaseModel], above: Steps) -> Diagnostic:
    steps = _known((*above, *flaw["loc"]), tree)
    last = str(flaw["loc"][-1]) if flaw["loc"] else ""
    match flaw["type"]:
        case "missing":
            message = f"{last} is missing"
            return error("yaml-key-missing", message, tree.where(*steps), f"add {last}: …")
        case "extra_forbidden":
            hint = closest(last, _names(model, flaw["loc"][:-1]))
            message = f"there is no setting called {last}"
            return error("yaml-key-unknown", message, tree.where(*steps), hint)
        case _:
            where, written = tree.values.get(steps, (tree.where(*steps), ""))
            message = f"{_called(steps)}{_words(flaw)}"
            return error("yaml-value", message, where, _hint(flaw, written))


def _known(steps: Steps, tree: Tree) -> Steps:
    """The steps that the text has; pydantic puts names of types between them."""
    known: Steps = ()
    for step in steps:
        if (*known, step) in tree.places:
            known = (*known, step)
    return known


def _called(steps: Steps) -> str:
    """A value's name for people: "creator, entry 2, "."""
    if not steps:
        return ""
    last = steps[-1]
    return f"{last} " if isinstance(last, str) else f"{_called(steps[:-1])}(entry {last + 1}) "


def _words(flaw: ErrorDetails) -> str:
    match flaw["type"]:
        case "string_type" | "str_type":
            return "should be text"
        case "value_error" | "assertion_error":
            return flaw["msg"].partition(", ")[2].partition("; ")[0]
        case "string_too_short":
            return "is empty"
        case "list_type" | "tuple_type":
            return "should be a list"
        case "dict_type" | "model_type" | "model_attributes_type":
            return "should be names, each with a colon and a value"
        case "date_type" | "date_from_datetime_parsing" | "date_from_datetime_inexact":
            return "should be a date"
        case _:
            said = flaw["msg"].removeprefix("Input ").replace("'", '"')
            return said[:1].lower() + said[1:]


def _hint(flaw: ErrorDetails, written: str) -> str:
    match flaw["type"], flaw["input"]:
        case "value_error", object():  # ours: what is wrong, a semicolon, the way out
            return flaw["msg"].partition("; ")[2]
        case "string_too_short", object():
            return "write a value after the colon, or take the line out"
        case _, None:
            return "write a value after the colon, or take the line out"
        case "string_type", bool() | int() | float():
            return f'YAML does not read {written} as text; put it in quotes: "{written}"'
        case "string_type", object() if written:
            return f'put it in quotes: "{written}"'
        case "literal_error" | "enum", object():
            expected = re.findall(r"'([^']*)'", str(flaw.get("ctx", {}).get("expected", "")))
            return closest(str(flaw["input"]), expected)
        case "date_type" | "date_from_datetime_parsing" | "date_from_datetime_inexact", object():
            return "a date is year-month-day, such as 2026-11-01"
        case _:
            return ""


def _names(model: type[BaseModel], steps: Steps) -> list[str]:
    """The settings that a model, or the one inside it that these steps lead to, knows."""
    at: Any = model
    for step in steps:
        if _is_model(at):
            at = next((f.annotation for k, f in _fields(at) if k == step), at)
        found = next((one for one in _inside(at) if _is_model(one)), None)
        at = found or at
    return [name for name, _ in _fields(at)] if _is_model(at) else []


def _fields(model: type[BaseModel]) -> list[tuple[str, Any]]:
    return [(f.alias or name, f) for name, f in model.model_fields.items()]


def _is_model(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _inside(kind: object) -> Iterator[object]:
    yield kind
    for part in get_args(kind):
        yield from _inside(part)
