"""Every word of a document is narrated, in its turn, as people say it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod_formats.derive.narration import narrate
from coprod_formats.derive.spoken import Lexicon, spoken
from coprod_formats.derive.utterances import OPENING, Utterance
from coprod_formats.document import (
    Block,
    Cell,
    CodeBlock,
    Document,
    Figure,
    Foreign,
    Item,
    LineBreak,
    Link,
    Listing,
    Note,
    Paragraph,
    Quote,
    Table,
    Text,
)
from coprod_formats.walking import blocks, inlines, notes, plain, sentences
from tests.samples import paragraph, plainest, section, svg, words
from tests.shelf import Shelf, document_names
from tests.strategies import documents

every_document = pytest.mark.parametrize("name", document_names())
LEXICON = Lexicon(say=(("UCL", "U C L"),), short_forms=frozenset({"UCL", "NIHR"}))

SPECIFIED = [
    ("£10,000-15,000", "10,000 to 15,000 pounds"),
    ("£1.2m, £950k", "1.2 million pounds, 950 thousand pounds"),
    ("£12.50 and £1", "12 pounds 50 and 1 pound"),
    ("36% (5–10%)", "36 per cent, 5 to 10 per cent"),
    ("NIHR & UCL", "N I H R and U C L"),
    ("12/03/2024", "12th of March 2024"),
    ("1998; 1990s", "19 98; 19 nineties"),
    ("2021-23", "2021 to 2023"),
    ("9.30 a.m.", "9:30am."),
    ("0800 123 4567", "0 8 0 0, 1 2 3, 4 5 6 7"),
    ("co.prod@ucl.ac.uk", "co dot prod at U C L dot A C dot U K"),
    ("https://www.example.org/a?b=1", "link to example dot org"),
    ("n=12, p < .05", "n equals 12, p less than 0.05"),
    ("Smith et al. (2020) disagree.[3]", "Smith and others, 2020, disagree."),
    ("So do we…", "So do we."),
    (
        "Yes 😀 — it **worked**, e.g. for Dr Smith's 50+ people",
        "Yes, it worked, for example for Doctor Smith's 50 or more people",
    ),
]

MORE = [
    # money
    ("£5", "5 pounds"),
    ("£1", "1 pound"),
    ("£0.50", "50 pence"),
    ("50p a mile", "50 pence a mile"),
    ("€20", "20 euros"),
    ("$3bn", "3 billion dollars"),
    ("£2.5 million", "2.5 million pounds"),
    ("£1,234.56", "1,234 pounds 56"),
    ("£12.00", "12 pounds"),
    ("£15/hour", "15 pounds an hour"),
    ("£5m-£10m", "5 to 10 million pounds"),
    # parts of a hundred, ranges, fractions
    ("7.5%", "7.5 per cent"),
    ("5%-10%", "5 to 10 per cent"),
    ("ages 16–24", "ages 16 to 24"),
    ("2½ years", "2 and a half years"),
    ("¾ of us", "three quarters of us"),
    ("1/2 a day", "a half a day"),
    ("2/3 of people", "two thirds of people"),
    ("4 out of 5", "4 out of 5"),
    ("a ratio of 3:1", "a ratio of 3 to 1"),
    ("pp. 10–12", "pages 10 to 12"),
    # dates and times
    ("3 Jan 2024", "3rd of January 2024"),
    ("21 June", "21st of June"),
    ("2024-11-22", "22nd of November 2024"),
    ("31/12/1999", "31st of December 19 99"),
    ("Meet at 14:00.", "Meet at 14 hundred."),
    ("Meet at 14:05.", "Meet at 14 05."),
    ("10am to 4pm", "10 am to 4 pm"),
    ("10–11.30am", "10 to 11:30am"),
    ("the 1st, 2nd and 23rd", "the 1st, 2nd and 23rd"),
    ("in 2005", "in 2005"),
    ("in 1900", "in 19 hundred"),
    ("in 1906", "in 19 oh 6"),
    ("the 2010s", "the 20 tens"),
    ("Sept. 2023", "September 2023"),
    # units and signs
    ("5 km", "5 kilometres"),
    ("1 km", "1 kilometre"),
    ("20mg", "20 milligrams"),
    ("37.5°C", "37.5 degrees Celsius"),
    ("90°", "90 degrees"),
    ("3 × 4 = 12", "3 times 4 equals 12"),
    ("2 + 2 = 4", "2 plus 2 equals 4"),
    ("x ≥ 5", "x at least 5"),
    ("−5", "minus 5"),
    ("±2", "plus or minus 2"),
    ("#1 choice", "number 1 choice"),
    ("A → B", "A to B"),
    ("and/or", "and or or"),
    ("24/7", "24 7"),
    ("© UCL", "copyright U C L"),
    ("m²", "square metres"),
    ("CO₂", "C O 2"),
    ("~50", "about 50"),
    # short forms
    ("i.e. us", "that is us"),
    ("books, pens, etc.", "books, pens, and so on."),
    ("Prof. Khan", "Professor Khan"),
    ("Mr. Lee and Mrs Lee", "Mister Lee and Mrs Lee"),
    ("St. Ives", "Saint Ives"),
    ("10 Downing St.", "10 Downing Street."),
    ("No. 10", "number 10"),
    ("Fig. 3", "Figure 3"),
    ("approx. 20", "approximately 20"),
    ("us vs. them", "us versus them"),
    ("U.K. law", "U K law"),
    ("PhDs and MPs", "P H D's and M P's"),
    ("the NHS", "the N H S"),
    ("COVID-19", "COVID 19"),
    ("Q&A", "Q and A"),
    ("R&D", "R and D"),
    ("Part II", "Part 2"),
    ("Elizabeth II", "Elizabeth the 2nd"),
    ("Phase IV trials", "Phase 4 trials"),
    # addresses and numbers to ring
    ("Call 020 7679 2000.", "Call 0 2 0, 7 6 7 9, 2 0 0 0."),
    ("+44 20 7679 2000", "plus 4 4, 2 0, 7 6 7 9, 2 0 0 0"),
    ("Call 999 or 111.", "Call 9 9 9 or 1 1 1."),
    ("www.ucl.ac.uk", "link to U C L dot A C dot U K"),
    ("(see https://example.org/x).", ", see link to example dot org."),
    ("@coproduction", "at coproduction"),
    ("#CoPro", "hashtag CoPro"),
    ("file_name.txt", "file name dot txt"),
    ("WC1E 6BT", "W C 1 E, 6 B T"),
    # marks that are seen and not said
    ("“Yes,” she said", "“Yes,” she said"),
    ("one — two", "one, two"),
    ("one (two) three", "one, two, three"),
    ("wait...", "wait."),
    ("really?!", "really?!"),
    ("soft\u00adhyphen", "softhyphen"),
    ("non\u00a0breaking", "non breaking"),
    ("well-being", "well-being"),
    ("co-production", "co-production"),
    ("it’s ours", "it’s ours"),
    ("", ""),
    ("…", "."),
]


@pytest.mark.parametrize(("written", "said"), SPECIFIED)
def test_what_the_specification_asks_is_said(written: str, said: str) -> None:
    assert spoken(written, LEXICON).text.rstrip(".") == said.rstrip(".")


@pytest.mark.parametrize(("written", "said"), MORE)
def test_written_english_is_said_as_people_say_it(written: str, said: str) -> None:
    assert spoken(written, LEXICON).text == said


@given(written=st.text(max_size=200))
def test_any_text_can_be_said(written: str) -> None:
    said = spoken(written, LEXICON).text
    assert "\0" not in said or "\0" in written
    assert ".." not in said


PLAIN_WORD = re.compile(r"(?<![\w.@/#&'’-])[a-z]{4,}(?![\w.@/&'’-]|://)")
SAID_IN_OTHER_WORDS = {"approx", "mins", "secs"}


@every_document
def test_no_word_is_lost_on_its_way_to_the_voice(name: str, shelf: Shelf) -> None:
    for one in narrate(shelf.document(name)):
        said = iter(re.findall(r"\w+", one.spoken))
        wanted = [w for w in PLAIN_WORD.findall(one.display) if w not in SAID_IN_OTHER_WORDS]
        assert [word for word in wanted if word not in said] == [], one


@every_document
def test_every_sentence_is_narrated_in_its_turn(name: str, shelf: Shelf) -> None:
    check(shelf.document(name))


@settings(max_examples=100)
@given(data=st.data())
def test_no_drawn_document_loses_a_sentence(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    check(data.draw(documents(tmp_path_factory.getbasetemp())))


def check(document: Document) -> None:
    """Every sentence and every block of code, once, in order; notes once, after their marks."""
    said = narrate(document)
    shown = {one.id: one.display for one in said}
    places = {one.id: place for place, one in reversed(list(enumerate(said)))}
    running = list(sentences(document.body))
    noted = [one for note in notes(document.body) for one in sentences(note.body)]
    assert [one for one in (*running, *noted) if one.id not in shown] == []
    for one in (*running, *noted):
        assert shown[one.id] == plain(one.inlines)
    order = [places[one.id] for one in running]
    assert order == sorted(order)
    bodies = (document.body, *(note.body for note in notes(document.body)))
    codes = [one.text for body in bodies for one in blocks(body) if isinstance(one, CodeBlock)]
    assert [code for code in codes if code not in [one.display for one in said]] == []
    assert len({one.id for one in said}) == len(said)
    marks = {i.id: places[s.id] for s in running for i in inlines(s.inlines) if isinstance(i, Note)}
    for note in notes(document.body):
        for one in sentences(note.body):
            assert places[one.id] > marks.get(note.id, -1)


def narrated(*body: Block, say: tuple[tuple[str, str], ...] = ()) -> tuple[Utterance, ...]:
    """What is said of these blocks, after the title and the word on the voice."""
    made = replace(plainest(), body=body)
    return narrate(replace(made, front=replace(made.front, say=say)))[2:]


def test_a_listener_first_hears_the_title_and_that_the_voice_is_synthetic() -> None:
    title, voice = narrate(replace(plainest(), body=()))
    assert (title.section, voice.section) == (OPENING, OPENING)
    assert title.spoken == plainest().front.title
    assert voice.spoken == "This is read by a synthetic voice."


def test_a_list_says_how_long_it_is_and_its_numbers() -> None:
    items = (Item((paragraph("Ask."),)), Item((paragraph("Listen."),)))
    said = [one.spoken for one in narrated(Listing(items, numbering="1", start=4))]
    assert said == ["List, 2 items. 4: Ask.", "5: Listen."]


def test_a_quotation_is_closed_before_its_source_is_told() -> None:
    said = [one.spoken for one in narrated(Quote((paragraph("We were heard."),), (words("Ann"),)))]
    assert said == ["Quote: We were heard. End quote.", "Ann"]


def test_a_table_is_read_under_its_headings() -> None:
    table = Table("t", (words("Who came"),), (_cell("Place"), _cell("People")), _rows())
    said = [one.spoken for one in narrated(table)]
    assert said == [
        "Table: Who came",
        "Rows: 1. Columns: 2. The columns are: Place",
        "People",
        "Row 1. Place: Hull",
        "People: 12",
    ]


def _cell(text: str) -> Cell:
    return (words(text),)


def _rows() -> tuple[tuple[Cell, ...], ...]:
    return ((_cell("Hull"), _cell("12")),)


def test_notes_are_read_at_the_end_of_their_section() -> None:
    note = Note("n", 1, (paragraph("A note."),))
    first = section("one", "One", Paragraph((words("Marked.", note),)), paragraph("After."))
    said = narrated(first, section("two", "Two", paragraph("Next.")))
    assert [one.spoken for one in said][:4] == ["One", "Marked.", "After.", "Note 1. A note."]
    assert said[3].section == "one"


def test_a_line_break_is_heard_as_a_pause() -> None:
    said = narrated(Paragraph((words("One", LineBreak(), "two"),)))
    assert said[0].spoken == "One, two"


def test_foreign_words_are_given_to_their_own_voice() -> None:
    said = narrated(Paragraph((words("We say ", Foreign((Text("croeso"),), "cy"), " here."),)))
    assert [(part.language, part.text) for part in said[0].parts] == [
        ("en-GB", "We say"),
        ("cy", "croeso"),
        ("en-GB", "here."),
    ]


def test_a_link_is_read_by_its_words_and_a_bare_address_by_its_host() -> None:
    target = "https://example.org/deep/place?x=1"
    said = narrated(
        Paragraph((words(Link((Text("our page"),), target)), words(Link((Text(target),), target))))
    )
    assert [one.spoken for one in said] == ["our page", "link to example dot org"]


def test_the_author_has_the_last_word_on_how_a_word_sounds() -> None:
    said = narrated(paragraph("Ask Nguyen."), say=(("Nguyen", "Win"),))
    assert said[0].spoken == "Ask Win."


def test_words_that_no_rule_knows_are_named() -> None:
    assert narrated(paragraph("Ask the XQZ."))[0].plainly == ("XQZ",)


def test_a_decorative_picture_is_silent_but_its_caption_is_read(tmp_path: Path) -> None:
    image = svg(tmp_path, "p.svg")
    said = [one.spoken for one in narrated(Figure("f", image, None, (words("By Ann."),)))]
    assert said == ["Caption: By Ann."]
