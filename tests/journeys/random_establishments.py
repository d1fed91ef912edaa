"""Small random establishments: plain and sealed text in every field that takes text, to be written with other seals."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

from hypothesis import strategies as st

from app.catalogue.reader import read_pack
from app.domain.catalogue import Country, Sector
from app.domain.record import Record, new_reference
from app.domain.records import (
    RECORD_TYPES,
    Action,
    Answer,
    Attachment,
    Declaration,
    Establishment,
    Evidence,
    EvidenceLink,
    Finding,
    Grade,
    Holding,
    Level,
    Ownership,
    Period,
    Person,
    Post,
    Result,
    SelfAudit,
    SignOff,
    Statement,
)
from app.domain.text import Passage
from app.services.establishing import NewEstablishment, establish, keep_pack
from app.store.file import EstablishmentFile, Work
from tests.journeys.any_record import KINDS_WITH_TEXT, records_of
from tests.sign_offs import sign_off_all
from tests.store.samples import PASSPHRASE, PLAIN, QUICK, RESTRICTED
from tests.unit.catalogue_packs import copy_small_pack

NOW = datetime(2014, 10, 20, 10, tzinfo=UTC)
PERIOD = "2014-15 Q2"


def _required(kind: type[Record]) -> list[str]:
    return [name for name, field in kind.model_fields.items() if field.is_required()]


_OWN: frozenset[type[Record]] = frozenset(
    (Establishment, Person, Post, SelfAudit, Answer, Finding, Action, Evidence, Statement, Declaration)
)  # fmt: skip
"""The kinds with text that an establishment's content is made of, each drawn in a way of its own."""

REGISTERS = tuple(
    kind for kind in RECORD_TYPES if _required(kind) == ["period_id"] and kind.TEXT_FIELDS and kind is not Statement
)
"""The kinds of the other registers: their columns may be left empty, their text not."""

BESIDE = tuple(kind for kind in KINDS_WITH_TEXT if kind not in _OWN and kind not in REGISTERS)
"""Every other kind with text: decisions, trust, the reviewer's. None of it is the content of a return."""

_ITEMS = ("1a-01", "1a-02")
_OPEN = (
    "lamp", "stair", "bench", "kettle", "ladder", "window", "morning", "report", "gate", "form", "count", "list",
    "staff", "wing", "plan", "check", "day",
)  # fmt: skip
"""What plain text is made of; sealed text may say the same words, and words of its own between them."""


@dataclass(frozen=True)
class Drawn:
    """A record and what its fields hold: plain text, and None at each place where something is sealed."""

    record: Record
    fields: Mapping[str, Sequence[str | None]]
    is_withheld: bool = False


class Seals:
    """What is sealed: texts, each with words that stand nowhere else, and `neighbours` of them at each place.

    What is withheld whole has `result` where it is an answer, and is there `neighbours` times where it is not.
    """

    def __init__(self, letter: str, lengths: Sequence[int], neighbours: int, result: Result) -> None:
        """Take the letter that the texts' own words begin with, and how many words the texts have, in turn."""
        self.texts: list[str] = []
        self.neighbours, self.result = neighbours, result
        self._letter, self._lengths, self._numbers = letter, lengths, count(1)

    def next(self) -> str:
        """Return a further text."""
        length = self._lengths[len(self.texts) % len(self._lengths)]
        words = [self._own() if at % 3 == 0 else _OPEN[(at * 7 + length) % len(_OPEN)] for at in range(length)]
        self.texts.append(" ".join(words))
        return self.texts[-1]

    def _own(self) -> str:
        digits = str(next(self._numbers)).zfill(4)
        return self._letter + "q" + "".join("bcdfghjklm"[int(digit)] for digit in digits) + "xz"


