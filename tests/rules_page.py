"""The rules that the pages about rules build, as a folder."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "docs/rules").glob("*.md"))
_BLOCK = re.compile(r"(?ms)^```yaml\n# (rules/\S+)( goes on)?\n(.*?)^```$")


def documented() -> dict[str, str]:
    """Each file of the pages' examples, by its path under the rules folder; what `goes on` is put to its file."""
    found: dict[str, str] = {}
    more: list[tuple[str, str]] = []
    for page in PAGES:
        for heading, goes_on, text in _BLOCK.findall(page.read_text(encoding="utf-8")):
            name = heading.removeprefix("rules/")
            if goes_on:
                more.append((name, text))
                continue
            assert name not in found, f"{name} stands on two pages"
            found[name] = text
    for name, text in more:
        found[name] += text
    return found


def write(files: dict[str, str], folder: Path) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
    return folder
