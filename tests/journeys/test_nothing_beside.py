"""Nothing sealed gets out beside the return: what the window writes, shows locked, copies, logs and says of a fault."""

from __future__ import annotations

import base64
import contextlib
import io
import logging
import re
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.desktop.aim import Aim
from app.desktop.dialogs.action_dialog import ActionDialog
from app.desktop.dialogs.choices import choose
from app.desktop.dialogs.entry_dialog import EntryDialog
from app.desktop.dialogs.evidence_dialog import EvidenceDialog
from app.desktop.dialogs.finding_dialog import FindingDialog
from app.desktop.dialogs.prose_dialog import ProseDialog
from app.desktop.pages.actions_page import ActionsPage
from app.desktop.pages.evidence_page import EvidencePage
from app.desktop.pages.registers_page import RegistersPage
from app.desktop.widgets.choice import Choice
from app.domain.record import new_reference
from app.domain.records import Action, SelfAudit
from app.domain.text import Passage
from app.services.copying import copy_to_drive
from app.services.exporting import Destination, export
from app.services.faults import report_fault
from app.services.identifying import make_identity
from app.services.papers import Paper, draw_paper, keep_paper
from app.services.proving import prove_return
from app.services.sealing_copies import Phrase
from app.services.spilling import find_spillage
from app.signing.identity import load_identity
from tests.journeys.commands import PASSPHRASE
from tests.journeys.conftest import NOW
from tests.journeys.fills import SEALED
from tests.journeys.readings import pack
from tests.journeys.windows import ALT, CONTROL, Driven
from tests.sign_offs import sign_off_all

TYPED = "Marmalade otters convene under the seventh bridge"
TITLED = "Velvet harbour pigeons rehearse before sunrise"
CAUSE = "Tangerine locksmiths whisper behind the laundry chimney"
IN_FORMS = {
    "title": "Copper magpies audit the eastern boiler ledger",
    "progress": "Lavender tortoises borrow seven brass whistles nightly",
    "noted": "Cobalt herons misplace the gymnasium roof ladder",
    "detail": "Saffron badgers annotate every second rota backwards",
    "action_title": "Indigo ferrets relabel all the pantry hinges",
    "seen_where": "Crimson newts assemble under the chapel staircase",
    "file_name": "Olive walruses photograph the disused signal cabin",
}
"""What is sealed of each field of the forms."""
D = TypeVar("D", bound=ProseDialog)
_DEFLATED = re.compile(rb"\x78[\x01\x5e\x9c\xda]")
_BASE_64 = re.compile(rb"[A-Za-z0-9+/]{60,}")
_TEXTS = (TYPED, TITLED, CAUSE, SEALED, *IN_FORMS.values())
CANARIES = [pack(words) for text in _TEXTS for words in (text, " ".join(text.split()[1:6]))]


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Have home, temporary folder and log at DEBUG in one folder, and return it."""
    folder = tmp_path / "everything"
    for name, variable in (("home", "HOME"), ("data", "XDG_DATA_HOME"), ("state", "XDG_STATE_HOME"), ("tmp", "TMPDIR")):
        (folder / name).mkdir(parents=True)
        monkeypatch.setenv(variable, str(folder / name))
    monkeypatch.setattr(tempfile, "tempdir", None)
    faults = logging.getLogger("assurance_desk.faults")
    monkeypatch.setattr(faults, "handlers", [])  # an earlier fault of this process has its log elsewhere
    root, handler = logging.getLogger(), logging.FileHandler(folder / "debug.log", encoding="utf-8")
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield folder
    for begun in faults.handlers:
        begun.close()
    root.setLevel(level)
    root.removeHandler(handler)
    handler.close()


def found_in(*said: str) -> list[str]:
    """Return the canaries that stand in one of these texts."""
    packed = "|".join(pack(each) for each in said)
    return [canary for canary in CANARIES if canary in packed]


def found_below(folder: Path) -> list[str]:
    """Return the canaries that stand in a file below a folder, or in its name."""
    contents = _contents_below(folder)
    assert contents
    readings = [reading for content in contents.values() for reading in (content, *unpacked(content))]
    return found_in(
        *(str(path.relative_to(folder)) for path in contents),
        *(reading.decode(coding, "ignore") for reading in readings for coding in ("latin-1", "utf-16-le", "utf-16-be")),
    )


def _contents_below(folder: Path) -> dict[Path, bytes]:
    while True:
        # the window copies its file aside while this reads: what was renamed meanwhile is looked for by its new name
        with contextlib.suppress(FileNotFoundError):
            return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def unpacked(content: bytes) -> Iterator[bytes]:
    """Yield what is deflated in a file, or written in base 64."""
    for found in _DEFLATED.finditer(content):
        with contextlib.suppress(zlib.error):
            yield zlib.decompressobj().decompress(content[found.start() :])
    for found in _BASE_64.finditer(content):
        for start in range(4):
            coded = found[0][start:]
            yield base64.b64decode(coded[: len(coded) // 4 * 4])
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            yield from (package.read(part) for part in package.infolist())


def seal_typed(driven: Driven) -> None:
    """Type words into an answer, save them in plain, and seal them by key."""
    driven.go_to("1f-04")
    driven.type_text(f"Seen on the wing. {TYPED}")
    driven.leave_field()
    assert found_below(driven.session.file.path.parent)  # so that what is not found later was looked for
    driven.select(TYPED)
    driven.press(Qt.Key.Key_R, CONTROL)
    driven.give(PASSPHRASE)
    driven.wait(lambda: TYPED not in driven.checklist.question_pane.narrative.toPlainText())


def seal_title(driven: Driven) -> None:
    """Give an action a title of which a part is sealed."""
    file = driven.session.file
    sealed = file.scheme.sealed_from
    with file.work("Added an action") as work:
        audit = work.list(SelfAudit)[0].record.id
        title = [Passage(content=TITLED, marking=sealed)]
        work.put(Action(self_audit_id=audit, reference=new_reference("A")), {"title": title})
    driven.session.refresh()


def seal_in(dialog: ProseDialog, name: str, canary: str) -> None:
    """Type into a text of a form and seal the end of it; nothing of that is copied from there, or said of it."""
    editor = dialog.editor(name)
    editor.setFocus()
    QTest.keyClicks(editor, f"Three left. {canary}")  # ASCII only
    editor.moveCursor(QTextCursor.MoveOperation.Start)
    assert editor.find(canary)
    editor.ask_seal()
    editor.selectAll()
    editor.copy()
    assert found_in(editor.toPlainText(), QGuiApplication.clipboard().text()) == []


def taken(driven: Driven, dialog: ProseDialog) -> None:
    """Take a form and wait until it is done; nothing beside what can be read in it says what was sealed."""
    assert found_in(*(text for widget in dialog.findChildren(QWidget) for text in _said_by(widget))) == []
    assert found_in(*_accessible_texts(dialog)) == []
    dialog.accept_button.click()
    driven.wait(lambda: not driven.window.findChildren(ProseDialog))


def form(driven: Driven, kind: type[D]) -> D:
    """Return the form that is open."""
    (dialog,) = driven.window.findChildren(kind)
    return dialog


def seal_in_a_register(driven: Driven) -> None:
    """Seal the second sentence of a risk's cause in its form, and of its line."""
    driven.shell.go("registers", Aim())
    page = driven.shell.page("registers")
    assert isinstance(page, RegistersPage)
    page.add_asked.emit()
    dialog = form(driven, EntryDialog)
    choose(cast("Choice", dialog.field("intention")), "1(f)")
    seal_in(dialog, "title", IN_FORMS["title"])
    seal_in(dialog, "cause", CAUSE)
    taken(driven, dialog)


