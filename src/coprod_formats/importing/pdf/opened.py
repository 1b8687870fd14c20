"""A PDF file by pdfium: its words, drawings, links and pictures, one page after the other."""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from coprod_formats.importing.pdf import marks
from coprod_formats.importing.pdf.pieces import Box, Look, Page, Shape, Word
from coprod_formats.importing.pdf.strokes import FEWEST_RULES, MOST_RULES, Stroke, rules_of
from coprod_formats.importing.refusals import refusal
from coprod_formats.tools import Tool

PDFIUM = Tool("pypdfium2", "it reads PDF files", "pip install pypdfium2")
MOST_PAGES = 3_000
SHARP = 2.5  # pixels to the point: 180 to the inch
BOLD = re.compile(r"bold|black|heavy|semibold|demi|-bd|cmbx|cmssbx", re.IGNORECASE)
ITALIC = re.compile(r"italic|oblique|-it$|cmti|slanted", re.IGNORECASE)
TYPEWRITER = re.compile(
    r"mono|courier|consol|typewriter|menlo|nimbusmon|(?:^|\+)(?:cm|ec|sf|t1|tc|tx|lm)\w{0,3}tt",
    re.IGNORECASE,
)  # TeX's own end in tt: cmtt10, t1xtt, ectt1095
FORMAL = re.compile(r"cmmi|cmsy|cmex|msam|msbm|math|stixsize|(?:^|\+)(?:esint|rsfs)", re.IGNORECASE)
PASSWORD_NEEDED = 4


@contextmanager
def opened(path: Path) -> Iterator[pypdfium2.PdfDocument]:
    """The file, or a refusal that says why it cannot be read."""
    try:
        file = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as flaw:
        if getattr(flaw, "err_code", None) == PASSWORD_NEEDED:
            message = f"{path} is locked with a password"
            hint = "open it with the password, and save or print it as a PDF without one"
            raise refusal("import-locked", message, hint) from None
        message = f"{path} is broken: it cannot be read as a PDF"
        raise refusal("import-broken", message, "ask for the file again, or save it anew") from None
    with file:
        if len(file) > MOST_PAGES:
            message = f"{path} has {len(file):,} pages, and {MOST_PAGES:,} are the most"
            raise refusal("import-huge", message, "split it into several files")
        yield file


def pages(file: pypdfium2.PdfDocument) -> Iterator[Page]:
    """Every page with what lies on it."""
    for index in range(len(file)):
        page = file[index]
        width, height = page.get_size()
        shapes = tuple(_shapes(page, height))
        words = tuple(marks.with_marks(list(_words(page, height))))
        yield Page(index + 1, width, height, words, shapes)
        page.close()


def picture(file: pypdfium2.PdfDocument, number: int, box: Box) -> bytes:
    """A part of a page as a PNG picture."""
    from io import BytesIO

    page = file[number - 1]
    width, height = page.get_size()
    pad = 2.0
    crop = (
        max(0.0, box.left - pad),
        max(0.0, height - box.bottom - pad),
        max(0.0, width - box.right - pad),
        max(0.0, box.top - pad),
    )
    image = page.render(scale=SHARP, crop=crop).to_pil()
    made = BytesIO()
    image.convert("RGB").save(made, "PNG", optimize=True)
    page.close()
    return made.getvalue()


@dataclass(frozen=True, slots=True)
class _Setting:
    """What all letters of one text object share."""

    look: Look
    mark: int
    artifact: bool
    level: bool  # whether it runs from left to right
    formal: bool  # whether its letters are for formulas alone


