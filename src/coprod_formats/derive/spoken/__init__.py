"""Written English as it is spoken: amounts, dates, addresses, short forms, signs."""

from __future__ import annotations

from coprod_formats.derive.spoken.normalising import VERSION, Lexicon, Spoken, spoken

__all__ = ["VERSION", "Lexicon", "Spoken", "spoken"]
