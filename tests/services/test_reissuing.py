"""Lost or left: entries end, the key goes, and who stays gets both anew; all of it or nothing, killed or refused."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.domain.errors import Cancelled, FaultsError, UserError
from app.domain.trust_records import SigningRole
from app.services.ending_offices import end_office
from app.services.enrolling import Enrolled, Enrolment, describe_entry, enrol
from app.services.identifying import open_identity
from app.services.reissuing import Anew, Loss, settle_loss
from app.services.sealing_keys import key_holders
from app.services.trust_register import read_register
from app.signing.identity import Identity, create_identity, load_identity
from app.signing.short_code import short_code
from app.store.errors import CannotSave, WrongPassphrase
from app.store.file import EstablishmentFile
from app.store.wrapping import Cost
from tests.services.begun_files import PASSPHRASE, Begun, begun_file
from tests.signing.test_authorities import Issue

NOW = datetime(2026, 9, 22, 9, 0, tzinfo=UTC)
TODAY = date(2026, 9, 22)
CHEAP = Cost(passes=1, memory_kib=64, lanes=1)
HERS, NEW = "what she typed until now", "what she types from now on"


@dataclass(frozen=True)
class Office:
    """An establishment's file in which the lead signs as author, and unlocks with a passphrase of her own."""

    begun: Begun
    folder: Path
    loss: Loss

    @property
    def file(self) -> EstablishmentFile:
        return self.begun.file

    @property
    def anew(self) -> Anew:
        return Anew(self.folder / "new.p12", NEW)

    def entries(self) -> list[Enrolled]:
        return [describe_entry(entry) for entry in read_register(self.file).signers]

    def holders(self) -> list[str]:
        return [one.person_id for one in key_holders(self.file)]

    def opens(self, passphrase: str) -> bool:
        self.file.lock()
        try:
            self.file.unlock(passphrase)
        except WrongPassphrase:
            self.file.unlock(PASSPHRASE)
            return False
        return True

    def is_untouched(self) -> bool:
        """Tell whether all is as it was at first."""
        (entry,) = self.entries()
        return entry.ends is None and self.opens(HERS) and not list(self.folder.glob("new.*"))


@pytest.fixture(scope="module")
def lead() -> Identity:
    return load_identity(create_identity("B. Lead", "Audit lead", "HMP Example", HERS, valid_from=NOW), HERS)


@pytest.fixture
def office(tmp_path: Path, lead: Identity) -> Iterator[Office]:
    with begun_file(tmp_path) as begun:
        begun.set_up_store()
        wanted = Enrolment(SigningRole.AUTHOR, "EX", date(2026, 4, 1), deputy_for="Head of Assurance")
        enrol(begun.file, lead.certificate, wanted, short_code(lead.certificate), now=NOW)
        begun.file.keys.add(begun.other_id, HERS, CHEAP)
        slot = next(one.slot_id for one in key_holders(begun.file) if one.person_id == begun.other_id)
        yield Office(begun, tmp_path, Loss(lead.fingerprint, TODAY, slot))


def test_who_left_signs_and_unlocks_no_more(office: Office) -> None:
    settled = settle_loss(office.file, office.loss, now=NOW)
    (entry,) = office.entries()
    assert entry.ends == TODAY
    assert office.holders() == [office.begun.holder_id]
    assert not office.opens(HERS)
    assert settled.made is None
    assert settled.as_text().startswith("Notice: a signing identity is no longer used")


def test_who_stays_gets_identity_entry_and_key_under_one_passphrase(office: Office) -> None:
    settled = settle_loss(office.file, replace(office.loss, anew=office.anew), now=NOW, cost=CHEAP)
    old, new = office.entries()
    assert (old.ends, new.starts, new.ends) == (TODAY, TODAY, None)
    assert (new.name, new.post, new.role, new.establishment, new.deputy_for) == (
        "B. Lead", "Audit lead", "author", "EX", "Head of Assurance",
    )  # fmt: skip
    assert open_identity(office.anew.out, NEW).fingerprint == new.fingerprint != old.fingerprint
    assert not office.opens(HERS)
    assert office.opens(NEW)
    assert office.holders() == [office.begun.holder_id, office.begun.other_id]
    sheet, notice = settled.as_text().split("\f")
    assert new.fingerprint[:19] in sheet
    assert old.fingerprint[:19] in notice
    assert sheet == (office.folder / "new.txt").read_text(encoding="utf-8")


def test_entries_of_who_has_no_key_end_and_no_key_is_changed(office: Office) -> None:
    settle_loss(office.file, replace(office.loss, slot_id=None), now=NOW)
    assert office.opens(HERS)
    assert office.entries()[0].ends == TODAY


def test_one_change_stands_in_the_history_for_all_of_it(office: Office) -> None:
    settle_loss(office.file, replace(office.loss, anew=office.anew), now=NOW, cost=CHEAP)
    assert office.file.is_purge_due
    assert office.file.inspect().is_sound
    assert read_register(office.file).is_confirmed


@pytest.mark.parametrize("passphrase", ["short", "aaaaaaaaaaaaaaaa"])
def test_nothing_is_changed_when_the_passphrase_will_not_do(office: Office, passphrase: str) -> None:
    with pytest.raises((UserError, FaultsError)):
        settle_loss(office.file, replace(office.loss, anew=replace(office.anew, passphrase=passphrase)), now=NOW)
    assert office.is_untouched()


