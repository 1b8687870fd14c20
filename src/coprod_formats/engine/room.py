"""How much of this machine there is for us: its cores, and the memory that is free."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

EACH = 1024**3  # bytes of free memory that a worker should find
GROUPS = Path("/sys/fs/cgroup")
BOUNDS = (("memory.max", "memory.current"), ("memory.limit_in_bytes", "memory.usage_in_bytes"))


def fitting_jobs() -> int:
    """As many workers as this machine has room for: a core and a GiB of free memory each."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return max(1, min(cores or 1, free_memory() // EACH))


def free_memory() -> int:
    """The bytes that the machine has left, or those that a container leaves us where it is less."""
    try:
        ours = Path("/proc/self/cgroup").read_text(encoding="utf-8")
    except OSError:
        ours = ""
    return min([_machine(), *left_by(GROUPS, ours)])


def left_by(groups: Path, ours: str) -> Iterator[int]:
    """What each control group that we are in, and each around it, has left of its memory.

    ``ours`` is the text of /proc/self/cgroup, of the first version or of the second.
    """
    for line in ours.splitlines():
        _, kinds, inside = line.split(":", 2)
        if kinds in {"", "memory"}:
            group = (groups / kinds / inside.lstrip("/")).resolve()
            for folder in (group, *group.parents):
                if folder.is_relative_to(groups.resolve()):
                    yield from _left(folder)


def _left(group: Path) -> Iterator[int]:
    for most, used in BOUNDS:
        try:
            bound = int((group / most).read_text(encoding="ascii"))
            held = int((group / used).read_text(encoding="ascii"))
            yield max(bound - held + _given_back(group), 0)
        except (OSError, ValueError):  # not of this version, or without a bound
            continue


def _given_back(group: Path) -> int:
    """The bytes of files that the system keeps at hand, and gives up when asked."""
    told = (group / "memory.stat").read_text(encoding="ascii").splitlines()
    sizes = dict(line.split(" ", 1) for line in told)
    return int(sizes.get("total_inactive_file", sizes.get("inactive_file", 0)))


def _machine() -> int:
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
        sizes = {name: rest.split()[0] for name, _, rest in (s.partition(":") for s in lines)}
        return int(sizes["MemAvailable"]) * 1024
    except (OSError, KeyError, ValueError):
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2
