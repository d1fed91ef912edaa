"""Random sequences of what people and PCs do to a file: what is sealed stands in plain nowhere, the rest is not lost.

`SEQUENCES=1000 pytest tests/store/test_sequences.py` is the long run.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from app.domain.records import Answer, Person
from app.domain.text import Passage
from app.store.file import EstablishmentFile
from tests.store.conftest import Stages
from tests.store.forgetful import forgetful_sqlite
from tests.store.samples import NOW, PASSPHRASE, PLAIN, QUICK, RESTRICTED, put_answer, raw_bytes, said, words

ANSWERS = 2
REASON = [said("Public since.")]

STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["type", "save", "seal", "seal", "undo", "unseal", "take out", "withhold", "rotate", "crash", "reopen"]
        ),
        st.integers(0, ANSWERS - 1),
        st.integers(0, 9),
    ),
    min_size=3,
    max_size=14,
)


@dataclass
class Life:
    """A file in use, and what should stand in it: each passage is a word of its own, and whether it is sealed."""

    folder: Path
    stages: Stages
    numbers: count[int] = field(default_factory=lambda: count(1))
    secret: set[str] = field(default_factory=set)
    typed: dict[int, str] = field(default_factory=dict)
    before: dict[int, list[str]] = field(default_factory=dict)
    withheld: set[int] = field(default_factory=set)

    def begin(self) -> None:
        """Make the file and its answers."""
        self.texts: dict[int, list[str]] = {number: [] for number in range(ANSWERS)}
        path = self.folder / "0.assure"
        path.write_bytes(self.stages.with_sealed_store)
        self._open(path)
        with self.file.work("Began") as work:
            refs = [f"1a-{number:02}" for number in range(ANSWERS)]
            self.ids = [put_answer(work, self.stages.ids, item_ref=ref).record.id for ref in refs]

    def _open(self, path: Path) -> None:
        self.file = EstablishmentFile.open(path, clock=lambda: NOW)
        assert self.file.inspect().is_sound
        self.file.unlock(PASSPHRASE)

    def do(self, act: str, answer: int, which: int) -> None:
        """Do one thing to one answer."""
        {
            "type": self.type, "save": self.save, "seal": self.seal, "undo": self.undo, "unseal": self.unseal,
            "take out": self.take_out, "withhold": self.withhold, "rotate": self.rotate, "crash": self.crash,
            "reopen": self.reopen,
        }[act](answer, which)  # fmt: skip

    def _word(self) -> str:
        return f"canary{next(self.numbers):05}x"

    def _passages(self, answer: int, texts: list[str]) -> list[Passage]:
        with self.file.reading() as work:
            entry = work.get(Answer, self.ids[answer])
        kept = {} if entry is None else {passage.content: passage for passage in entry.text("narrative")}
        return [kept.get(text) or said(text, RESTRICTED if text in self.secret else PLAIN) for text in texts]

    def _put(self, answer: int, texts: list[str], marked: dict[str, str] | None = None) -> None:
        passages = [
            passage.model_copy(update={"marking": (marked or {}).get(passage.content or "", passage.marking)})
            for passage in self._passages(answer, texts)
        ]
        with self.file.work("Put") as work:
            entry = work.get(Answer, self.ids[answer])
            assert entry is not None
            work.put(entry.record, {"narrative": passages})
        self.texts[answer] = texts
        self.typed.pop(answer, None)

    def type(self, answer: int, which: int) -> None:
        if answer in self.withheld:
            return
        self.typed[answer] = self._word()
        with self.file.work("Typed") as work:
            typed = [*self._passages(answer, self.texts[answer]), said(self.typed[answer])]
            work.save_draft(Answer, self.ids[answer], "narrative", typed)

    def save(self, answer: int, which: int) -> None:
        if answer not in self.withheld:
            self.before[answer] = self.texts[answer]
            self._put(answer, [*self.texts[answer], self.typed.get(answer) or self._word()])

    def seal(self, answer: int, which: int) -> None:
        """Seal a passage, typed or saved; a barrier for undo."""
        texts = [*self.texts[answer], *([self.typed[answer]] if answer in self.typed else [])]
        plain = [text for text in texts if text not in self.secret]
        if plain and answer not in self.withheld:
            chosen = plain[which % len(plain)]
            self.secret.add(chosen)
            self.before.pop(answer, None)
            self._put(answer, texts, {chosen: RESTRICTED})

    def undo(self, answer: int, which: int) -> None:
        if answer in self.before:
            self._put(answer, self.before.pop(answer))

    def unseal(self, answer: int, which: int) -> None:
        sealed = [text for text in self.texts[answer] if text in self.secret]
        with self.file.work("Unsealed") as work:
            entry = work.get(Answer, self.ids[answer])
            assert entry is not None
            if answer in self.withheld:
                work.unseal(Answer, self.ids[answer], REASON)
                self.withheld.discard(answer)
                self.secret -= {part.content or "" for part in entry.text("narrative") if part.marking == PLAIN}
            elif sealed:
                chosen = sealed[which % len(sealed)]
                passage = next(part for part in entry.text("narrative") if part.content == chosen)
                work.unseal(Answer, self.ids[answer], REASON, passage_id=passage.id)
                self.secret.discard(chosen)

    def take_out(self, answer: int, which: int) -> None:
        if answer not in self.withheld and self.texts[answer]:
            self.before.pop(answer, None)
            gone = self.texts[answer][which % len(self.texts[answer])]
            self._put(answer, [text for text in self.texts[answer] if text != gone])

    def withhold(self, answer: int, which: int) -> None:
        with self.file.work("Withheld") as work:
            entry = work.get(Answer, self.ids[answer])
            assert entry is not None
            work.put(entry.record, is_withheld=True)
        self.secret |= {*self.texts[answer], *([self.typed.pop(answer)] if answer in self.typed else [])}
        self.before.pop(answer, None)
        self.withheld.add(answer)

    def rotate(self, answer: int, which: int) -> None:
        with self.file.work("Named") as work:
            person_id = work.put(Person(), {"name": [said("Bob Example")]}).record.id
        self.file.keys.add(person_id, "four other plain words", QUICK)
        self.file.keys.remove(self.file.keys.slots()[-1].id)

    def crash(self, answer: int, which: int) -> None:
        """Go on with the bytes as they are on the disk: nobody closed the file."""
        left, path = self.file, self.folder / f"{self._word()}.assure"
        shutil.copyfile(left.path, path)
        left.close()
        left.path.unlink()
        self._open(path)

    def reopen(self, answer: int, which: int) -> None:
        self.close()
        self._open(self.file.path)

    def close(self) -> None:
        """Close the file and look at every byte of its folder."""
        self._require_nothing_lost()
        self.file.close()
        raw = raw_bytes(self.folder)
        assert [text for text in self.secret if text.encode() in raw] == []

    def _require_nothing_lost(self) -> None:
        assert self.file.sealed_faults() == 0
        with self.file.reading() as work:
            for answer, record_id in enumerate(self.ids):
                entry = work.get(Answer, record_id)
                assert entry is not None
                assert words(entry.text("narrative")) == self.texts[answer]
            drafts = {draft.owner_id: draft.text[-1].content for draft in work.drafts()}
        assert drafts == {self.ids[answer]: typed for answer, typed in self.typed.items()}


@example(steps=[("save", 0, 0), ("seal", 0, 0), ("type", 0, 0), ("unseal", 0, 0), ("type", 0, 0)], is_forgetful=False)
@settings(
    max_examples=int(os.environ.get("SEQUENCES", "25")),
    derandomize="SEQUENCES" not in os.environ,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # making a sequence shorter takes minutes
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS, is_forgetful=st.booleans())
def test_sealed_text_stands_nowhere_in_plain_and_nothing_is_lost_whatever_is_done(
    stages: Stages, tmp_path: Path, steps: list[tuple[str, int, int]], is_forgetful: bool
) -> None:
    folder = tmp_path / "life"
    folder.mkdir()
    try:
        with forgetful_sqlite() if is_forgetful else contextlib.nullcontext():
            _live(folder, stages, steps)
    finally:
        shutil.rmtree(folder)


def _live(folder: Path, stages: Stages, steps: list[tuple[str, int, int]]) -> None:
    life = Life(folder, stages)
    life.begin()
    try:
        for step in steps:
            life.do(*step)
        life.close()
    finally:
        life.file.close()
