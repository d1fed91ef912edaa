"""What the dialog that signs shows and gives."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class SignView:
    """What stands in the dialog when it opens; an approval asks neither where to nor how many sign.

    `signers` is how many signatures the return asks for, 1 or 2.
    """

    title: str
    detail: str
    verb: str
    identity: str
    folder: str = ""
    name: str = ""
    signers: int = 1
    is_approval: bool = False
    ending: str = ""
    """Of the one file that its author alone signs: `.pdf` for a letter. Empty for the two of a return."""


@dataclass(frozen=True)
class SignRequest:
    """What was typed; `folder` and `name` are empty for an approval.

    With a token, `library` and `token` name it, and the passphrase is its PIN.
    """

    identity: str
    passphrase: str = field(repr=False)
    folder: str
    name: str
    signers: int = 1
    library: str = ""
    token: str = ""


@dataclass(frozen=True)
class SignedFileView:
    """One finished file: its name, what verification says, and whether that is good."""

    name: str
    sentences: str
    status: str = "passed"
    word: str = "Verified"


@dataclass(frozen=True)
class SignedView:
    """A finished return: its files, its digest, the receipt of the proof of absence in words, what may follow."""

    title: str
    detail: str
    files: tuple[SignedFileView, ...]
    digest: str = ""
    receipt: str = ""
    has_receipt: bool = False
    can_approve: bool = False
