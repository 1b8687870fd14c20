"""Who speaks what: one voice for all, others for quotations and for other languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from coprod_formats.derive.utterances import Part
from coprod_formats.languages import primary
from coprod_formats.speech.voices.base import Voice


@dataclass(frozen=True, slots=True)
class Cast:
    """The voices of one reading."""

    main: Voice
    spare: Voice  # for languages that nobody else here speaks
    quotations: Voice | None = None
    languages: Mapping[str, Voice] = field(default_factory=dict)  # by "cy" or by "cy-GB"

    def voice_of(self, part: Part) -> Voice:
        """The voice for some words: of their language first, then by whether they are quoted."""
        own = self.languages.get(part.language) or self.languages.get(primary(part.language))
        if own:
            return own
        if part.quoted and self.quotations and self.quotations.speaks(part.language):
            return self.quotations
        return self.main if self.main.speaks(part.language) else self.spare
