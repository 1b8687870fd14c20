"""The plain pages of a bundle: no scripts, nothing loaded, readable on any screen and on paper."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from coprod_formats.markup.tags import attributes, text

LANGUAGE = "en-GB"


def page(title: str, body: Iterable[str]) -> str:
    """A whole page; its body begins with the first thing under the one heading of level 1."""
    inside = "\n".join(filter(None, body))
    policy = attributes(
        http_equiv="Content-Security-Policy",
        content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
        "form-action 'none'",
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{LANGUAGE}">\n<head>\n<meta charset="utf-8"/>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>\n'
        f"<meta{policy}/>\n<title>{text(title)}</title>\n<style>\n{_style()}</style>\n</head>\n"
        '<body>\n<a class="skip" href="#main">Skip to the main content</a>\n'
        f'<main id="main" tabindex="-1">\n<h1>{text(title)}</h1>\n{inside}\n</main>\n'
        "</body>\n</html>\n"
    )


def link(target: str, words: str) -> str:
    """A link to a file of the bundle, or to an address."""
    return f"<a{attributes(href=target)}>{text(words)}</a>"


def contact(one: str) -> str:
    """A way to reach people: a link where it is an address of mail or of the web."""
    if "@" in one and " " not in one:
        return link(f"mailto:{one}", one)
    return link(one, one) if one.startswith("https://") else text(one)


def paragraph(words: str) -> str:
    """Plain words as a paragraph."""
    return f"<p>{text(words)}</p>"


def heading(words: str, level: int = 2, id_: str | None = None) -> str:
    """A heading."""
    return f"<h{level}{attributes(id=id_)}>{text(words)}</h{level}>"


def listing(items: Iterable[str]) -> str:
    """A list of what is markup already; nothing where there are no items."""
    inside = "\n".join(f"<li>{one}</li>" for one in items)
    return f'<ul role="list">\n{inside}\n</ul>' if inside else ""


def table(caption: str, head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table of markup, the first cell of each row its header; it scrolls where it is broad."""
    columns = "".join(f'<th scope="col">{text(one)}</th>' for one in head)
    body = "\n".join(f"<tr>{_cells(row)}</tr>" for row in rows)
    named = attributes(class_="scrolls", tabindex=0, role="region", aria_label=caption)
    return (
        f"<div{named}><table>\n<caption>{text(caption)}</caption>\n"
        f"<thead><tr>{columns}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table></div>"
    )


def _cells(row: Iterable[str]) -> str:
    first, *rest = row
    return f'<th scope="row">{first}</th>' + "".join(f"<td>{one}</td>" for one in rest)


@cache
def _style() -> str:
    file = files("coprod_formats") / "data" / "bundle" / "page.css"
    return file.read_text(encoding="utf-8")
