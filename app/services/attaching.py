"""Attaching evidence: the bytes go into the file, a commitment to them into returns."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.errors import Refused, UserError
from app.domain.records import Attachment, Evidence
from app.domain.scan import Outcome, scan
from app.services.attached_texts import read_edges

if TYPE_CHECKING:
    from app.domain.catalogue import MarkingScheme
    from app.store.work import Work

MAX_ATTACHMENT_BYTES = 50 * 1024 * 1024
FILES = "files"
"""The field of a form that is at fault where a file cannot be taken."""

_REFUSED = (
    "The evidence file bears a marking above {word}, which may not be held here. Handle it as its marking demands, and "
    "cite it as seen, not attached."
)
_TO_SEAL = (
    "The evidence file bears a {word} marking. Withhold the evidence, so that the file is sealed too, or cite it as "
    "seen, not attached."
)


def attach(work: Work, evidence: Evidence, path: Path, *, is_withheld: bool = False) -> Evidence:
    """Keep the bytes of the file at `path` and return the evidence item pointing at them.

    UserError where it cannot be read or is larger than 50 MB, Refused where it bears a marking that may not be held
    so. The commitment is HMAC-SHA-256 under a random key that stays in the file, so that nobody can guess the content
    from the return and the establishment can prove it.
    """
    content = _read(path)
    require_unmarked(content, work.scheme, is_withheld=is_withheld)
    key = secrets.token_bytes(32)
    kept = work.put(Attachment(content=content, size=len(content)), is_withheld=is_withheld)
    return evidence.model_copy(
        update={
            "attachment_id": kept.record.id,
            "commitment_key": key.hex(),
            "commitment": hmac.new(key, content, hashlib.sha256).hexdigest(),
        }
    )


def require_unmarked(content: bytes, scheme: MarkingScheme, *, is_withheld: bool) -> None:
    """Refuse a file that bears a marking at its head or foot above what may be held, or to be sealed and is not."""
    outcome = scan(read_edges(content), scheme).outcome
    if outcome is Outcome.REFUSE:
        raise Refused(_REFUSED.format(word=scheme.level(scheme.ceiling).word), FILES)
    if outcome is Outcome.SEAL and not is_withheld:
        raise Refused(_TO_SEAL.format(word=scheme.level(scheme.sealed_from).word), FILES)


def _read(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise UserError("The evidence is not a file. Choose a file, or cite it as seen.")
        if path.stat().st_size > MAX_ATTACHMENT_BYTES:
            raise UserError("The evidence file is larger than 50 MB. Cite it as seen, not attached.")
        return path.read_bytes()
    except ValueError:
        raise UserError("The evidence file's name is not one a file can have. Check it and try again.") from None
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise UserError(f"The evidence file could not be read ({reason}). Check it and try again.") from None
