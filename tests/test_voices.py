"""Each voice that people can choose speaks, and one that goes wrong costs no other sentence."""

from __future__ import annotations

import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from pydantic import ValidationError

from coprod_formats.cli.doctor import examine
from coprod_formats.derive.narration import narrate
from coprod_formats.derive.utterances import Part
from coprod_formats.diagnostics import ExitCode, MissingToolError, WriteError
from coprod_formats.document import Foreign, Paragraph, Quote, Text
from coprod_formats.engine.parts import NOT_KEPT, Parts
from coprod_formats.speech import timetable
from coprod_formats.speech.clips import spoken
from coprod_formats.speech.sound import length
from coprod_formats.speech.voices import Cast, Choice, Engine, Sound, Voice, tools_of, voice
from coprod_formats.speech.voices.choosing import chosen
from coprod_formats.speech.voices.flite import FliteVoice
from coprod_formats.speech.voices.online import OnlineVoice
from coprod_formats.speech.voices.piper import PiperVoice
from coprod_formats.writers.audio import AudioOptions, AudioWriter
from coprod_formats.writers.base import Job
from tests.google import Google, google
from tests.samples import paragraph, plainest, words
from tests.tiny_voice import tiny_voice

SENTENCES = ["Hello there.", "Something quite different, and longer.", "Hello there."]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_voice(tmp_path_factory.mktemp("voice"))


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Google]:
    with google(monkeypatch) as made:
        yield made


@pytest.fixture(params=["espeak", "flite rms", "flite slt", "flite awb", "piper", "gtts"])
def speaker(request: pytest.FixtureRequest, model: Path, service: Google) -> Voice:
    said = f"piper {model}" if request.param == "piper" else request.param
    assert service.asked == []
    return voice(choice(said), 150)


def choice(said: str) -> Choice:
    made = chosen(said)
    assert isinstance(made, Choice)
    return made


def test_every_voice_speaks_each_sentence_the_same_whatever_came_before(speaker: Voice) -> None:
    first = list(speaker.speak(SENTENCES, "en-GB"))
    assert [one.flaw for one in first] == ["", "", ""]
    assert first[0] == first[2] != first[1]
    assert list(speaker.speak(SENTENCES, "en-GB")) == first
    for one in first:
        heard = np.frombuffer(one.samples, "<i2")
        assert len(heard) > one.rate // 4
        assert np.abs(heard).max() > 1000


def test_every_voice_bears_what_nobody_can_say(speaker: Voice) -> None:
    texts = ["", " ", "...", "—", "\0", "[[x", "<speak>", "word " * 200, "Hello."]
    heard = list(speaker.speak(texts, "en-GB"))
    assert len(heard) == len(texts)
    assert [one.flaw for one in heard if one.flaw] == []
    assert len(heard[-1].samples) > 1000


@pytest.mark.parametrize("said", ["espeak", "flite rms", "piper"])
def test_a_slower_voice_takes_longer(said: str, model: Path) -> None:
    own = choice(f"piper {model}" if said == "piper" else said)
    slow, quick = (
        sum(len(one.samples) for one in voice(own, speed).speak(SENTENCES, "en")) / 2
        for speed in (100, 300)
    )
    assert slow > quick * 1.5
    assert voice(own, 100).key("en") != voice(own, 300).key("en")


def test_no_text_of_any_script_stops_piper(model: Path) -> None:
    texts = []
    for start in range(0x20, 0x30000, 0x1000):
        block = [chr(code) for code in range(start, start + 0x1000) if chr(code).isprintable()]
        texts.append("".join(block[:60]))
    heard = list(PiperVoice(str(model)).speak([*texts, "Hello."], "en"))
    assert [one.flaw for one in heard if one.flaw] == []
    assert len(heard[-1].samples) > 1000


FAULTY = """#!/bin/sh
case "$*" in
  *Crash*) kill -SEGV $$ ;;
  *Fail*) exit 3 ;;
  *Hang*) sleep 60 ;;
  *Silence*) exit 0 ;;
esac
exec flite "$@"
"""


