"""A stand-in for Google's service on this machine, which answers as it is told to."""

from __future__ import annotations

import base64
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import gtts.tts
import lameenc
import numpy as np
import pytest

RATE = 24000


@dataclass
class Google:
    """What the service was asked, and the answers that come before good ones."""

    asked: list[tuple[str, str, str]] = field(default_factory=list)  # path, language, text
    refusals: list[int] = field(default_factory=list)
    soundless: bool = False


@contextmanager
def google(monkeypatch: pytest.MonkeyPatch) -> Iterator[Google]:
    """The service for as long as a test lasts; nothing leaves the machine."""
    service = Google()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _answering(service))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    here = f"http://127.0.0.1:{server.server_port}"
    address = lambda tld="com", path="": f"{here}/{tld}/{path}"  # noqa: E731 - gTTS's own shape
    monkeypatch.setattr(gtts.tts, "_translate_url", address)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()


def _answering(service: Google) -> type[BaseHTTPRequestHandler]:
    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            size = int(self.headers["Content-Length"])
            form = parse_qs(self.rfile.read(size).decode())
            ((_, inside, *_),) = json.loads(form["f.req"][0])[0]
            text, language, *_ = json.loads(inside)
            service.asked.append((self.path, language, text))
            status = service.refusals.pop(0) if service.refusals else 200
            body = b"" if status != 200 or service.soundless else answer(text)
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
            pass

    return Answering


def answer(text: str) -> bytes:
    """What the service sends for a text: MP3 within two layers of JSON."""
    inside = json.dumps([base64.b64encode(tone(text)).decode()], separators=(",", ":"))
    return b")]}'\n\n" + json.dumps([["wrb.fr", "jQ1olc", inside]], separators=(",", ":")).encode()


def tone(text: str) -> bytes:
    """A note of a twentieth of a second for each letter, as MP3."""
    time = np.arange(RATE * max(4, len(re.sub(r"\W", "", text))) // 20) / RATE
    samples = np.rint(9000 * np.sin(2 * np.pi * 330 * time)).astype("<i2").tobytes()
    coder = lameenc.Encoder()
    coder.silence()
    coder.set_channels(1)
    coder.set_in_sample_rate(RATE)
    coder.set_out_sample_rate(RATE)
    coder.set_bit_rate(32)
    return bytes(coder.encode(samples)) + bytes(coder.flush())
