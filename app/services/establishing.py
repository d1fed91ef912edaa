"""Begins an establishment's file: who it is, the catalogue pack it keeps, its first period, its first posts."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.catalogue import CataloguePack, MarkingScheme
from app.domain.catalogue_terms import Country, Holds, Sector
from app.domain.errors import UserError
from app.domain.people import Directory
from app.domain.periods import PeriodDates, period_dates
from app.domain.records import Establishment, KeptPack, Ownership, Period, Role, SelfAudit
from app.domain.text import Passage, plain
from app.services.people import appoint
from app.services.seats import AUDIT_LEAD

if TYPE_CHECKING:
    from app.domain.record import Entry
    from app.store.file import EstablishmentFile
    from app.store.work import Work

_NOT_IN_A_NAME = {"Cc", "Cs", "Zl", "Zp"}
"""Unicode's categories of control characters, halves of a character, and what breaks a line."""


@dataclass(frozen=True)
class NewEstablishment:
    """What a new file needs to know. `head` and `lead` are names; a post's title stands in until one is given."""

    name: str
    code: str
    sector: Sector
    country: Country
    period: str
    due: date | None = None
    head: str | None = None
    lead: str | None = None
    role: Role = Role.ESTABLISHMENT
    holds: Holds = Holds.MEN
    scheme: str = "gpms"

    @property
    def head_title(self) -> str:
        """The title of who answers for it: a public prison has a Governor, a private one a Director.

        A reviewer's file has a controller for private prisons, a commissioner for public ones.
        """
        return head_title(self.sector, self.role)

    @property
    def posts(self) -> tuple[tuple[str, str, bool], ...]:
        """The first posts: title, who holds it, and whether it is the head's; a reviewer needs no audit lead."""
        head = self.head_title, (self.head or "").strip() or self.head_title, True
        lead = AUDIT_LEAD, (self.lead or "").strip() or AUDIT_LEAD, False
        return (head, lead) if self.role is Role.ESTABLISHMENT else (head,)


def head_title(sector: Sector, role: Role = Role.ESTABLISHMENT) -> str:
    """Return the title of who answers for what is in a file."""
    titles = ("Governor", "Director") if role is Role.ESTABLISHMENT else ("Commissioner", "Controller")
    return titles[0] if sector is Sector.PUBLIC else titles[1]


def is_code(text: str) -> bool:
    """Tell whether a text can be an establishment's code: two to five capital letters."""
    return re.fullmatch("[A-Z]{2,5}", text) is not None


def establish(path: Path, new: NewEstablishment, *, today: date) -> EstablishmentFile:
    """Make a new establishment file at `path` and return it open; UserError where something is there already.

    Where it cannot be begun as asked, no file is left.
    """
    from app.catalogue.builtin import locate_builtin_pack
    from app.catalogue.reader import read_pack
    from app.store.file import EstablishmentFile

    _check(new)
    dates = period_dates(new.period)
    _check_due(dates, new.due)
    pack = read_pack(locate_builtin_pack())
    scheme = _scheme(pack, new.scheme)
    record = Establishment(
        code=new.code, sector=new.sector, country=new.country, role=new.role, holds=new.holds, scheme=scheme.key
    )
    file = EstablishmentFile.create(path, record, plain(new.name.strip(), scheme), scheme)
    try:
        _begin(file, new, dates, pack, today)
    except BaseException:
        file.close()
        path.unlink(missing_ok=True)
        raise
    return file


def _check_due(dates: PeriodDates, due: date | None) -> None:
    if due is not None and due < dates.starts:
        raise UserError("The return would be due before its period starts. Give a later date.")


def _scheme(pack: CataloguePack, key: str) -> MarkingScheme:
    known = {scheme.key: scheme for scheme in pack.marking_schemes}
    if key not in known:
        raise UserError(f"The marking scheme is not one of: {', '.join(known)}.")
    return known[key]


def _check(new: NewEstablishment) -> None:
    if not is_code(new.code):
        raise UserError("An establishment's code is two to five capital letters, such as CVL. Give it so.")
    if not new.name.strip():
        raise UserError("The establishment has no name yet. Give its name.")
    for name in (new.name, new.head or "", new.lead or ""):
        if any(unicodedata.category(character) in _NOT_IN_A_NAME for character in name):
            raise UserError("A name stands on one line and holds no control characters. Type it again.")


def _begin(
    file: EstablishmentFile, new: NewEstablishment, dates: PeriodDates, pack: CataloguePack, today: date
) -> None:
    scheme = file.scheme
    with file.work("Began the file") as work:
        kept = keep_pack(work, pack, today)
        work.put(
            Period(
                name=dates.name,
                pack_id=kept.record.id,
                starts=dates.starts,
                ends=dates.ends,
                due=new.due or dates.due,
            )
        )
        directory = Directory([], [])
        for title, holder, is_head in new.posts:
            directory = appoint(
                work, directory, plain(title, scheme), plain(holder, scheme), min(dates.starts, today), is_head=is_head
            )


def keep_pack(work: Work, pack: CataloguePack, today: date) -> Entry[KeptPack]:
    """Keep a catalogue pack in the file; one that is already there is returned, not kept twice."""
    from app.catalogue.kept import digest_pack, write_kept_pack

    content = write_kept_pack(pack)
    digest = digest_pack(content)
    for entry in work.list(KeptPack):
        if entry.record.digest == digest:
            return entry
    return work.put(KeptPack(name=pack.name, version=pack.version, content=content, digest=digest, imported_on=today))


def latest_pack(work: Work) -> Entry[KeptPack]:
    """Return the pack that serves the next period: the latest version, and of two alike the one kept last."""
    return max(enumerate(work.list(KeptPack)), key=lambda kept: (_version(kept[1].record.version), kept[0]))[1]


def _version(written: str) -> tuple[int, ...]:
    return tuple(int(part) for part in written.split("."))


def begin_period(work: Work, name: str, due: date | None, *, predecessor: Entry[Period]) -> Entry[Period]:
    """Begin a further period on the latest catalogue pack, following `predecessor`; owners and plans carry over.

    An answer never does: an item that was not looked at in a period has no result in it. A plan of which part is sealed
    carries over only while the sealed store is unlocked.
    """
    dates = period_dates(name)
    _check_due(dates, due)
    period = work.put(
        Period(
            name=dates.name,
            pack_id=latest_pack(work).record.id,
            starts=dates.starts,
            ends=dates.ends,
            due=due or dates.due,
            predecessor_id=predecessor.record.id,
        )
    )
    for owned in work.list(Ownership, period_id=predecessor.record.id):
        work.put(
            Ownership(
                period_id=period.record.id,
                intention_ref=owned.record.intention_ref,
                post_id=owned.record.post_id,
            )
        )
    _carry_plans(work, predecessor, period)
    return period


def _carry_plans(work: Work, predecessor: Entry[Period], period: Entry[Period]) -> None:
    """Write how each intention was to be delivered into the new period, to be read again there."""
    for audit in work.list(SelfAudit, period_id=predecessor.record.id):
        plan = tuple(Passage(content=part.content, marking=part.marking) for part in audit.text("plan"))
        if plan and all(part.content is not None for part in plan):
            work.put(SelfAudit(period_id=period.record.id, intention_ref=audit.record.intention_ref), {"plan": plan})
