"""What a narration is made of."""

from __future__ import annotations

from dataclasses import dataclass

HEADING_GAP, PARAGRAPH_GAP, ITEM_GAP, SENTENCE_GAP = 900, 450, 350, 250  # milliseconds of silence
OPENING = "narration.opening"  # the section that stands before the first of the document
TITLE, VOICE = "narration.title", "narration.voice"  # utterances that are no sentence of the body


@dataclass(frozen=True, slots=True)
class Part:
    """Words for the voice of one language."""

    language: str
    text: str
    quoted: bool = False  # somebody else's words


@dataclass(frozen=True, slots=True)
class Utterance:
    """What a voice says for one sentence, and what the eye sees meanwhile."""

    id: str  # the sentence's own
    section: str  # the id of the chapter that it stands in; OPENING before the first
    role: str  # title, voice, heading, sentence, item, description, caption, cell, note or code
    language: str
    display: str
    parts: tuple[Part, ...]
    gap_after: int  # milliseconds of silence
    plainly: tuple[str, ...] = ()  # words that no rule knew
    before: str = ""  # what is announced first, such as "Quote:"
    after: str = ""  # and last, such as "End quote."

    @property
    def spoken(self) -> str:
        """All that is said, whatever the voice."""
        return " ".join(part.text for part in self.parts)
