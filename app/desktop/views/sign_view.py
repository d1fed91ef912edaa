"""What the dialog that signs shows and gives."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class SignView:
    """What is filled in when the dialog opens: the return's number, and where its identity and files were last."""

    number: str
    detail: str
    identity: str
    folder: str
    name: str


@dataclass(frozen=True)
class SignRequest:
    """What was typed."""

    identity: str
    passphrase: str = field(repr=False)
    folder: str
    name: str


@dataclass(frozen=True)
class SignedFileView:
    """One finished file: its name, what verification says, and whether that is good."""

    name: str
    sentences: str
    status: str = "passed"
    word: str = "Verified"


@dataclass(frozen=True)
class SignedView:
    """A finished return: its files, its digest, and the receipt of the proof of absence in words."""

    title: str
    detail: str
    files: tuple[SignedFileView, ...]
    digest: str
    receipt: str
    has_receipt: bool = True
