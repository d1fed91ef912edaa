"""What is schema and yet nothing that an establishment's file could say is refused before anybody reads it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from app.domain.errors import UserError
from app.returns.payload import read_payload
from tests.returns.conftest import Rendered

Change = Callable[[Any], object]
BIDI, ESCAPE = "\N{RIGHT-TO-LEFT OVERRIDE}", "\x1b[2J"

HARM: dict[str, tuple[Change, str]] = {
    "score that no column holds": (lambda said: said["score"].update(value=1 << 70), "score.value"),
    "score below nothing": (lambda said: said["score"].update(value=-5), "score.value"),
    "number of three hundred digits": (lambda said: item(said).update(weight=10**300), "weight"),
    "fewer than none": (lambda said: said["intentions"][0]["counts"].update(met=-2), "counts.met"),
    "group that nobody has": (lambda said: said["intentions"][0].update(group=10**30), "group"),
    "code that leads elsewhere": (lambda said: said["establishment"].update(code="../../x"), "establishment.code"),
    "code of two lines": (lambda said: said["establishment"].update(code="LYD\nTrusted."), "establishment.code"),
    "number that clears the screen": (lambda said: said.update(number=f"{ESCAPE}LYD/1"), "number"),
    "number that reads backwards": (lambda said: said.update(number=f"LYD/1{BIDI}"), "number"),
    "number without end": (lambda said: said.update(number="1" * 100_000), "number"),
    "marking without a word": (lambda said: said.update(marking=""), "marking"),
    "marking that controls": (lambda said: said.update(marking=ESCAPE), "marking"),
    "digest that is none": (lambda said: said["previous"].update(digest="../etc"), "previous.digest"),
    "reference that reads backwards": (lambda said: said["actions"][0].update(reference=f"A{BIDI}"), "reference"),
    "intention that there is not": (lambda said: said["intentions"][0].update(ref="9(z)"), "intentions.0.ref"),
    "item without a name": (lambda said: item(said).update(ref=""), "items.0.ref"),
    "intention told twice": (lambda said: said["intentions"].append(said["intentions"][0]), "stands twice"),
    "item told twice": (lambda said: said["intentions"][0]["items"].append(item(said)), "stands twice"),
    "level without a meaning": (lambda said: said["level_meanings"].pop(), "has no meaning"),
    "results without a meaning": (lambda said: said["result_meanings"].clear(), "has no meaning"),
    "more complied than were drawn": (lambda said: item(said)["answer"].update(sample=sample(9, 5, 50)), "no larger"),
    "more drawn than there are": (lambda said: item(said)["answer"].update(sample=sample(4, 5, 5)), "no larger"),
    "sample of fewer than none": (lambda said: item(said)["answer"].update(sample=sample(9, -5, -7)), "sample.size"),
    "period of two centuries": (lambda said: said["period"].update(name="2014-99, quarter 1"), "a quarter of one"),
    "period in words": (lambda said: said["period"].update(name="the whole of it"), "period.name"),
}  # fmt: skip


def item(said: Any) -> Any:
    """Return the first item."""
    return said["intentions"][0]["items"][0]


def sample(population: int, size: int, compliant: int) -> dict[str, object]:
    """Return a sample test as a payload says it."""
    return {"population": population, "method": "random", "size": size, "compliant": compliant}


@pytest.mark.parametrize("kind", HARM)
def test_payload_is_refused_when_no_return_could_say_it(kind: str, full: Rendered) -> None:
    change, words = HARM[kind]
    said = json.loads(full.payload)
    change(said)
    written = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"
    with pytest.raises(UserError, match=r"^What this file carries is not what a return says, at ") as caught:
        read_payload(written)
    assert words in caught.value.sentence
    assert caught.value.sentence.isprintable()
