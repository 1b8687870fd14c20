"""Numbers as Kindle files write them: of varying length, forward and backward, and in base 32."""

from __future__ import annotations

import string

NULL = 0xFFFFFFFF
DIGITS = string.digits + string.ascii_uppercase[:22]


def forward(number: int) -> bytes:
    """Seven bits a byte; the last byte is marked."""
    return bytes([*_sevens(number)[:-1], number & 0x7F | 0x80])


def backward(number: int) -> bytes:
    """Seven bits a byte; the first byte is marked, so that it can be read from the end."""
    first, *rest = _sevens(number)
    return bytes([first | 0x80, *rest])


def _sevens(number: int) -> list[int]:
    parts = [number & 0x7F]
    while number := number >> 7:
        parts.insert(0, number & 0x7F)
    return parts


def read_forward(data: bytes, at: int) -> tuple[int, int]:
    """A number and the place behind it; ``IndexError`` where it does not end."""
    number = 0
    while True:
        byte = data[at]
        number, at = number << 7 | byte & 0x7F, at + 1
        if byte & 0x80:
            return number, at


def read_backward(data: bytes) -> int:
    """The number at the end of some bytes."""
    number = 0
    for byte in data[-4:]:
        number = (0 if byte & 0x80 else number) << 7 | byte & 0x7F
    return number


def trailing(content: bytes) -> bytes:
    """Content behind a record's text, with its whole length at its end."""
    size = 1
    while len(backward(len(content) + size)) != size:
        size += 1
    return content + backward(len(content) + size)


def base32(number: int, width: int = 4) -> str:
    """A number in the digits 0 to V."""
    digits = ""
    while number:
        number, digit = divmod(number, 32)
        digits = DIGITS[digit] + digits
    return digits.rjust(width, "0")


def aligned(data: bytes) -> bytes:
    """Data filled up to a multiple of four bytes."""
    return data + bytes(-len(data) % 4)
