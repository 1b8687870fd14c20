"""YAML that people write: each complaint stands at its line and column and names the way out."""

from datetime import date
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field

from coprod_formats.diagnostics import Diagnostic
from coprod_formats.yamlfile import LONGEST, fit, parse


class Inner(BaseModel):
    model_config = ConfigDict(extra="forbid")

    rule: str
    state: Literal["draft", "checked"] = "draft"


class Settings(BaseModel):
    model_config = ConfigDict(extra="forbid")

    title: str
    when: date | None = None
    names: list[str] = []
    words: dict[str, str] = {}
    inner: Inner | None = Field(None, alias="in-ner")
    many: list[Inner] = []
    by_name: dict[str, Inner] = {}


def complaints(text: str) -> list[Diagnostic]:
    tree = parse(text, "x.yaml")
    return [*tree.complaints, *fit(tree, Settings)[1]]


FAULTS = [
    ("titel: x", 1, 1, "yaml-key-missing", "add title: …"),
    ("title: x\ntitel: y", 2, 1, "yaml-key-unknown", "did you mean title?"),
    ("title: a: b", 1, 9, "yaml-syntax", "in quotes"),
    ("title: no", 1, 8, "yaml-value", '"no"'),
    ("title: 12", 1, 8, "yaml-value", '"12"'),
    ('title: ""\nwhen: soon', 2, 7, "yaml-value", "2026-11-01"),
    ("title: x\nwhen: 2026-02-30", 2, 7, "yaml-value", "2026-11-01"),
    ("title: x\nwhen: 2026-02-01T10:00:00", 2, 7, "yaml-value", "2026-11-01"),
    ("title: x\n\tnames: []", 2, 1, "yaml-syntax", "two spaces"),
    ("title: x\ntitle: y", 2, 1, "yaml-key-twice", "keep one"),
    ("title: x\nnames: [a, 3]", 2, 12, "yaml-value", '"3"'),
    ("title: x\nnames: a", 2, 8, "yaml-value", ""),
    ("title: x\nwords: {NO: Norway}", 2, 9, "yaml-key", '"NO"'),
    ("title: x\nwords:\n  a: yes", 3, 6, "yaml-value", '"yes"'),
    ("title: x\nwords:\n  a:", 3, 5, "yaml-value", "after the colon"),
    ("title: x\nin-ner: {rule: a, stat: b}", 2, 19, "yaml-key-unknown", "did you mean state?"),
    ("title: x\nin-ner: {rule: a, state: daft}", 2, 26, "yaml-value", "did you mean draft?"),
    ("title: x\nmany:\n- rule: a\n- rul: b", 4, 3, "yaml-key-unknown", "did you mean rule?"),
    ("title: x\nby_name: {a: {rul: b}}", 2, 15, "yaml-key-unknown", "did you mean rule?"),
    ("title: [a", 1, 10, "yaml-syntax", "bracket"),
    ('title: "a', 1, 10, "yaml-syntax", "closing quote"),
    ("title: @a", 1, 8, "yaml-syntax", "in quotes"),
    ("title: &a x", 1, 8, "yaml-syntax", "in quotes"),
    ("title: *a", 1, 8, "yaml-syntax", "in quotes"),
    ("title: !!int x", 1, 8, "yaml-value", ""),
    ('title: "a\\0"', 1, 8, "yaml-value", "take it out"),
    ('title: "a\\ud800"', 1, 8, "yaml-value", "take it out"),
    ("title: \x01", 1, 8, "yaml-syntax", ""),
    ("- a", 1, 1, "yaml-value", "such as"),
    ("? [a]\n: b", 1, 3, "yaml-key", "write one word"),
]


@pytest.mark.parametrize(("text", "line", "column", "rule", "hint"), FAULTS)
def test_each_fault_is_told_at_its_place(
    text: str, line: int, column: int, rule: str, hint: str
) -> None:
    found = [one for one in complaints(text) if one.rule == rule]
    assert found, complaints(text)
    where = found[0].where
    assert where is not None
    assert (where.file, where.line, where.column) == ("x.yaml", line, column)
    assert hint in found[0].hint


def test_every_complaint_is_told_at_once() -> None:
    rules = [one.rule for one in complaints("titel: x\nwhen: soon\nnames: [1, 2]\nmany: [{}]")]
    assert sorted(rules) == sorted(
        ["yaml-key-missing", "yaml-key-unknown", *["yaml-value"] * 3, "yaml-key-missing"]
    )


def test_one_fault_is_told_once() -> None:
    assert len(complaints("title: x\nwhen: 2026-13-01")) == 1
    assert len(complaints("\ttitle: x")) == 1


def test_lines_count_from_where_the_text_starts() -> None:
    where = parse("title: x\nnames: [a]", "x.md", 7).where("names", 0)
    assert (where.line, where.column) == (8, 9)


def test_a_good_text_becomes_its_model() -> None:
    tree = parse("title: x\nwhen: 2026-11-01\nin-ner: {rule: r}", "x.yaml")
    settings, found = fit(tree, Settings)
    assert not found
    assert settings is not None
    assert (settings.title, settings.when) == ("x", date(2026, 11, 1))
    inner, found = fit(tree, Inner, "in-ner")
    assert inner == Inner(rule="r")
    assert not found


@pytest.mark.parametrize("text", ["[" * 5000, "{a: " * 5000, "a: " * 300, "x" * (LONGEST + 1)])
def test_endless_nesting_and_endless_text_are_refused_quickly(text: str) -> None:
    assert [one.rule for one in parse(text, "x.yaml").complaints] == ["yaml-syntax"]


@given(
    st.text(
        alphabet=st.sampled_from("ab:- \n\t#&*!|>'\"%@`{}[],?\\0x~<=1.é\u2028\x00"), max_size=60
    )
)
def test_no_text_makes_the_reader_fall_over(text: str) -> None:
    for one in complaints(text):
        assert one.where is not None
