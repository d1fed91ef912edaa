"""How to verify the return: in the program, by hand, on paper."""

from __future__ import annotations

from reportlab.platypus import CondPageBreak, Flowable

from app.returns.payload import PAYLOAD_NAME
from app.returns.pdf import theme
from app.returns.pdf.context import Context, labelled
from app.returns.pdf.cover import digest_lines
from app.returns.pdf.prose import escaped, strong
from app.returns.words import name_of

_ROOM = 430.0
"""Points: the section stays on one page."""


def verification(context: Context) -> list[Flowable]:
    """Return how to verify the return."""
    parts = [
        *_IN_THE_PROGRAM,
        ("The payload", *_payload(context)),
        ("The return before", _before(context)),
        ("A paper copy", _paper(context)),
        _OTHER_READERS,
        ("If it fails", _failure(context)),
    ]
    heading = context.section("verify", "How to verify this return")
    return [CondPageBreak(_ROOM), *heading, *(labelled(label, *body) for label, *body in parts)]


def _mono(text: str) -> str:
    return f'<font name="{theme.MONO}" size="9">{text}</font>'


def _digest(digits: str) -> str:
    return _mono("<br/>".join(digest_lines(digits)))


def _payload(context: Context) -> list[str]:
    return [
        f"The file {_mono(PAYLOAD_NAME)} is attached to this PDF and stored in the workbook. Both have this SHA-256 "
        "digest, whose spaces are for reading:",
        _digest(context.digest),
        f"On any Windows computer: {_mono(f'certutil -hashfile {PAYLOAD_NAME} SHA256')}.",
    ]


def _before(context: Context) -> str:
    earlier = context.released.previous
    if earlier is None:
        return "This is the first return of its establishment: there is none before it."
    return f"This return follows {escaped(earlier.number)}, whose payload has the digest<br/>{_digest(earlier.digest)}"


def _paper(context: Context) -> str:
    return (
        "Each page carries the return number and the first eight characters of the digest, "
        f"{_mono(context.digest[:8])}. A page that carries others belongs to another return. Paper cannot be verified "
        "further: ask for the file."
    )


def _failure(context: Context) -> str:
    return (
        "Do not act on the return. Keep the medium, note the time, and telephone the Head of Business Assurance of "
        f"{escaped(name_of(context.released))}. Do not reply on the same medium."
    )


_IN_THE_PROGRAM = (
    (
        "With Assurance Desk",
        "Open the return from the Review desk. The first lines say who signed, when, and that nothing has changed "
        f"since, or what is wrong, such as {strong('Changed after signing')}.",
        f"Without a window: {_mono('assurance-desk verify return.pdf return.xlsx')}. Exit code 0 means verified and "
        "trusted, 4 that a signer is not trusted here, 5 that the file is not whole, 6 that a signature is missing.",
    ),
    (
        "The signers",
        "Compare each certificate’s fingerprint with the one that the establishment gave you by another channel, on "
        "paper or by telephone. A signature proves nothing about a person until you have done this once.",
    ),
)
_OTHER_READERS = (
    "Other PDF readers",
    "A reader’s signature panel shows the same signatures. It may call the signers unknown, because it does not hold "
    "your trust register, and may report a signature as valid after something was added behind it.",
)