def seal_in_an_action(driven: Driven) -> None:
    """Seal words of a new action, and of what is noted of it afterwards while the store is locked."""
    driven.shell.show_page("actions")
    page = driven.shell.page("actions")
    assert isinstance(page, ActionsPage)
    page.add_asked.emit()
    new = form(driven, ActionDialog)
    new.intention_field.setCurrentIndex(new.intention_field.findData("1(f)"))
    for name in ("title", "progress"):
        seal_in(new, name, IN_FORMS[name])
    taken(driven, new)
    page.command_given.emit("progress")
    noted = form(driven, EntryDialog)
    seal_in(noted, "progress", IN_FORMS["noted"])
    driven.session.lock()
    noted.accept_button.click()
    driven.give(PASSPHRASE)
    driven.wait(lambda: not driven.window.findChildren(EntryDialog))


def seal_in_a_finding(driven: Driven) -> None:
    """Seal words of a finding and of the action that it needs."""
    driven.go_to("1f-04")
    driven.press(Qt.Key.Key_3, ALT)
    driven.checklist.finding_action.trigger()
    dialog = form(driven, FindingDialog)
    for name in ("title", "detail", "action_title"):
        seal_in(dialog, name, IN_FORMS[name])
    taken(driven, dialog)


def seal_in_evidence(driven: Driven, folder: Path) -> None:
    """Seal words of evidence that was seen, and of a file's title and name."""
    driven.shell.show_page("evidence")
    page = driven.shell.page("evidence")
    assert isinstance(page, EvidencePage)
    page.add_asked.emit()
    seen = form(driven, EvidenceDialog)
    seen.ways.segment_chosen.emit("seen")
    for name in ("title", "seen_where"):
        seal_in(seen, name, IN_FORMS[name])
    seen.seen_on_field.setText("1 September 2014")
    seen.items_field.setText("1f-04")
    taken(driven, seen)
    paper = folder / f"RESTRICTED {IN_FORMS['file_name']}.txt"
    paper.write_text("Read on the wing.", encoding="utf-8")
    page.files_given.emit([paper])
    attached = form(driven, EvidenceDialog)
    attached.items_field.setText("1f-04")
    attached.editor("title").selectAll()
    attached.editor("title").ask_seal()
    attached.accept_button.click()
    driven.wait(lambda: not driven.window.findChildren(EvidenceDialog))


