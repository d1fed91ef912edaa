"""The Return page, from things to clear to a signed return."""

from __future__ import annotations

from dataclasses import replace

from app.desktop.views.return_view import BlockerView, GateView, IssuedView, PagesView, ReturnView, StayingView
from app.desktop.views.sign_view import SignedFileView, SignedView, SignView
from app.desktop.views.verification_view import VerifiedFileView
from app.services.page_images import PageImage

_DIGEST = "4f1c09ae 77d28b10 c3e54a96 0d1f7722 9be04c58 61aa37f9 20c8d1e6 5b7f3a04"
_PAPER, _INK = b"\xff\xff\xff", b"\x1d\x19\x16"
_LINES = {0: 0.5, 1: 0.0, 2: 0.9, 3: 0.85, 4: 0.92, 5: 0.6, 6: 0.0, 7: 0.9, 8: 0.88, 9: 0.91, 10: 0.4}
"""How far the lines of a drawn page reach, as shares of its width."""


def blocked_return() -> ReturnView:
    """Return the page two things before the end."""
    return ReturnView(
        title="Return for 2026-27, quarter 2",
        due="Return CVL/2026-27-Q2/7. Due Wednesday 30 September 2026, tomorrow.",
        reason="2 things to clear first",
        is_clear=False,
        can_sign=False,
        can_print=False,
        blockers=(
            BlockerView(0, "decide", "A marking is to be decided in 6e-02, answer, narrative",
                        "It looks like a Police National Computer number.", "Decide"),
            BlockerView(1, "refused", "The establishment’s statement is not signed off",
                        "D. Marlowe, Governor, signs it off. All others are signed off.", "Open statement"),
        ),
        cleared="",
        staying=StayingView(
            ((6, "passages"), (1, "whole answer"), (1, "action"), (4, "evidence items")),
            places=((0, "1(c), 1c-08: narrative"), (1, "1(e): answer"), (2, "1(f), 1f-06: narrative")),
        ),
        gates=_gates("decide"),
        checked="Checked 16:08",
        files=("CVL-2026-27-Q2-7.pdf", "CVL-2026-27-Q2-7.xlsx"),
        signers="Signed by the author. Written only when every gate has passed.",
        issued=(IssuedView("CVL/2026-27-Q2/6", "12 September 2026", _DIGEST),),
        no_pages="The pages are drawn once the marking scan has nothing more to ask.",
    )  # fmt: skip


def ready_return() -> ReturnView:
    """Return the page with nothing left to clear."""
    return replace(
        blocked_return(),
        reason="Ready to sign",
        is_clear=True,
        can_sign=True,
        can_print=True,
        blockers=(),
        cleared="Nothing. Every statement is signed off, and the scan asks nothing.",
        gates=_gates("passed"),
        no_pages="",
    )


def _gates(scan: str) -> tuple[GateView, ...]:
    is_passed = scan == "passed"
    to_make = "none" if is_passed else "1"
    reach = "The return was made without reach to the sealed items: it is the same with and without them."
    waits = "The return is made without reach to the sealed items."
    return (
        GateView(1, "Marking scan", f"1,318 texts read. 7 decisions recorded, {to_make} to make.",
                 "passed" if is_passed else "decide", "Passed" if is_passed else "Decide"),
        GateView(2, "Nothing to infer", reach if is_passed else waits, "passed" if is_passed else "waiting",
                 "Passed" if is_passed else "Waiting"),
        GateView(3, "Nothing else inside",
                 "Every word of the finished files comes from the return, its form or its signature.", "waiting",
                 "Waiting"),
        GateView(4, "Proof of absence", "Searches the finished files for sealed text, while the store is unlocked.",
                 "waiting", "Waiting"),
    )  # fmt: skip


def pages() -> PagesView:
    """Return three pages of ruled lines: real ones are drawn from a return."""
    return PagesView(3, _draw, lambda index: f"Page {index + 1} of a return")


def _draw(index: int, width: int) -> PageImage:
    height = round(width * 1.4142)
    rows = []
    for y in range(height):
        line, within = divmod(y * 24 // height, 2)
        share = _LINES.get((line + index) % len(_LINES), 0.0) if within else 0.0
        ink = round(width * 0.8 * share) if y % 8 < 3 else 0
        left = round(width * 0.1)
        rows.append(_PAPER * left + _INK * ink + _PAPER * (width - left - ink))
    return PageImage(width, height, width * 3, b"".join(rows))


def signing() -> SignView:
    """Return the dialog that signs, as it opens."""
    return SignView(
        "Sign and export return CVL/2026-27-Q2/7",
        "Both files are written when the last gate has passed. Until then nothing leaves.",
        "Sign and export",
        "E:\\Identities\\adeyemi.p12",
        "E:\\Returns",
        "CVL-2026-27-Q2-7",
    )


def signed() -> SignedView:
    """Return the dialog once both files are written."""
    sentence = "Signed by R. Adeyemi, Audit lead, on 29 September 2026 and unchanged since."
    return SignedView(
        "Return CVL/2026-27-Q2/7 is signed",
        "Both files passed every gate, were verified where they lie, and are recorded in this file.",
        (SignedFileView("CVL-2026-27-Q2-7.pdf", sentence), SignedFileView("CVL-2026-27-Q2-7.xlsx", sentence)),
        f"SHA-256 of what both carry: {_DIGEST}",
        "14 sealed texts searched for in CVL-2026-27-Q2-7.pdf and CVL-2026-27-Q2-7.xlsx; none was found.",
        has_receipt=True,
    )


def verified() -> tuple[VerifiedFileView, ...]:
    """Return one file that holds, and one that was changed."""
    return (
        VerifiedFileView("CVL-2026-27-Q2-7.pdf", "passed", "Verified",
                         ("Signed by R. Adeyemi, Audit lead, on 29 September 2026 and unchanged since.",)),
        VerifiedFileView("CVL-2026-27-Q2-7.xlsx", "refused", "Not valid",
                         ("Changed after signing: sheet Answers.",)),
    )  # fmt: skip
