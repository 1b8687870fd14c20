"""Tables as our dialect has them: one header row, one cell to a place, words alone in the cells."""

from __future__ import annotations

from typing import Any

from coprod_formats.importing import signs, tree
from coprod_formats.importing.report import Report
from coprod_formats.importing.tree import Node, Nodes
from coprod_formats.languages import primary

CORNER = {"en": "Item", "cy": "Eitem", "fr": "Élément"}
COLUMN = {"en": "Column", "cy": "Colofn", "fr": "Colonne"}
Cell = tuple[Nodes, int, int]


def mended(table: Node, language: str, report: Report) -> Nodes:
    """A table in its fence."""
    (name, _, _), caption, _, head, bodies, foot = table["c"]
    heads = [_cells(row) for row in head[1]]
    rows = [_cells(row) for body in bodies for row in [*body[2], *body[3]]]
    rows += [_cells(row) for row in foot[1]]
    said = signs.harmless(tree.plain(caption[1], notes=True))
    full = _spread([*heads, *rows], len(heads))
    full = [row for row in full if any(tree.plain(cell, notes=True) or cell for cell in row)]
    full = _without_empty_columns(full)
    if len(full) < 2 or len(full[0]) < 2:  # its other cells held what could not be kept
        said_so = [flat(caption[1]), *(cell for row in full for cell in row)]
        return [tree.paragraph(words) for words in said_so if words]
    top = max(1, min(len(heads), len(full) - 1))
    if not heads:
        report.guessed("a table without a header: its first row was taken", words=_first(full))
    header = _header(full[:top], language, report)
    body = full[top:]
    report.kept("tables")
    by_row = _heads_rows(body)
    fence = _fenced(header, body, said, by_row, report)
    fence["c"][0][0] = name
    return [fence]


def arranging(content: list[Any]) -> list[Nodes] | None:
    """What stands in the cells of a table that only arranges a page: one row, or one column."""
    rows = [
        [
            ([] if tree.empty(cell[4]) else cell[4], max(1, cell[3]), max(1, cell[2]))
            for cell in row[1]
        ]
        for row in tree.rows(content)
    ]
    full = _without_empty_columns([row for row in _spread(rows, 0) if any(row)])
    if len(full) > 1 and len(full[0]) > 1:
        return None
    made: list[Nodes] = []
    for cell in (cell for row in full for cell in row if cell):
        if not made or made[-1] is not cell:
            made.append(cell)
    return made


def _cells(row: Any) -> list[Cell]:
    return [(flat(cell[4]), max(1, cell[3]), max(1, cell[2])) for cell in row[1]]


def flat(blocks: Nodes) -> Nodes:
    """Blocks as the words of one line: paragraphs with spaces between, entries with semicolons."""
    made: Nodes = []
    for block in blocks:
        inner = trimmed_breaks(_line(block))
        if inner and made:
            made.append(tree.SPACE)
        made.extend(inner)
    return tree.trimmed(made)


def trimmed_breaks(inlines: Nodes) -> Nodes:
    """Line breaks as spaces, since a cell is one line."""
    made: Nodes = tree.rewritten(
        inlines, lambda one: [tree.SPACE] if one["t"] in {"LineBreak", "SoftBreak"} else None
    )
    return made


def _line(block: Node) -> Nodes:
    kind: str = block["t"]
    content: Any = block.get("c")
    match kind:
        case "Para" | "Plain":
            return list(content)
        case "Header":
            return list(content[2])
        case "LineBlock":
            return _joined([list(line) for line in content], " ")
        case "BulletList":
            return _joined([flat(item) for item in content], "; ")
        case "OrderedList":
            return _joined([flat(item) for item in content[1]], "; ")
        case "DefinitionList":
            pairs = [[*term, *tree.words(":"), *flat(_chained(bodies))] for term, bodies in content]
            return _joined(pairs, "; ")
        case "BlockQuote":
            return flat(content)
        case "Div" | "Figure":
            return flat(content[-1])
        case "Table":
            rows = [*content[3][1], *(row for body in content[4] for row in body[3])]
            return _joined([_joined([flat(c[4]) for c in row[1]], ", ") for row in rows], "; ")
        case "CodeBlock":
            return [tree.node("Code", [tree.attributes(), " ".join(content[1].split())])]
        case _:
            return []


