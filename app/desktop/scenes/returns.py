"""The Return page and its dialogs as pictures show them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.desktop.dialogs.sign_dialog import SignDialog
from app.desktop.dialogs.verification_dialog import VerificationDialog
from app.desktop.pages.return_page import ReturnPage
from app.desktop.scenes.framing import Scene, centre, go_to, lay_over
from app.desktop.shell import Shell
from app.desktop.specimens import returns
from app.desktop.views.return_view import ReturnView


def _page(shell: Shell, view: ReturnView) -> ReturnPage:
    page = go_to(shell, "return", ReturnPage)
    page.show_view(view)
    return page


def show_blocked_return(shell: Shell) -> QWidget | None:
    """Show the page with two things to clear first."""
    page = _page(shell, returns.blocked_return())
    page.focus_first()
    return page.window().focusWidget()


def show_ready_return(shell: Shell) -> QWidget | None:
    """Show the page with nothing left to clear, and its pages."""
    page = _page(shell, returns.ready_return())
    page.show_pages(returns.pages())
    return page.sign_button


def show_signing(shell: Shell) -> QWidget | None:
    """Show the dialog that signs, with a passphrase that was refused."""
    show_ready_return(shell)
    dialog = SignDialog(shell.loader, returns.signing(), shell)
    lay_over(dialog, shell)
    dialog.show_fault("This passphrase does not open the identity. Check Caps Lock, then type it again.",
                      is_identity=True)  # fmt: skip
    centre(dialog, shell)
    return dialog.passphrase_field


def show_signed(shell: Shell) -> QWidget | None:
    """Show the dialog once both files are written."""
    show_ready_return(shell)
    dialog = SignDialog(shell.loader, returns.signing(), shell)
    lay_over(dialog, shell)
    dialog.show_done(returns.signed())
    centre(dialog, shell)
    return dialog.open_folder_button


def show_verified(shell: Shell) -> QWidget | None:
    """Show what verification says."""
    show_ready_return(shell)
    dialog = VerificationDialog(shell.loader, shell)
    lay_over(dialog, shell)
    dialog.show_files("Read strictly and apart: the files cannot do anything here.", returns.verified())
    centre(dialog, shell)
    return dialog.verification_close_button


SCENES: dict[str, Scene] = {
    "return": show_ready_return,
    "return-blocked": show_blocked_return,
    "return-signing": show_signing,
    "return-signed": show_signed,
    "return-verified": show_verified,
}
