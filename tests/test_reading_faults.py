"""Every fault of a source is told at its line and column, with its rule and the way out."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from coprod_formats.diagnostics import Position, Severity, SourceError
from coprod_formats.reading import read
from tests.drafts import BODY_LINE, complaints, draft

LONGER = "::: {.long-description for=c}\ny\n:::"

# A body, and then line and column of the fault (counted from the body's start), rule, and a
# part of the hint.
FAULTS = {
    "skipped level at the start": ("## B", 1, 1, "heading-skip", "write #"),
    "skipped level": ("# A\n\nx\n\n### C\n\nx", 5, 1, "heading-skip", "write ##"),
    "too deep": ("# A\n## B\n### C\n#### D\n##### E\n###### F", 6, 1, "heading-level", "fewer"),
    "empty heading": ("# A\n\n##\n\nx", 3, 1, "heading-empty", "take it out"),
    "heading in a quotation": ("> # A", 1, 3, "heading-place", "strong"),
    "heading in a list": ("- # A", 1, 3, "heading-place", "strong"),
    "finding too high": ("# A\n\n::: {.key-finding}\n# B\n\nx\n:::", 4, 1, "heading-level", "##"),
    "raw inline": ("So <b>this</b>", 1, 4, "raw-html", "**double stars**"),
    "raw br": ("So<br>this", 1, 3, "raw-html", "backslash"),
    "raw details": (
        "<details>\n<summary>x</summary>\n</details>",
        1,
        1,
        "raw-html",
        ".key-finding",
    ),
    "raw img": ("x\n\n<img src='a.svg'>", 3, 1, "raw-html", "![what"),
    "raw table": ("<table></table>", 1, 1, "raw-html", "pipe table"),
    "raw sup": ("x<sup>2</sup>", 1, 2, "raw-html", "x^2^"),
    "raw sub": ("H<sub>2</sub>", 1, 2, "raw-html", "H~2~O"),
    "raw abbr": ("<abbr>UCL</abbr>", 1, 1, "raw-html", "abbreviations:"),
    "raw video": ("<video src=x></video>", 1, 1, "raw-html", ".video"),
    "raw TeX": ("`x`{=latex}", 1, 1, "raw-markup", "Markdown"),
    "missing picture": ("![A](img/no.svg)", 1, 1, "image-missing", "put the file"),
    "misspelt picture": ("x ![A cat](img/a.sgv) y", 1, 3, "image-missing", "mean img/a.svg?"),
    "picture outside": ("![Cat](../../secret.svg)", 1, 1, "image-outside", "into the project"),
    "absolute picture": ("![Cat](/etc/hosts)", 1, 1, "image-outside", "into the project"),
    "picture of the web": (
        "![Cat](https://e.org/a.png)",
        1,
        1,
        "image-outside",
        "into the project",
    ),
    "picture in an address": ("![Cat](data:image/png;base64,AA)", 1, 1, "image-outside", "into"),
    "no description": ("![](img/a.svg)", 1, 1, "image-alt", "square brackets"),
    "described decoration": (
        "![Cat](img/a.svg){.decorative}",
        1,
        1,
        "image-alt",
        "one or the other",
    ),
    "caption in a line": ('x ![Cat](img/a.svg "c")', 1, 3, "image-caption", "empty lines"),
    "note in a description": ("![Cat[^1]](img/a.svg)\n\n[^1]: x", 1, 6, "image-alt", ""),
    "sized picture": (
        "![Cat](img/a.svg){width=3}",
        1,
        1,
        "attribute-unknown",
        "take the width out",
    ),
    "misspelt div": ("::: {.key-findng}\nx\n:::", 1, 1, "class-unknown", "mean .key-finding?"),
    "misspelt span": ("a [b]{.sta}", 1, 3, "class-unknown", "mean .stat?"),
    "misspelt setting": (
        "::: {.table captoin=x}\nx\n:::",
        1,
        1,
        "attribute-unknown",
        "mean caption?",
    ),
    "two classes": ("::: {.table .key-finding}\nx\n:::", 1, 1, "class-unknown", "two :::"),
    "no class": ("::: {#x}\nx\n:::", 1, 1, "class-missing", "heading"),
    "alert box": ("> [!NOTE]\n> x", 1, 1, "class-unknown", "**Note.**"),
    "named span": ("a [b]{#c}", 1, 3, "id-place", "heading"),
    "open fence": ("x\n\n::: {lang=cy}\nx", 3, 1, "fence-open", ":::"),
    "broken fence": ("::: {.table caption='x'\nx\n:::", 1, 1, "fence-broken", "double quotes"),
    "stray fence": ("x\n\ny\n:::", 4, 1, "fence-broken", ""),
    "row of other cells": ("| a | b | c |\n|---|:--|\n| 1 | 2 |", 2, 1, "table-broken", "line 1"),
    "drawn table": ("+----+----+\n| a  | b  |\n+====+====+", 1, 1, "table-broken", "cells"),
    "stray braces": (
        '::: {.table caption="{.a}"}\n| a |\n|---|\n| b |\n:::',
        2,
        1,
        "attribute-stray",
        "no space",
    ),
    "braces after a space": ("[9] {.stat}", 1, 4, "attribute-stray", "no space"),
    "not a language": ("[a]{lang=welsh}", 1, 1, "language-tag", "mean cy?"),
    "not a region": ("[a]{lang=en-UK}", 1, 1, "language-tag", "mean en-GB?"),
    "description of nothing": (
        "::: {.long-description for=x}\ny\n:::",
        1,
        1,
        "long-description",
        "{#x}",
    ),
    "description of a heading": (
        "# A {#x}\n\n::: {.long-description for=x}\ny\n:::",
        3,
        1,
        "long-description",
        "{#x}",
    ),
    "two descriptions": (
        f"![Cat](img/a.svg){{#c}}\n\n{LONGER}\n\n{LONGER}",
        7,
        1,
        "long-description",
        "into one",
    ),
    "link to nothing": ("x [a](#b)", 1, 3, "link-inside", ""),
    "misspelt link": ("# Values\n\n[a](#vaules)", 3, 1, "link-inside", "mean #values?"),
    "javascript": ("[a](javascript:alert(1))", 1, 1, "link-target", "https:"),
    "file link": ("[a](file:///etc/passwd)", 1, 1, "link-target", "https:"),
    "data link": ("[a](data:text/html,x)", 1, 1, "link-target", "https:"),
    "disguised link": ("[a](JaVaScRiPt:x)", 1, 1, "link-target", "https:"),
    "address without https": ("[a](www.e.org)", 1, 1, "link-target", "https://www.e.org"),
    "address without mailto": ("[a](a@e.org)", 1, 1, "link-target", "mailto:a@e.org"),
    "link to a file": ("[a](other.md)", 1, 1, "link-target", "do not travel"),
    "empty link": ("[a]()", 1, 1, "link-target", "https://"),
    "wordless link": ("x [](https://e.org)", 1, 3, "link-words", "[words]"),
    "titled link": ('[a](https://e.org "t")', 1, 1, "link-title", "sentence"),
    "one name for two": ("# A {#x}\n\n# B {#x}", 3, 1, "id-twice", "its own"),
    "finding without heading": ("::: {.key-finding}\nx\n:::", 1, 1, "key-finding-heading", "##"),
    "finding without summary": (
        "# A\n\n::: {.key-finding}\n## B\n\n- x\n:::",
        3,
        1,
        "key-finding-summary",
        "paragraph",
    ),
    "finding in a quotation": (
        "> ::: {.key-finding}\n> # B\n>\n> x\n> :::",
        1,
        3,
        "key-finding-place",
        "outside",
    ),
    "table without header": ("|  |  |\n|--|--|\n| a | b |", 1, 1, "table-header", "first row"),
    "column without header": ("| a |  |\n|--|--|\n| a | b |", 1, 1, "table-header", "first row"),
    "cells that pandoc drops": ("| a |\n|---|\n| b | c |", 3, 7, "table-cells", "column"),
    "table without rows": ("| a |\n|---|\n\nx", 1, 1, "table-rows", "write its rows"),
    "no table in its fence": ("::: {.table}\nx\n:::", 1, 1, "table-fence", "empty line"),
    "too many row headers": (
        "::: {.table caption=x row-headers=2}\n\n| a | b |\n|--|--|\n| c | d |\n\n:::",
        1,
        1,
        "table-row-headers",
        "row-headers=1",
    ),
    "struck out": ("x ~~y~~", 1, 3, "struck-out", "in words"),
    "maths without words": ("x $a$", 1, 3, "math-alt", "alt="),
    "words as maths": ('[x]{alt="y"}', 1, 1, "math-alt", "alt="),
    "broken maths": ('x [$\\frac{1}$]{alt="y"}', 1, 4, "math-tex", "brackets"),
    "missing note": ("x [^1]", 1, 3, "note-missing", "[^1]:"),
    "note in a line": ("x ^[y]", 1, 3, "note-inline", "[^1]"),
    "unused note": ("x\n\n[^1]: y", 3, 1, "note-unused", "[^1]"),
    "one label for two notes": ("x[^1]\n\n[^1]: y\n[^1]: z", 4, 1, "note-twice", "its own"),
    "note in a note": ("x[^1]\n\n[^1]: y[^2]\n[^2]: z", 3, 8, "note-inside", ""),
    "note in a circle": ("x[^1]\n\n[^1]: y[^2]\n\n[^2]: z[^1]", 3, 1, "note-circle", "take"),
    "two notes in a circle": ("x[^1]\n\n[^1]: y[^1]\n\n[^1]: z", 3, 1, "note-circle", "take"),
    "note without words": ("[^1]\n\n[^1]: y", 1, 1, "words-missing", "words"),
    "empty entry": ("- a\n-\n- b", 1, 1, "list-empty", "take it out"),
    "smuggled control": ("x &#1; y", 1, 1, "source-character", "take it out"),
    "deep quotations": (">" * 60 + " x", 1, 26, "nesting", "fewer"),
    "video that is none": (
        "![Cat](img/a.svg){.video transcript=img/a.svg}",
        1,
        1,
        "video-kind",
        "",
    ),
    "video without transcript": ("![Cat](img/a.svg){.video}", 1, 1, "video-transcript", ".md"),
    "video in a line": ("x ![Cat](img/a.svg){.video}", 1, 3, "video-place", "empty lines"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_at_its_place(tmp_path: Path, fault: str) -> None:
    body, line, column, rule, hint = FAULTS[fault]
    found = complaints(tmp_path, body)
    where = Position(str(tmp_path / "draft.md"), BODY_LINE + line - 1, column)
    assert (where, rule) in {(one.where, one.rule) for one in found}, found
    told = [one for one in found if (one.where, one.rule) == (where, rule)]
    assert hint in told[0].hint
    assert all(one.severity is Severity.ERROR for one in told)


ESCAPED = (
    r"x \[\^1\] y",
    r"x \[^1] y",
    r"x [\^1] y",
    r"x \^\[y\] z",
    r"x \{.stat} y",
    r"\::: div",
    r"x \:\:\: y",
    "x &#58;:: y",
    "> > ::: {.table caption=x}\n> > | a | b |\n> > |---|---|\n> > | c | d |\n> > :::",
    "- ::: {.table caption=x}\n  | a | b |\n  |---|---|\n  | c\\|e | d |\n  :::",
)


@pytest.mark.parametrize("body", ESCAPED)
def test_signs_that_are_escaped_are_words(tmp_path: Path, body: str) -> None:
    assert not complaints(tmp_path, body)


def test_every_fault_is_told_at_once_and_in_order(tmp_path: Path) -> None:
    body = "## A\n\nx <b>y</b> ~~z~~\n\n![](img/no.svg)\n\n[a](#b)\n"
    found = complaints(tmp_path, body, "title: A\nlang: no\ndate: soon\n")
    assert [one.rule for one in found] == [
        "yaml-value",
        "yaml-value",
        "heading-skip",
        "raw-html",
        "struck-out",
        "image-alt",
        "image-missing",
        "link-inside",
    ]
    assert [one.where for one in found] == sorted(one.where for one in found if one.where)


def test_a_table_without_a_caption_is_only_warned_of(tmp_path: Path) -> None:
    (found,) = complaints(tmp_path, "| a |\n|---|\n| b |\n")
    assert (found.severity, found.rule) == (Severity.WARNING, "table-caption")


FRONT_FAULTS = {
    "empty file": (b"", 1, 1, "source-empty"),
    "blank file": (b" \n\n", 1, 1, "source-empty"),
    "no front matter": (b"# A\n", 1, 1, "front-matter"),
    "open front matter": (b"---\ntitle: x\n", 1, 1, "front-matter"),
    "nothing below": (b"---\ntitle: x\nlang: en\n---\n", 1, 1, "source-empty"),
    "no words below": (b"---\ntitle: x\nlang: en\n---\n<!-- c -->\n", 1, 1, "source-empty"),
    "no title": (b"---\nlang: en\n---\nx\n", 2, 1, "yaml-key-missing"),
    "blank title": (b'---\ntitle: " "\nlang: en\n---\nx\n', 2, 8, "yaml-value"),
    "no lang": (b"---\ntitle: x\n---\nx\n", 2, 1, "yaml-key-missing"),
    "Norway": (b"---\ntitle: x\nlang: no\n---\nx\n", 3, 7, "yaml-value"),
    "underscore": (b"---\ntitle: x\nlang: en_GB\n---\nx\n", 3, 7, "yaml-value"),
    "tab": (b"---\ntitle: x\n\tlang: en\n---\nx\n", 3, 1, "yaml-syntax"),
    "twice": (b"---\ntitle: x\nlang: en\ntitle: y\n---\nx\n", 4, 1, "yaml-key-twice"),
    "no date": (b"---\ntitle: x\nlang: en\ndate: 2026-02-30\n---\nx\n", 4, 7, "yaml-value"),
    "unknown key": (b"---\ntitle: x\nlang: en\ncreater: y\n---\nx\n", 4, 1, "yaml-key-unknown"),
    "not UTF-8": (b"---\ntitle: x\nlang: en\n---\ncaf\xe9\n", 5, 4, "source-encoding"),
    "UTF-16": ("---\ntitle: x\n".encode("utf-16"), 1, 1, "source-encoding"),
    "lone surrogate": (b"---\ntitle: \xed\xa0\x80\n", 2, 8, "source-encoding"),
    "NUL": (b"---\ntitle: x\nlang: en\n---\nab\x00c\n", 5, 3, "source-character"),
    "form feed": (b"---\ntitle: x\nlang: en\n---\n\nab\x0c\n", 6, 3, "source-character"),
    "line separator": (b"---\ntitle: x\xe2\x80\xa8\nlang: en\n---\nx\n", 2, 9, "source-character"),
}


@pytest.mark.parametrize("fault", FRONT_FAULTS)
def test_a_file_that_is_no_source_is_refused_at_its_place(tmp_path: Path, fault: str) -> None:
    raw, line, column, rule = FRONT_FAULTS[fault]
    source = tmp_path / "draft.md"
    source.write_bytes(raw)
    with pytest.raises(SourceError) as caught:
        read(source, tmp_path)
    found = {(one.where, one.rule) for one in caught.value.diagnostics}
    assert (Position(str(source), line, column), rule) in found


def test_fifty_megabytes_are_refused_at_once(tmp_path: Path) -> None:
    source = tmp_path / "draft.md"
    with source.open("wb") as opened:
        opened.truncate(50_000_000)
    start = time.process_time()
    with pytest.raises(SourceError, match="source-size"):
        read(source, tmp_path)
    assert time.process_time() - start < 0.05


def test_a_missing_source_and_a_folder_are_refused(tmp_path: Path) -> None:
    for source in (tmp_path / "none.md", tmp_path):
        with pytest.raises(SourceError, match="source-missing"):
            read(source, tmp_path)


@pytest.mark.parametrize(
    "body",
    [
        "> " * 500 + "x",
        "*a " * 300 + "b" + "*" * 300,
        "\n".join("  " * i + "- x" for i in range(400)),
    ],
)
def test_deep_nesting_is_refused_and_never_a_crash(tmp_path: Path, body: str) -> None:
    assert {one.rule for one in complaints(tmp_path, body)} == {"nesting"}


def test_words_in_code_are_not_faults(tmp_path: Path) -> None:
    body = "`<b>` `{.x}` `[^1]` `:::`\n\n```\n<b>\n::: {.x}\n[^9]: y\n```\n"
    assert complaints(tmp_path, body) == ()


def test_the_source_is_shown_as_it_was_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft(tmp_path, "## A")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SourceError) as caught:
        read(Path("draft.md"), Path())
    assert str(caught.value).startswith("draft.md:6:1: error: ")
