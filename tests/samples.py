"""Documents made by hand, so that writers can be tried without the reader."""

from __future__ import annotations

import hashlib
from datetime import date
from io import BytesIO
from pathlib import Path

from PIL import Image as Raster

from coprod_formats.document import (
    Abbreviation,
    Asset,
    Block,
    Break,
    Cell,
    Code,
    CodeBlock,
    Credit,
    Definition,
    Definitions,
    Document,
    EasyRead,
    EasySection,
    Emphasis,
    Figure,
    Foreign,
    FrontMatter,
    HardWord,
    Idea,
    Image,
    Inline,
    Item,
    KeyFinding,
    LineBreak,
    Link,
    Listing,
    Math,
    Note,
    Paragraph,
    Passage,
    Picture,
    Quote,
    Script,
    Section,
    Sentence,
    Statistic,
    Table,
    Text,
    Video,
)
from coprod_formats.walking import plain

SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" \
width="{width}" height="{height}"><rect width="{width}" height="{height}" fill="#fff"/>\
<rect x="10" y="10" width="{inner}" height="20" fill="{colour}"/></svg>
"""
CAPTIONS = """WEBVTT

00:00:00.000 --> 00:00:01.000
Two people sit at a table.
"""
UNSPOKEN = """WEBVTT

00:00:00.000 --> 00:00:01.000
[Nobody speaks]
"""
FILM = Path(__file__).parent / "features" / "media" / "film.mp4"


def words(text: str | Inline, *more: str | Inline) -> Sentence:
    """A sentence whose id is made of its words, as the reader makes it."""
    inlines = tuple(Text(one) if isinstance(one, str) else one for one in (text, *more))
    digest = hashlib.sha256(plain(inlines).encode()).hexdigest()
    return Sentence(f"s{digest[:10]}", inlines)


def paragraph(*sentences: str | Sentence) -> Paragraph:
    """A paragraph of sentences, those without inlines given as plain text."""
    return Paragraph(tuple(words(one) if isinstance(one, str) else one for one in sentences))


def text(*inlines: str) -> tuple[Inline, ...]:
    """Plain inlines, for the inside of other inlines."""
    return tuple(map(Text, inlines))


def section(name: str, title: str | Sentence, *body: Block, level: int = 2) -> Section:
    """A section with its heading; ``level`` counts as it does in outputs."""
    return Section(name, words(title) if isinstance(title, str) else title, level, body)


def svg(folder: Path, name: str, colour: str = "#005a9c", width: int = 240) -> Image:
    """A real SVG picture, wider than high."""
    drawn = SVG.format(width=width, height=120, inner=width - 20, colour=colour).encode()
    return _image(folder / f"{name}.svg", drawn, (width, 120))


def raster(folder: Path, name: str, size: tuple[int, int] = (160, 90)) -> Image:
    """A real PNG or JPEG picture, by the name's suffix."""
    kind = "JPEG" if name.endswith(".jpg") else "PNG"
    drawn = BytesIO()
    Raster.new("RGB", size, (0, 110, 90)).save(drawn, kind)
    return _image(folder / name, drawn.getvalue(), size)


