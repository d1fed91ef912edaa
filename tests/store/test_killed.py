"""A process killed while it purges, seals or changes keys: old or new, never neither, and no plain copy."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.records import Answer, Person
from app.store.errors import WrongPassphrase
from app.store.file import EstablishmentFile
from app.store.inspection import Inspection
from tests.store.samples import PASSPHRASE, QUICK, RESTRICTED, Begun, put_answer, raw_bytes, said, words

pytestmark = pytest.mark.long

HIDDEN = "the north gate keys lie beneath the third lamp"
OTHER = "another four plain words"

_LOOK_EVERY = 200
"""Instructions of SQLite's between two looks."""

_KILLED = """
import os, sys
from pathlib import Path
from tests.store.test_killed import act_watched

left = [int(sys.argv[3])]

def look():
    left[0] -= 1
    if left[0] <= 0:
        os.kill(os.getpid(), 9)

act_watched(Path(sys.argv[1]), sys.argv[2], look)
"""


def act_watched(path: Path, act: str, look: Callable[[], int | None]) -> None:
    """Purge a file, seal all its answers, or take its last key slot out, with a look every few instructions."""
    with EstablishmentFile.open(path) as file:
        file.unlock(PASSPHRASE)
        file._hold.verdict = Inspection()  # an inspection would purge by itself, unwatched
        slot = file.keys.slots()[-1].id
        file._hold.raw.set_progress_handler(look, _LOOK_EVERY)
        if act == "purge":
            file.purge_if_due()
        elif act == "seal":
            with file.work("Sealed") as work:
                for entry in work.list(Answer):
                    work.put(entry.record, {"narrative": [said(HIDDEN, RESTRICTED)]})
        else:
            file.keys.remove(slot)
        file._hold.raw.set_progress_handler(None, 0)


def _kill(path: Path, root: Path, act: str, share: float) -> None:
    """Run the act on a file in a process of its own and kill it when a share of it is done."""
    copy = path.with_name("whole.assure")
    copy.write_bytes(path.read_bytes())
    looks: list[None] = []
    act_watched(copy, act, lambda: looks.append(None))
    copy.unlink()
    arguments = [str(path), act, str(max(1, int(len(looks) * share)))]
    killed = subprocess.run([sys.executable, "-c", _KILLED, *arguments], cwd=root, capture_output=True, check=False)
    assert (killed.returncode, killed.stderr) == (-9 if sys.platform != "win32" else 9, b"")


@pytest.mark.parametrize("share", [0.3, 0.9])
def test_no_plain_copy_is_left_after_the_next_opening_when_a_purge_was_killed(
    share: float, unlocked: EstablishmentFile, begun: Begun, path: Path, root: Path
) -> None:
    with unlocked.work("Answered") as work:
        entries = [put_answer(work, begun, said(f"{HIDDEN} {'x' * 900}"), item_ref=f"1a-{n:02}") for n in range(30)]
    with unlocked.work("Sealed") as work:
        for entry in entries:
            work.put(entry.record, {"narrative": [said(f"{HIDDEN} {'x' * 900}", RESTRICTED)]})
    crashed = path.with_name("crashed.assure")
    crashed.write_bytes(path.read_bytes())
    unlocked.close()
    path.unlink()
    _kill(crashed, root, "purge", share)
    with EstablishmentFile.open(crashed) as again:
        assert again.inspect().is_sound
        assert not again.is_purge_due
        again.unlock(PASSPHRASE)
        with again.reading() as work:
            assert len(work.list(Answer)) == 30
    assert HIDDEN.encode() not in raw_bytes(path.parent)
    assert [each.name for each in path.parent.iterdir()] == ["crashed.assure"]


@pytest.mark.parametrize("share", [0.3, 0.9])
def test_store_is_old_or_new_when_a_sealing_was_killed(
    share: float, unlocked: EstablishmentFile, begun: Begun, path: Path, root: Path
) -> None:
    with unlocked.work("Answered") as work:
        for number in range(40):
            put_answer(work, begun, said(HIDDEN), item_ref=f"1a-{number:02}")
    unlocked.close()
    _kill(path, root, "seal", share)
    with EstablishmentFile.open(path) as again:
        assert again.inspect().is_sound
        again.unlock(PASSPHRASE)
        assert again.sealed_faults() == 0
        with again.reading() as work:
            texts = [entry.text("narrative")[0] for entry in work.list(Answer)]
    assert {text.content for text in texts} == {HIDDEN}
    (are_sealed,) = {text.is_sealed for text in texts}
    assert (HIDDEN.encode() in raw_bytes(path.parent)) != are_sealed


@pytest.mark.parametrize("share", [0.3, 0.95])
def test_store_opens_with_the_old_key_or_the_new_one_when_a_rotation_was_killed(
    share: float, unlocked: EstablishmentFile, begun: Begun, path: Path, root: Path
) -> None:
    with unlocked.work("Answered") as work:
        bob = work.put(Person(), {"name": [said("Bob Example")]}).record.id
        for number in range(40):
            put_answer(work, begun, said(HIDDEN, RESTRICTED), item_ref=f"1a-{number:02}")
    unlocked.keys.add(bob, OTHER, QUICK)
    unlocked.close()
    _kill(path, root, "rotate", share)
    with EstablishmentFile.open(path) as again:
        assert again.inspect().is_sound
        again.unlock(PASSPHRASE)
        assert again.sealed_faults() == 0
        with again.reading() as work:
            assert {words(entry.text("narrative"))[0] for entry in work.list(Answer)} == {HIDDEN}
        if len(again.keys.slots()) == 2:
            again.unlock(OTHER)
        else:
            with pytest.raises(WrongPassphrase):
                again.unlock(OTHER)
