"""Packs and forms on a real file, in a real window."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from app.catalogue.builtin import locate_builtin_pack
from app.desktop.aim import Aim
from app.desktop.dialogs.choice_dialog import ChoiceDialog
from app.desktop.dialogs.choices import choose
from app.desktop.dialogs.entry_dialog import EntryDialog
from app.desktop.dialogs.prompt_dialog import PromptDialog
from app.desktop.job import Job
from app.desktop.pages.packs_page import PacksPage
from app.desktop.presenters.conflict_forms import read_choices
from app.desktop.presenters.home_views import not_applicable_note
from app.desktop.presenters.packs_presenter import PacksPresenter
from app.desktop.presenters.routes import page_for
from app.desktop.shell import Shell
from app.desktop.views.form_views import EntryInput
from app.desktop.widgets.choice import Choice
from app.domain.errors import Cancelled
from app.domain.left_to_do import Task, left_to_do
from app.domain.merging import Side
from app.domain.records import Ownership, Result
from app.services.answering import Question, record_result, write_narrative
from app.services.catalogue_packs import sign_pack
from app.services.packing import list_packs, make_pack
from app.services.period_content import load_content
from app.services.taking_back import preview_pack
from app.signing.identity import create_identity, load_identity
from app.signing.short_code import short_code
from app.store.file import EstablishmentFile
from tests.desktop.conftest import click
from tests.desktop.register_desk import RegisterDesk, register_desk, spoken_rows
from tests.services.begun_files import PASSPHRASE, TODAY, Begun, at
from tests.unit.catalogue_packs import spoil


class PacksDesk:
    """The page on a file in which the Governor owns 1(f)."""

    def __init__(self, desk: RegisterDesk, shell: Shell, qtbot: QtBot) -> None:
        self.begun, self.desk, self.qtbot = desk.begun, desk, qtbot
        with self.begun.file.work("Gave an owner") as work:
            period, post = self.begun.period_id, self.begun.post_id
            work.put(Ownership(period_id=period, intention_ref="1(f)", post_id=post))
        answer(self.begun, self.begun.file, "As it was.")
        desk.session.refresh()
        page = shell.page("packs")
        assert isinstance(page, PacksPage)
        self.page = page
        self.presenter = PacksPresenter(desk.session, page, shell)
        shell.show_page("packs")

    def wait(self) -> None:
        """Wait until nothing is done beside the window any more."""
        self.qtbot.waitUntil(lambda: not self.desk.shell.findChildren(Job))

    def choose(self, way: str) -> str:
        """Choose a way in the dialog that is open; return what it said."""
        self.qtbot.waitUntil(self.desk.has_dialog)
        dialog = self.desk.dialog(ChoiceDialog)
        said = f"{dialog.choice_detail.text()}\n{dialog.choice_text.toPlainText()}"
        buttons = (dialog.first_button, dialog.second_button, dialog.third_button)
        button = next(each for each in buttons if each.property("way") == way)
        button.click()
        return said

    def words(self) -> list[str]:
        """Return what is said of each row."""
        return [" | ".join(cells) for cells in spoken_rows(self.page)]


def answer(begun: Begun, file: EstablishmentFile, words: str, result: Result = Result.MET) -> None:
    question = Question(begun.period_id, "1f-01")
    record_result(file, question, result, person_id=None, on=TODAY)
    write_narrative(file, question, begun.text(words), person_id=None)


def narrative(begun: Begun) -> list[str | None]:
    from app.domain.records import Answer

    with begun.file.reading() as work:
        return [part.content for part in work.list(Answer)[0].text("narrative")]


@pytest.fixture
def packs(shell: Shell, tmp_path: Path, qtbot: QtBot) -> Iterator[PacksDesk]:
    shell.window().resize(1280, 800)
    with register_desk(tmp_path, shell) as desk:
        yield PacksDesk(desk, shell, qtbot)


def test_every_intention_says_whose_it_is_and_where(packs: PacksDesk, tmp_path: Path) -> None:
    row = next(words for words in packs.words() if words.startswith("1(f)"))
    assert "Governor" in row
    assert row.endswith("Here")
    make_pack(packs.begun.file, tmp_path, ["1(f)"], now=at(TODAY))
    packs.desk.session.refresh()
    assert any(words.endswith("Out with Governor") for words in packs.words())
    assert packs.page.register_summary.text() == "1 of 1 work packs has not come back."


def test_one_button_makes_the_packs_of_all_owners(packs: PacksDesk, tmp_path: Path) -> None:
    from app.services.packing import make_packs_of_owners

    drive = tmp_path / "drive"
    drive.mkdir()
    session = packs.desk.session
    packs.presenter.make_in(
        drive, lambda folder, *hooks: make_packs_of_owners(session.file, folder, now=at(TODAY)), "The packs were made."
    )
    packs.wait()
    assert [path.name for path in drive.iterdir()] == ["EX 2026-27-Q2 pack 1f.assure"]
    packs.page.scope_chosen.emit("out")
    assert packs.words() == ["1(f) | Governor | 22 September 2026 | Out"]


def test_a_pack_is_previewed_taken_back_and_undone(packs: PacksDesk, tmp_path: Path) -> None:
    begun = packs.begun
    made = make_pack(begun.file, tmp_path, ["1(f)"], now=at(TODAY))
    with EstablishmentFile.open(made.path) as pack:
        answer(begun, pack, "Theirs.", Result.NOT_MET)
    answer(begun, begun.file, "Ours.", Result.PARTLY_MET)
    packs.presenter.take([made.path])
    packs.wait()
    dialog = packs.desk.dialog(EntryDialog)
    said = [label.text() for label in dialog.entry_fields.findChildren(QLabel)]
    assert "1f-01 answer: narrative" in said
    assert "Here: Ours.\nIn the pack: Theirs." in said
    dialog.reject()
    assert narrative(begun) == ["Ours."]
    packs.presenter.take([made.path])
    packs.wait()
    click(packs.desk.dialog(EntryDialog).accept_button)
    packs.wait()
    assert narrative(begun) == ["Ours.", "\n\n", "Theirs."]
    assert [state.returned_at is None for state in list_packs(begun.file)] == [False]
    packs.presenter.command("undo", packs.presenter.read_rows()[0])
    packs.choose("undo")
    packs.wait()
    assert narrative(begun) == ["Ours."]
    assert [state.returned_at is None for state in list_packs(begun.file)] == [True]


def test_a_side_is_chosen_for_each_conflict_or_for_all(packs: PacksDesk, tmp_path: Path) -> None:
    begun = packs.begun
    made = make_pack(begun.file, tmp_path, ["1(f)"], now=at(TODAY))
    with EstablishmentFile.open(made.path) as pack:
        answer(begun, pack, "Theirs.", Result.NOT_MET)
    answer(begun, begun.file, "Ours.", Result.PARTLY_MET)
    taken = preview_pack(begun.file, made.path)
    keys = {conflict.field: change.key(conflict) for change, conflict in taken.conflicts}
    every = read_choices(taken, EntryInput({"all": "ours", keys["narrative"]: "theirs"}))
    assert every == dict.fromkeys(keys.values(), Side.OURS)
    packs.presenter.take([made.path])
    packs.wait()
    dialog = packs.desk.dialog(EntryDialog)
    field = dialog.field(keys["narrative"])
    assert isinstance(field, Choice)
    choose(field, "theirs")
    click(dialog.accept_button)
    packs.wait()
    assert narrative(begun) == ["Theirs."]


def test_a_pack_with_a_passphrase_of_its_own_asks_for_it(packs: PacksDesk, tmp_path: Path) -> None:
    begun = packs.begun
    begun.set_up_store()
    made = make_pack(begun.file, tmp_path, ["1(f)"], now=at(TODAY))
    with EstablishmentFile.open(made.path) as pack:
        pack.unlock(PASSPHRASE)
        pack.keys.change_passphrase(pack.keys.slots()[0].id, "a wholly other passphrase")
        answer(begun, pack, "Theirs.")
    packs.presenter.take([made.path])
    packs.wait()
    packs.qtbot.waitUntil(packs.desk.has_dialog)
    dialog = packs.desk.dialog(PromptDialog)
    dialog.prompt_field.setText("a wholly other passphrase")
    dialog.accept_button.click()
    packs.wait()
    packs.choose("take")
    packs.wait()
    assert narrative(begun) == ["Theirs."]


def test_a_file_that_is_no_pack_is_said_above_the_list(packs: PacksDesk, tmp_path: Path) -> None:
    other = tmp_path / "other.assure"
    other.write_bytes(packs.begun.file.path.read_bytes())
    packs.presenter.take([other])
    packs.wait()
    packs.qtbot.waitUntil(packs.page.notice.isVisible)
    packs.presenter.take([other, tmp_path / "a.xlsx"])
    assert packs.page.notice.isVisible()
    assert not packs.desk.has_dialog()


def test_a_filled_form_is_previewed_and_taken_in(packs: PacksDesk, tmp_path: Path) -> None:
    from app.services.answer_forms import make_forms

    (path,) = make_forms(packs.begun.file, tmp_path, ["1(f)"])
    book = load_workbook(path)
    book["Answers"]["F4"] = "From the form."
    book["Answers"]["C5"] = "=1+1"
    book.save(path)
    packs.presenter.take([path])
    packs.wait()
    packs.qtbot.waitUntil(packs.page.notice.isVisible)
    book["Answers"]["C5"] = "Met"
    book.save(path)
    packs.presenter.take([path])
    packs.wait()
    assert "2 answers" in packs.choose("take")
    packs.wait()
    assert narrative(packs.begun) == ["As it was.", "\n\n", "From the form."]


def test_nothing_is_left_or_taken_when_work_on_forms_is_stopped(packs: PacksDesk, tmp_path: Path) -> None:
    from app.services.answer_forms import make_forms, read_forms

    begun: list[tuple[str, int, int]] = []

    def note(step: str, done: int, total: int) -> None:
        begun.append((step, done, total))

    def is_stopped() -> bool:
        return bool(begun)

    with pytest.raises(Cancelled):
        make_forms(packs.begun.file, tmp_path, ["1(e)", "1(f)"], progress=note, is_cancelled=is_stopped)
    assert begun == [("Writing the form of 1(e)", 0, 2)]
    assert list(tmp_path.glob("*.xlsx")) == []
    (path,) = make_forms(packs.begun.file, tmp_path, ["1(f)"])
    book = load_workbook(path)
    book["Answers"]["F4"] = "From the form."
    book.save(path)
    begun.clear()
    with pytest.raises(Cancelled):
        read_forms(packs.begun.file, [path], progress=note, is_cancelled=is_stopped)
    assert begun == [("Reading form 1 of 1", 0, 1)]
    assert narrative(packs.begun) == ["As it was."]


def test_catalogues_say_which_periods_they_serve(packs: PacksDesk) -> None:
    packs.page.scope_chosen.emit("catalogues")
    (row,) = packs.words()
    assert row.endswith("2026-27, quarter 2; the next period")


def test_home_counts_a_pack_that_is_out_and_leads_to_it(packs: PacksDesk, tmp_path: Path) -> None:
    assert not [todo for todo in packs.desk.session.left() if todo.task is Task.PACK_OUT]
    make_pack(packs.begun.file, tmp_path, ["1(f)"], now=at(TODAY))
    packs.desk.session.refresh()
    (todo,) = [todo for todo in packs.desk.session.left() if todo.task is Task.PACK_OUT]
    assert todo.intention_ref == "1(f)"
    assert page_for(Task.PACK_OUT, packs.desk.shell.page_keys) == "packs"
    packs.presenter.aim(Aim(task=Task.PACK_OUT.value))
    assert packs.words() == ["1(f) | Governor | 22 September 2026 | Out"]


def test_a_work_pack_shows_its_own_intentions_as_all_there_is_to_do(packs: PacksDesk, tmp_path: Path) -> None:
    made = make_pack(packs.begun.file, tmp_path, ["1(f)"], now=at(TODAY))
    with EstablishmentFile.open(made.path) as file, file.reading() as work:
        content = load_content(work, packs.begun.period_id)
    assert {todo.intention_ref for todo in left_to_do(content, TODAY)} == {"1(f)"}
    elsewhere = content.pack.intention("1(a)")
    assert not_applicable_note(content, elsewhere) == "Not in this work pack"


def test_a_catalogue_pack_asks_who_signed_it_and_shows_what_it_changes(packs: PacksDesk, tmp_path: Path) -> None:
    folder, pack = tmp_path / "next", tmp_path / "pack.zip"
    shutil.copytree(locate_builtin_pack(), folder)
    spoil(folder, "pack.toml", 'version = "2014.1"', 'version = "2015.1"')
    spoil(folder, "intentions/1f.toml", 'short = "Drugs and mobile phones"', 'short = "Drugs and phones"')
    secret = "four plain words here"
    made = create_identity("C. Keeper", "Head", "Headquarters", secret, valid_from=datetime.now(UTC))
    identity = load_identity(made, secret)
    sign_pack(folder, pack, identity, now=datetime.now(UTC))
    packs.presenter.take([pack])
    packs.wait()
    packs.qtbot.waitUntil(packs.desk.has_dialog)
    dialog = packs.desk.dialog(PromptDialog)
    dialog.prompt_field.setText(short_code(identity.certificate))
    dialog.accept_button.click()
    packs.wait()
    said = packs.choose("take")
    assert "Changed: intentions 1(f) (short)" in said
    assert "C. Keeper" in said
    packs.wait()
    packs.page.scope_chosen.emit("catalogues")
    assert [row.rpartition(" | ")[2] for row in packs.words()] == ["2026-27, quarter 2", "the next period"]


def test_a_question_of_our_own_is_added_changed_and_withdrawn(packs: PacksDesk) -> None:
    packs.page.row_chosen.emit("intention:1(f)")
    packs.page.command_given.emit("ask")
    dialog = packs.desk.dialog(EntryDialog)
    for key, words in {"title": "Kitchen keys are counted", "question": "Are the keys counted?"}.items():
        field = dialog.field(key)
        assert isinstance(field, QLineEdit | QPlainTextEdit)
        (field.setText if isinstance(field, QLineEdit) else field.setPlainText)(words)
    click(dialog.accept_button)
    faults = [label.text() for label in dialog.findChildren(QLabel) if label.objectName().endswith("_fault")]
    assert "The evidence expected has fewer entries than 1." in faults
    for key in ("evidence", "guidance"):
        field = dialog.field(key)
        assert isinstance(field, QPlainTextEdit)
        field.setPlainText("The key book.")
    click(dialog.accept_button)
    packs.page.scope_chosen.emit("own")
    assert packs.words() == ["1f-60 Kitchen keys are counted | 1 | the next period"]
    packs.page.command_given.emit("change")
    field = packs.desk.dialog(EntryDialog).field("title")
    assert isinstance(field, QLineEdit)
    field.setText("Kitchen keys are weighed")
    click(packs.desk.dialog(EntryDialog).accept_button)
    assert packs.words() == ["1f-60 Kitchen keys are weighed | 1 | the next period"]
    packs.page.command_given.emit("withdraw")
    packs.choose("withdraw")
    assert packs.words() == ["1f-60 Kitchen keys are weighed | 1 | Withdrawn"]