def _chained(bodies: list[Nodes]) -> Nodes:
    return [block for body in bodies for block in body]


def unbolded(nodes: Nodes) -> Nodes:
    """Words that are bold as a whole, plain: being a header or a heading says it already."""
    while len(nodes) == 1 and nodes[0]["t"] in {"Strong", "Emph"}:
        nodes = nodes[0]["c"]
    return nodes


def _joined(parts: list[Nodes], mark: str) -> Nodes:
    made: Nodes = []
    for part in parts:
        if not part:
            continue
        if made:
            made.extend([tree.node("Str", mark.strip())] if mark.strip() else [])
            made.append(tree.SPACE)
        made.extend(part)
    return made


def _spread(rows: list[list[Cell]], heads: int) -> list[list[Nodes]]:
    """Every cell in its place: one that reaches down is said in each row, one across once."""
    made: list[list[Nodes]] = []
    hanging: dict[int, tuple[Nodes, int]] = {}
    for number, row in enumerate(rows):
        line: list[Nodes] = []
        waiting = list(row)
        while waiting or len(line) in hanging:
            if len(line) in hanging:
                _take_hanging(line, hanging)
                continue
            words, across, down = waiting.pop(0)
            for step in range(across):
                here = words if step == 0 or number < heads else []
                if down > 1:
                    hanging[len(line)] = (here, down - 1)
                line.append(here)
        made.append(line)
    width = max((len(row) for row in made), default=0)
    return [row + [[] for _ in range(width - len(row))] for row in made]


def _take_hanging(line: list[Nodes], hanging: dict[int, tuple[Nodes, int]]) -> None:
    at = len(line)
    words, left = hanging.pop(at)
    if left > 1:
        hanging[at] = (words, left - 1)
    line.append(words)


def _without_empty_columns(rows: list[list[Nodes]]) -> list[list[Nodes]]:
    if not rows:
        return rows
    kept = [i for i in range(len(rows[0])) if any(row[i] for row in rows)]
    return [[row[i] for i in kept] for row in rows]


def _header(rows: list[list[Nodes]], language: str, report: Report) -> list[Nodes]:
    """One header row: several are joined, and a cell without words is named."""
    made: list[Nodes] = []
    for column in range(len(rows[0])):
        parts: list[Nodes] = []
        for row in rows:
            words = unbolded(row[column])
            if words and tree.plain(words) not in {tree.plain(one) for one in parts}:
                parts.append(words)
        words = _joined(parts, ", ")
        if not tree.plain(words):
            short = primary(language)
            corner = CORNER.get(short, "Item")
            name = corner if column == 0 else f"{COLUMN.get(short, 'Column')} {column + 1}"
            report.guessed(f'a column without a name was called "{name}"', words=_first([made]))
            words = tree.words(name)
        made.append(words)
    if len(rows) > 1:
        report.guessed("a header of several rows was made one", words=tree.plain(made[0]))
    return made


def _heads_rows(body: list[list[Nodes]]) -> bool:
    """Whether the first cell of each row names it."""
    first = [tree.plain(row[0]) for row in body]
    distinct = len(set(first)) == len(first) and all(first)
    worded = sum(any(c.isalpha() for c in cell) for cell in first) >= 0.8 * len(first)
    return distinct and worded and all(len(cell) <= 80 for cell in first)


def _first(rows: list[list[Nodes]]) -> str:
    return next((words for row in rows for cell in row if (words := tree.plain(cell))), "")


def _fenced(
    header: list[Nodes], body: list[list[Nodes]], said: str, by_row: bool, report: Report
) -> Node:
    rows = [[tree.cell([tree.node("Plain", cell)] if cell else []) for cell in header]]
    rows += [[tree.cell([tree.node("Plain", c)] if c else []) for c in row] for row in body]
    inner = tree.table(rows, 1)
    pairs = {}
    if said:
        pairs["caption"] = said
    else:
        report.todo('a table has no caption: write caption="…"', words=tree.plain(header[0]))
    if by_row:
        pairs["row-headers"] = "1"
        what = "the first cell of each row of a table heads that row"
        report.guessed(what, words=tree.plain(header[0]))
    return tree.node("Div", [tree.attributes("", ["table"], pairs), [inner]])