def test_nothing_is_changed_when_a_file_of_that_name_is_there(office: Office) -> None:
    (office.folder / "new.txt").write_text("kept", encoding="utf-8")
    with pytest.raises(UserError, match="of this name already"):
        settle_loss(office.file, replace(office.loss, anew=office.anew), now=NOW)
    assert (office.folder / "new.txt").read_text(encoding="utf-8") == "kept"
    (office.folder / "new.txt").unlink()
    assert office.is_untouched()


def test_nothing_is_changed_when_the_identity_cannot_be_written(office: Office) -> None:
    nowhere = Anew(office.folder / "missing" / "new.p12", NEW)
    with pytest.raises(UserError, match="could not be written"):
        settle_loss(office.file, replace(office.loss, anew=nowhere), now=NOW, cost=CHEAP)
    assert office.is_untouched()


def test_nothing_is_changed_when_nobody_else_could_unlock(office: Office) -> None:
    first = next(one.slot_id for one in key_holders(office.file) if one.person_id == office.begun.holder_id)
    office.file.keys.remove(first)
    with pytest.raises(UserError, match="Nobody else can unlock"):
        settle_loss(office.file, office.loss, now=NOW)
    assert office.entries()[0].ends is None


def test_nothing_is_changed_when_the_key_cannot_be(office: Office) -> None:
    twice = replace(office.loss, anew=office.anew, slot_id=key_holders(office.file)[0].slot_id)
    broken = replace(twice, slot_id="gone")
    with pytest.raises(UserError, match="gone already"):
        settle_loss(office.file, broken, now=NOW)
    assert office.is_untouched()


@pytest.mark.parametrize("last", ["Making the new identity", "Changing the register and the key"])
def test_nothing_is_changed_when_it_is_cancelled(office: Office, last: str) -> None:
    steps: list[str] = []
    with pytest.raises(Cancelled):
        settle_loss(
            office.file, replace(office.loss, anew=office.anew), now=NOW, cost=CHEAP,
            progress=lambda step, done, total: steps.append(step), is_cancelled=lambda: len(steps) > 0,
        )  # fmt: skip
    assert last not in steps
    assert office.is_untouched()


def test_nothing_is_changed_while_the_store_is_locked(office: Office) -> None:
    office.file.lock()
    with pytest.raises(UserError, match="not confirmed"):
        settle_loss(office.file, replace(office.loss, anew=office.anew), now=NOW)
    office.file.unlock(PASSPHRASE)
    assert office.is_untouched()


def test_nothing_is_changed_when_the_file_is_read_only(office: Office) -> None:
    path = office.file.path
    office.file.close()
    with EstablishmentFile.open(path, read_only=True) as file:
        file.unlock(PASSPHRASE)
        with pytest.raises(CannotSave):
            settle_loss(file, replace(office.loss, anew=office.anew), now=NOW, cost=CHEAP)
        assert not list(office.folder.glob("new.*"))


def test_authority_that_was_lost_gets_no_identity_here(office: Office) -> None:
    authority = Issue().authority
    enrol(office.file, authority, Enrolment(SigningRole.AUTHORITY), short_code(authority), now=NOW)
    fingerprint = office.entries()[-1].fingerprint
    with pytest.raises(UserError, match="not made here"):
        settle_loss(office.file, Loss(fingerprint, TODAY, anew=office.anew), now=NOW)


def test_entry_that_ended_already_is_not_settled_twice(office: Office) -> None:
    end_office(office.file, office.loss.fingerprint, TODAY)
    with pytest.raises(UserError, match="Nothing was changed"):
        settle_loss(office.file, replace(office.loss, anew=office.anew), now=NOW, cost=CHEAP)
    assert office.opens(HERS)


_KILLED = """
import os, sys
from datetime import UTC, date, datetime
from pathlib import Path
from app.services import reissuing
from app.store import file as files, keys
keys.changed_key = lambda *_: os._exit(9)
path, fingerprint, slot, out = sys.argv[1:]
with files.EstablishmentFile.open(Path(path)) as file:
    file.unlock({opens!r})
    loss = reissuing.Loss(fingerprint, date(2026, 9, 22), slot, reissuing.Anew(Path(out), {new!r}))
    reissuing.settle_loss(file, loss, now=datetime(2026, 9, 22, 9, tzinfo=UTC))
"""


def test_killed_before_the_end_leaves_the_file_as_it_was_and_an_identity_nobody_trusts(office: Office) -> None:
    path, out = office.file.path, office.folder / "new.p12"
    office.file.close()
    script = _KILLED.format(opens=PASSPHRASE, new=NEW)
    command = [sys.executable, "-c", script, str(path), office.loss.fingerprint, str(office.loss.slot_id), str(out)]
    assert subprocess.run(command, check=False, cwd=Path(__file__).parents[2]).returncode == 9
    with EstablishmentFile.open(path) as file:
        file.unlock(HERS)
        (entry,) = (describe_entry(entry) for entry in read_register(file).signers)
        assert entry.ends is None
        assert open_identity(out, NEW).fingerprint != entry.fingerprint
