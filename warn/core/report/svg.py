"""Small helpers for plots as inline SVG: scales, marks, axes. Everything that is text is escaped here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """From values to places along an axis."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        width = (self.high - self.low) or 1.0
        return self.start + (value - self.low) / width * (self.end - self.start)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The plot's area within its picture."""

    width: float
    height: float
    left: float = 44.0
    right: float = 16.0
    top: float = 16.0
    bottom: float = 30.0

    def across(self, low: float, high: float) -> Scale:
        return Scale(low=low, high=high, start=self.left, end=self.width - self.right)

    def up(self, low: float, high: float) -> Scale:
        return Scale(low=low, high=high, start=self.height - self.bottom, end=self.top)


def picture(frame: Frame, label: str, marks: Iterable[str]) -> str:
    """The whole plot. It scales with the page; `label` is what a screen reader says."""
    inner = "\n".join(marks)
    return (
        f'<svg viewBox="0 0 {_n(frame.width)} {_n(frame.height)}" role="img" '
        f'aria-label="{escape(label)}" preserveAspectRatio="xMidYMid meet">\n{inner}\n</svg>'
    )


def line(start: Point, end: Point, kind: str) -> str:
    return f'<line x1="{_n(start[0])}" y1="{_n(start[1])}" x2="{_n(end[0])}" y2="{_n(end[1])}" class="{kind}"/>'


def text(at: Point, words: str, kind: str = "tick", anchor: str = "middle") -> str:
    return f'<text x="{_n(at[0])}" y="{_n(at[1])}" class="{kind}" text-anchor="{anchor}">{escape(words)}</text>'


def circle(at: Point, radius: float, kind: str, hint: str = "") -> str:
    return _with_hint("circle", f'cx="{_n(at[0])}" cy="{_n(at[1])}" r="{_n(radius)}" class="{kind}"', hint)


def diamond(at: Point, radius: float, kind: str, hint: str = "") -> str:
    x, y = at
    corners = ((x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y))
    points = " ".join(f"{_n(a)},{_n(b)}" for a, b in corners)
    return _with_hint("polygon", f'points="{points}" class="{kind}"', hint)


def bar(x: float, width: float, top: float, base: float, hint: str = "") -> str:
    """An upright bar, its data end a little rounded."""
    soft = min(3.0, width / 2, base - top)
    shape = (
        f"M{_n(x)} {_n(base)}V{_n(top + soft)}Q{_n(x)} {_n(top)} {_n(x + soft)} {_n(top)}"
        f"H{_n(x + width - soft)}Q{_n(x + width)} {_n(top)} {_n(x + width)} {_n(top + soft)}V{_n(base)}Z"
    )
    return _with_hint("path", f'd="{shape}" class="bar"', hint)


def path(points: Sequence[Point], kind: str) -> str:
    shape = " ".join(f"{'L' if index else 'M'}{_n(x)} {_n(y)}" for index, (x, y) in enumerate(points))
    return f'<path d="{shape}" class="{kind}"/>'


def steps(points: Sequence[Point]) -> list[Point]:
    """The corners of a line that stays level until its next point."""
    corners: list[Point] = []
    for x, y in points:
        if corners:
            corners.append((x, corners[-1][1]))
        corners.append((x, y))
    return corners


def level_axis(frame: Frame, scale: Scale, values: Sequence[float], *, percent: bool = False) -> list[str]:
    """Light lines across the plot, each with its value at the left."""
    marks: list[str] = []
    for value in values:
        y = scale(value)
        marks.append(line((frame.left, y), (frame.width - frame.right, y), "base" if value == values[0] else "grid"))
        marks.append(text((frame.left - 8, y + 4), f"{value:.0%}" if percent else f"{value:g}", anchor="end"))
    return marks


def time_axis(frame: Frame, scale: Scale, first: date, last: date) -> list[str]:
    marks: list[str] = []
    base = frame.height - frame.bottom
    for day, words in _ticks(first, last):
        x = scale(day.toordinal())
        marks.append(line((x, frame.top), (x, base), "grid"))
        marks.append(text((x, base + 18), words))
    return marks


def _ticks(first: date, last: date) -> list[tuple[date, str]]:
    """Days, weeks, months, quarters or years, as few as tell the time."""
    days = (last - first).days
    if days <= 70:
        step = 1 if days <= 10 else 7
        chosen = [first + timedelta(days=count) for count in range(0, days + 1, step)]
        return [(day, f"{day.day} {day:%b}") for day in chosen]
    apart = 1 if days <= 400 else 3 if days <= 1200 else 12
    months = [date(year, month, 1) for year in range(first.year, last.year + 1) for month in range(1, 13, apart)]
    shown = [day for day in months if first <= day <= last]
    return [(day, f"{day:%b %Y}" if index == 0 or day.month == 1 else f"{day:%b}") for index, day in enumerate(shown)]


def levels(most: int) -> list[float]:
    """At most six round numbers from zero to at least `most`."""
    step = next((size for size in (1, 2, 5, 10, 20, 50, 100, 200, 500) if most <= size * 5), 1000 * (most // 5000 + 1))
    return [float(value) for value in range(0, max(most, 1) + step, step) if value < max(most, 1) + step]


def _with_hint(name: str, attributes: str, hint: str) -> str:
    """A shape with the words that a browser shows beside the pointer."""
    return f"<{name} {attributes}><title>{escape(hint)}</title></{name}>" if hint else f"<{name} {attributes}/>"


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