def begin_small(folder: Path) -> Path:
    """Make an establishment on a small catalogue pack, so that a return has few pages; nothing is answered in it."""
    path = folder / "small.assure"
    wanted = NewEstablishment(
        name="HMP Small", code="SM", sector=Sector.PUBLIC, country=Country.ENGLAND, period=PERIOD,
        head="D. Marlowe", lead="P. Lead",
    )  # fmt: skip
    with establish(path, wanted, today=NOW.date()) as file:
        with file.work("Began") as work:
            kept = keep_pack(work, read_pack(copy_small_pack(folder)), NOW.date())
            (period,) = work.list(Period)
            work.put(period.record.model_copy(update={"pack_id": kept.record.id}))
            person_id = work.list(Person)[0].record.id
        file.set_up_sealed_store(person_id, PASSPHRASE, QUICK)
    return path


def write_small(model: Path, path: Path, drawn: Iterable[Drawn], seals: Seals) -> Path:
    """Write an establishment to a copy of the model, and sign its statements off."""
    shutil.copyfile(model, path)
    with EstablishmentFile.open(path, clock=lambda: NOW) as file:
        file.unlock(PASSPHRASE)
        with file.work("Wrote") as work:
            for one in drawn:
                _write(work, one, seals)
        sign_off_all(file, NOW)
    return path


@contextlib.contextmanager
def written_for_now(file: EstablishmentFile, drawn: Iterable[Drawn], seals: Seals) -> Iterator[Work]:
    """Write an establishment to a file that is open, give a view of it with the store locked, and take all back."""
    file.unlock(PASSPHRASE)
    with contextlib.suppress(_TakenBack), file.work("Wrote") as work:
        for one in drawn:
            _write(work, one, seals)
        (post,) = (entry.record for entry in work.list(Post) if entry.record.is_head)
        for statement in work.list(Statement):
            assert statement.revision_id
            work.put(
                SignOff(
                    statement_id=statement.record.id, revision_id=statement.revision_id, post_id=post.id,
                    person_id=work.list(Holding, post_id=post.id)[0].record.person_id, signed_at=NOW,
                )
            )  # fmt: skip
        work.finish()
        file.lock()
        with file.reading() as view:
            yield view
        raise _TakenBack


class _TakenBack(Exception):
    pass


def _write(work: Work, drawn: Drawn, seals: Seals) -> None:
    record = _placed(work, drawn.record)
    if drawn.is_withheld and isinstance(record, Answer):
        record = record.model_copy(update={"result": seals.result, "sample_size": None, "sample_compliant": None})
    work.put(
        record, {name: _passages(slots, seals) for name, slots in drawn.fields.items()}, is_withheld=drawn.is_withheld
    )
    if drawn.is_withheld and isinstance(record, Finding | Action | Evidence):
        for _ in range(seals.neighbours - 1):
            again = type(record)(self_audit_id=record.self_audit_id, reference=new_reference("X"))
            work.put(again, {"title": _passages((None,), seals)}, is_withheld=True)


def _placed(work: Work, record: Record) -> Record:
    """Return the record in the period of this file, or as the one that the file has already."""
    if isinstance(record, Establishment):
        return work.list(Establishment)[0].record
    if "period_id" in type(record).model_fields:
        return record.model_copy(update={"period_id": work.list(Period)[0].record.id})
    return record


def _passages(slots: Sequence[str | None], seals: Seals) -> list[Passage]:
    passages: list[Passage] = []
    for slot in slots:
        if slot is not None:
            passages.append(Passage(content=slot, marking=PLAIN))
        else:
            passages += [Passage(content=seals.next(), marking=RESTRICTED) for _ in range(seals.neighbours)]
    return passages


_PLAIN_TEXT = st.lists(st.sampled_from(_OPEN), min_size=1, max_size=9).map(lambda words: f"{' '.join(words)}. ")
_SLOTS = st.lists(st.one_of(st.none(), _PLAIN_TEXT), min_size=0, max_size=2).flatmap(
    lambda slots: st.integers(0, len(slots)).map(lambda at: [*slots[:at], None, *slots[at:]])
)


