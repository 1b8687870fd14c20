"""How whole PDF files come in: each is held to its truth, the same document in a kind that tells.

python benchmarks/importing.py FOLDER: beside each ``name.pdf`` lies ``name.md``, ``.html``,
``.docx``, ``.odt`` or ``.epub``, which is what the PDF was made from, or what a person wrote down
while looking at its pages. The files stay out of the repository: they are other people's.

Words of the truth that the PDF does not print, as poppler's pdftotext reads it, are held out and
counted: pages name a section by its number where HTML spells its name. So are lists of contents,
which import leaves out on purpose, and what a web page has to move about in it.
"""

from __future__ import annotations

import argparse
import re
import resource
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from lxml import html

from coprod_formats import pandoc
from coprod_formats.importing import bring_in, tree

KINDS = {
    ".md": pandoc.MARKDOWN,
    ".html": "html-native_divs-native_spans",
    ".docx": "docx",
    ".odt": "odt",
    ".epub": "epub",
    ".rtf": "rtf",
}
WORD = re.compile(r"[^\W_]+")
NUMBERING = re.compile(
    r"^(?:chapter|chapitre|appendix|annexe|part|partie|section)?\s*"
    r"(?:(?:\d+|[A-Z]|[IVX]+)(?:\.\d+)*[.:)]?|\d+)\s+",
    re.IGNORECASE,
)
MOVING = {"toc", "navheader", "navfooter", "list-of-tables", "list-of-figures", "headerlink"}
PEOPLE = {"author", "corpauthor", "othercredit", "editor"}


@dataclass(frozen=True)
class Text:
    """What is compared: words with their notes at the end, headings, rows, paragraphs."""

    words: list[str]
    headings: list[tuple[int, str]]
    rows: list[tuple[str, ...]]
    paragraphs: list[str]


@dataclass(frozen=True)
class Figures:
    """What was found of one file; shares of its truth, but for what is left over."""

    words: float
    more: float
    headings: float
    levels: float
    cells: float
    left_over: int
    count: int
    absent: int  # words of the truth that the PDF does not print
    tables: int


def text_of(raw: bytes, kind: str, title: str = "") -> Text:
    """A document of a kind that pandoc reads, as what is compared."""
    blocks: Any = pandoc.convert(raw, kind)["blocks"]
    notes = [one["c"] for one in tree.walk(blocks) if one["t"] == "Note"]
    bare = tree.rewritten(blocks, lambda one: [] if one["t"] == "Note" else None)
    nodes = list(tree.walk(bare))
    captions = [v for n in nodes if n["t"] == "Div" for k, v in n["c"][0][2] if k == "caption"]
    captions += [n["c"][2][1] for n in nodes if n["t"] == "Image" and n["c"][2][1]]
    said = " ".join([title, tree.plain(bare), *map(tree.plain, notes), *captions])
    headings = [(n["c"][0], _bare(tree.plain(n["c"][2]))) for n in nodes if n["t"] == "Header"]
    return Text(
        _words(said),
        [(level, words) for level, words in headings if words],
        [row for node in nodes if node["t"] == "Table" for row in _rows(node)],
        [tree.plain(n["c"]) for n in nodes if n["t"] in {"Para", "Plain"}],
    )


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", text).replace("\u00ad", "").casefold()
    return WORD.findall(plain)


def _bare(text: str) -> str:
    return "".join(_words(NUMBERING.sub("", text.replace("\u00a0", " ").strip())))


def _rows(table: tree.Node) -> Iterator[tuple[str, ...]]:
    """The cells of a table in their columns; one that reaches across is said once."""
    parts = [table["c"][3][1], *(body[3] for body in table["c"][4])]
    hanging: Counter[int] = Counter()
    for row in (row for part in parts for row in part):
        made: list[str] = []
        for cell in row[1]:
            while hanging[len(made)]:
                hanging[len(made)] -= 1
                made.append("")
            for step in range(cell[3]):
                hanging[len(made)] = cell[2] - 1
                made.append("" if step else "".join(_words(tree.plain(cell[4]))))
        yield tuple(made)


def common(one: Sequence[object], other: Sequence[object]) -> int:
    """The length of the longest run of things that both have in the same order."""
    places: dict[object, int] = {}
    for place, thing in enumerate(other):
        places[thing] = places.get(thing, 0) | 1 << place
    whole = (1 << len(other)) - 1
    row = whole
    for thing in one:
        met = row & places.get(thing, 0)
        row = ((row + met) | (row - met)) & whole
    return len(other) - row.bit_count()


def printed(pdf: Path) -> Counter[str]:
    """How often each word stands in a PDF, by a reader that is not ours, in its kindest way."""
    made: Counter[str] = Counter()
    for way in ((), ("-layout",), ("-raw",)):
        run = subprocess.run(["pdftotext", *way, pdf, "-"], capture_output=True, check=True)
        text = run.stdout.decode(errors="replace")
        whole = re.sub(r"[-\u00ad\u2010]\n\s*", "", text)
        for said in (text, whole):
            made |= Counter(_words(said))
    return made