def test_a_program_that_fails_costs_its_own_sentence(tmp_path: Path) -> None:
    program = tmp_path / "faulty"
    program.write_text(FAULTY, encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    faulty = FliteVoice("rms", patience=2, program=str(program))
    texts = ["One.", "Crash.", "Two.", "Fail.", "Three.", "Hang.", "Four.", "Silence.", "Five."]
    heard = list(faulty.speak(texts, "en"))
    broken, late = "the voice broke down", "it did not end in time"
    assert [one.flaw for one in heard] == ["", broken, "", broken, "", late, "", broken, ""]
    assert all(len(one.samples) > 1000 for one in heard if not one.flaw)


def test_a_model_that_breaks_down_costs_its_own_sentence(
    model: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from coprod_formats.speech.voices import piper

    program = tmp_path / "piper_program.py"
    usual = piper.PROGRAM.read_text("utf-8")
    fault = "        if 'Crash' in text:\n            os.abort()\n"
    fault += "        while 'Hang' in text:\n            pass\n"
    mark = "        signal.alarm(int(seconds))\n"
    assert mark in usual
    program.write_text(usual.replace(mark, mark + fault), encoding="utf-8")
    monkeypatch.setattr(piper, "PROGRAM", program)
    heard = list(
        PiperVoice(str(model), patience=2).speak(["One.", "Crash.", "Hang.", "Two."], "en")
    )
    broken, late = "the voice broke down", "it did not end in time"
    assert [one.flaw for one in heard] == ["", broken, late, ""]


@pytest.mark.parametrize("flaw", ["empty", "no model", "not described"])
def test_a_voice_that_piper_cannot_use_is_told(flaw: str, model: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.onnx"
    about = Path(f"{broken}.json")
    if flaw != "no model":
        broken.write_bytes(b"" if flaw == "empty" else model.read_bytes())
    about.write_bytes(b"{}" if flaw == "not described" else Path(f"{model}.json").read_bytes())
    cast = Cast(PiperVoice(str(broken)), voice(Choice(), 150))
    with pytest.raises(WriteError, match=r"broken\.onnx"):
        list(spoken(narrate(plainest()), cast, NOT_KEPT))


def test_a_voice_counts_by_its_bytes(model: Path, tmp_path: Path) -> None:
    own = tiny_voice(tmp_path)
    key = PiperVoice(str(own)).key("en")
    assert key == PiperVoice(str(model)).key("en")
    about = Path(f"{own}.json")
    about.write_text(about.read_text("utf-8").replace('"x_low"', '"low"'), encoding="utf-8")
    assert PiperVoice(str(own)).key("en") != key
    tools = AudioOptions(voice=Choice(Engine.PIPER, str(own))).calls_for()
    assert [tool.version() is None for tool in tools] == [False, False, False]
    about.unlink()
    assert [tool.version() is None for tool in tools] == [False, False, True]


# Google's service


def test_text_leaves_the_machine_only_where_that_is_allowed() -> None:
    for settings in ({"voice": "gtts"}, {"quotations": "gtts"}, {"languages": {"cy": "gtts"}}):
        with pytest.raises(ValidationError, match="allow-online: true"):
            AudioOptions.model_validate(settings)
        AudioOptions.model_validate(settings | {"allow-online": True})


def test_each_sentence_is_asked_for_once_in_its_language(service: Google) -> None:
    (heard,) = OnlineVoice("co.uk").speak(["Helo yno."], "cy-GB")
    assert [(path.split("/")[1], *rest) for path, *rest in service.asked] == [
        ("co.uk", "cy", "Helo yno.")
    ]
    assert heard.rate == 24000
    assert len(heard.samples) == pytest.approx(2 * 24000 * 7 / 20, rel=0.3)


def test_a_long_sentence_is_asked_for_in_pieces_and_comes_back_whole(service: Google) -> None:
    (heard,) = OnlineVoice("com").speak(["some words, " * 60], "en")
    assert len(service.asked) > 5
    assert len(heard.samples) > 2 * 24000 * 500 / 20


def test_a_busy_service_is_asked_again_after_a_pause(service: Google) -> None:
    service.refusals += [429, 503]
    (heard,) = OnlineVoice("co.uk", pauses=(0.01, 0.01, 0.01)).speak(["Hello."], "en")
    assert heard.samples
    assert len(service.asked) == 3


@pytest.mark.parametrize(
    ("refusals", "told"),
    [
        ([429] * 9, "asked for too much: the service answers 429"),
        ([404], "gives no sound: the service answers 404"),
        ([403] * 9, "gives no sound: the service answers 403"),
    ],
)
def test_a_refusal_is_told_with_a_way_out(
    refusals: list[int], told: str, service: Google, tmp_path: Path
) -> None:
    own = OnlineVoice("co.uk", pauses=(0.01, 0.01))
    parts = Parts(tmp_path)
    utterances = narrate(replace(plainest(), body=(paragraph("One. "), paragraph("Two."))))
    service.refusals += [200, 200, 200, *refusals]
    with pytest.raises(WriteError, match=told) as stopped:
        list(spoken(utterances, Cast(own, own), parts))
    assert "voice: espeak" in stopped.value.diagnostics[0].hint
    asked = len(service.asked)
    service.refusals.clear()
    list(spoken(utterances, Cast(own, own), parts))
    assert len(service.asked) - asked == len(utterances) - 3, "what was spoken is kept"


def test_a_service_that_says_nothing_is_told(service: Google) -> None:
    service.soundless = True
    with pytest.raises(WriteError, match="gives no sound"):
        list(OnlineVoice("co.uk").speak(["Hello."], "en"))


def test_without_a_network_the_message_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    import gtts.tts

    monkeypatch.setattr(gtts.tts, "_translate_url", lambda **_: "http://127.0.0.1:9/none")
    with pytest.raises(WriteError, match=r"cannot reach translate\.google\.co\.uk") as stopped:
        list(OnlineVoice("co.uk").speak(["Hello."], "en"))
    assert "connect to the internet" in stopped.value.diagnostics[0].hint


# who speaks what


@dataclass
class Named:
    """A voice that says nothing and remembers what it was to say."""

    name: str
    known: tuple[str, ...] = ("en", "cy")
    title: str = ""

    def __post_init__(self) -> None:
        self.texts: list[str] = []

    def speaks(self, language: str) -> bool:
        return language.partition("-")[0] in self.known

    def key(self, language: str) -> str:
        return f"{self.name} {language}"

    def speak(self, texts: Sequence[str], language: str) -> Iterable[Sound]:
        assert self.speaks(language)
        self.texts += texts
        return [Sound(bytes(20000), 22050) for _ in texts]


def test_quotations_and_languages_have_their_own_voices() -> None:
    main, other, welsh = Named("main", ("en",)), Named("other", ("en",)), Named("welsh")
    spare = Named("spare", ("fr",))
    body = (
        Paragraph((words("We say ", Foreign((Text("croeso"),), "cy"), " here."),)),
        Quote((paragraph("We were heard."),), (words("Ann"),)),
        Paragraph((words("And ", Foreign((Text("bonjour"),), "fr"), "."),)),
    )
    utterances = narrate(replace(plainest(), body=body))
    list(spoken(utterances, Cast(main, spare, other, {"cy": welsh}), NOT_KEPT))
    assert welsh.texts == ["croeso"]
    assert other.texts == ["We were heard."]
    assert spare.texts == ["bonjour"]
    assert {"We say", "here.", "Quote:", "End quote.", "Ann"} <= set(main.texts)


def test_a_language_of_one_region_has_its_own_voice() -> None:
    main, welsh = Named("main"), Named("welsh")
    cast = Cast(main, main, None, {"cy": welsh})
    assert cast.voice_of(Part("cy-GB", "croeso")) is welsh
    assert cast.voice_of(Part("en-GB", "welcome")) is main


def test_a_language_that_nobody_speaks_is_heard_and_told(tmp_path: Path) -> None:
    body = (Paragraph((words("We say ", Foreign((Text("soo dhawoow"),), "so"), "."),)),)
    made = AudioWriter().write(
        Job(replace(plainest(), body=body), AudioOptions(), {}, tmp_path, NOT_KEPT)
    )
    (complaint,) = made
    assert "no voice here speaks so" in str(complaint)
    last = timetable.read(tmp_path).clips[-1]
    assert last.end - last.start > 22050


@pytest.mark.parametrize(
    ("said", "engine", "detail"),
    [
        ("espeak", Engine.ESPEAK, ""),
        ("flite", Engine.FLITE, "rms"),
        ("flite slt", Engine.FLITE, "slt"),
        ("piper voices/a b.onnx", Engine.PIPER, "voices/a b.onnx"),
        ("gtts", Engine.GTTS, "co.uk"),
        ("gtts com.au", Engine.GTTS, "com.au"),
    ],
)
def test_a_voice_is_chosen_in_words(said: str, engine: Engine, detail: str) -> None:
    assert choice(said) == Choice(engine, detail)


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("espaek", "did you mean espeak?"),
        ("", "one of the voices espeak, flite, piper, gtts"),
        ("flite bob", "one of rms, slt, awb, kal16"),
        ("piper", "a file"),
        ("piper voice", "a file"),
        ("gtts a/b", "the end of an address"),
        ("espeak f1", "espeak alone"),
    ],
)
def test_a_voice_that_there_is_not_is_told(said: str, told: str) -> None:
    with pytest.raises(ValidationError, match=told.replace("?", r"\?")):
        AudioOptions.model_validate({"voice": said})


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("espeak", []),
        ("flite", ["flite"]),
        ("gtts", ["gtts"]),
        ("piper v.onnx", ["piper-tts", "v.onnx", "v.onnx.json"]),
    ],
)
def test_a_voice_tells_what_it_needs(said: str, names: list[str]) -> None:
    assert [tool.name for tool in tools_of(choice(said))] == names


def test_a_program_that_is_not_there_is_told() -> None:
    with pytest.raises(MissingToolError):
        list(FliteVoice("rms", program="no-such-flite").speak(["Hello."], "en"))


def test_a_document_is_read_by_any_voice(speaker: Voice, tmp_path: Path) -> None:
    said = list(spoken(narrate(plainest()), Cast(speaker, speaker), Parts(tmp_path)))
    assert all(length(one.sound) > 2205 for one in said)
    assert [one.complaints for one in said if one.complaints] == []


def test_the_doctor_looks_for_the_voices_that_are_chosen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = "formats:\n  audio: {voice: piper voices/none.onnx}\n"
    (tmp_path / "config.yaml").write_text(settings, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert examine(as_json=False) is ExitCode.MISSING_TOOL
    told = capsys.readouterr().out
    assert "missing  voices/none.onnx: it is the voice (for audio)" in told
    assert "found    piper-tts" in told
