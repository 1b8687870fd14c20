"""A whole document as one Typst source: the look, the template, the head and the body."""

from __future__ import annotations

from datetime import date
from functools import cache
from importlib.resources import files
from unicodedata import normalize

from coprod_formats.document import Document, FrontMatter, KeyFinding, Section
from coprod_formats.labels import labels, long_date, translated
from coprod_formats.languages import right_to_left
from coprod_formats.sheets import Sheet
from coprod_formats.themes import Theme
from coprod_formats.typesetting.blocks import blocks, flow
from coprod_formats.typesetting.inlines import LATIN, Place, faces_of, language
from coprod_formats.typesetting.literals import string, strings, words
from coprod_formats.typesetting.scripts import families
from coprod_formats.walking import blocks as every_block
from coprod_formats.walking import plain, sentences

FONTS = (
    LATIN,
    "Noto Sans",
    "IBM Plex Sans Arabic",
    "Noto Sans Hebrew",
    "Noto Sans Symbols",
    "Noto Sans Symbols 2",
    "Noto Sans Math",
    "Noto Emoji",
)
TYPEWRITER = ("Noto Sans Mono", *FONTS)
FORMULAS = ("New Computer Modern Math", *FONTS)
UNDATED = date(1980, 1, 1)  # Typst asks for a date; finishing takes this one out again
FEW = 5  # headings that a reader can do without a list of
EXPONENT = 0.7  # the size of an exponent beside its formula's
LONG = 6000  # words from which the head has a page to itself


def source(document: Document, theme: Theme, sheet: Sheet, careful: bool = False) -> str:
    """Typst source that compiles to the document's pages; the careful one keeps less together."""
    room = line_room(theme, sheet)
    parts = (
        _template(),
        _metadata(document.front),
        "#show: pages",
        _opening(document, theme, room),
        "#contents()" if _headings(document) > FEW else "",
        flow(document.body, Place(room, room, blocks, careful=careful)),
        f"#rights[{words(document.front.rights, room)}]" if document.front.rights else "",
    )
    written = "\n\n".join(part for part in parts if part)
    return f"{_look(document, theme, sheet, careful, written)}\n\n{written}"


def line_room(theme: Theme, sheet: Sheet) -> float:
    """How many em of the body's letters fit on a line."""
    return (sheet.width - 2 * _margin(theme, sheet)) / theme.size


@cache
def _template() -> str:
    return (files("coprod_formats") / "data/typst/pages.typ").read_text(encoding="utf-8")


def _margin(theme: Theme, sheet: Sheet) -> float:
    return sheet.margin(theme)


def _look(document: Document, theme: Theme, sheet: Sheet, careful: bool, written: str) -> str:
    more = families(written + document.front.stamp)
    margin = _margin(theme, sheet)
    tag = document.front.language
    numbers = (theme.size, theme.small, theme.leading, sheet.width, sheet.height, margin)
    names = ("size", "small", "leading", "width", "height", "margin")
    fields = {
        **{name: f"{number:.3f}" for name, number in zip(names, numbers, strict=True)},
        "tallest": f"{(sheet.height - 2 * margin) * 0.62:.1f}",
        "formula": f"{max(1.0, theme.small / theme.size / EXPONENT):.3f}",
        "statistic": "1.2" if theme.plain else "1.35",
        "headings": f"({''.join(f'{size}, ' for size in theme.headings)})",
        "listed": str(theme.listed),
        "plain": str(theme.plain).lower(),
        "breaks": str(sheet.sections_apart).lower(),
        "careful": str(careful).lower(),
        **{
            name: string(getattr(theme, name))
            for name in ("paper", "ink", "accent", "tint", "mark")
        },
        "fonts": _faces(faces_of(tag), more),
        "typewriter": strings((*TYPEWRITER, *more)),
        "formulas": strings((*FORMULAS, *more)),
        "numbered": strings(_around_numbers(labels(tag).page_of)),
        "stamp": _content(document.front.stamp, line_room(theme, sheet)),
        "pictures": string(theme.pictures),
        "words": _words(tag),
        "mirrored": str(right_to_left(tag)).lower(),
        "ours": "none" if translated(tag) else '(lang: "en", dir: ltr)',
    }
    return "#let look = (\n" + "".join(f"  {k}: {v},\n" for k, v in fields.items()) + ")"


def _faces(own: tuple[str, ...], more: tuple[str, ...]) -> str:
    """The faces of words, that of the language first.

    Letters with two marks are not for the first of FONTS: it sets some in several pieces, each of
    which Typst 0.15 calls by the whole letter, so that listeners would hear it twice.
    """
    first, *others = FONTS
    most = f'(name: {string(first)}, covers: regex("[^{_two_marks()}]"))'
    return f"({', '.join((*own, most, *map(string, others), *map(string, more)))})"


@cache
def _two_marks() -> str:
    """Latin letters that carry two marks, such as some of Vietnamese."""
    letters = map(chr, (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)))
    return "".join(one for one in letters if len(normalize("NFD", one)) > 2)


def _around_numbers(pattern: str) -> tuple[str, ...]:
    before, _, rest = pattern.partition("{page}")
    between, _, after = rest.partition("{total}")
    return before, between, after


def _words(tag: str) -> str:
    own = labels(tag)
    said = {
        "contents": own.contents,
        "video": own.video,
        "transcript": own.transcript,
        "longer": own.longer_description,
        "done": own.done,
        "to-do": own.to_do,
        "colon": own.colon,
    }
    return f"({''.join(f'{name}: {string(text)}, ' for name, text in said.items())})"


def _metadata(front: FrontMatter) -> str:
    when = front.date or UNDATED
    day = f"datetime(year: {when.year}, month: {when.month}, day: {when.day})"
    return (
        f"#set document(title: {string(front.title)}, author: {strings(front.creators)},"
        f" description: {string(front.description) if front.description else 'none'},"
        f" date: {day})\n#set text({language(front.language)})"
    )


def _opening(document: Document, theme: Theme, room: float) -> str:
    front, larger = document.front, theme.headings[0] / theme.size
    facts = (
        front.publisher,
        long_date(front.date, front.language) if front.date else "",
        front.contact,
    )
    told = [_fact(fact, room) if fact else "" for fact in facts]
    if told[1] and not translated(front.language):
        told[1] = f"#box(ours[{told[1]}])"
    shown = "".join(f"[{fact}], " for fact in told if fact)
    return (
        f"#opening({_content(front.title, room / larger)}, {_content(front.subtitle, room / 1.3)},"
        f" {_content(', '.join(front.creators), room)}, ({shown}),"
        f" {str(_long(document)).lower()})"
    )


def _content(text: str, room: float) -> str:
    return f"[{words(text, room)}]" if text else "none"


def _fact(text: str, room: float) -> str:
    shown = words(text, room)
    if "@" in text and " " not in text:
        return f"#link({string('mailto:' + text)})[{shown}]"
    return f"#link({string(text)})[{shown}]" if text.startswith("https://") else shown


def _headings(document: Document) -> int:
    return sum(isinstance(one, Section | KeyFinding) for one in every_block(document.body))


def _long(document: Document) -> bool:
    """Whether the document is long enough for a title page."""
    count = 0
    for sentence in sentences(document.body):
        count += plain(sentence.inlines).count(" ") + 1
        if count > LONG:
            return True
    return False
