"""PalmDOC compression: a letter for itself, a space with its letter, or a look back."""

from __future__ import annotations

REACH = 2047  # bytes that a look back can reach
LONGEST = 10  # bytes that it can repeat
TRIES = 8  # earlier places that are tried; more would hardly shorten the text


def compress(text: bytes) -> bytes:
    """One record's text in PalmDOC's codes, which ``expand`` turns back."""
    size, out, at = len(text), bytearray(), 0
    before = _earlier(text)
    while at < size:
        length, distance = _match(text, at, before)
        byte = text[at]
        if length:
            out += (0x8000 | distance << 3 | length - 3).to_bytes(2, "big")
            at += length
        elif byte == 0x20 and at + 1 < size and 0x40 <= text[at + 1] <= 0x7F:
            out.append(text[at + 1] ^ 0x80)
            at += 2
        elif byte == 0 or 9 <= byte <= 0x7F:
            out.append(byte)
            at += 1
        else:
            end = _run(text, at, before)
            out.append(end - at)
            out += text[at:end]
            at = end
    return bytes(out)


def _earlier(text: bytes) -> list[int]:
    """For each place, the last one before it where the same three bytes stand; -1 for none."""
    seen: dict[tuple[int, int, int], int] = {}
    found = []
    for at, key in enumerate(zip(text, text[1:], text[2:], strict=False)):
        found.append(seen.get(key, -1))
        seen[key] = at
    return [*found, -1, -1]


def _match(text: bytes, at: int, before: list[int]) -> tuple[int, int]:
    """The longest repetition that begins here, and how far back it is; 0 for none."""
    place = before[at]
    least = at - REACH
    if place < least or place < 0:
        return 0, 0
    wanted = text[at : at + LONGEST]
    best, distance = 0, 0
    for _ in range(TRIES):
        length = _shared(text, place, wanted)
        if length > best:
            best, distance = length, at - place
            if best == len(wanted):
                break
        place = before[place]
        if place < least or place < 0:
            break
    return best, distance


def _shared(text: bytes, place: int, wanted: bytes) -> int:
    if text.startswith(wanted, place):
        return len(wanted)
    length = 3
    while text[place + length] == wanted[length]:
        length += 1
    return length


def _run(text: bytes, at: int, before: list[int]) -> int:
    """Where a run of bytes ends that cannot stand for themselves."""
    end = at + 1
    while end < len(text) and end - at < 8 and text[end] > 0x7F and before[end] < end - REACH:
        end += 1
    return end


def expand(packed: bytes) -> bytes:
    """A compressed record's text; ``ValueError`` for what is none."""
    out, at = bytearray(), 0
    while at < len(packed):
        byte = packed[at]
        at += 1
        if 1 <= byte <= 8:
            out += packed[at : at + byte]
            at += byte
        elif byte < 0x80:
            out.append(byte)
        elif byte >= 0xC0:
            out += bytes((0x20, byte ^ 0x80))
        else:
            if at >= len(packed):
                raise ValueError("a look back is cut short")
            pair = (byte << 8 | packed[at]) & 0x3FFF
            at += 1
            distance, length = pair >> 3, (pair & 7) + 3
            if not 0 < distance <= len(out):
                raise ValueError("a look back reaches before the text")
            for _ in range(length):
                out.append(out[-distance])
    return bytes(out)