def visit_every_page(driven: Driven) -> list[str]:
    """Show each page, and return what tools and bystanders could read of the window's widgets."""
    said: list[str] = []
    for key in driven.shell.page_keys:
        driven.shell.show_page(key)
        QApplication.processEvents()
        said += [text for widget in driven.window.findChildren(QWidget) for text in _said_by(widget)]
    return [*said, *_said_by(driven.window)]


def _said_by(widget: QWidget) -> Iterator[str]:
    yield from (widget.windowTitle(), widget.toolTip(), widget.statusTip(), widget.whatsThis(), widget.objectName())
    yield from (widget.accessibleName(), widget.accessibleDescription())


def _accessible_texts(widget: QWidget) -> Iterator[str]:
    for child in widget.findChildren(QWidget):
        interface = QAccessible.queryAccessibleInterface(child)
        if interface.isValid():
            yield from (interface.text(kind) for kind in QAccessible.Text if kind is not QAccessible.Text.UserText)


def test_nothing_sealed_is_in_anything_written_during_a_whole_journey(
    written: Path, driven: Driven, file: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    seal_typed(driven)
    seal_title(driven)
    seal_in_a_register(driven)
    seal_in_an_action(driven)
    seal_in_a_finding(driven)
    seal_in_evidence(driven, tmp_path)
    (tmp_path / f"RESTRICTED {IN_FORMS['file_name']}.txt").unlink()  # the person's own, and where they have it
    opened = driven.session.file
    unlocked = visit_every_page(driven)
    driven.session.lock()
    locked = [*visit_every_page(driven), *_accessible_texts(driven.window)]
    driven.session.unlock(PASSPHRASE)
    sign_off_all(opened, NOW)
    make_identity(written / "lead.p12", "P. Lead", "Audit lead", "HMP Carrow Vale", PASSPHRASE, now=NOW)
    identity = load_identity((written / "lead.p12").read_bytes(), PASSPHRASE)
    places = Destination(written / "return.pdf", written / "return.xlsx", written / "receipt.txt")
    assert export(opened, None, identity, places, now=NOW).receipt.outcome == "none_found"
    assert not find_spillage(opened, Phrase(TYPED)).in_file
    period_id = driven.session.period_id
    for paper in (Paper.INTENTION, Paper.ACTIONS):
        drawn = draw_paper(opened, period_id, paper, ["1(f)"], now=NOW)
        keep_paper(opened, drawn, written / f"{paper}.pdf", now=NOW)
    copy_to_drive(opened, written / "copy.assure", NOW)
    driven.close()
    assert prove_return(written / "return.pdf", file, PASSPHRASE, now=NOW).outcome == "none_found"
    driven.open(file)
    driven.close()
    assert found_below(written) == []
    assert found_below(file.parent) == []
    assert found_in(*capfd.readouterr()) == []
    assert found_in(*unlocked, *locked) == []


def test_nothing_sealed_is_copied_with_the_text_around_it(driven: Driven) -> None:
    seal_typed(driven)
    narrative = driven.checklist.question_pane.narrative
    narrative.selectAll()
    narrative.copy()
    copied = QGuiApplication.clipboard().mimeData()
    assert copied.text() == "Seen on the wing. [RESTRICTED]"
    assert copied.formats() == ["text/plain"]


def test_fault_is_noted_without_what_was_sealed_or_typed(written: Path, capfd: pytest.CaptureFixture[str]) -> None:
    def break_down(words: str) -> None:
        raise ValueError(words)

    with contextlib.suppress(SystemExit):
        try:
            break_down(TYPED)
        except ValueError as error:
            report_fault(error, written / "faults.log")
    assert "break_down" in (written / "faults.log").read_text(encoding="utf-8")
    assert found_below(written) == []
    assert found_in(*capfd.readouterr()) == []


_AT_THE_EDGE = """
import faulthandler, sys
import app.__main__ as edge
import app.bootstrap as bootstrap

def look(arguments):
    assert not faulthandler.is_enabled()
    if sys.platform != "win32":
        import resource
        assert resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)
    print("looked")
    return 0

bootstrap.run_cli = look
sys.exit(edge.main(["scan"]))
"""


def test_no_core_and_no_dump_of_memory_is_written_when_the_program_breaks_down(root: Path) -> None:
    done = subprocess.run([sys.executable, "-c", _AT_THE_EDGE], cwd=root, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, "looked", "")
