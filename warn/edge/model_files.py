"""The classifier's files: `classifier.npz` holds the weights, `classifier.json` what they are and their checksum.

The .npz is numpy's own format, read and written here without numpy: plain numbers of known kinds, never a pickle. What
isn't exactly as it was written is refused with one line that says what is wrong; nothing of it is used.
"""

from __future__ import annotations

import ast
import json
import math
import os
import struct
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar

from warn.model.classifier import FACTS_FILE, Model, Scale

SCHEMA = 1
WEIGHTS, FACTS, CARD = "classifier.npz", FACTS_FILE, "MODEL_CARD.md"
MAX_BYTES = 50_000_000
_SIZES = {"|u1": 1, "<f2": 2, "<f4": 4, "<u4": 4, "<u8": 8}
"""The kinds of numbers there may be, with their size. Objects, which would be pickles, aren't among them."""
_FORMATS = {"<f2": "e", "<f4": "f", "<u4": "I", "<u8": "Q"}
_MAGIC = b"\x93NUMPY\x01\x00"
Part = TypeVar("Part")


class ModelRefused(Exception):
    """The model can't be used: `str()` is one line with the file and the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Array:
    """One array of an .npz file."""

    kind: str
    """numpy's name of the kind of number, such as `<f4`."""
    shape: tuple[int, ...]
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFile:
    """A model as its files hold it."""

    model: Model
    facts: Mapping[str, Any]
    """What the JSON says: versions, data, figures."""
    seen: frozenset[int]
    """Short digests of the texts it was fitted on."""
    kept: Mapping[int, float]
    """Digest -> calibrated log-odds that its twin, fitted without the texts kept aside, gave each of them."""


def numbers(kind: str, values: Iterable[float]) -> Array:
    """A flat array."""
    chosen = list(values)
    return Array(kind=kind, shape=(len(chosen),), data=struct.pack(f"<{len(chosen)}{_FORMATS[kind]}", *chosen))


def text_array(lines: Iterable[str]) -> Array:
    """Lines as an array of bytes: an array of strings would need a kind that grows with the longest."""
    data = "\n".join(lines).encode()
    return Array(kind="|u1", shape=(len(data),), data=data)


def write(folder: Path, arrays: Mapping[str, Array], facts: Mapping[str, Any], card: Callable[[str], str]) -> str:
    """Write a model's files, each whole or not at all, the facts last; `card` is given the checksum. Returns that.

    Between the two renames of a replacement the old checksum meets the new weights: the reader then refuses the model,
    and says so.
    """
    folder.mkdir(parents=True, exist_ok=True)
    weights = _npz(arrays)
    version = sha256(weights).hexdigest()
    whole = {**facts, "schema": SCHEMA, "weights": WEIGHTS, "sha256": version}
    text = json.dumps({**whole, "facts_sha256": _digest(whole)}, ensure_ascii=False, indent=1, sort_keys=True)
    for name, content in ((WEIGHTS, weights), (CARD, card(version).encode()), (FACTS, text.encode() + b"\n")):
        _replace(folder / name, content)
    return version


def read(folder: Path) -> ModelFile:
    """Read and check a model's files. Raises ModelRefused."""
    facts = _facts(folder / FACTS)
    path = folder / WEIGHTS
    content = _content(path)
    if sha256(content).hexdigest() != facts["sha256"]:
        raise ModelRefused(f"{path}: is not the file that {FACTS} describes: its checksum differs")
    arrays = _checked(path, lambda: _arrays(content))
    return _checked(path, lambda: _model_file(facts, arrays))


def _facts(path: Path) -> dict[str, Any]:
    content = _content(path)
    try:
        facts = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise ModelRefused(f"{path}: is not JSON: {error}") from None
    if not isinstance(facts, dict) or not isinstance(facts.get("schema"), int):
        raise ModelRefused(f"{path}: says no schema number")
    if facts["schema"] != SCHEMA:
        age = "an older" if facts["schema"] < SCHEMA else "a newer"
        raise ModelRefused(
            f"{path}: was written by {age} warn (schema {facts['schema']}, this one reads {SCHEMA}): train it anew"
        )
    claimed = facts.pop("facts_sha256", None)
    if claimed != _digest(facts):
        raise ModelRefused(f"{path}: was changed after it was written: its checksum differs")
    return facts


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ModelRefused(f"{path}: larger than {MAX_BYTES:,} bytes")
        return path.read_bytes()
    except OSError as error:
        raise ModelRefused(f"{path}: can't be read: {error.strerror}") from None