def asset(path: Path, content: bytes) -> Asset:
    """A real file that belongs to a document."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return Asset(hashlib.sha256(content).hexdigest(), path.suffix, path)


def _image(path: Path, drawn: bytes, size: tuple[int, int]) -> Image:
    made = asset(path, drawn)
    return Image(made.sha256, made.suffix, path, *size)


def plainest(slug: str = "plainest") -> Document:
    """The smallest document that says something."""
    front = FrontMatter(title="A plain page", language="en-GB")
    return Document(slug, front, (paragraph("One sentence stands here."),))


def empty(slug: str = "empty") -> Document:
    """A document with a title and no body."""
    return Document(slug, FrontMatter(title="Nothing yet", language="en-GB"), ())


def everything(folder: Path) -> Document:
    """A document with every kind of block and inline; its files are written into the folder."""
    body = (
        paragraph(
            words("This document holds every kind of thing that a source can hold."),
            words("It is made by hand, so that writers can be tried without the reader."),
        ),
        _inlines(folder),
        _structures(),
        _findings(folder),
        _figures(folder),
        _tables(),
        _video(folder),
        _languages(),
        _ideas(folder),
        _glossary(),
    )
    return Document("everything", _front(), body, _easy_read(folder))


def _front() -> FrontMatter:
    return FrontMatter(
        title="Every kind of thing: “quotes”, R&D <and> more",
        language="en-GB",
        subtitle="A sample for tests",
        creators=("Co-Production Collective", "Ann Jones & partners"),
        publisher="University College London",
        date=date(2026, 11, 1),
        rights="Free to copy, share and change",
        description="A sample that holds every kind of block and inline.",
        contact="coproduction@ucl.ac.uk",
        abbreviations=(("UCL", "University College London"),),
        say=(("UCL", "U C L"),),
        glossary=(("co-production", "People working together as equals."),),
    )


def _inlines(folder: Path) -> Section:
    return section(
        "inlines",
        words("Words of every kind, in ", Emphasis(text("one")), " paragraph or two"),
        _stresses(),
        _sayings(),
        _asides(folder),
        paragraph(words(_display())),
    )


def _stresses() -> Paragraph:
    return paragraph(
        words("Some words are ", Emphasis(text("stressed")), ", and some are strong:"),
        words(
            Emphasis((Text("strong words with "), Emphasis(text("stressed"))), strong=True),
            " ones within.",
        ),
        words("Water is H", Script(text("2"), raised=False), "O, as everybody knows."),
        words("On the 1", Script(text("st"), raised=True), " of May we met."),
        words("Type ", Code('print("<&>")  # $x_1$'), " exactly so."),
    )


def _sayings() -> Paragraph:
    return paragraph(
        words("Write to ", Link(text("our team"), "mailto:coproduction@ucl.ac.uk"), "."),
        words(
            "Read ",
            Link((Emphasis(text("the tables")), Text(" section")), "#tables"),
            " or ",
            Link(text("an example page with a query"), "https://example.org/a?b=1&c=%20d#e"),
            ".",
        ),
        words(
            "There were ",
            Statistic(text("573 surveys")),
            " and ",
            Statistic(text("9,691")),
            ".",
        ),
        words(
            Abbreviation("UCL", "University College London", first=True),
            " paid for it, and ",
            Abbreviation("UCL", "University College London"),
            " is glad.",
        ),
    )


def _asides(folder: Path) -> Paragraph:
    return paragraph(
        words("A star ", Picture(raster(folder, "star.png", (24, 24)), "Star"), " shines."),
        words(
            "A dot ",
            Picture(raster(folder, "dot.png", (16, 16)), None),
            " decorates this line.",
        ),
        words("Energy is ", _formula(), " as Einstein wrote it."),
        words("The first line ends", LineBreak(), "and the second begins."),
        words("A claim has a note.", Note("note-1", 1, (paragraph("The note bears it out."),))),
        words(
            "Another has a longer note.",
            Note(
                "note-2",
                2,
                (
                    paragraph("It has two paragraphs.", words("This is ", _team(), ".")),
                    paragraph(words("The second one is ", Emphasis(text("short")), ".")),
                ),
            ),
        ),
        words("Odd characters stand: & < > \" ' # $ * _ ` \\ @ [ ] { } ~ ^ = // /* -- …"),
    )


def _team() -> Link:
    return Link(text("a link to the inlines"), "#inlines")


def _formula() -> Math:
    return Math(
        "E = mc^2",
        '<math display="inline" xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mrow>'
        "<mi>E</mi><mo>=</mo><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup></mrow>"
        '<annotation encoding="application/x-tex">E = mc^2</annotation></semantics></math>',
        "$E = m c^2$",
        "E equals m c squared",
    )


def _display() -> Math:
    return Math(
        "\\frac{57}{100} = 0.57",
        '<math display="block" xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mrow>'
        "<mfrac><mn>57</mn><mn>100</mn></mfrac><mo>=</mo><mn>0.57</mn></mrow>"
        '<annotation encoding="application/x-tex">\\frac{57}{100} = 0.57</annotation>'
        "</semantics></math>",
        "$ 57 / 100 = 0.57 $",
        "57 divided by 100 is 0 point 57",
        display=True,
    )


def _structures() -> Section:
    return section(
        "structures",
        "Lists, quotations and code",
        _bullets(),
        _numbers(),
        Listing(
            (
                Item((paragraph("A letter can number a thing."),)),
                Item((paragraph("So can the next letter."),)),
            ),
            numbering="a",
        ),
        Listing(
            (
                Item((paragraph("Write the summary."),), done=True),
                Item((paragraph("Send it to everyone."),), done=False),
            )
        ),
        _terms(),
        Quote(
            (paragraph("We were heard.", "Nobody had asked us before."),),
            (words("A storyteller, in a ", Emphasis(text("community")), " report"),),
        ),
        Quote((paragraph("These words have no source."), paragraph("They go on."))),
        CodeBlock('for story in stories:\n    read(story)  # <all> of "them" & more\n\nend'),
        Break(),
        section(
            "deeper",
            "A heading at the third level",
            paragraph("It holds a deeper one."),
            section(
                "deepest",
                "A heading at the fourth level",
                paragraph("It holds this paragraph."),
                level=4,
            ),
            level=3,
        ),
    )


def _terms() -> Definitions:
    return Definitions(
        (
            Definition(words("Equal"), ((paragraph("Of the same worth."),),)),
            Definition(
                words("Partner"),
                (
                    (paragraph("Someone who shares the work."),),
                    (paragraph("Someone who shares the gain."),),
                ),
            ),
        )
    )


def _bullets() -> Listing:
    inner = Listing(
        (
            Item((paragraph("An inner bullet."),)),
            Item(
                (
                    paragraph("An inner bullet with a list of its own:"),
                    Listing((Item((paragraph("The innermost bullet."),)),), numbering="1"),
                )
            ),
        )
    )
    return Listing(
        (
            Item((paragraph("A bullet of one sentence."),)),
            Item((paragraph("A bullet with a list:"), inner)),
            Item((paragraph("A bullet of two paragraphs."), paragraph("This is its second."))),
        )
    )


def _numbers() -> Listing:
    return Listing(
        (
            Item((paragraph("The list starts at the third step."),)),
            Item((paragraph("The fourth step follows."), CodeBlock("step(4)"))),
        ),
        numbering="1",
        start=3,
    )


def _findings(folder: Path) -> Section:
    return section(
        "findings",
        "Key findings",
        paragraph("Each one opens for detail where it can."),
        KeyFinding(
            "finding-empowered",
            words("People felt empowered"),
            3,
            paragraph(
                words("Those who took part said so, with ", Statistic(text("100 stories")), ".")
            ),
            (
                paragraph("Here is the detail of the first finding."),
                Listing((Item((paragraph("It was heard in housing."),)),)),
            ),
        ),
        KeyFinding(
            "finding-context",
            words("Context matters"),
            3,
            paragraph("It does not fix everything."),
            (
                paragraph("The detail of the second finding has a picture."),
                Figure("figure-inside", svg(folder, "inside", "#7a3b00"), words("A brown bar")),
                section("more-context", "More on context", paragraph("There is more."), level=4),
            ),
        ),
    )


def _figures(folder: Path) -> Section:
    return section(
        "figures",
        "Figures",
        Figure(
            "figure-chart",
            svg(folder, "chart"),
            words("A bar chart of 573 surveys & 100 stories"),
            (words("The sources of evidence."), words("They agree with each other.")),
            (
                paragraph("The chart has four bars.", "The longest shows 573 surveys."),
                Listing((Item((paragraph("Nine projects stand last."),)),)),
            ),
        ),
        Figure("figure-photo", raster(folder, "photo.jpg"), words("Ten people around a table")),
        Figure(
            "figure-png",
            raster(folder, "plan.png", (1200, 800)),
            words("A plan of the hall, wider than a page"),
            (words("The hall."),),
        ),
        Figure("figure-line", svg(folder, "line", "#cccccc", 400), None),
    )


def _cell(*sentences: str | Sentence) -> Cell:
    return paragraph(*sentences).sentences if sentences else ()


def _tables() -> Section:
    return section(
        "tables",
        "Tables",
        Table(
            "table-evidence",
            (words("The evidence and its size."), words("Four sources gave it.")),
            (_cell("Evidence"), _cell("Amount"), _cell("Remarks on it")),
            (
                (
                    _cell("Online survey"),
                    _cell(words(Statistic(text("573 answers")))),
                    _cell(
                        "It was even.", words("See ", Link(text("the figures"), "#figures"), ".")
                    ),
                ),
                (
                    _cell("Community reporting"),
                    _cell("100 told"),
                    _cell(words("Almost all were good.", Note("note-3", 3, (_short(),)))),
                ),
                (_cell("Pilot projects"), _cell("9 in all"), _cell()),
            ),
            row_headers=1,
            alignments=("left", "right", ""),
            long_description=(paragraph("The table says that the survey is the largest."),),
        ),
        Table(
            "table-plain",
            (),
            (_cell("Year"), _cell("Grants")),
            ((_cell("2020"), _cell("5")), (_cell("2021"), _cell("7"))),
        ),
    )


def _short() -> Paragraph:
    return paragraph("Most stories were about health.")


def _video(folder: Path) -> Section:
    return section(
        "video",
        "A film",
        Video(
            "video-film",
            asset(folder / "film.mp4", FILM.read_bytes()),
            words("Two people tell how the work began"),
            asset(folder / "film.vtt", CAPTIONS.encode()),
            raster(folder, "poster.png", (320, 180)),
            (paragraph("Nicc sits at a table.", "Isaac says hello."),),
        ),
        Video(
            "video-silent",
            asset(folder / "silent.mp4", FILM.read_bytes()),
            words("Hands write on a wall"),
            asset(folder / "silent.vtt", UNSPOKEN.encode()),
            None,
            (paragraph("Nobody speaks in this film."),),
        ),
    )


def _languages() -> Section:
    return section(
        "languages",
        words("Other languages: ", Foreign(text("ieithoedd eraill"), "cy")),
        paragraph(
            words("In Welsh one says ", Foreign(text("Croeso i bawb, ŵy a thŷ"), "cy"), "."),
            words("In French one says ", Foreign((Emphasis(text("bienvenue à tous")),), "fr"), "."),
            words("In Arabic one says ", Foreign(text("مرحبا بكم"), "ar"), " to guests."),
        ),
        Passage((paragraph("Mae pawb yn gyfartal.", "Dyna’r gwaith."),), "cy"),
        Passage(
            (
                paragraph("Tout le monde est égal."),
                Quote((paragraph("Nous avons été entendus."),), (words("Une conteuse"),)),
            ),
            "fr",
        ),
        Passage((paragraph("العمل معا على قدم المساواة."),), "ar"),
    )


def _ideas(folder: Path) -> Section:
    drawn = svg(folder, "met", "#8664a6", 120)
    return section(
        "ideas",
        "Ideas beside pictures",
        Idea(drawn, words("Four people meet"), (words("They met."), words("They talked."))),
        Idea(raster(folder, "hall.png"), words("A full hall"), (words("80 people came."),)),
    )


def _easy_read(folder: Path) -> EasyRead:
    """Every kind of section, with words that stand in no other part of the sample."""
    star = svg(folder, "star", "#aa3300", 160)
    ann = Credit("Ann & Co", "CC BY 4.0", "https://example.org/ann")
    power = HardWord("powers", "power", "Being able to <act>.")
    strong = Emphasis(text("powers"), strong=True)
    first = (words("This is short."), words("People share ", strong, "."))
    mail = Link(text("someone@example.org"), "mailto:someone@example.org")
    ideas = (
        Idea(star, words("A star shines"), first, (power,), ann),
        Idea(
            raster(folder, "wide.jpg", (320, 80)),
            words("A wide wall"),
            (words("It took 7 years."),),
        ),
    )
    again = Idea(star, words("The star again"), (words("More ", strong, " came."),), (power,), ann)
    asked = Idea(star, words("A letter"), (words("Write to us:"), words(mail)))
    return EasyRead(
        "draft",
        (
            EasySection("", None, 1, (Idea(star, words("Hello"), (words("Welcome here."),)),)),
            EasySection("findings", words("What is good"), 2, bare=True),
            EasySection("finding-one", words("People feel strong"), 3, ideas),
            EasySection("finding-two", words("Nobody wrote this"), 3),
            EasySection("tables", words("Left out"), 2, omitted=True),
            EasySection("video", words("At the end"), 2, (again, asked)),
        ),
    )


def _glossary() -> Section:
    return section(
        "glossary",
        "Words we use",
        Definitions(
            (
                Definition(
                    words("co-production"), ((paragraph("People working together as equals."),),)
                ),
            )
        ),
    )
