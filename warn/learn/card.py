"""The model card, written by the program from what it did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from warn.learn.data import WIKIPEDIA

_LIMITS = (
    "It reads words, not sentences: a denial, a drill, a plan or an anniversary looks to it like the thing itself. "
    "The rules' guards tell them apart; the classifier only strengthens or weakens what a rule found and never alerts "
    "alone.",
    "It knows nothing of place: a strike anywhere is relevant to it. The rules say where.",
    "It was taught English by thousands of texts and Russian, Armenian, Azerbaijani, Turkish and French by the lines "
    "written for this project alone. In those five languages and for the family head the figures rest on few texts: "
    "read the intervals.",
    "The lines were written for training, not taken from feeds; on a desk's own feeds it will do worse until it has "
    "been retrained from the desk's labels (`warn train`).",
    "Vocabulary ages. In 2022 a model that ended two months before the invasion of Ukraine lost six points of average "
    "precision on what came after.",
    "Wikipedia's headings are an editor's, not an alert's: a troop withdrawal may stand under international relations.",
)
_HEADS = {
    "relevance": "Relevant to a conflict watch, or not",
    "families": "Indicator families (all pairs of text and family)",
}


def card(facts: Mapping[str, Any], figures: Mapping[str, Sequence[str]], version: str) -> str:
    """Markdown: what it is, what it learnt from under which licence, how well it does, what it can't do."""
    lines = [
        "# Model card: the classifier of warn",
        "",
        "Written by `warn train`; don't edit it. How it works and how to train it: docs/classifier.md.",
        "",
        *_identity(facts, version),
        "",
        "## What it learnt from",
        "",
        "| source | texts | relevant | not | with family | from | until | kept aside | languages |",
        "|---|---:|---:|---:|---:|---|---|---:|---|",
        *(_source_line(one) for one in facts["data"]),
        "",
        "Kept aside to test: of what has a day the newest fifth of each source; of what was written for the purpose "
        "every fifth line of each rule, indicator or trap in each language. The figures are of a twin that was fitted "
        "without them; the weights that ship were then fitted on everything.",
        "",
        *_licences(facts),
        "## How well it does",
        "",
        "In brackets the 95 % interval, from 1,000 bootstrap samples (by day where texts have one).",
    ]
    for head, rows in figures.items():
        lines += ["", f"### {_HEADS.get(head, head)}", "", *rows]
    lines += [
        "",
        f"A yes of the relevance head is a probability of {facts['threshold']:g} or more, of the family head of "
        f"{facts['family_threshold']:g}: the best F1 on texts not kept aside.",
        "",
        "## What it can't do",
        "",
        *(f"- {limit}" for limit in _LIMITS),
    ]
    return "\n".join(lines) + "\n"


def _identity(facts: Mapping[str, Any], version: str) -> list[str]:
    found = [
        "## What it is",
        "",
        "A linear classifier (scikit-learn's logistic regression) over words, pairs of words and pieces of words of 2 "
        f"to 5 letters: {facts['grams']:,} n-grams. One head says how likely a text is relevant to a conflict watch, "
        f"the other to which of {len(facts['families'])} indicator families it belongs. Both are calibrated by Platt's "
        "method, on texts that the weights used there had not seen.",
        "",
        f"- weights: `classifier.npz`, sha256 `{version}`",
        f"- trained: {facts['trained']}, seed {facts['seed']}, inverse regularisation strength {facts['strength']:g}",
        "- versions: " + ", ".join(f"{name} {one}" for name, one in facts["versions"].items()),
        f"- families: {', '.join(facts['families']) or 'none'}",
    ]
    if "corrects" in facts:
        found.append(
            f"- it is the model `{facts['corrects'][:12]}` corrected by a desk's labels; the figures are of the labels"
        )
    return found


def _source_line(one: Mapping[str, Any]) -> str:
    languages = ", ".join(f"{name} {count}" for name, count in one["languages"].items())
    return (
        f"| {one['source']} | {one['texts']} | {one['relevant']} | {one['not_relevant']} | {one['with_family']} | "
        f"{one['from'] or 'no day'} | {one['until'] or 'no day'} | {one['kept_aside']} | {languages} |"
    )


def _licences(facts: Mapping[str, Any]) -> list[str]:
    found = [
        "### Licences",
        "",
        "- rules, lines: this project's own, Apache-2.0; labels: the desk's own, of which nothing but weights is in "
        "the model.",
    ]
    if any(one["source"] == WIKIPEDIA for one in facts["data"]):
        its = facts["attribution"]
        found.append(
            f"- wikipedia: [{its['name']}]({its['url']}) by {its['authors']}, "
            f"[{its['licence']}]({its['licence_url']}). The text is neither in the model nor in this project. "
            "Weights are usually not held to be derived from the text they were learnt from; whoever holds otherwise "
            f"finds the attribution here and may treat `classifier.npz` as {its['licence']}."
        )
    return [*found, ""]
