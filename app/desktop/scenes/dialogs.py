"""The dialogs as pictures show them, over a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QDialog, QWidget

from app.desktop.dialogs.about_dialog import AboutDialog
from app.desktop.dialogs.action_dialog import ActionDialog
from app.desktop.dialogs.begin_dialog import BeginDialog
from app.desktop.dialogs.choice_dialog import ChoiceDialog
from app.desktop.dialogs.entry_dialog import EntryDialog
from app.desktop.dialogs.evidence_dialog import EvidenceDialog
from app.desktop.dialogs.finding_dialog import FindingDialog
from app.desktop.dialogs.grid_dialog import GridDialog
from app.desktop.dialogs.help_dialog import HelpDialog
from app.desktop.dialogs.pages_dialog import PagesDialog
from app.desktop.dialogs.prompt_dialog import PromptDialog
from app.desktop.dialogs.restore_dialog import RestoreDialog
from app.desktop.pages.home_page import HomePage
from app.desktop.pages.page import first_stop
from app.desktop.scenes.framing import Scene, centre, go_to, lay_over
from app.desktop.shell import Shell
from app.desktop.specimens import dialogs, entries, grids, homes, returns
from app.desktop.views.restore_view import RestoreView
from app.desktop.welcome import welcome

_NO_DATE = {"due": "This is no date. Write it like 29 September 2026."}
Make = Callable[[Shell], QDialog]


def _over_home(shell: Shell, make: Make) -> QWidget | None:
    page = go_to(shell, "home", HomePage)
    page.show_view(homes.home())
    dialog = make(shell)
    lay_over(dialog, shell)
    focused: QWidget | None = dialog.focusWidget()
    return focused or first_stop(dialog)


def _begin(shell: Shell, step: int, faults: Mapping[str, str]) -> QWidget | None:
    """Show one step of the first run, over the window without a file."""
    shell.close_file()
    shell.show_empty(welcome())
    dialog = BeginDialog(shell.loader, dialogs.begin(), shell.window())
    lay_over(dialog, shell)
    dialog.go_to(step)
    dialog.show_faults(faults)
    centre(dialog, shell)
    focused: QWidget | None = dialog.focusWidget()
    return focused or first_stop(dialog)


def show_begin_name(shell: Shell) -> QWidget | None:
    """Show the first step with a code that is none."""
    return _begin(shell, 0, {"code": "Write two to five capital letters, such as CVL."})


def show_begin_period(shell: Shell) -> QWidget | None:
    """Show the step of the period."""
    return _begin(shell, 1, {})


def show_begin_you(shell: Shell) -> QWidget | None:
    """Show the last step, where a file of that name is there already."""
    return _begin(shell, 2, {"place": "There is a file of this name already. Choose another name or folder."})


def show_pages(shell: Shell) -> QWidget | None:
    """Show a return's page in full size."""
    focused = _over_home(shell, lambda shell: PagesDialog(shell.loader, returns.pages(), 1, shell))
    dialog = shell.findChild(PagesDialog)
    assert isinstance(dialog, PagesDialog)
    dialog.resize(shell.width() - 32, shell.height() - 32)
    centre(dialog, shell)
    return focused


def show_progress(shell: Shell) -> QWidget | None:
    """Show a job that takes long, with the way to stop it."""
    page = go_to(shell, "home", HomePage)
    page.show_view(homes.home())
    line = shell.progress_line
    line.start("Copying the file")
    line.show_progress("Copying the file to the drive", 3, 5)
    line.cancel.show()
    line.show()
    return line.cancel


def show_action_form(shell: Shell) -> QWidget | None:
    """Show a new action with a date that is none."""

    def make(shell: Shell) -> QDialog:
        dialog = ActionDialog(shell.loader, dialogs.action(), shell.window())
        dialog.show_faults(_NO_DATE)
        return dialog

    return _over_home(shell, make)


def show_entry_form(shell: Shell) -> QWidget | None:
    """Show a register's form with a day that is none."""

    def make(shell: Shell) -> QDialog:
        dialog = EntryDialog(shell.loader, entries.entry_form(), shell.window())
        dialog.show()
        dialog.show_faults({"review_by": "This is no date. Write it like 29 September 2026."})
        return dialog

    return _over_home(shell, make)


def show_figures_grid(shell: Shell) -> QWidget | None:
    """Show delivery requirements as a grid, with a figure that is none."""

    def make(shell: Shell) -> QDialog:
        dialog = GridDialog(shell.loader, grids.figures(), shell.window())
        dialog.show()
        dialog.show_cell_faults("1 cell is wrong, and nothing was taken.", grids.WRONG)
        return dialog

    return _over_home(shell, make)


def show_needs_grid(shell: Shell) -> QWidget | None:
    """Show individual needs as a matrix."""
    return _over_home(shell, lambda shell: GridDialog(shell.loader, grids.needs(), shell.window()))


def show_evidence_form(shell: Shell) -> QWidget | None:
    """Show evidence that was seen."""
    return _over_home(shell, lambda shell: EvidenceDialog(shell.loader, dialogs.evidence(), shell.window()))


def show_finding_form(shell: Shell) -> QWidget | None:
    """Show a finding and its action."""
    return _over_home(shell, lambda shell: FindingDialog(shell.loader, dialogs.finding(), shell.window()))


def show_passphrase(shell: Shell) -> QWidget | None:
    """Show a passphrase that does not open the store."""

    def make(shell: Shell) -> QDialog:
        dialog = PromptDialog(shell.loader, dialogs.passphrase(), shell.window())
        dialog.show_fault("This passphrase does not open the sealed store. Type it again.")
        return dialog

    return _over_home(shell, make)


def show_not_saved(shell: Shell) -> QWidget | None:
    """Show that the disk did not take something, with the words that must not be lost."""
    return _over_home(shell, lambda shell: ChoiceDialog(shell.loader, dialogs.not_saved(), shell.window()))


def show_restore(shell: Shell) -> QWidget | None:
    """Show the copies that can take the place of a file."""
    return _over_home(shell, lambda shell: RestoreDialog(shell.loader, dialogs.restore(), shell.window()))


def show_nothing_to_restore(shell: Shell) -> QWidget | None:
    """Show that no copy was found yet."""
    view = RestoreView(dialogs.restore().words, ())
    return _over_home(shell, lambda shell: RestoreDialog(shell.loader, view, shell.window()))


def show_about(shell: Shell) -> QWidget | None:
    """Show what the program is."""
    return _over_home(shell, lambda shell: AboutDialog(shell.loader, "0.1.0", shell))


def show_help(shell: Shell) -> QWidget | None:
    """Show what F1 says of the narrative."""
    title = "Narrative"
    text = "What you found, where, and how you know. Choose words and press Ctrl+R to seal them."
    return _over_home(shell, lambda shell: HelpDialog(shell.loader, title, text, shell.window()))


SCENES: dict[str, Scene] = {
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
    "dialog-about": show_about,
    "dialog-help": show_help,
}
