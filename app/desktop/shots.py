"""Pictures of every page in every scheme, and a check that no text is cut: `… -m app.desktop.shots OUTDIR [FILE]`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QWidget

from app.desktop.application import make_application, make_shell
from app.desktop.clipping import clipped_texts
from app.desktop.dialog_scenes import (
    show_about,
    show_action_form,
    show_entry_form,
    show_evidence_form,
    show_figures_grid,
    show_finding_form,
    show_help,
    show_needs_grid,
    show_not_saved,
    show_nothing_to_restore,
    show_passphrase,
    show_restore,
)
from app.desktop.file_shots import shoot_file
from app.desktop.framing import EVERY_FRAME, Frame, Scene, settle
from app.desktop.pack_scenes import show_coming_back, show_packs, show_where
from app.desktop.pages.checklist_page import ChecklistPage
from app.desktop.pages.home_page import HomePage
from app.desktop.people_scenes import (
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
from app.desktop.theme import Scheme
from app.desktop.trust_scenes import show_loss, show_signer, show_trust
from app.desktop.welcome import cannot_open, welcome
from app.desktop.window import Window

LIGHT_FRAMES = (Frame(Scheme.LIGHT, 1280, 800), Frame(Scheme.LIGHT, 1280, 720, 200))
WIDTH_FRAMES = (Frame(Scheme.LIGHT, 1024, 768), Frame(Scheme.LIGHT, 1920, 1080), Frame(Scheme.LIGHT, 1280, 720, 125))


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


SCENES: dict[str, tuple[Scene, tuple[Frame, ...]]] = {
    "home": (show_home, EVERY_FRAME + WIDTH_FRAMES),
    "home-fresh": (show_fresh_home, LIGHT_FRAMES),
    "checklist": (show_checklist, EVERY_FRAME + WIDTH_FRAMES),
    "checklist-plain": (show_plain_question, LIGHT_FRAMES),
    "checklist-refused": (show_refused, EVERY_FRAME),
    "checklist-sealed": (show_withheld, LIGHT_FRAMES),
    "checklist-empty": (show_nothing_left, LIGHT_FRAMES),
    "actions": (show_actions, EVERY_FRAME + WIDTH_FRAMES),
    "actions-fresh": (show_fresh_actions, LIGHT_FRAMES),
    "evidence": (show_evidence, EVERY_FRAME + WIDTH_FRAMES),
    "evidence-refused": (show_refused_files, LIGHT_FRAMES),
    "registers": (show_entries, EVERY_FRAME + WIDTH_FRAMES),
    "registers-fresh": (show_no_entries, LIGHT_FRAMES),
    "statement": (show_statement, EVERY_FRAME + WIDTH_FRAMES),
    "statement-unread": (show_unread_statement, EVERY_FRAME),
    "statement-ready": (show_ready_statement, LIGHT_FRAMES),
    "statement-signed": (show_signed_statement, LIGHT_FRAMES),
    "statement-sealed": (show_withheld_statement, LIGHT_FRAMES),
    "statement-whole": (show_establishment, EVERY_FRAME + WIDTH_FRAMES),
    "statement-declarations": (show_declarations, LIGHT_FRAMES),
    "return": (show_ready_return, EVERY_FRAME + WIDTH_FRAMES),
    "return-blocked": (show_blocked_return, EVERY_FRAME),
    "return-signing": (show_signing, EVERY_FRAME),
    "return-signed": (show_signed, LIGHT_FRAMES),
    "return-verified": (show_verified, LIGHT_FRAMES),
    "people": (show_posts, EVERY_FRAME + WIDTH_FRAMES),
    "people-plan": (show_plan, LIGHT_FRAMES),
    "people-handover": (show_handover, LIGHT_FRAMES),
    "history": (show_history, EVERY_FRAME + WIDTH_FRAMES),
    "packs": (show_packs, EVERY_FRAME + WIDTH_FRAMES),
    "packs-intentions": (show_where, LIGHT_FRAMES),
    "packs-back": (show_coming_back, EVERY_FRAME),
    "sealed": (show_holders, EVERY_FRAME + WIDTH_FRAMES),
    "sealed-copies": (show_copies, EVERY_FRAME),
    "review": (show_review, EVERY_FRAME + WIDTH_FRAMES),
    "reading": (show_reading, EVERY_FRAME + WIDTH_FRAMES),
    "map": (show_map, EVERY_FRAME + WIDTH_FRAMES),
    "audits": (show_audits, EVERY_FRAME),
    "queries": (show_queries, EVERY_FRAME),
    "trust": (show_trust, EVERY_FRAME + WIDTH_FRAMES),
    "trust-signer": (show_signer, EVERY_FRAME),
    "trust-loss": (show_loss, EVERY_FRAME),
    "find": (show_find, EVERY_FRAME),
    "find-nothing": (show_nothing_found, LIGHT_FRAMES),
    "paper": (show_paper, LIGHT_FRAMES),
    "dialog-review": (show_observation, LIGHT_FRAMES),
    "dialog-action": (show_action_form, EVERY_FRAME),
    "dialog-entry": (show_entry_form, EVERY_FRAME),
    "dialog-figures": (show_figures_grid, EVERY_FRAME),
    "dialog-needs": (show_needs_grid, EVERY_FRAME),
    "dialog-evidence": (show_evidence_form, LIGHT_FRAMES),
    "dialog-finding": (show_finding_form, LIGHT_FRAMES),
    "dialog-passphrase": (show_passphrase, EVERY_FRAME),
    "dialog-not-saved": (show_not_saved, LIGHT_FRAMES),
    "dialog-restore": (show_restore, EVERY_FRAME),
    "dialog-restore-nothing": (show_nothing_to_restore, LIGHT_FRAMES),
    "dialog-about": (show_about, LIGHT_FRAMES),
    "dialog-help": (show_help, LIGHT_FRAMES),
    "welcome": (show_welcome, LIGHT_FRAMES),
    "fault": (show_fault, LIGHT_FRAMES),
}


def shoot(shell: Shell, folder: Path) -> Iterator[str]:
    """Take every picture into `folder`; yield a line for each text that is cut."""
    for name, (scene, wanted) in SCENES.items():
        for frame in wanted:
            settle(shell, scene, frame)
            for cut in clipped_texts(shell):
                yield f"{name} {frame.name}: {cut}"
            shell.window().grab().save(str(folder / f"{name}-{frame.name}.png"))


def main(arguments: list[str]) -> int:
    """Take the pictures; return 1 where a text is cut."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("file", type=Path, nargs="?", help="a file whose pages are drawn as well")
    given = parser.parse_args(arguments)
    folder: Path = given.folder
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    qInstallMessageHandler(_pass_on)
    application = make_application()
    window = Window(application)
    shell = make_shell(application, window, Places())
    faults = list(shoot(shell, folder))
    if given.file is not None:
        faults += shoot_file(shell, folder, given.file)
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
