"""Every rule of the lint: its name, how much it matters, and what it is there for."""

from __future__ import annotations

from dataclasses import dataclass

from coprod_formats.diagnostics import Diagnostic, Position, Severity

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that is looked for in a text."""

    id: str
    severity: Severity
    purpose: str  # what is found, and whom it would trouble


TABLE = (
    Rule(
        "heading-twice",
        WARNING,
        "Two headings have the same words, or a heading repeats the title. People who move from "
        "heading to heading cannot tell them apart.",
    ),
    Rule(
        "heading-long",
        WARNING,
        "A heading has more than 80 characters. Lists of headings are skimmed, by eye and by ear.",
    ),
    Rule(
        "heading-fake",
        WARNING,
        "A paragraph in bold stands where a heading should. People who listen do not know that it "
        "is one.",
    ),
    Rule(
        "image-alt-file",
        ERROR,
        "A description is only the name of a file, or a word such as “photo”. It says nothing of "
        "what the picture shows.",
    ),
    Rule(
        "image-alt-long",
        WARNING,
        "A description has more than 150 characters. Voices read it in one go; a longer "
        "description can be walked through.",
    ),
    Rule(
        "image-alt-opening",
        INFO,
        "A description begins with “image of” or the like. Voices say that already.",
    ),
    Rule(
        "link-vague",
        ERROR,
        "The words of a link do not say where it leads. Many people go from link to link, and "
        "hear only these words.",
    ),
    Rule(
        "link-bare",
        WARNING,
        "A web address stands in place of a link's words. Voices spell it out, letter by letter.",
    ),
    Rule(
        "link-same",
        WARNING,
        "The same words lead to two different places. People who hear only the links cannot tell "
        "them apart.",
    ),
    Rule(
        "sensory",
        WARNING,
        "The text relies on where something stands or what it looks like: above, on the left, the "
        "red box, page 5. It looks different in every format, and not everyone sees it.",
    ),
    Rule(
        "capitals",
        WARNING,
        "Three words or more are in capitals. They are slow to read, and some voices spell them.",
    ),
    Rule(
        "emoji",
        WARNING,
        "Three emoji or more stand in a row. Voices read the name of each one.",
    ),
    Rule(
        "acronym",
        WARNING,
        "A short form is explained nowhere. Explained once, in the front matter, it is explained "
        "in every format.",
    ),
    Rule(
        "sentence-long",
        WARNING,
        "A sentence has more than 25 words. Long sentences are hard to follow, above all by ear.",
    ),
    Rule(
        "latin",
        WARNING,
        "A Latin short form: e.g., i.e., etc. Some people do not know them, and some voices "
        "mispronounce them.",
    ),
    Rule(
        "people-first",
        WARNING,
        "Words that hurt people or leave them out, and that they have asked others not to use.",
    ),
    Rule(
        "words-plain",
        INFO,
        "A word or phrase for which there is a plainer one.",
    ),
    Rule(
        "readability",
        INFO,
        "How long the sentences and the words of each section are, as a Flesch–Kincaid grade. "
        "It asks for nothing: a low grade does not prove that a text is easy.",
    ),
    Rule("easy-sentence", ERROR, "A sentence of the easy-read text has more than 25 words."),
    Rule("easy-sentence-long", WARNING, "A sentence of the easy-read text has more than 15 words."),
    Rule(
        "easy-word",
        WARNING,
        "A word of the easy-read text is hard for many people, and nothing explains it.",
    ),
    Rule(
        "easy-two-words",
        WARNING,
        "The easy-read text has two words for one thing, so readers wonder whether it is another.",
    ),
    Rule(
        "easy-number",
        WARNING,
        "A number of the easy-read text is hard to picture: a percentage, a decimal, a number "
        "that is large and not round, Roman letters.",
    ),
    Rule(
        "easy-number-differs",
        WARNING,
        "A number of the easy-read text is not in the full text of the same section. One of the "
        "two may have been changed and the other forgotten.",
    ),
    Rule("easy-date", WARNING, "A date of the easy-read text is in figures."),
    Rule("easy-acronym", WARNING, "The easy-read text has a short form of capital letters."),
    Rule("easy-contraction", WARNING, "The easy-read text has two words in one, such as “don’t”."),
    Rule(
        "easy-negative",
        WARNING,
        "A sentence of the easy-read text says what is not so. What is so is easier to follow.",
    ),
    Rule(
        "easy-passive",
        WARNING,
        "A sentence of the easy-read text does not say who does something. It is found by its "
        "form, and the rule may be wrong.",
    ),
    Rule("easy-stress", WARNING, "Words of the easy-read text are in italics or in capitals."),
)
RULES = {rule.id: rule for rule in TABLE}
REFUSED = {  # errors of the reader; no format can be made before they are mended
    "yaml-key-missing": "The document says neither its title nor its language.",
    "language-tag": "A language is named by something that is not the tag of one.",
    "heading-empty": "A heading has no words.",
    "heading-skip": "A heading skips a level, so people who listen look for what is not there.",
    "heading-level": "A heading stands too high or too deep for its place.",
    "image-alt": "A picture has neither a description nor the mark of a decoration.",
    "math-alt": "A formula has no description in words.",
    "video-transcript": "A film has no transcript.",
    "link-words": "A link has no words.",
    "link-target": "A link leads nowhere, or to what only its author has.",
    "link-inside": "A link leads to a place that the document does not have.",
    "table-header": "A table, or a column of it, has no header cell.",
    "image-broken": "What was to be a picture stands in the text.",
    "merge-open": "Two versions of the text stand side by side, as a program has left them.",
    "table-cells": "A row has more cells than the table has columns.",
    "raw-html": "HTML stands in the text, and only the web page could show it.",
    "struck-out": "Words are struck out, which nobody hears.",
    "key-finding-summary": "A key finding has nothing to show while it is closed.",
    "note-missing": "A mark leads to a note that is not there.",
    "note-unused": "A note is written and marked nowhere.",
    "words-missing": "A note or a decoration stands without words that it belongs to.",
    "easy-read-picture": "An idea of the easy-read text has no picture, or more than one.",
    "picture-unknown": "The easy-read text names a picture that is not there.",
    "hard-word": "A word is marked as hard, and the glossary does not explain it.",
}
READ = {  # warnings that the reader of sources gives, which may be ignored like ours
    "table-caption": "A table has no caption.",
    "video-captions": "A video has no captions.",
    "list-broken": "A line begins like an entry of a list, with a sign or a number that makes "
    "none here, and is read as running text.",
    "heading-broken": "A heading lacks the space after its #, and is read as running text.",
    "heading-underlined": "Running text is read as a heading, since a line of hyphens or = stands "
    "right below.",
    "table-lines": "Lines look like rows of a table, with tabs or bars, and are read as running "
    "text.",
    "link-broken": "What was to be a link stands in the text, brackets and all.",
    "stress-broken": "Stars or other signs of stress stand in the text as they are.",
    "code-indented": "A paragraph is moved in, and is read as the code of a program.",
    "line-unseen": "A line looks empty and is not, so that two paragraphs are read as one.",
    "word-parted": "A word is parted at the end of a line, and is read as two.",
    "character-hidden": "A character that nobody sees may part a word.",
    "character-broken": "A sign stands where letters should: a ligature, a letter that was lost, "
    "the name of a sign.",
}


def found(rule: str, message: str, where: Position, hint: str = "") -> Diagnostic:
    """What a rule says of one place, with the severity that the table gives it."""
    return Diagnostic(RULES[rule].severity, rule, message, where, hint)
