"""PDF files by their tags: how finished ones are read, and what Typst leaves to be finished."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String

UnreadableError = pikepdf.PdfError


@dataclass(frozen=True, slots=True)
class Element:
    """One tag of a PDF's structure tree, with the tags inside it."""

    kind: str  # such as "H1", "P" or "TD"
    alt: str
    language: str
    scope: str  # of a table's header: "Row", "Column" or nothing
    children: tuple[Element, ...]

    def every(self, kind: str = "") -> Iterator[Element]:
        """This tag and those inside it, in reading order; those of one kind where it is named."""
        if kind in {"", self.kind}:
            yield self
        for child in self.children:
            yield from child.every(kind)


@dataclass(frozen=True, slots=True)
class Tagged:
    """What a PDF file says of itself."""

    title: str
    shows_title: bool
    language: str
    ua_part: str  # the part of PDF/UA that it claims to hold to, such as "1"
    root: Element | None
    loose_fonts: tuple[str, ...]  # fonts that the file names but does not carry


def read(path: Path) -> Tagged:
    """What the file says of itself, and its tags."""
    with pikepdf.open(path) as pdf:
        metadata = pdf.open_metadata()  # to read, so that nothing is put in step with it
        tree = pdf.Root.get("/StructTreeRoot")
        return Tagged(
            title=str(metadata.get("dc:title", "")),
            shows_title=bool(
                pdf.Root.get("/ViewerPreferences", Dictionary()).get("/DisplayDocTitle")
            ),
            language=str(pdf.Root.get("/Lang", "")),
            ua_part=str(metadata.get("pdfuaid:part", "")),
            root=None if tree is None else _element(tree),
            loose_fonts=tuple(_loose_fonts(pdf)),
        )


@dataclass(frozen=True, slots=True)
class Finish:
    """What Typst cannot know of a document, or cannot say."""

    row_headers: Sequence[int]  # for each table, how many columns head its rows
    titles: Sequence[str]  # of all headings, in words alone
    dated: bool
    from_right: bool = False  # whether any letters are written from right to left
    in_pieces: bool = False  # whether some letters were set in pieces, each called by the whole


def finish(made: bytes, wanted: Finish, path: Path) -> None:
    """Write the file with row headers tagged, captions after their figures and plain bookmarks."""
    with pikepdf.open(BytesIO(made)) as pdf:
        if not wanted.dated:
            _forget_date(pdf)
        if wanted.in_pieces:
            from coprod_formats.typesetting.clusters import said_once  # few documents need it

            said_once(pdf)
        elements = list(_within(pdf.Root.StructTreeRoot))
        tables = (element for element in elements if element.S == "/Table")
        for number, (table, columns) in enumerate(
            zip(tables, wanted.row_headers, strict=True), start=1
        ):
            _head_rows(table, columns, number)
        for element in elements:
            if element.S == "/Caption" and element.P.S == "/Div" and not _holds_table(element.P):
                element.P.K = Array(reversed(list(element.P.K)))
        _index_ids(pdf, elements)
        _title(pdf, elements, wanted.titles)
        if wanted.from_right:
            from coprod_formats.typesetting.mirrored import set_in_order  # nor that

            set_in_order(pdf)
        whole = BytesIO()  # where a disk is full, qpdf would end the whole process
        pdf.save(
            whole,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
        )
    path.write_bytes(whole.getbuffer())


def _holds_table(element: Object) -> bool:
    """Whether a caption beside these tags is a table's, which stands first to the eye too."""
    return any(each.S == "/Table" for each in _within(element))


