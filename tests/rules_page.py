"""The rules that the pages about rules build, as a folder."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "docs/rules").glob("*.md"))
_BLOCK = re.compile(r"(?ms)^```yaml\n# (rules/\S+)\n(.*?)^```$")


def documented() -> dict[str, str]:
    """Each file of the pages' examples, by its path under the rules folder."""
    found: dict[str, str] = {}
    for page in PAGES:
        for name, text in _BLOCK.findall(page.read_text(encoding="utf-8")):
            assert name not in found, f"{name} stands on two pages"
            found[name.removeprefix("rules/")] = text
    return found


def write(files: dict[str, str], folder: Path) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
    return folder
