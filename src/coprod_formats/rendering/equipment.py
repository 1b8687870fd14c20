"""What a machine must have to make formats, and the same in the same version elsewhere."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from coprod_formats import __version__, writers
from coprod_formats.engine.digests import code_digest, tree_digest
from coprod_formats.tools import Tool

PACKAGE = Path(__file__).parents[1]
CLUSTER = Tool("distributed", "it speaks to a cluster", "pip install 'coprod-formats[cluster]'")


@dataclass(frozen=True, slots=True)
class Equipment:
    """Tools and other people's writers; called on any machine, it tells their versions there."""

    tools: tuple[Tool, ...]
    plugins: tuple[str, ...]

    def __call__(self) -> dict[str, str]:
        """The versions of Python, of this package and of all the rest, by name."""
        code = code_digest(PACKAGE)[:12]
        found = {"Python": f"{sys.version_info[0]}.{sys.version_info[1]}"}
        found["coprod-formats"] = f"{__version__} ({code})"
        for tool in (CLUSTER, *self.tools):
            found[tool.name] = tool.version() or "missing"
        plugins = writers.plugins() if self.plugins else {}
        for name in self.plugins:
            plugin = plugins.get(name)
            digest = tree_digest(plugin.code)[:12] if plugin else ""
            found[f"the writer {name}"] = (
                f"{plugin.distribution} ({digest})" if plugin else "missing"
            )
        return found
