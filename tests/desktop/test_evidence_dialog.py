from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.desktop.dialogs.evidence_dialog import EvidenceDialog
from app.desktop.forms import FormLoader
from app.desktop.shell import Shell
from app.desktop.views.checklist_view import PassageView
from app.desktop.views.form_views import EvidenceFormView, EvidenceInput
from app.desktop.views.home_view import ScopeView
from tests.desktop.conftest import Heard, click
from tests.desktop.test_accessibility import unnamed

VIEW = EvidenceFormView(
    "Add evidence",
    (ScopeView("1(f)", "1(f) Drugs and mobile phones"),),
    (ScopeView("a", "A. Head"), ScopeView("b", "B. Lead")),
    (ScopeView("record", "Record"),),
    EvidenceInput(items="1f-03", intention="1(f)"),
)


@pytest.fixture
def dialog(loader: FormLoader, shell: Shell) -> EvidenceDialog:
    shell.window().resize(1280, 900)
    made = EvidenceDialog(loader, VIEW, shell.window())
    made.show()
    return made


def test_file_gives_its_name_as_title(dialog: EvidenceDialog, hear: Callable[..., Heard]) -> None:
    given = hear(dialog.given)
    dialog.take_files([Path("folder") / "Duty rota.xlsx"])
    click(dialog.accept_button)
    typed = given.calls[0][0]
    assert isinstance(typed, EvidenceInput)
    assert typed.title == (PassageView("Duty rota"),)
    assert typed.files == (Path("folder") / "Duty rota.xlsx",)


def test_seen_evidence_asks_where_by_whom_and_when(dialog: EvidenceDialog, hear: Callable[..., Heard]) -> None:
    given = hear(dialog.given)
    assert not dialog.seen_part.isVisible()
    dialog.ways.segment_chosen.emit("seen")
    assert dialog.seen_part.isVisible()
    assert not dialog.files_part.isVisible()
    dialog.seen_where_field.editor.setPlainText("Wing office")
    dialog.seen_by_field.setCurrentIndex(1)
    click(dialog.accept_button)
    typed = given.calls[0][0]
    assert isinstance(typed, EvidenceInput)
    assert (typed.is_seen, typed.files, typed.seen_by) == (True, (), "b")
    assert typed.seen_where == (PassageView("Wing office"),)


def test_refused_files_are_named_below_the_button(dialog: EvidenceDialog) -> None:
    dialog.show_file_faults(["to.lnk: It is a shortcut."])
    assert dialog.files_fault.isVisible()
    dialog.take_files([Path("rota.txt")])
    assert not dialog.files_fault.isVisible()


def test_every_input_has_a_name(dialog: EvidenceDialog) -> None:
    dialog.ways.segment_chosen.emit("seen")
    assert not unnamed(dialog)


def test_title_leaves_unless_the_whole_is_withheld(loader: FormLoader, shell: Shell) -> None:
    dialog = EvidenceDialog(loader, VIEW, shell.window())
    dialog.show()
    assert dialog.title_label.text() == "Title: it leaves with the return"
    dialog.withhold_check.click()
    assert dialog.title_label.text() == dialog.title_field.editor.accessibleName() == "Title"
