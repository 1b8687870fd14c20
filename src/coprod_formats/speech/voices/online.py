"""Google's voice, over the network: only where somebody has allowed it in so many words."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from io import BytesIO

from gtts import gTTS, gTTSError

from coprod_formats.diagnostics import Diagnostic, WriteError, error
from coprod_formats.languages import primary
from coprod_formats.speech.packing import samples_of
from coprod_formats.speech.voices.base import USUAL_SPEED, Sound, sayable
from coprod_formats.speech.voices.choosing import GTTS

REACHING, ANSWERING = 10, 30  # seconds to wait for a connection, and for an answer
PAUSES = (1.0, 4.0, 16.0, 60.0)  # seconds before each new try, where the service is too busy
BUSY = frozenset((429, 500, 502, 503, 504))
SLOW = 110  # words a minute under which the service is asked to speak slowly
_OTHER = "choose another voice in config.yaml, such as voice: espeak"


class OnlineVoice:
    """Each sentence is sent away and comes back as sound."""

    name = "gtts"
    title = "Google Translate"

    def __init__(
        self, ending: str, speed: int = USUAL_SPEED, pauses: Sequence[float] = PAUSES
    ) -> None:
        self._ending, self._slow, self._pauses = ending, speed < SLOW, pauses

    def speaks(self, _language: str) -> bool:
        """The service knows most languages, and says so where it does not."""
        return True

    def key(self, language: str) -> str:
        """The version, whose accent, and whether it speaks slowly."""
        return f"gtts {GTTS.version()} {primary(language)} {self._ending} {self._slow}"

    def speak(self, texts: Sequence[str], language: str) -> Iterator[Sound]:
        """One after the other, so that what was spoken is kept when the network goes away."""
        for text in texts:
            if sayable(text):
                yield Sound(*samples_of(self._fetched(text, primary(language))))
            else:
                yield Sound(b"", 24000)

    def _fetched(self, text: str, language: str) -> bytes:
        for pause in (*self._pauses, None):
            try:
                return self._asked(text, language)
            except gTTSError as refusal:
                status = getattr(refusal.rsp, "status_code", None)
                if pause is None or status not in BUSY:
                    raise WriteError(_told(status, self._ending)) from refusal
                time.sleep(pause)
        raise AssertionError("the last try returns or raises")

    def _asked(self, text: str, language: str) -> bytes:
        sound = BytesIO()
        speaker = gTTS(
            text,
            tld=self._ending,
            lang=language,
            slow=self._slow,
            lang_check=False,
            timeout=(REACHING, ANSWERING),
        )
        speaker.write_to_fp(sound)
        if not sound.getvalue():
            raise WriteError(_told(200, self._ending))
        return sound.getvalue()


def _told(status: int | None, ending: str) -> Diagnostic:
    if status is None:
        message = f"the voice gtts cannot reach translate.google.{ending}"
        return error("voice", message, hint=f"connect to the internet, or {_OTHER}")
    if status in BUSY:
        message = f"the voice gtts is asked for too much: the service answers {status}"
        hint = "wait an hour and render again, since what was spoken is kept; or " + _OTHER
        return error("voice", message, hint=hint)
    message = f"the voice gtts gives no sound: the service answers {status}"
    return error("voice", message, hint=_OTHER)
