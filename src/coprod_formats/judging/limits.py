"""What no program here can know of each format, in plain words, for all who read a report."""

from __future__ import annotations

from collections.abc import Iterable

PROGRAMS = (
    "Programs find some barriers, and not all. They cannot tell whether words are clear, whether "
    "a description says what matters, or whether people can do what they came to do. Let people "
    "who use each format try it."
)
PROOF = (
    "The proof of same content counts words, headings, descriptions, numbers, links and notes. It "
    "does not judge how they look or sound."
)
OF_FORMATS = {
    "braille": "Braille is translated by machine. Let a braille reader proofread it before it is "
    "published. Words that come back otherwise by machine may be right on paper.",
    "mobi": "The Kindle books were tested with programs that read them, and not on a Kindle.",
    "word": "Word and its screen readers were not part of the test: the file was judged by "
    "its parts.",
    "pdf": "PDF readers differ in how much they tell a screen reader of a well-tagged PDF.",
    "audio": "The voice is synthetic. Names and unusual words may be said wrongly: the narration "
    "report beside the sound lists those that were guessed.",
    "mp4": "The film shows words and speaks them. It is signed only where its makers have given a "
    "film in British Sign Language.",
    "daisy": "The talking book was judged by its grammars, and not on a player.",
    "easy-read": "No program can tell whether easy read is easy. It says itself whether people "
    "with learning disabilities have tried it.",
}


def limits(formats: Iterable[str]) -> list[str]:
    """What nobody has judged of these formats."""
    made = set(formats)
    return [PROGRAMS, PROOF, *(words for name, words in OF_FORMATS.items() if name in made)]
