"""Word's tables with every cell in its column, as pandoc counts them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WIDEST = 200  # columns that a gap or a grid may have; more is no table that anybody reads


def straightened(root: Any) -> bool:
    """Whether a table of a part had to be changed, so that no cell is lost or misplaced."""
    changes = [_table(table) for table in root.iter(f"{W}tbl")]
    return any(changes)


def _table(table: Any) -> bool:
    changed, width = False, 0
    reaching: set[int] = set()
    for row in _inside(table, f"{W}tr", f"{W}tbl"):
        changed = _filled(row) or changed
        column, here = 0, set()
        for cell in _inside(row, f"{W}tc", f"{W}tr"):
            down = cell.find(f"{W}tcPr/{W}vMerge")
            if down is not None and down.get(f"{W}val") != "restart" and column not in reaching:
                down.set(f"{W}val", "restart")
                changed = True
            if down is not None:
                here.add(column)
            column += _number(cell.find(f"{W}tcPr/{W}gridSpan"))
        reaching, width = here, max(width, column)
    return _widened(table, width) or changed


def _inside(node: Any, kind: str, holder: str) -> Iterator[Any]:
    """Those of a kind that stand in this holder, and in none inside it."""
    for one in list(node.iter(kind)):
        if next(one.iterancestors(holder), None) is node:
            yield one


def _filled(row: Any) -> bool:
    """Put an empty cell where a row begins further to the right."""
    gap = row.find(f"{W}trPr/{W}gridBefore")
    if gap is None:
        return False
    gap.getparent().remove(gap)
    cell = etree.Element(f"{W}tc")
    settings = etree.SubElement(cell, f"{W}tcPr")
    etree.SubElement(settings, f"{W}gridSpan").set(f"{W}val", str(_number(gap)))
    etree.SubElement(cell, f"{W}p")
    row.insert(row.index(row.find(f"{W}trPr")) + 1, cell)
    return True


def _widened(table: Any, width: int) -> bool:
    """Columns for all cells, since pandoc drops those that the grid has no column for."""
    grid = table.find(f"{W}tblGrid")
    missing = min(width, WIDEST) - (0 if grid is None else len(grid.findall(f"{W}gridCol")))
    if grid is None or not len(grid) or missing <= 0:
        return False
    for _ in range(missing):
        etree.SubElement(grid, f"{W}gridCol").set(f"{W}w", "1000")
    return True


def _number(setting: Any) -> int:
    said = "" if setting is None else setting.get(f"{W}val") or ""
    return min(WIDEST, int(said)) if re.fullmatch("[1-9][0-9]{0,8}", said) else 1
