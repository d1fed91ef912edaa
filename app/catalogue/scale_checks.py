"""What the scales and marking schemes must hold, because records and the marking promise rest on them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from app.catalogue.draft import Draft, Row, find_repeated, number_of, rows_of, text_of
from app.catalogue.faults import Fault, shown
from app.catalogue.promise import PROMISED_SCHEMES
from app.domain.records import ActionState, Grade, Level, Result

SCALES, MARKINGS = "scales.toml", "markings.toml"

NEEDED_STEPS: dict[str, tuple[str, ...]] = {
    "results": tuple(Result),
    "levels": tuple(Level),
    "finding_grades": tuple(Grade),
    "action_states": tuple(ActionState),
}
"""The steps that records name, and that no pack may leave out."""

OPEN_SCALES = ("evidence_kinds", "sampling_methods")
MARKED_RESULTS = ("met", "partly_met", "not_met")


def find_scale_faults(draft: Draft) -> Iterator[Fault]:
    """Yield missing and repeated steps, and marks and thresholds that make no sense."""
    if SCALES not in draft.documents:
        return
    for scale, needed in NEEDED_STEPS.items():
        keys = [text_of(row, "key") for row in draft.rows(SCALES, scale)]
        yield from find_repeated(SCALES, scale, keys)
        if keys or scale in draft.documents[SCALES]:
            yield from (Fault(SCALES, scale, f"has no step {step}") for step in needed if step not in keys)
    for scale in OPEN_SCALES:
        yield from find_repeated(SCALES, scale, draft.keys_in_order(SCALES, scale))
    yield from _find_mark_faults(draft.rows(SCALES, "results"))
    yield from _find_threshold_faults(draft.rows(SCALES, "levels"))


def _find_mark_faults(results: list[Row]) -> Iterator[Fault]:
    marks = {text_of(row, "key"): number_of(row, "mark") for row in results}
    for key, mark in marks.items():
        if key in MARKED_RESULTS and mark is None:
            yield Fault(SCALES, f"results.{key}.mark", "is missing: this result counts towards the score")
        if key in ("not_applicable", "not_tested") and mark is not None:
            yield Fault(SCALES, f"results.{key}.mark", "does not belong here: this result is left out of the score")
    order = [mark for key in MARKED_RESULTS if (mark := marks.get(key)) is not None]
    if any(better <= worse for better, worse in pairwise(order)):
        yield Fault(SCALES, "results", "the marks must fall from met to partly_met to not_met")


def _find_threshold_faults(levels: list[Row]) -> Iterator[Fault]:
    by_key = {text_of(row, "key"): row for row in levels}
    for name in ("suggested_from", "bars"):
        steps = [step for key in Level if (step := number_of(by_key.get(key, {}), name)) is not None]
        if any(better <= worse for better, worse in pairwise(steps)):
            yield Fault(SCALES, f"levels.{name}", "must fall from substantial to unsatisfactory")
    lowest = number_of(by_key.get("unsatisfactory", {}), "suggested_from")
    if lowest is not None and lowest != 0:
        yield Fault(SCALES, "levels.unsatisfactory.suggested_from", "must be 0, so that every score suggests a level")


def find_marking_faults(draft: Draft) -> Iterator[Fault]:
    """Yield schemes that contradict themselves, or that loosen what is promised of the government's."""
    if MARKINGS not in draft.documents:
        return
    schemes = draft.rows(MARKINGS, "marking_schemes")
    yield from find_repeated(MARKINGS, "marking_schemes", [text_of(row, "key") for row in schemes])
    for key in PROMISED_SCHEMES:
        if key not in draft.keys(MARKINGS, "marking_schemes"):
            yield Fault(MARKINGS, "marking_schemes", f"has no scheme {key}")
    for scheme in schemes:
        yield from _find_scheme_faults(scheme)


def _find_scheme_faults(scheme: Row) -> Iterator[Fault]:
    key = f"marking_schemes.{shown(text_of(scheme, 'key'))}"
    levels = rows_of(scheme, "levels")
    ranks = {text_of(level, "key"): number_of(level, "rank") for level in levels}
    yield from find_repeated(MARKINGS, f"{key}.levels", [text_of(level, "key") for level in levels])
    yield from find_repeated(MARKINGS, f"{key}.levels", [text_of(level, "word") for level in levels])
    if not _is_rising(ranks.values()):
        yield Fault(MARKINGS, f"{key}.levels", "must stand in order, each of a higher rank than the one before")
    sealed, ceiling = text_of(scheme, "sealed_from"), text_of(scheme, "ceiling")
    for name, level in (("sealed_from", sealed), ("ceiling", ceiling)):
        if level and level not in ranks:
            yield Fault(MARKINGS, f"{key}.{name}", f"names {shown(level)}, and the scheme has no such level")
    promised = PROMISED_SCHEMES.get(text_of(scheme, "key"))
    words = {text_of(level, "key"): text_of(level, "word") for level in levels}
    if promised and (tuple(words.values()), words.get(sealed), words.get(ceiling)) != promised:
        yield Fault(
            MARKINGS, key, "differs from what is promised of this scheme: levels, sealed_from and ceiling are fixed"
        )


def _is_rising(ranks: Iterable[int | None]) -> bool:
    known = [rank for rank in ranks if rank is not None]
    return all(lower < higher for lower, higher in pairwise(known))