@st.composite
def establishments(draw: st.DrawFn, *, has_every_kind: bool = False) -> list[Drawn]:
    """Return the records of a small establishment; each field that takes text has something sealed in it.

    Of the registers and of what stands beside a return it has some kinds, or all of them.
    """
    registers, beside = (
        kinds if has_every_kind else draw(st.lists(st.sampled_from(kinds), max_size=2)) for kinds in (REGISTERS, BESIDE)
    )
    audit = SelfAudit(period_id="", intention_ref="1(a)")
    post, person = Post(), Person()
    records: list[Record] = [
        Establishment(code="SM", sector=Sector.PUBLIC, country=Country.ENGLAND), person, post, audit,
        *(_answer(draw, audit, item) for item in _ITEMS[: draw(st.integers(1, 2))]),
        *(record for _ in range(draw(st.sampled_from((1, 1, 2)))) for record in _registers(draw, audit, post, person)),
        *(Statement(period_id="", intention_ref=ref, level=draw(st.sampled_from(Level))) for ref in ("1(a)", None)),
        *(_entry(kind) for kind in registers),
        Declaration(period_id="", expectation_key="honesty", is_declared=draw(st.booleans())),
        *records_of(beside, {"person": person.id, "period": ""}, NOW),
    ]  # fmt: skip
    drawn = [_filled(draw, record) for record in records]
    return [*drawn, *(Drawn(record, {}) for record in _joins(post, person))]


def _entry(kind: type[Record]) -> Record:
    return kind.model_validate({"period_id": "", "intention_ref": "1(a)"})


def _answer(draw: st.DrawFn, audit: SelfAudit, item_ref: str) -> Answer:
    size = draw(st.integers(1, 20))
    return Answer(
        self_audit_id=audit.id, item_ref=item_ref, result=draw(st.sampled_from(Result)), tested_on=date(2014, 9, 3),
        sample_size=size, sample_population=size * 2, sample_compliant=draw(st.integers(0, size)),
    )  # fmt: skip


def _registers(draw: st.DrawFn, audit: SelfAudit, post: Post, person: Person) -> list[Record]:
    item_ref = draw(st.sampled_from(_ITEMS))
    finding = Finding(
        self_audit_id=audit.id, reference=new_reference("F"), item_ref=item_ref, grade=draw(st.sampled_from(Grade))
    )
    action = Action(
        self_audit_id=audit.id, reference=new_reference("A"), item_ref=item_ref, finding_id=finding.id,
        post_id=post.id, due=draw(st.dates(date(2014, 9, 1), date(2014, 12, 1))),
    )  # fmt: skip
    attached = Attachment(content=b"kept here", size=9)
    evidence = Evidence(
        self_audit_id=audit.id, reference=new_reference("E"), attachment_id=attached.id, seen_by=person.id,
        seen_on=date(2014, 9, 3),
    )  # fmt: skip
    return [finding, action, attached, evidence, EvidenceLink(evidence_id=evidence.id, item_ref=item_ref)]


def _filled(draw: st.DrawFn, record: Record) -> Drawn:
    """Give each field of a record passages, and withhold it whole where that may be and chance says so."""
    may_be_withheld = isinstance(record, (Answer, Finding, Action, Evidence, Statement, *REGISTERS))
    is_withheld = may_be_withheld and draw(st.integers(0, 4)) == 0
    fields = {name: draw(_SLOTS) for name in record.TEXT_FIELDS}
    if isinstance(record, Statement) and not is_withheld:
        fields["wording"] = ["We say so. ", *fields["wording"]]
    return Drawn(record, fields, is_withheld)


def _joins(post: Post, person: Person) -> list[Record]:
    return [
        Holding(post_id=post.id, person_id=person.id, starts=date(2014, 4, 1)),
        Ownership(period_id="", intention_ref="1(a)", post_id=post.id),
    ]
