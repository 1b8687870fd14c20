"""Data tables as XHTML, with headers that a screen reader can say for each cell."""

from __future__ import annotations

from collections.abc import Iterable

from coprod_formats.document import Cell, Table
from coprod_formats.markup.flavour import Flavour
from coprod_formats.markup.inlines import sentences
from coprod_formats.markup.tags import attributes, text


def table(node: Table, details: str | None, flavour: Flavour) -> str:
    """A table that scrolls by itself where it is wider than the page."""
    caption = f"{node.id}.caption" if node.caption else None
    # focusable, so that the keyboard can scroll it; a group and not a region, since a page
    # of many tables would else drown in landmarks
    frame = attributes(
        class_="scroll",
        role="group",
        tabindex=0,
        aria_labelledby=caption,
        aria_label=None if caption else flavour.labels.table,
    )
    named = attributes(id=node.id, aria_details=details)
    parts = (
        f"<div{frame}>",
        f"<table{named}>",
        _caption(node, caption, flavour),
        f"<thead>\n{_header(node, flavour)}\n</thead>",
        f"<tbody>\n{_rows(node, flavour)}\n</tbody>",
        "</table>",
        "</div>",
    )
    return "\n".join(filter(None, parts))


def _caption(node: Table, name: str | None, flavour: Flavour) -> str:
    words = sentences(node.caption, flavour)
    return f"<caption{attributes(id=name)}>{words}</caption>" if words else ""


def _header(node: Table, flavour: Flavour) -> str:
    return _row((_cell(node, at, cell, "col", flavour) for at, cell in enumerate(node.header)))


def _rows(node: Table, flavour: Flavour) -> str:
    return "\n".join(
        _row(
            _cell(node, at, cell, "row" if at < node.row_headers else None, flavour)
            for at, cell in enumerate(row)
        )
        for row in node.rows
    )


def _row(cells: Iterable[str]) -> str:
    return f"<tr>{''.join(cells)}</tr>"


def _cell(node: Table, at: int, cell: Cell, scope: str | None, flavour: Flavour) -> str:
    side = node.alignments[at] if at < len(node.alignments) else ""
    words = sentences(cell, flavour)
    # an empty header names nothing, so it is an empty cell
    tag = "th" if scope and cell else "td"
    named = attributes(scope=scope if tag == "th" else None, class_=text(side) or None)
    return f"<{tag}{named}>{words}</{tag}>"
