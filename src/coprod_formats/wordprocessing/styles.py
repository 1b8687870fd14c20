"""Every style of our Word files, made from a theme: what an editor finds in Word's own list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from coprod_formats.sheets import Sheet
from coprod_formats.themes import Theme
from coprod_formats.wordprocessing.languages import regional
from coprod_formats.wordprocessing.openxml import declared, quoted

FONT = "Arial"
TYPEWRITER = "Consolas"
WHITE = "ffffff"
SECTION = 2  # the level of the main sections
NATURAL = 1.15  # Arial's own distance from line to line, as a multiple of its size
BUILT_IN = {  # names that Word itself has, with its identifiers for them
    "Normal": "Normal", "Body Text": "BodyText", "Title": "Title", "Subtitle": "Subtitle",
    "List Bullet": "ListBullet", "List Number": "ListNumber", "List Continue": "ListContinue",
    "caption": "Caption", "footer": "Footer", "footnote text": "FootnoteText",
    "footnote reference": "FootnoteReference", "Hyperlink": "Hyperlink",
    "FollowedHyperlink": "FollowedHyperlink", "TOC Heading": "TOCHeading",
    "Default Paragraph Font": "DefaultParagraphFont", "Normal Table": "TableNormal",
    **{f"heading {n}": f"Heading{n}" for n in range(1, 7)},
    **{f"toc {n}": f"TOC{n}" for n in range(1, 4)},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Style:
    """One style: its name, what it rests on, and the XML of its paragraphs and runs."""

    name: str
    paragraph: str = ""
    run: str = ""
    based: str = "Body Text"
    next: str = "Body Text"
    kind: str = "paragraph"


def styles(theme: Theme, sheet: Sheet, language: str) -> str:
    """The part ``word/styles.xml``."""
    return declared(
        f"<w:styles>{_defaults(theme, language)}"
        f"{''.join(map(_style, _all(theme, sheet)))}{_tables(theme)}</w:styles>"
    )


def step(theme: Theme) -> int:
    """How far each level of a list stands in, in twentieths of a point."""
    return round(20 * 1.6 * theme.size)


def identifier(name: str) -> str:
    """What a style of this name is called inside the file."""
    return BUILT_IN.get(name) or name.replace(" ", "")


def _defaults(theme: Theme, language: str) -> str:
    tag = quoted(regional(language))
    fonts = " ".join(f'w:{script}="{FONT}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    run = _run(size=theme.size, colour=theme.ink)
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts {fonts}/>{run}"
        f"<w:lang w:val={tag} w:eastAsia={tag} w:bidi={tag}/></w:rPr></w:rPrDefault>"
        "<w:pPrDefault><w:pPr><w:suppressAutoHyphens/></w:pPr></w:pPrDefault></w:docDefaults>"
    )


def _all(theme: Theme, sheet: Sheet) -> Iterator[Style]:
    yield Style("Normal", based="", next="")
    yield Style("Default Paragraph Font", based="", next="", kind="character")
    yield from _text(theme)
    yield from _headings(theme, sheet.sections_apart)
    yield from _blocks(theme)
    yield from _ideas(theme)
    yield from _lists(theme)
    yield from _small(theme)
    yield from _characters(theme)


def _text(theme: Theme) -> Iterator[Style]:
    spaced = _spacing(0, 0.7 * theme.size, theme.leading)
    yield Style("Body Text", spaced, based="Normal")
    yield Style("First Paragraph")
    yield Style("Compact", _spacing(0, 0.2 * theme.size, theme.leading))
    label = f"<w:keepNext/>{_spacing(0.7 * theme.size, 0.3 * theme.size, theme.leading)}"
    yield Style("Label", label, _run(bold=True, colour=theme.accent))
    yield Style("Rights", _spacing(2 * theme.size, 0, theme.leading), _run(size=theme.small))
    ground = _shaded(theme.tint)
    code = _run(size=max(theme.small, 0.93 * theme.size), font=TYPEWRITER, literal=True)
    framed = "".join(_border(side, theme.tint, 4, 6) for side in ("top", "left", "bottom", "right"))
    inset = f"<w:pBdr>{framed}</w:pBdr>{ground}{_spacing(0, 0.9 * theme.size, 1.2)}"
    yield Style("Source Code", inset, code)


def _headings(theme: Theme, apart: bool) -> Iterator[Style]:
    for level, size in enumerate(theme.headings, start=1):
        space = _spacing(size * (1.1 if level < 4 else 0.9), 0.35 * size, 1.15)
        new = "<w:pageBreakBefore/>" if apart and level == SECTION else ""
        keep = f'<w:keepNext/><w:keepLines/>{new}{space}<w:outlineLvl w:val="{level - 1}"/>'
        run = _run(size=size, bold=True, colour=theme.accent)
        yield Style(f"heading {level}", keep, run, "Normal")
    size = theme.headings[0]
    bar = f"<w:pBdr>{_border('bottom', theme.mark, 24, 8)}</w:pBdr>"
    top = f'<w:keepNext/><w:keepLines/>{bar}{_spacing(0, 0.4 * size, 1.1)}<w:outlineLvl w:val="0"/>'
    yield Style("Title", top, _run(size=size, bold=True, colour=theme.accent), "Normal")
    under = _run(size=theme.headings[2], colour=theme.ink)
    yield Style("Subtitle", _spacing(0, 0.7 * theme.size, 1.2), under, "Normal")
    yield Style("Author", _spacing(0, 0.2 * theme.size, theme.leading), _run(bold=True))
    yield Style("Publication Details", _spacing(0, 0.2 * theme.size, theme.leading))


def _blocks(theme: Theme) -> Iterator[Style]:
    rims = [_border(side, theme.tint, 4, 6) for side in ("top", "bottom")]
    bar = f"{rims[0]}{_border('left', theme.mark, 36, 10)}{rims[1]}"
    space = _spacing(0.3 * theme.size, 0.9 * theme.size, theme.leading)
    framed = f"<w:keepLines/><w:pBdr>{bar}</w:pBdr>{_shaded(theme.tint)}{space}{_indented(14)}"
    yield Style("Key Finding", framed)
    bar = f"<w:pBdr>{_border('left', theme.accent, 18, 12)}</w:pBdr>"
    yield Style("Quotation", f"{bar}{_spacing(0, 0.5 * theme.size, theme.leading)}{_indented(24)}")
    source = f"{bar}{_spacing(0, theme.size, theme.leading)}{_indented(24)}"
    yield Style("Quotation Source", source, _run(bold=True))
    line = f"<w:pBdr>{_border('bottom', theme.mark, 12, 1)}</w:pBdr>"
    yield Style("Break", f"{line}{_spacing(0, 1.6 * theme.size, 1)}{_indented(150, 150)}")
    above = f"<w:keepNext/>{_spacing(0.6 * theme.size, 0.4 * theme.size, theme.leading)}"
    under = _spacing(0, theme.size, theme.leading)
    yield Style("caption", under, _run(bold=True))
    yield Style("Table Caption", above, based="caption")
    yield Style("Image Caption", based="caption")
    yield Style("Figure", _spacing(0.4 * theme.size, theme.size, 1))
    yield Style(
        "Captioned Figure", f"<w:keepNext/>{_spacing(0, 0.4 * theme.size, 1)}", based="Figure"
    )
    cell = _spacing(0, 0, theme.leading)
    yield Style("Table Text", cell)
    yield Style("Table Heading", cell, _run(bold=True))
    term = f"<w:keepNext/>{_spacing(0, 0.1 * theme.size, theme.leading)}"
    yield Style("Definition Term", term, _run(bold=True), next="Definition")
    yield Style("Definition", _indented(step(theme) / 20), next="Definition Term")


def _ideas(theme: Theme) -> Iterator[Style]:
    line = _spacing(0.15 * theme.size, 0.35 * theme.size, theme.leading)
    yield Style("Idea Words", line)
    yield Style("Idea Picture", _spacing(0, 0, 1))
    rims = "".join(_border(side, theme.tint, 4, 6) for side in ("top", "left", "bottom", "right"))
    inset = _indented(8, 8)
    yield Style("Idea Meaning", f"<w:pBdr>{rims}</w:pBdr>{_shaded(theme.tint)}{line}{inset}")


def _lists(theme: Theme) -> Iterator[Style]:
    tight = _spacing(0, 0.3 * theme.size, theme.leading)
    for name in ("List Bullet", "List Number", "List Continue"):
        yield Style(name, tight, next=name)
    run = _run(size=theme.headings[1], bold=True, colour=theme.accent)
    yield Style(
        "TOC Heading", f"<w:keepNext/>{_spacing(1.6 * theme.size, theme.size * 0.6, 1.15)}", run
    )
    for level in (1, 2, 3):
        indent = _indented(step(theme) / 20 * max(0, level - 2))
        yield Style(f"toc {level}", tight + indent, next=f"toc {level}")


def _small(theme: Theme) -> Iterator[Style]:
    run = _run(size=theme.small)
    space = _spacing(0, 0.3 * theme.small, min(theme.leading, 1.3))
    yield Style("footnote text", space, run, next="footnote text")
    yield Style("footer", f'{_spacing(0, 0, 1.2)}<w:jc w:val="right"/>', run, "Normal", "footer")


def _characters(theme: Theme) -> Iterator[Style]:
    big = theme.size * (1.2 if theme.plain else 1.35)
    link = _run(bold=theme.plain, colour=theme.accent, underlined=not theme.plain)
    runs = {
        "Statistic": _run(size=big, bold=True, colour=theme.accent),
        "Hyperlink": link,
        "FollowedHyperlink": link,
        "Verbatim Char": _run(font=TYPEWRITER, literal=True),
        "footnote reference": raised(theme),
    }
    for name, run in runs.items():
        yield Style(name, run=run, based="Default Paragraph Font", next="", kind="character")


def raised(theme: Theme) -> str:
    """A note's mark; in large print no smaller than the text, though Word shrinks it."""
    size = _run(size=theme.size * SHRUNK) if theme.plain else ""
    return f'<w:b/><w:bCs/>{size}<w:vertAlign w:val="superscript"/>'


