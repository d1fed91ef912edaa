"""Pictures of every page in every scheme, and a check that no text is cut: `… -m app.desktop.shots OUTDIR [FILE]`."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QWidget

from app.desktop.application import make_application, make_shell
from app.desktop.clipping import clipped_texts
from app.desktop.dialog_scenes import (
    show_about,
    show_action_form,
    show_begin_name,
    show_begin_period,
    show_begin_you,
    show_entry_form,
    show_evidence_form,
    show_figures_grid,
    show_finding_form,
    show_help,
    show_needs_grid,
    show_not_saved,
    show_nothing_to_restore,
    show_pages,
    show_passphrase,
    show_progress,
    show_restore,
)
from app.desktop.file_shots import shoot_file
from app.desktop.framing import EVERY_FRAME, Scene, settle
from app.desktop.pack_scenes import show_coming_back, show_packs, show_where
from app.desktop.pages.checklist_page import ChecklistPage
from app.desktop.pages.home_page import HomePage
from app.desktop.people_scenes import (
    show_between,
    show_find,
    show_handover,
    show_history,
    show_nothing_found,
    show_paper,
    show_plan,
    show_posts,
)
from app.desktop.places import Places
from app.desktop.register_scenes import (
    show_actions,
    show_entries,
    show_evidence,
    show_fresh_actions,
    show_no_entries,
    show_refused_files,
)
from app.desktop.return_scenes import (
    show_blocked_return,
    show_ready_return,
    show_signed,
    show_signing,
    show_verified,
)
from app.desktop.review_scenes import show_audits, show_map, show_observation, show_queries, show_reading, show_review
from app.desktop.sealed_scenes import show_copies, show_holders
from app.desktop.shell import Shell
from app.desktop.specimens import frames, homes, questions
from app.desktop.statement_scenes import (
    show_declarations,
    show_establishment,
    show_ready_statement,
    show_signed_statement,
    show_statement,
    show_unread_statement,
    show_withheld_statement,
)
from app.desktop.trust_scenes import show_loss, show_signer, show_trust
from app.desktop.welcome import cannot_open, welcome
from app.desktop.window import Window
from app.domain.catalogue_terms import Country, Sector


def show_home(shell: Shell) -> QWidget | None:
    """Show Home in the middle of a period."""
    shell.show_view(frames.shell())
    shell.show_page("home", takes_focus=False)
    page = shell.page("home")
    assert isinstance(page, HomePage)
    page.show_view(homes.home())
    return next((tile for tile in page.board.tiles() if tile.view.ref == "1(f)"), None)


def show_fresh_home(shell: Shell) -> QWidget | None:
    """Show Home on the first day, read-only, with the store locked."""
    shell.show_view(frames.locked_shell())
    shell.show_page("home", takes_focus=False)
    page = shell.page("home")
    assert isinstance(page, HomePage)
    page.show_view(homes.fresh_home())
    return page.continue_button


def _checklist(shell: Shell) -> ChecklistPage:
    shell.show_view(frames.shell())
    shell.show_page("checklist", takes_focus=False)
    page = shell.page("checklist")
    assert isinstance(page, ChecklistPage)
    page.show_list(questions.checklist())
    page.question_pane.show_unsaved(None)
    return page


def show_checklist(shell: Shell) -> QWidget | None:
    """Show a question with everything that one can have."""
    page = _checklist(shell)
    page.show_question(questions.question())
    return page.question_pane.narrative


def show_plain_question(shell: Shell) -> QWidget | None:
    """Show a question that nobody has answered, with the list filtered."""
    page = _checklist(shell)
    page.show_list(questions.filtered_checklist())
    page.show_question(questions.plain_question())
    return page.question_pane.answer_row.partly_met


def show_refused(shell: Shell) -> QWidget | None:
    """Show what a refusal and a wrong number look like."""
    page = _checklist(shell)
    page.show_question(questions.refused_question())
    page.question_pane.show_unsaved(questions.unsaved())
    return page.question_pane.next_button


def show_withheld(shell: Shell) -> QWidget | None:
    """Show an answer that is sealed, with the store locked."""
    page = _checklist(shell)
    shell.show_view(frames.locked_shell())
    page.show_question(questions.withheld_question())
    return page.question_pane.withheld_unlock


def show_nothing_left(shell: Shell) -> QWidget | None:
    """Show the Checklist without a question."""
    page = _checklist(shell)
    page.show_empty(frames.nothing_left())
    return page.question_pane.empty_pane.first_button()


def show_welcome(shell: Shell) -> QWidget | None:
    """Show the window without a file."""
    shell.close_file()
    shell.show_empty(welcome())
    return None


def show_fault(shell: Shell) -> QWidget | None:
    """Show a file that could not be opened."""
    shell.close_file()
    shell.show_empty(cannot_open(frames.NEWER_FILE))
    return None


SCENES: dict[str, Scene] = {
    "home": show_home,
    "home-fresh": show_fresh_home,
    "checklist": show_checklist,
    "checklist-plain": show_plain_question,
    "checklist-refused": show_refused,
    "checklist-sealed": show_withheld,
    "checklist-empty": show_nothing_left,
    "actions": show_actions,
    "actions-fresh": show_fresh_actions,
    "evidence": show_evidence,
    "evidence-refused": show_refused_files,
    "registers": show_entries,
    "registers-fresh": show_no_entries,
    "statement": show_statement,
    "statement-unread": show_unread_statement,
    "statement-ready": show_ready_statement,
    "statement-signed": show_signed_statement,
    "statement-sealed": show_withheld_statement,
    "statement-whole": show_establishment,
    "statement-declarations": show_declarations,
    "return": show_ready_return,
    "return-blocked": show_blocked_return,
    "return-signing": show_signing,
    "return-signed": show_signed,
    "return-verified": show_verified,
    "people": show_posts,
    "people-plan": show_plan,
    "people-handover": show_handover,
    "history": show_history,
    "packs": show_packs,
    "packs-intentions": show_where,
    "packs-back": show_coming_back,
    "sealed": show_holders,
    "sealed-copies": show_copies,
    "review": show_review,
    "reading": show_reading,
    "map": show_map,
    "audits": show_audits,
    "queries": show_queries,
    "trust": show_trust,
    "trust-signer": show_signer,
    "trust-loss": show_loss,
    "find": show_find,
    "find-nothing": show_nothing_found,
    "paper": show_paper,
    "dialog-review": show_observation,
    "dialog-action": show_action_form,
    "dialog-entry": show_entry_form,
    "dialog-figures": show_figures_grid,
    "dialog-needs": show_needs_grid,
    "dialog-evidence": show_evidence_form,
    "dialog-finding": show_finding_form,
    "dialog-passphrase": show_passphrase,
    "dialog-not-saved": show_not_saved,
    "dialog-restore": show_restore,
    "dialog-restore-nothing": show_nothing_to_restore,
    "dialog-begin-name": show_begin_name,
    "dialog-begin-period": show_begin_period,
    "dialog-begin-you": show_begin_you,
    "dialog-pages": show_pages,
    "progress": show_progress,
    "history-between": show_between,
    "dialog-about": show_about,
    "dialog-help": show_help,
    "welcome": show_welcome,
    "fault": show_fault,
}


def shoot(shell: Shell, folder: Path, only: str = "") -> Iterator[str]:
    """Take the pictures whose names begin with `only` into `folder`; yield a line for each text that is cut."""
    wanted = {name: scene for name, scene in SCENES.items() if name.startswith(only)}
    for frame in EVERY_FRAME:  # a scheme or zoom is taken up once for all scenes
        for name, scene in wanted.items():
            settle(shell, scene, frame)
            for cut in clipped_texts(shell):
                yield f"{name} {frame.name}: {cut}"
            shell.window().grab().save(str(folder / f"{name}-{frame.name}.png"))


def shoot_fresh(shell: Shell, folder: Path) -> Iterator[str]:
    """Take the pages of a file that was begun just now, in which nothing is written yet."""
    from app.services.establishing import NewEstablishment, establish

    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "fresh.assure"
        new = NewEstablishment("HMP Carrow Vale", "CVL", Sector.PUBLIC, Country.ENGLAND, "2026-27 Q2")
        establish(path, new, today=date(2026, 9, 22)).close()
        yield from shoot_file(shell, folder, path, "fresh")


def main(arguments: list[str]) -> int:
    """Take the pictures; return 1 where a text is cut."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("file", type=Path, nargs="?", help="a file whose pages are drawn as well")
    parser.add_argument("--only", default="", help="only the scenes whose names begin so, and no file")
    given = parser.parse_args(arguments)
    folder: Path = given.folder
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    qInstallMessageHandler(_pass_on)
    application = make_application()
    window = Window(application)
    shell = make_shell(application, window, Places())
    faults = list(shoot(shell, folder, given.only))
    if not given.only:
        faults += shoot_fresh(shell, folder)
    if given.file is not None:
        faults += shoot_file(shell, folder, given.file, "file")
    for fault in faults:
        sys.stderr.write(f"{fault}\n")
    sys.stdout.write(f"Drew {len(list(folder.glob('*.png')))} pictures into {folder}.\n")
    return 1 if faults else 0


def _pass_on(_kind: QtMsgType, _context: QMessageLogContext, words: str) -> None:
    """Pass Qt's messages on, but for what the offscreen platform says at every window."""
    if not words.startswith("This plugin does not support"):
        sys.stderr.write(f"{words}\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