def compared(truth: Text, made: Text, pdf: Path | None = None) -> Figures:
    """How much of what the truth says, and the PDF prints, was made."""
    seen = printed(pdf) | Counter(made.words) if pdf else Counter(truth.words)
    absent = (Counter(truth.words) - seen).total()
    names = [words for _, words in truth.headings]
    levels = max(
        common([(level + shift, words) for level, words in truth.headings], made.headings)
        for shift in range(-3, 3)
    )
    same = common(truth.words, made.words)
    cells = sum(bool(cell) for row in truth.rows for cell in row)
    found = sum(max((_met(row, other) for other in made.rows), default=0) for row in truth.rows)
    return Figures(
        same / max(1, len(truth.words) - absent),
        (len(made.words) - same) / max(1, len(made.words)),
        common(names, [words for _, words in made.headings]) / max(1, len(names)),
        levels / max(1, len(names)),
        found / max(1, cells),
        _left_over(truth, made),
        len(truth.words),
        absent,
        cells,
    )


def _met(row: tuple[str, ...], other: tuple[str, ...]) -> int:
    return sum(bool(one) and one == two for one, two in zip(row, other, strict=False))


def _left_over(truth: Text, made: Text) -> int:
    """Paragraphs that are numbers alone, or come again and again, more often than in the truth."""

    def folded(text: str) -> str:
        return " ".join(_words(re.sub(r"\d+", "0", text)))

    whole = f" {folded(' '.join(truth.words))} "
    known = Counter(map(folded, truth.paragraphs))
    counts = Counter(one for text in made.paragraphs if (one := folded(text)))
    return sum(
        max(0, n - max(known[one], whole.count(f" {one} ") if one != "0" else 0))
        for one, n in counts.items()
        if n > 2 or one == "0"
    )


def _read(raw: bytes) -> bytes:
    """A page as it is read: without its contents and its ways about, its authors as words."""
    page: Any = html.document_fromstring(raw, parser=html.HTMLParser(encoding="utf-8"))
    for one in list(page.iter()):
        kinds = set((one.get("class") or "").split()) if isinstance(one.tag, str) else set()
        if kinds & MOVING or _leads(one):
            one.drop_tree()
        elif kinds & PEOPLE and one.tag in {"h1", "h2", "h3", "h4"}:
            one.tag = "p"
    return html.tostring(page, encoding="utf-8")


def _leads(one: Any) -> bool:
    """Whether all words of a paragraph, list or line lead to places of its own page."""
    if one.tag == "a":  # groff writes its contents so
        return one.getparent().tag == "body" and str(one.get("href")).startswith("#")
    if one.tag not in {"p", "ul", "ol", "dl"}:
        return False
    links = one.xpath(".//a[starts-with(@href, '#')]")
    inside = sum(len(_words(link.text_content())) for link in links)
    return len(links) >= 3 and inside >= 0.9 * len(_words(one.text_content()))


def measured(pdf: Path, truth: Path, keep: Path | None) -> Figures:
    """One file brought in, and held to its truth."""
    with TemporaryDirectory() as folder:
        source = bring_in(pdf, keep or Path(folder), force=True).source
        front, body = source.read_text(encoding="utf-8").split("\n---\n", 1)
    told = re.search(r'^title: "?(.*?)"?$', front, re.MULTILINE)
    title = told[1] if told else ""
    return compared(*texts(truth, body, title), pdf)


def texts(truth: Path, body: str, title: str) -> tuple[Text, Text]:
    """What is compared: of the truth, and of the source that was made."""
    kind, raw, made = KINDS[truth.suffix], truth.read_bytes(), _made(body, title)
    if truth.suffix == ".md" and raw.startswith(b"---\n"):
        head, raw = raw.split(b"\n---\n", 1)
        own = re.search(r'^title: "?(.*?)"?$', head.decode(), re.MULTILINE)
        return text_of(raw, kind, own[1] if own else ""), made
    if truth.suffix == ".html":
        raw = _read(raw)
    return _untitled(text_of(raw, kind), title), made


def _made(body: str, title: str) -> Text:
    return text_of(body.encode(), pandoc.MARKDOWN, title)


def _untitled(truth: Text, title: str) -> Text:
    """The truth without its title among its headings: a source has it in its front matter."""
    headings = truth.headings
    if headings and _bare(title) == headings[0][1]:
        headings = headings[1:]
    return Text(truth.words, headings, truth.rows, truth.paragraphs)


def main() -> None:
    """Tell of each file of a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("names", nargs="*", help="only these files")
    parser.add_argument("--keep", type=Path, help="a folder for the sources that are made")
    asked = parser.parse_args()
    heads = "file,words,not printed,in order,more,headings,at their level,cells,left over,s"
    print("| " + heads.replace(",", " | ") + " |")
    print("|---" + "|---:" * heads.count(",") + "|")
    for pdf in sorted(asked.folder.glob("*.pdf")):
        if asked.names and pdf.stem not in asked.names:
            continue
        truths = [p for kind in KINDS if (p := pdf.with_suffix(kind)).exists()]
        if truths:
            start = _spent()
            f = measured(pdf, truths[0], asked.keep)
            cells = f"{f.cells:.3f} of {f.tables}" if f.tables else ""
            print(
                f"| {pdf.stem} | {f.count:,} | {f.absent:,} | {f.words:.4f} | {f.more:.3f} "
                f"| {f.headings:.3f} "
                f"| {f.levels:.3f} | {cells} | {f.left_over} | {_spent() - start:.1f} |",
                flush=True,
            )


def _spent() -> float:
    """Seconds of the processor, of this process and those that it started."""
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(one.ru_utime + one.ru_stime for one in map(resource.getrusage, who))


if __name__ == "__main__":
    main()
