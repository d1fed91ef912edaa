from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.desktop.dialogs.paper_dialog import PaperDialog
from app.desktop.presenters.paper_maker import PaperMaker
from app.desktop.shell import Shell
from app.services.answering import Question, write_narrative
from app.services.copies_made import copies_made
from app.services.papers import Paper, draw_paper
from tests.desktop.conftest import click
from tests.desktop.register_desk import RegisterDesk, register_desk
from tests.desktop.test_accessibility import unnamed
from tests.services.begun_files import TODAY, at


@pytest.fixture
def desk(shell: Shell, tmp_path: Path) -> Iterator[RegisterDesk]:
    shell.window().resize(1280, 800)
    with register_desk(tmp_path, shell) as desk:
        yield desk


def asked(desk: RegisterDesk, paper: Paper) -> tuple[PaperMaker, PaperDialog]:
    maker = PaperMaker(desk.session, desk.shell, lambda: True)
    maker.open()
    dialog = desk.dialog(PaperDialog)
    dialog.paper_field.setCurrentIndex(list(Paper).index(paper))
    return maker, dialog


def test_the_intention_is_asked_only_where_a_paper_is_of_one(desk: RegisterDesk) -> None:
    _, dialog = asked(desk, Paper.CHECKLIST)
    assert dialog.intention_field.itemText(0) == "All that apply here"
    dialog.paper_field.setCurrentIndex(list(Paper).index(Paper.BRIEF))
    assert not dialog.intention_part.isVisible()
    assert dialog.read().intention == ""
    dialog.paper_field.setCurrentIndex(list(Paper).index(Paper.INTENTION))
    assert dialog.intention_field.itemText(0).startswith("1(a)")
    assert not unnamed(dialog)


def test_fields_stay_in_sight_beside_a_long_refusal(desk: RegisterDesk, qtbot: QtBot) -> None:
    _, dialog = asked(desk, Paper.CHECKLIST)
    dialog.show_faults({"": "The paper was not drawn: the marking scan has something to ask first."})
    qtbot.waitUntil(lambda: not dialog.form_scroll.verticalScrollBar().isVisible())
    fields = dialog.form_scroll.widget()
    assert fields is not None
    assert dialog.form_scroll.height() >= fields.height()


def test_a_paper_is_drawn_then_saved_where_it_is_wanted(desk: RegisterDesk, qtbot: QtBot, tmp_path: Path) -> None:
    _, dialog = asked(desk, Paper.ACTIONS)
    click(dialog.accept_button)
    qtbot.waitUntil(lambda: bool(desk.shell.window().findChildren(QFileDialog)))
    chooser = desk.shell.window().findChildren(QFileDialog)[0]
    chooser.fileSelected.emit(str(tmp_path / "actions.pdf"))
    chooser.reject()
    assert (tmp_path / "actions.pdf").read_bytes().startswith(b"%PDF")


def test_the_dialog_says_where_the_scan_has_to_be_answered(desk: RegisterDesk, qtbot: QtBot) -> None:
    begun = desk.begun
    question = Question(begun.period_id, "1a-01")
    write_narrative(begun.file, question, begun.text("Seen with A1234BC on the wing."), person_id=None)
    desk.session.refresh()
    _, dialog = asked(desk, Paper.INTENTION)
    click(dialog.accept_button)
    qtbot.waitUntil(lambda: bool(dialog.form_fault.text()))
    assert "1a-01, answer, narrative" in dialog.form_fault.text()
    assert dialog.isVisible()


def test_a_paper_is_printed_page_by_page(desk: RegisterDesk, qtbot: QtBot, tmp_path: Path) -> None:
    drawn = draw_paper(desk.begun.file, desk.begun.period_id, Paper.ACTIONS, now=at(TODAY))
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    maker = PaperMaker(desk.session, desk.shell, lambda: True)
    with qtbot.waitSignal(maker.print(drawn, printer).printed):
        pass
    assert (tmp_path / "printed.pdf").stat().st_size > 0
    assert [each.words for each in copies_made(desk.begun.file)] == [f"The paper {drawn.name}"]