def _words(page: pypdfium2.PdfPage, height: float) -> Iterator[Word]:
    letters = page.get_textpage()
    settings: dict[int, _Setting] = {}
    word: list[tuple[str, Box, float]] = []
    current: _Setting | None = None
    white = apart = False  # whether white stands here, and before the word

    def finish() -> Iterator[Word]:
        """The word that has ended, if it is one to be read."""
        if word and current and current.level:
            yield from _made(word, current, apart)
        word.clear()

    for index in range(letters.count_chars()):
        code = pdfium.FPDFText_GetUnicode(letters, index)
        character = _character(letters, index, code)
        thing = pdfium.FPDFText_GetTextObject(letters, index)
        if not thing and character in {"\u00ad", "-"} and word:
            word.append((character, word[-1][1], word[-1][2]))
            continue
        if not thing or not character or character.isspace():
            yield from finish()
            white = white or bool(character)
            continue
        address = ctypes.addressof(thing.contents)
        setting = settings.get(address)
        if setting is None:
            setting = settings[address] = _setting(letters, index, thing)
        box, base = _place(letters, index, height)
        if word and (setting is not current or not _follows(word[-1], box, base, setting)):
            yield from finish()
        current = setting
        apart = white if not word else apart
        white = False
        word.append((character, box, base))
    yield from finish()
    letters.close()


def _character(letters: Any, index: int, code: int) -> str:
    if code in {2, 0xAD} or pdfium.FPDFText_IsHyphen(letters, index) == 1:
        return "\u00ad" if code == 2 else "-"  # a hyphen that is drawn, whatever it is called
    if code < 32 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF or code in {0xFFFE, 0xFFFF}:
        return ""
    if code in DIRECTIONS:
        return ""
    if 0xE000 <= code <= 0xF8FF:  # a symbol font's own numbers; its bullets are what matters
        return "•"
    return LIGATURES.get(character := chr(code), character)


DIRECTIONS = {0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)}  # seen, not said
ACCENTS = {"\u0300": "‘", "\u0301": "’"}  # of nothing: old makers draw quotation marks so
LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}


def _place(letters: Any, index: int, height: float) -> tuple[Box, float]:
    rect = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(letters, index, rect)
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(letters, index, x, y)
    return Box(rect.left, height - rect.top, rect.right, height - rect.bottom), height - y.value


def _follows(before: tuple[str, Box, float], box: Box, base: float, setting: _Setting) -> bool:
    size = setting.look.size
    gap = box.left - before[1].right
    if unicodedata.bidirectional(before[0][-1]) in {"R", "AL"} and box.left < before[1].left:
        return False  # a letter drawn to the left of the one before: each stands for itself
    return abs(base - before[2]) < 0.1 * size and -0.5 * size < gap < 0.14 * size


def _made(letters: list[tuple[str, Box, float]], setting: _Setting, apart: bool) -> Iterator[Word]:
    text = "".join(character for character, _, _ in letters)
    text = ACCENTS.get(text, text)
    boxes = [box for _, box, _ in letters]
    box = Box(
        boxes[0].left,
        min(one.top for one in boxes),
        max(one.right for one in boxes),
        max(one.bottom for one in boxes),
    )
    made = Word(text, box, letters[0][2], setting.look, False, setting.mark, setting.artifact)
    made = replace(made, apart=apart, formal=setting.formal)
    plain = len(text) != len(letters) or not marks.RAISED.search(text)
    yield from (made,) if plain else marks.with_raised(made, letters)


def _setting(letters: Any, index: int, thing: Any) -> _Setting:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(letters, index, matrix)
    scale = math.hypot(matrix.c, matrix.d)
    size = round(pdfium.FPDFText_GetFontSize(letters, index) * scale, 1) or 1.0
    name, flags = _font(letters, index)
    weight = pdfium.FPDFText_GetFontWeight(letters, index)
    look = Look(
        size,
        bool(BOLD.search(name)) or weight >= 600,
        bool(ITALIC.search(name)) or bool(flags & 64),
        bool(TYPEWRITER.search(name)),
    )
    level = abs(matrix.b) <= 0.2 * abs(matrix.a) and matrix.a > 0
    return _Setting(look, *_marked(thing), level, bool(FORMAL.search(name)))


