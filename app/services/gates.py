"""The gates that look at finished files, and what is said to whom a gate has refused a return."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.errors import FaultsError, Refused
from app.domain.readiness import leaving_passages
from app.domain.word_runs import words_of
from app.services.inside import Inside, look_inside
from app.services.period_content import find_period, load_content
from app.services.proving import needles_of

if TYPE_CHECKING:
    from app.store.file import EstablishmentFile


class GateRefused(Refused, FaultsError):
    """A gate refused the return; `faults` says where and what to do."""

    def __init__(self, faults: Sequence[str]) -> None:
        number = len(faults)
        things = "thing has" if number == 1 else "things have"
        FaultsError.__init__(self, f"The return may not leave yet: {number} {things} to be cleared first.", faults)


def look_inside_all(files: Mapping[Path, bytes], signer_words: Sequence[str]) -> dict[Path, Inside]:
    """Read finished files, each in a process of its own, side by side: the third gate, *Nothing else inside*.

    GateRefused where one says what comes neither from the return nor from its form.
    """
    look = partial(look_inside, signer_words=signer_words)
    with ThreadPoolExecutor(max_workers=len(files)) as pool:
        insides = dict(zip(files, pool.map(look, files.values()), strict=True))
    foreign = [f"{path.name}: {sentence}" for path, inside in insides.items() for sentence in inside.foreign]
    if foreign:
        raise GateRefused([*foreign, "This should not happen. Nothing was written; report this fault."])
    return insides


def copied_places(file: EstablishmentFile, period: str) -> list[str]:
    """Return a sentence for each field whose open text says what is sealed elsewhere. The file is unlocked."""
    with file.reading() as work:
        content = load_content(work, find_period(work, period).record.id)
        needles = needles_of(work)
    texts: dict[str, list[str]] = {}
    for place, passage in leaving_passages(content):
        texts.setdefault(place.words, []).extend(words_of(passage.content or ""))
    found = needles.places({place: " ".join(words) for place, words in texts.items()})
    return [f"{place}: the same words are sealed elsewhere. Seal them here too, or reword them." for place in found]
