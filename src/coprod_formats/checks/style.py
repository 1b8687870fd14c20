"""What a web page's style sheet must hold to: axe looks at one screen, this at every rule."""

from __future__ import annotations

import re
from collections.abc import Iterator

LEAST = 24.0  # CSS pixels: the least side of something to press, by WCAG 2.2's 2.5.8

RULE = re.compile(r"([^{}@;]+)\{([^{}]*)\}")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
LOADED = re.compile(r"@import|url\(\s*(?![\"']?data:)", re.IGNORECASE)
HEIGHT = re.compile(r"min-height:\s*([\d.]+)px")
BARE_LINK = re.compile(r"(?:^|[\s>])a(?::(?:link|visited|any-link))?$")


def about_style(sheet: str) -> Iterator[tuple[str, str]]:
    """Every complaint about one style sheet: a rule's name, and what is wrong."""
    sheet = COMMENT.sub("", sheet)
    rules = [(_selectors(said), declared) for said, declared in RULE.findall(sheet)]
    if LOADED.search(sheet):
        yield "external", "the style loads something that is not in the page"
    if not any("button" in selectors and _tall(declared) for selectors, declared in rules):
        yield "target-small", f"no rule makes a button at least {LEAST:g} pixels high"
    for selectors, declared in rules:
        said = ", ".join(selectors)
        if re.search(r"text-align:\s*justify", declared):
            yield "justified", f"{said} justifies its text, which opens rivers in it"
        if re.search(r"text-transform:\s*uppercase", declared):
            yield "uppercase", f"{said} sets its text in capitals, which are hard to read"
        if re.search(r"outline:\s*(?:0|none)", declared) and not _only_main(selectors):
            yield "focus-hidden", f"{said} hides where the focus is"
        if re.search(r"text-decoration(?:-line)?:\s*none", declared):
            yield from (
                ("link-undistinguished", f"{one} takes the underline from links in the text")
                for one in selectors
                if BARE_LINK.search(one) and not re.search(r"[.#\[]", one)
            )


def _selectors(said: str) -> list[str]:
    return [" ".join(one.split()) for one in said.split(",")]


def _tall(declared: str) -> bool:
    height = HEIGHT.search(declared)
    return height is not None and float(height[1]) >= LEAST


def _only_main(selectors: list[str]) -> bool:
    # where the skip link lands: a frame round the whole text would say nothing
    return selectors == ["main:focus"]
