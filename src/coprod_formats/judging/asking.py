"""Asks other people's judges: each once for all its files, two at a time, within a time limit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from coprod_formats.diagnostics import CoprodError, Diagnostic
from coprod_formats.engine.digests import digest_of, tree_digest
from coprod_formats.engine.memo import Memo
from coprod_formats.judging.judges import JUDGES, Judge, NotHereError
from coprod_formats.judging.report import Judgement

AT_ONCE = 2
START, EACH = 120.0, 60.0  # seconds that a judge has for its start, and for each file
QUESTIONS = Path(__file__).parent / "judges"
LEFT_OUT = "it was left out by --quick"

Asked = Mapping[str, tuple[Judgement, ...]]


def ask(
    paths: Mapping[str, Path],
    digests: Mapping[str, str],
    memo: Memo,
    judges: Sequence[Judge] = JUDGES,
    *,
    quick: bool,
    tell: Callable[[str], None],
) -> Asked:
    """What every judge that knows it says of each file, by the file's name.

    What a judge said of the same bytes before is not asked again.
    """
    rules = tree_digest(QUESTIONS)  # how we put the question counts too

    def hear(judge: Judge) -> dict[str, Judgement]:
        """What one judge says of each file that it knows, or why it was not asked."""
        names = [name for name, path in paths.items() if judge.knows(path)]
        if not names:
            return {}
        if quick:
            return {name: Judgement(judge.name, "", (), LEFT_OUT) for name in names}
        try:
            version = judge.bench().version()
        except NotHereError as lack:
            return {n: Judgement(judge.name, "", (), str(lack), judge.install) for n in names}
        stamps = {name: digest_of(rules, version, digests[name]) for name in names}
        heard = dict(_remembered(judge, version, stamps, memo))
        fresh = [name for name in names if name not in heard]
        if fresh:
            files = f"{len(fresh)} file{'s' * (len(fresh) != 1)}"
            tell(f"{judge.name} judges {files}")
        for name, judgement in _heard(judge, version, {name: paths[name] for name in fresh}):
            heard[name] = judgement
            if not judgement.not_run:
                memo.put(_question(judge, name), stamps[name], judgement.findings)
        return heard

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(hear, judges))
    return {name: tuple(answer[name] for answer in answers if name in answer) for name in paths}


def _question(judge: Judge, name: str) -> str:
    return f"judged {judge.name} {name}"


def _remembered(
    judge: Judge, version: str, stamps: Mapping[str, str], memo: Memo
) -> Iterator[tuple[str, Judgement]]:
    for name, stamp in stamps.items():
        match memo.get(_question(judge, name)):
            case (kept, tuple() as said) if kept == stamp:
                yield name, Judgement(judge.name, version, said, remembered=True)


def _heard(
    judge: Judge, version: str, paths: Mapping[str, Path]
) -> Iterator[tuple[str, Judgement]]:
    """The judgements of all files; where they fail together, each is judged alone."""
    if not paths:
        return
    try:
        said = judge.bench().judge(tuple(paths.values()), START + EACH * len(paths))
    except Exception as failure:  # noqa: BLE001 - a damaged file breaks judges in any way
        if len(paths) > 1:
            for name, path in paths.items():
                yield from _heard(judge, version, {name: path})
            return
        why = _why(failure)
        yield from ((name, Judgement(judge.name, version, (), why)) for name in paths)
        return
    for name, path in paths.items():
        yield name, Judgement(judge.name, version, tuple(said[path]))


def _why(failure: Exception) -> str:
    if isinstance(failure, CoprodError):
        return _joined(failure.diagnostics)
    if isinstance(failure, NotHereError):
        return str(failure)
    return f"it broke down at this file ({type(failure).__name__}: {failure})"


def _joined(said: Iterable[Diagnostic]) -> str:
    return "; ".join(one.message for one in said)
