"""Trusted signers as pictures show them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.desktop.dialogs.loss_dialog import LossDialog
from app.desktop.dialogs.signer_dialog import SignerDialog
from app.desktop.pages.trust_page import TrustPage
from app.desktop.scenes.framing import Scene, go_to, lay_over
from app.desktop.shell import Shell
from app.desktop.specimens import trust


def show_trust(shell: Shell) -> QWidget | None:
    """Show the register, a deputy chosen."""
    page = go_to(shell, "trust", TrustPage)
    page.show_notice(None)
    page.show_view(*trust.signers())
    page.show_detail(trust.deputy())
    return page.table


def show_signer(shell: Shell) -> QWidget | None:
    """Show a signer who is being entered."""
    show_trust(shell)
    dialog = SignerDialog(shell.loader, trust.signer(), shell.window())
    lay_over(dialog, shell)
    return dialog.code_field


def show_loss(shell: Shell) -> QWidget | None:
    """Show what is asked where an identity is lost."""
    show_trust(shell)
    dialog = LossDialog(shell.loader, trust.loss(), shell.window())
    lay_over(dialog, shell)
    return dialog.passphrase_field


SCENES: dict[str, Scene] = {
    "trust": show_trust,
    "trust-signer": show_signer,
    "trust-loss": show_loss,
}