def _forget_date(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        for key in ("xmp:CreateDate", "xmp:ModifyDate"):
            del metadata[key]
    for key in ("/CreationDate", "/ModDate"):
        del pdf.docinfo[key]


def _head_rows(table: Object, columns: int, number: int) -> None:
    """Tag the first row as a header, the first cells of each row, and cells alone, of records."""
    first, *rows = (list(_kids(row)) for row in _within(table) if row.S == "/TR")
    tops = [_head(cell, f"column-{number}-{at}", Name.Column) for at, cell in enumerate(first, 1)]
    above: list[Object] = []  # the name of the record that a row belongs to
    for count, cells in enumerate(rows, start=1):
        name = f"row-{number}-{count}"
        if _table_attributes(cells[0]).get("/ColSpan", 1) > 1:
            above = [_head(cells[0], f"{name}-1", Name.Column, tops)]
            continue
        held = [above or tops[at : at + 1] for at in range(len(cells))]
        heads = [
            _head(cell, f"{name}-{at}", Name.Row, held[at - 1])
            for at, cell in enumerate(cells[:columns], start=1)
        ]
        for cell, own in zip(cells[columns:], held[columns:], strict=True):
            _table_attributes(cell).Headers = Array([*own, *heads])


def _head(cell: Object, name: str, scope: Object, above: Sequence[Object] = ()) -> Object:
    """Tag a cell as a header under others, and give it a name unless it has one."""
    cell.S = Name.TH
    if "/ID" not in cell:
        cell.ID = String(name)
    own = _table_attributes(cell)
    own.Scope, own.Headers = scope, Array(above)
    return cell.ID


def _table_attributes(cell: Object) -> Any:
    held = cell.get("/A", Array())
    cell.A = held if isinstance(held, Array) else Array([held])
    held = cell.A.as_list()
    own = next((each for each in held if each.get("/O") == "/Table"), None)
    if own is not None:
        return own
    cell.A.append(Dictionary(O=Name.Table))
    return cell.A.as_list()[-1]


def _index_ids(pdf: pikepdf.Pdf, elements: list[Object]) -> None:
    named = sorted((bytes(each.ID), each) for each in elements if "/ID" in each)
    if named:
        pairs = Array([part for name, each in named for part in (String(name), each)])
        pdf.Root.StructTreeRoot.IDTree = pdf.make_indirect(Dictionary(Names=pairs))


def _title(pdf: pikepdf.Pdf, elements: list[Object], titles: Sequence[str]) -> None:
    """Give bookmarks and tags of headings their words, without notes and with descriptions."""
    marks = _bookmarks(pdf.Root.Outlines) if "/Outlines" in pdf.Root else iter(())
    heads = (element for element in elements if str(element.S) in HEADINGS)
    for mark, head, title in zip(marks, heads, titles, strict=False):
        if str(mark.Title) != title:
            mark.Title = head.T = String(title)


HEADINGS = {f"/H{level}" for level in range(1, 7)}


def _bookmarks(parent: Object) -> Iterator[Object]:
    mark = parent.get("/First")
    while mark is not None:
        yield mark
        yield from _bookmarks(mark)
        mark = mark.get("/Next")


def _within(parent: Object) -> Iterator[Object]:
    """Every tag under this one, parents before children."""
    waiting = list(_kids(parent))[::-1]
    while waiting:
        element = waiting.pop()
        yield element
        waiting.extend(list(_kids(element))[::-1])


def _kids(element: Object) -> Iterator[Object]:
    held = element.get("/K")
    for kid in held if isinstance(held, Array) else (held,):
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid


def _element(tag: Object) -> Element:
    return Element(
        kind=str(tag.get("/S", "/")).removeprefix("/"),
        alt=str(tag.get("/Alt", "")),
        language=str(tag.get("/Lang", "")),
        scope=_scope(tag),
        children=tuple(map(_element, _kids(tag))),
    )


def _scope(tag: Object) -> str:
    held = tag.get("/A")
    for each in held if isinstance(held, Array) else (held,):
        if isinstance(each, Dictionary) and "/Scope" in each:
            return str(each.Scope).removeprefix("/")
    return ""


def _loose_fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    for each in pdf.objects:
        if isinstance(each, Dictionary) and each.get("/Type") == "/FontDescriptor":
            if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(each.keys()):
                yield str(each.get("/FontName", "/unnamed")).removeprefix("/")
        elif isinstance(each, Dictionary) and each.get("/Type") == "/Font":
            composite = each.get("/Subtype") in {"/Type0", "/Type3"}
            if not composite and "/FontDescriptor" not in each:
                yield str(each.get("/BaseFont", "/unnamed")).removeprefix("/")
