"""Spoken sentences, each made once: what is on the shelf is not spoken again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from coprod_formats.derive.spoken import VERSION
from coprod_formats.derive.utterances import Part, Utterance
from coprod_formats.diagnostics import Diagnostic, warning
from coprod_formats.engine.parts import Parts
from coprod_formats.speech.clock import RATE, samples
from coprod_formats.speech.sound import levelled, silence
from coprod_formats.speech.voices import Cast, Voice

AT_ONCE = 50  # utterances that are spoken before any is passed on: what a stop can cost
LETTERS = 6000  # of the same, some seven minutes, which are 18 MB of samples
FIRST = 8  # fewer at the beginning, so that encoders have work as soon as may be
BETWEEN = samples(120)  # where the voice changes within a sentence
NOTHING = samples(200)  # in place of what has no sound
_SOUND = "4"  # raise it when clips are levelled in another way


@dataclass(frozen=True, slots=True)
class Spoken:
    """An utterance and its sound."""

    utterance: Utterance
    sound: bytes
    complaints: tuple[Diagnostic, ...] = ()


def spoken(utterances: Iterable[Utterance], cast: Cast, parts: Parts) -> Iterator[Spoken]:
    """Each utterance with its sound, in order; no more than a few minutes are held at a time."""
    for batch in _batches(utterances):
        sounds = _sounds(dict.fromkeys(part for one in batch for part in one.parts), cast, parts)
        for one in batch:
            heard = [sounds[part] for part in one.parts]
            yield Spoken(one, _joined(heard), tuple(_complaints(one, heard)))


def _batches(utterances: Iterable[Utterance]) -> Iterator[Sequence[Utterance]]:
    """What is spoken at one time, twice as many each time up to the most."""
    batch, letters, size = list[Utterance](), 0, FIRST
    for one in utterances:
        own = len(one.spoken)
        if batch and (len(batch) == size or letters + own > LETTERS):
            yield batch
            batch, letters, size = [], 0, min(2 * size, AT_ONCE)
        batch.append(one)
        letters += own
    if batch:
        yield batch


@dataclass(frozen=True, slots=True)
class _Heard:
    sound: bytes
    flaw: str = ""


def _sounds(wanted: Iterable[Part], cast: Cast, parts: Parts) -> dict[Part, _Heard]:
    """What is kept, and what is then spoken, a voice and a language at a time."""
    found: dict[Part, _Heard] = {}
    missing: dict[str, tuple[Voice, list[Part]]] = {}
    for part in wanted:
        voice = cast.voice_of(part)
        kept = parts.get(*_made_of(part, voice))
        if kept is None:
            missing.setdefault(voice.key(part.language), (voice, []))[1].append(part)
        else:
            found[part] = _Heard(kept)
    for voice, several in missing.values():
        found |= _new(several, voice, parts)
    return found


def _new(several: Sequence[Part], voice: Voice, parts: Parts) -> Iterator[tuple[Part, _Heard]]:
    """Each part as soon as it is spoken: what is kept is not lost when the rest is not made."""
    said = voice.speak([part.text for part in several], several[0].language)
    for part, one in zip(several, said, strict=True):
        heard = _Heard(levelled(one.samples, one.rate), one.flaw)
        if not heard.flaw:
            parts.put(heard.sound, *_made_of(part, voice))
        yield part, heard


def _made_of(part: Part, voice: Voice) -> tuple[str, ...]:
    return ("clip", _SOUND, str(RATE), VERSION, voice.key(part.language), part.text)


def _joined(heard: Sequence[_Heard]) -> bytes:
    sound = silence(BETWEEN).join(one.sound for one in heard if one.sound)
    return sound or silence(NOTHING)


def _complaints(utterance: Utterance, heard: Sequence[_Heard]) -> Iterator[Diagnostic]:
    for part, one in zip(utterance.parts, heard, strict=True):
        words = any(letter.isalnum() for letter in part.text)
        flaw = one.flaw or ("the voice has no sound for it" if words and not one.sound else "")
        if flaw:
            start = part.text if len(part.text) <= 60 else f"{part.text[:60]}…"
            yield warning("voice-silent", f"“{start}” is not heard: {flaw}", hint=SAY)


SAY = "write it in other words, or say under say: at the top of the source how it sounds"