def _checked(path: Path, work: Callable[[], Part]) -> Part:
    try:
        return work()
    except (KeyError, ValueError, TypeError, SyntaxError, struct.error, zipfile.BadZipFile, EOFError) as error:
        raise ModelRefused(f"{path}: is not a model of warn: {type(error).__name__}: {error}"[:300]) from None


def _model_file(facts: Mapping[str, Any], arrays: Mapping[str, Array]) -> ModelFile:
    grams = bytes(arrays["grams"].data).decode().split("\n")
    families = tuple(facts["families"])
    model = Model(
        version=facts["sha256"],
        grams={gram: row for row, gram in enumerate(grams)},
        values=_floats(arrays["values"], len(grams)),
        weights=_floats(arrays["weights"], len(grams)),
        intercept=_number(facts["intercept"]),
        scale=Scale(slope=_number(facts["scale"][0]), offset=_number(facts["scale"][1])),
        threshold=_number(facts["threshold"]),
        families=families,
        family_weights=_shaped(arrays["family_weights"], "<f2", (facts["family_grams"], len(families))),
        family_intercepts=tuple(map(_number, facts["family_intercepts"])),
        family_scale=Scale(slope=_number(facts["family_scale"][0]), offset=_number(facts["family_scale"][1])),
        family_threshold=_number(facts["family_threshold"]),
    )
    fits = facts["family_grams"] <= len(grams) and len(model.family_intercepts) == len(families)
    if len(model.grams) != len(grams) or not fits:
        raise ValueError("its parts don't fit one another")
    kept = zip(_unpacked(arrays["kept"], "<u8"), _unpacked(arrays["kept_logits"], "<f4"), strict=True)
    seen = frozenset(_unpacked(arrays["seen"], "<u8"))
    return ModelFile(model=model, facts=facts, seen=seen, kept=dict(kept))


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError(f"{value!r} is no number")
    return float(value)


def _floats(array: Array, count: int) -> tuple[float, ...]:
    found = struct.unpack(f"<{count}{_FORMATS[array.kind]}", array.data)
    if array.kind not in {"<f2", "<f4"} or not all(map(math.isfinite, found)):
        raise ValueError("weights that are no numbers")
    return found


def _unpacked(array: Array, kind: str) -> tuple[Any, ...]:
    data = _shaped(array, kind, (len(array.data) // _SIZES[kind],))
    return struct.unpack(f"<{array.shape[0]}{_FORMATS[kind]}", data)


def _shaped(array: Array, kind: str, shape: tuple[int, ...]) -> bytes:
    if (array.kind, array.shape) != (kind, shape):
        raise ValueError(f"an array of {array.kind} {array.shape} where {kind} {shape} is expected")
    return array.data


def _digest(facts: Mapping[str, Any]) -> str:
    return sha256(json.dumps(facts, ensure_ascii=True, sort_keys=True).encode()).hexdigest()


def _npz(arrays: Mapping[str, Array]) -> bytes:
    """The same arrays always make the same bytes: no time of writing is in them."""
    found = BytesIO()
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, array in sorted(arrays.items()):
            entry = zipfile.ZipInfo(f"{name}.npy")
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, _npy(array), compresslevel=9)
    return found.getvalue()


def _npy(array: Array) -> bytes:
    header = f"{{'descr': {array.kind!r}, 'fortran_order': False, 'shape': {array.shape!r}, }}"
    padding = -(len(_MAGIC) + 2 + len(header) + 1) % 64
    line = header.encode() + b" " * padding + b"\n"
    return _MAGIC + struct.pack("<H", len(line)) + line + array.data


def _arrays(content: bytes) -> dict[str, Array]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > MAX_BYTES:
            raise ValueError(f"larger than {MAX_BYTES:,} bytes when unpacked")
        return {entry.filename.removesuffix(".npy"): _array(archive.read(entry)) for entry in archive.infolist()}


def _array(content: bytes) -> Array:
    if not content.startswith(_MAGIC):
        raise ValueError("not an array in numpy's format 1.0")
    (length,) = struct.unpack_from("<H", content, len(_MAGIC))
    start = len(_MAGIC) + 2
    header = ast.literal_eval(content[start : start + length].decode("ascii"))
    kind, shape = header["descr"], tuple(header["shape"])
    if kind not in _SIZES or header["fortran_order"]:
        raise ValueError(f"an array of {kind!r}")
    data = content[start + length :]
    if len(data) != math.prod(shape) * _SIZES[kind]:
        raise ValueError("an array that is cut off")
    return Array(kind=kind, shape=shape, data=data)


def _replace(path: Path, content: bytes) -> None:
    """Written beside, then renamed: a crash leaves the old file or the new one, never a part."""
    beside = path.with_name(path.name + ".new")
    with beside.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(path)
