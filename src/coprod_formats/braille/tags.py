"""The tags of a proof, hung over what ReportLab drew: PDF/UA-1, as far as a file can say it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String

from coprod_formats.braille.proof import Element, Proof


def tag(proof: Proof, title: str, language: str, path: Path) -> None:
    """Write the finished file."""
    with pikepdf.open(BytesIO(proof.pdf)) as pdf:
        _describe(pdf, title, language)
        _mend_letters(pdf)
        _hang(pdf, proof.elements)
        mode = pikepdf.ObjectStreamMode.generate
        whole = BytesIO()  # where a disk is full, qpdf would end the whole process
        pdf.save(whole, deterministic_id=True, object_stream_mode=mode, compress_streams=True)
    path.write_bytes(whole.getbuffer())


def _describe(pdf: pikepdf.Pdf, title: str, language: str) -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        metadata["dc:title"] = title
        metadata["pdfuaid:part"] = "1"
    pdf.trailer["/Info"] = pdf.make_indirect(Dictionary(Title=String(title)))
    pdf.Root.Lang = String(language)
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)


def _mend_letters(pdf: pikepdf.Pdf) -> None:
    """Write letters beyond U+FFFF as UTF-16, which ReportLab forgets when it names them."""
    for each in pdf.objects:
        if isinstance(each, Dictionary) and "/ToUnicode" in each:
            names = each.ToUnicode.read_bytes()
            mended = re.sub(rb"<([0-9A-Fa-f]{5,6})>", _utf16, names)
            if mended != names:
                each.ToUnicode.write(mended)


def _utf16(found: re.Match[bytes]) -> bytes:
    return b"<" + chr(int(found[1], 16)).encode("utf-16-be").hex().encode() + b">"


def _hang(pdf: pikepdf.Pdf, elements: Sequence[Element]) -> None:
    """A tree of one level under its document, and the way back from each mark."""
    pages = [page.obj for page in pdf.pages]
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root))
    parents: list[list[Object]] = [[] for _ in pages]
    kids = []
    for element in elements:
        made = pdf.make_indirect(_element(element, document, pages))
        kids.append(made)
        for at, _ in element.marks:
            parents[at].append(made)
    document.K = Array(kids)
    numbers: list[Object | int] = []
    for number, (page, own) in enumerate(zip(pages, parents, strict=True)):
        page.StructParents = number
        page.Tabs = Name.S
        numbers += [number, pdf.make_indirect(Array(own))]
    root.K = document
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array(numbers)))
    root.ParentTreeNextKey = len(pages)
    pdf.Root.StructTreeRoot = root


def _element(element: Element, document: Object, pages: Sequence[Object]) -> Dictionary:
    marks = [
        Dictionary(Type=Name.MCR, Pg=pages[page], MCID=number) for page, number in element.marks
    ]
    made = Dictionary(Type=Name.StructElem, S=Name(f"/{element.tag}"), P=document, K=Array(marks))
    if not element.drawn:
        made.ActualText = String("".join(element.words))
    return made