def formula(theme: Theme) -> str:
    """The looks of the letters in a formula."""
    run = _run(size=theme.size, colour=theme.ink, font="Cambria Math")
    return f"<w:rPr>{run}</w:rPr>"


SHRUNK = 1.5  # Word draws raised letters at about two thirds


def _run(
    size: float = 0,
    colour: str = "",
    font: str = "",
    *,
    bold: bool = False,
    underlined: bool = False,
    literal: bool = False,
) -> str:
    half = round(2 * size)
    parts = (
        (font, f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"/>'),
        (bold, "<w:b/><w:bCs/>"),
        (literal, "<w:noProof/>"),
        (colour, f'<w:color w:val="{colour}"/>'),
        (size, f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'),
        (underlined, '<w:u w:val="single"/>'),
    )
    return "".join(xml for wanted, xml in parts if wanted)


def _spacing(before: float, after: float, leading: float) -> str:
    line = round(240 * max(1, leading / NATURAL))
    return (
        f'<w:spacing w:before="{round(20 * before)}" w:after="{round(20 * after)}"'
        f' w:line="{line}" w:lineRule="auto"/>'
    )


def _indented(left: float, right: float = 0) -> str:
    end = f' w:right="{round(20 * right)}"' if right else ""
    return f'<w:ind w:left="{round(20 * left)}"{end}/>'


def _border(side: str, colour: str, eighths: int, space: int) -> str:
    return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="{space}" w:color="{colour}"/>'


def _shaded(colour: str) -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{colour}"/>'


def _style(style: Style) -> str:
    own = style.name in BUILT_IN
    default = style.name in {"Normal", "Default Paragraph Font"}
    flags = (' w:default="1"' if default else "") + ("" if own else ' w:customStyle="1"')
    inner = (
        ("w:basedOn", style.based and identifier(style.based)),
        ("w:next", style.next and identifier(style.next)),
    )
    links = "".join(f'<{name} w:val="{value}"/>' for name, value in inner if value)
    paragraph = f"<w:pPr>{style.paragraph}</w:pPr>" if style.paragraph else ""
    run = f"<w:rPr>{style.run}</w:rPr>" if style.run else ""
    return (
        f'<w:style w:type="{style.kind}"{flags} w:styleId="{identifier(style.name)}">'
        f'<w:name w:val="{style.name}"/>{links}<w:qFormat/>{paragraph}{run}</w:style>'
    )


def _tables(theme: Theme) -> str:
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{theme.ink}"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margin = round(20 * 0.35 * theme.size)
    sides = "".join(
        f'<w:{side} w:w="{margin}" w:type="dxa"/>' for side in ("top", "left", "bottom", "right")
    )
    bold = "<w:rPr><w:b/><w:bCs/></w:rPr>"
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:customStyle="1" w:styleId="Table"><w:name w:val="Table"/>'
        f'<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblBorders>{lines}</w:tblBorders>'
        f"<w:tblCellMar>{sides}</w:tblCellMar></w:tblPr>"
        f'<w:tblStylePr w:type="firstRow">{bold}<w:tcPr>{_shaded(theme.tint)}</w:tcPr>'
        "</w:tblStylePr>"
        f'<w:tblStylePr w:type="firstCol">{bold}</w:tblStylePr></w:style>'
        '<w:style w:type="table" w:customStyle="1" w:styleId="IdeaTable">'
        '<w:name w:val="Idea Table"/>'
        '<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblCellMar>'
        f"{_around(theme)}</w:tblCellMar></w:tblPr></w:style>"
    )


def _around(theme: Theme) -> str:
    """The room around the picture and the words of an idea."""
    wide, high = round(20 * 0.3 * theme.size), round(20 * 0.5 * theme.size)
    sides = (("top", high), ("left", wide), ("bottom", high), ("right", wide))
    return "".join(f'<w:{side} w:w="{width}" w:type="dxa"/>' for side, width in sides)
