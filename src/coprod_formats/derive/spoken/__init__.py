"""Written words as they are spoken: amounts, dates, addresses, short forms, signs."""

from __future__ import annotations

from coprod_formats.derive.spoken.abroad import spoken_abroad
from coprod_formats.derive.spoken.normalising import VERSION, Lexicon, Spoken, spoken

__all__ = ["VERSION", "Lexicon", "Spoken", "spoken", "spoken_abroad"]
