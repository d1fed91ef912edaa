"""Who can unlock the sealed store, as the window speaks of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.errors import UserError
from app.services.sealing_keys import change_passphrase, key_holders, let_in, print_recovery_key, shut_out
from app.store.errors import WrongPassphrase
from app.store.wrapping import Cost
from tests.services.begun_files import PASSPHRASE, TODAY, Begun, begun_file

QUICK = Cost(passes=1, memory_kib=64, lanes=1)
OTHER = "another four plain words"


@pytest.fixture
def begun(tmp_path: Path) -> Iterator[Begun]:
    with begun_file(tmp_path) as made:
        made.set_up_store()
        let_in(made.file, made.other_id, OTHER, cost=QUICK)
        yield made


def test_holders_are_named_with_the_day_they_were_let_in(begun: Begun) -> None:
    print_recovery_key(begun.file, begun.holder_id, today=TODAY, cost=QUICK)
    head, lead, recovery = key_holders(begun.file)
    assert [head.name, lead.name, recovery.name] == ["A. Head", "B. Lead", "A. Head"]
    assert head.sentence.startswith("A. Head, since ")
    assert recovery.is_recovery_key
    assert recovery.sentence.startswith("The recovery key, printed by A. Head on ")


def test_who_was_shut_out_cannot_unlock(begun: Begun) -> None:
    shut_out(begun.file, key_holders(begun.file)[1].slot_id)
    with pytest.raises(WrongPassphrase):
        begun.file.unlock(OTHER)
    assert [holder.name for holder in key_holders(begun.file)] == ["A. Head"]


def test_passphrase_is_changed_by_who_knows_it_or_holds_the_recovery_key(begun: Begun) -> None:
    lead = key_holders(begun.file)[1]
    with pytest.raises(WrongPassphrase):
        change_passphrase(begun.file, lead.slot_id, PASSPHRASE, "five other plain words", cost=QUICK)
    change_passphrase(begun.file, lead.slot_id, OTHER, "five other plain words", cost=QUICK)
    sheet = print_recovery_key(begun.file, begun.holder_id, today=TODAY, cost=QUICK)
    key = " ".join(line.strip() for line in sheet.text.splitlines() if line.startswith("    "))
    begun.file.lock()
    lead = next(holder for holder in key_holders(begun.file) if holder.name == "B. Lead")
    change_passphrase(begun.file, lead.slot_id, key, "six quite other plain words", cost=QUICK)
    begun.file.lock()
    assert begun.file.unlock("six quite other plain words").person_id == begun.other_id


def test_sheet_says_whose_it_is_and_what_it_opens_and_is_kept_nowhere(begun: Begun, tmp_path: Path) -> None:
    sheet = print_recovery_key(begun.file, begun.holder_id, today=TODAY, cost=QUICK)
    assert sheet.text.startswith("RECOVERY KEY of the sealed store of HMP Example\nPrinted on 22 September 2026.")
    assert max(len(line) for line in sheet.text.splitlines()) <= 120
    groups = [group for line in sheet.text.splitlines() if line.startswith("    ") for group in line.split()]
    assert len(groups) == 8
    assert groups[0] not in repr(sheet)
    begun.file.close()
    raw = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert not any(group.encode() in raw for group in groups)


def test_sentence_when_the_passphrase_is_short(begun: Begun) -> None:
    with pytest.raises(UserError, match="at least 12") as short:
        let_in(begun.file, begun.holder_id, "hunter2")
    assert "hunter2" not in short.value.sentence
