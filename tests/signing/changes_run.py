"""`python -m tests.signing.changes_run [NUMBER [SEED]]`: changes single bytes of a return that two have signed.

Each of the changed files must be refused, or all that it holds be the same: the parts of the workbook unpacked, the
PDF's bytes as they are. It prints what was accepted, and where. The tests draw a sample of the same; this is the long
run.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable

from app.domain.catalogue import Country, Sector
from app.returns.workbook import render_workbook
from app.signing.package_verification import verify_package
from app.signing.pdf_verification import verify_pdf
from app.signing.signature_report import SignatureReport
from app.signing.trust import Trust
from tests.returns.conftest import render
from tests.returns.sample_return import sample_return
from tests.signing.conftest import NOW, make_identity, sign, sign_workbook
from tests.signing.package_forgery import parts_of
from tests.signing.package_verdicts import BOTH, CORE

Verify = Callable[[bytes], SignatureReport]


def flip(content: bytes, draw: random.Random) -> tuple[int, bytes]:
    """Change one bit somewhere; give where, and what has come of it."""
    at = draw.randrange(len(content))
    return at, content[:at] + bytes([content[at] ^ 1 << draw.randrange(8)]) + content[at + 1 :]


def run(number: int, seed: str) -> int:
    """Change both files in turn; give how many changes were accepted that must not be."""
    author, approver = make_identity("A. Lead", "Audit lead"), make_identity("D. Marlowe", "Governor")
    trust = Trust({"author": (author.certificate,), "approver": (approver.certificate,)})
    made = render(sample_return(Country.WALES, Sector.PRIVATE, signers=2, is_blank=True))
    pdf = sign(sign(made.pdf, author, "author", *BOTH), approver, "approver")
    book = sign_workbook(sign_workbook(render_workbook(made.released, made.payload), author), approver, "approver")
    parts = parts_of(book)
    verify: dict[str, tuple[bytes, Verify]] = {
        "PDF": (pdf, lambda content: verify_pdf(content, trust, NOW, required=BOTH)),
        "workbook": (
            book,
            lambda content: verify_package(content, trust, NOW, required=BOTH, core_properties=parts[CORE]),
        ),
    }
    faults, kept, draw = 0, dict.fromkeys(verify, 0), random.Random(seed)
    for count in range(number):
        name = ("PDF", "workbook")[count % 2]
        content, judge = verify[name]
        at, changed = flip(content, draw)
        if judge(changed).state == "invalid":
            continue
        is_same = name == "workbook" and parts_of(changed) == parts
        kept[name] += is_same
        faults += not is_same
        print(f"{name}: byte {at} of {len(content)}: {'the same parts' if is_same else 'ACCEPTED'}", flush=True)
    print(f"{number} changes, accepted with the same content: {kept}, wrongly accepted: {faults}")
    return faults


if __name__ == "__main__":
    given = sys.argv[1:]
    sys.exit(min(run(int(given[0]) if given else 5000, given[1] if len(given) > 1 else "one"), 1))
