"""Training and testing the classifier: gather examples, fit, put the result to the gate, write it, record why."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from warn.config.everything import Everything
from warn.config.settings import model_folder
from warn.edge.model_files import FACTS, Array, ModelFile, ModelRefused, read, write
from warn.edge.store import Database, exists, items, labels
from warn.learn import benchmark, card, data, evaluate, export, gate, retrain, split, train
from warn.learn.data import Example
from warn.learn.evaluate import Slice
from warn.learn.features import Floats
from warn.learn.train import Recipe

DECISIONS = "decisions.jsonl"
Figures = dict[str, tuple[Slice, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Where examples come from besides the rules and the desk's labels."""

    lines: tuple[Path, ...] = ()
    wikipedia: Path | None = None
    keep_from: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A new model, not yet let in."""

    arrays: Mapping[str, Array]
    facts: Mapping[str, Any]
    figures: Figures
    kept: tuple[Example, ...]
    logits: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    verdict: gate.Verdict
    written: bool
    folder: Path
    version: str
    """Of the new model, if it was written."""
    figures: Figures


def labelled(everything: Everything) -> tuple[Example, ...]:
    """The desk's labels with their items; none where nothing is stored."""
    url = everything.settings.database_url
    if not exists(url):
        return ()
    database = Database(url)
    database.migrate()
    with database.reading() as transaction:
        found = [
            (label, item, frozenset(hit.indicator for hit in items.hits(transaction, item.id) if hit.counts))
            for label, item in labels.labelled(transaction)
        ]
    database.close()
    return tuple(data.from_labels(found))


def gathered(everything: Everything, sources: Sources) -> tuple[Example, ...]:
    """Every example there is, each text once; the desk's word is the last."""
    found = list(data.from_wikipedia(sources.wikipedia)) if sources.wikipedia else []
    found += data.from_rules(everything.rulebook)
    found += data.from_lines(sources.lines, export.family_map(everything.rulebook.rules))
    return split.distinct([*found, *labelled(everything)])


def anew(examples: Sequence[Example], recipe: Recipe, *, keep_from: date | None, now: datetime) -> Candidate:
    """A model of all examples."""
    trained = train.train(examples, split.places(examples, keep_from), recipe)
    model = export.model_of(trained.heads)
    facts = {
        **export.facts(model),
        **_when(now, recipe),
        "strength": trained.strength,
        "grams": len(model.grams),
        "data": export.tally(examples, trained.kept),
        "attribution": export.WIKIPEDIA_SOURCE,
    }
    return Candidate(
        arrays=export.arrays(model, (one.digest for one in examples), trained.kept, trained.logits),
        facts=facts,
        figures=figures(trained, recipe.seed),
        kept=trained.kept,
        logits=trained.logits,
    )


def corrected(
    base: ModelFile, examples: Sequence[Example], recipe: Recipe, *, keep_from: date | None, now: datetime
) -> Candidate | None:
    """The model in use, corrected by the labels that it hasn't seen; None: there are none."""
    fresh = [one for one in examples if one.source == data.LABELS and one.digest not in base.seen]
    if not fresh:
        return None
    retrained = retrain.retrain(base.model, fresh, split.places(fresh, keep_from))
    facts = {
        **{name: base.facts[name] for name in ("strength", "grams", "attribution")},
        **export.facts(retrained.model),
        **_when(now, recipe),
        "data": [*base.facts["data"], *export.tally(fresh, retrained.kept)],
        "corrects": base.model.version,
    }
    seen = base.seen | {one.digest for one in fresh}
    threshold = retrained.model.threshold
    return Candidate(
        arrays=export.arrays(retrained.model, seen, retrained.kept, retrained.logits),
        facts=facts,
        figures={"relevance": evaluate.slices(retrained.kept, retrained.logits, threshold, seed=recipe.seed)},
        kept=retrained.kept,
        logits=retrained.logits,
    )


def figures(trained: train.Trained, seed: int) -> Figures:
    """How the twin does on the texts kept aside."""
    twin = trained.twin
    found = {"relevance": evaluate.slices(trained.kept, trained.logits, twin.threshold, seed=seed)}
    if twin.family is not None and any(one.families for one in trained.kept):
        families = evaluate.FamilyHead(names=twin.families, threshold=twin.family_threshold)
        found["families"] = (evaluate.family_slice("written", trained.kept, trained.family_logits, families, seed),)
    return found


def let_in(
    candidate: Candidate, old: ModelFile | str, folder: Path, *, force: bool, seed: int, now: datetime
) -> Outcome:
    """Write the candidate if it passes the gate, and record what was decided. `old`: or why there is none."""
    if isinstance(old, str):
        verdict = gate.Verdict(accepted=True, why=f"no earlier model to compare it with: {old}")
    else:
        verdict = gate.decide(old, candidate.kept, candidate.logits, seed=seed)
    written = verdict.accepted or force
    version = ""
    facts = {
        **candidate.facts,
        "figures": {head: export.slice_facts(found) for head, found in candidate.figures.items()},
    }
    if written:
        tables = {head: evaluate.table(found) for head, found in candidate.figures.items()}
        version = write(folder, candidate.arrays, facts, lambda sha: card.card(facts, tables, sha))
    before = "" if isinstance(old, str) else old.model.version
    _record(
        folder, facts, verdict, {"at": now.isoformat(), "forced": written and not verdict.accepted}, before, version
    )
    return Outcome(verdict=verdict, written=written, folder=folder, version=version, figures=candidate.figures)


def _record(
    folder: Path, facts: Mapping[str, Any], verdict: gate.Verdict, how: Mapping[str, Any], old: str, new: str
) -> None:
    """One line for each decision, whatever it was."""
    record = {
        **how,
        "accepted": verdict.accepted,
        "why": verdict.why,
        "texts": verdict.texts,
        "old": {"sha256": old, **dict(verdict.old)},
        "new": {"sha256": new, **dict(verdict.new)},
        "gain": None if verdict.gain is None else [verdict.gain.value, verdict.gain.low, verdict.gain.high],
        "data": {one["source"]: one["texts"] for one in facts["data"]},
        "figures": facts["figures"],
    }
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / DECISIONS).open("a", encoding="utf-8") as stream:
        stream.write(json.dumps(record, ensure_ascii=False) + "\n")


def in_use(everything: Everything, folder: Path | None = None) -> ModelFile | str:
    """The model of a folder, else the one in use; or why there is none."""
    found = folder or model_folder(everything.settings)
    if found is None or not (found / FACTS).exists():
        return "there is none"
    try:
        return read(found)
    except ModelRefused as error:
        return str(error)


def tested(model: ModelFile, paths: Iterable[Path], seed: int) -> tuple[Figures, int]:
    """The model in use on labelled items; how many were left out, because it has seen them."""
    given = split.distinct(data.from_items(paths))
    fresh = [one for one in given if one.digest not in model.seen]
    logits = retrain.logits(model.model, fresh)
    found = evaluate.slices(fresh, logits, model.model.threshold, seed=seed) if fresh else ()
    return {"relevance": found}, len(given) - len(fresh)


def compared(examples: Sequence[Example], recipe: Recipe, keep_from: date | None) -> tuple[benchmark.Row, ...]:
    """Beside the plain baseline, on Wikipedia's items alone."""
    chosen = [one for one in examples if one.category]
    return benchmark.compare(chosen, split.places(chosen, keep_from), recipe)


def _when(now: datetime, recipe: Recipe) -> dict[str, Any]:
    return {"trained": now.date().isoformat(), "seed": recipe.seed}