def _font(letters: Any, index: int) -> tuple[str, int]:
    flags = ctypes.c_int()
    buffer = ctypes.create_string_buffer(256)
    pdfium.FPDFText_GetFontInfo(letters, index, buffer, 256, flags)
    return buffer.value.decode(errors="replace"), flags.value


def _marked(thing: Any) -> tuple[int, bool]:
    """The number of the marked content that an object stands in, and whether it is an artifact."""
    number = pdfium.FPDFPageObj_GetMarkedContentID(thing)
    artifact = any(
        _mark_name(pdfium.FPDFPageObj_GetMark(thing, at)) == "Artifact"
        for at in range(max(0, pdfium.FPDFPageObj_CountMarks(thing)))
    )
    return number, artifact


def _mark_name(mark: Any) -> str:
    buffer = (ctypes.c_uint16 * 64)()
    length = ctypes.c_ulong()
    pdfium.FPDFPageObjMark_GetName(mark, buffer, 128, length)
    return bytes(buffer)[: max(0, length.value - 2)].decode("utf-16-le", errors="replace")


def _shapes(page: pypdfium2.PdfPage, height: float) -> Iterator[Shape]:
    kinds = (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING)
    width = page.get_size()[0]
    for thing in page.get_objects(filter=kinds, max_depth=6):
        left, bottom, right, top = _bounds(thing)
        box = Box(
            max(0.0, left), max(0.0, height - top), min(width, right), min(height, height - bottom)
        )
        if box.width < 0 or box.height < 0:
            continue
        mark, artifact = _marked(thing.raw)
        pixels = thing.type == pdfium.FPDF_PAGEOBJ_IMAGE
        drawn = thing.type == pdfium.FPDF_PAGEOBJ_PATH
        strokes = pdfium.FPDFPath_CountSegments(thing.raw) if drawn else 0
        many = FEWEST_RULES <= strokes <= MOST_RULES
        rules = tuple(rules_of(_strokes(thing, strokes, height))) if many else ()
        yield Shape(box, pixels, artifact, mark, strokes, rules)


def _strokes(path: Any, count: int, height: float) -> Iterator[Stroke]:
    for at in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path.raw, at)
        x, y = ctypes.c_float(), ctypes.c_float()
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        across, up = _placed(path, x.value, y.value)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        moves = kind == pdfium.FPDF_SEGMENT_MOVETO
        bends = kind == pdfium.FPDF_SEGMENT_BEZIERTO
        closes = bool(pdfium.FPDFPathSegment_GetClose(segment))
        yield Stroke((across, height - up), moves, bends, closes)


def _placed(thing: Any, x: float, y: float) -> tuple[float, float]:
    """A point on the page, through the object's own matrix and whatever forms it stands in."""
    while thing is not None:
        x, y = thing.get_matrix().on_point(x, y)
        thing = thing.container
    return x, y


def _bounds(thing: Any) -> tuple[float, float, float, float]:
    """The bounds on the page, through whatever forms the object stands in."""
    left, bottom, right, top = thing.get_bounds()
    holder = thing.container
    while holder is not None:
        matrix = holder.get_matrix()
        corners = [matrix.on_point(x, y) for x in (left, right) for y in (bottom, top)]
        left, right = min(x for x, _ in corners), max(x for x, _ in corners)
        bottom, top = min(y for _, y in corners), max(y for _, y in corners)
        holder = holder.container
    return left, bottom, right, top


def linked(page: Page, links: list[tuple[Box, str]]) -> Page:
    """The page with the words that lie under a link told where it leads."""
    if not links:
        return page
    found = lru_cache(maxsize=None)(
        lambda x, y: next((target for box, target in links if box.holds(x, y, 0.5)), "")
    )
    words = tuple(
        replace(word, link=target) if (target := found(*word.middle)) else word
        for word in page.words
    )
    return replace(page, words=words)
