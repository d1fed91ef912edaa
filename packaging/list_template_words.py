"""Lists the template's words: what stands in a return whatever the establishment wrote.

They are the literals of the modules that draw a return, and what is found in returns of empty files beyond those: the
words that the libraries write. An empty file holds nothing that a user wrote, so nothing of that kind can get in.

Run it as `./dev words` when a renderer says something new; it writes resources/template_words.txt. Read the difference
before committing it: every line is a text that the third gate lets pass.
"""

from __future__ import annotations

import ast
import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Literal

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app.catalogue.builtin import read_builtin_schemes  # noqa: E402
from app.domain.catalogue import Country, Sector  # noqa: E402
from app.domain.registers.every import REGISTERS  # noqa: E402
from app.domain.release import ReturnFacts, release  # noqa: E402
from app.domain.release_registers import empty_register  # noqa: E402
from app.domain.released import ReleasedReturn  # noqa: E402
from app.domain.word_runs import words_of  # noqa: E402
from app.returns.inside.gate import foreign_texts, read_contents  # noqa: E402
from app.returns.inside.sources import Sources, locate_template_words, payload_texts  # noqa: E402
from app.returns.payload import write_payload  # noqa: E402
from app.returns.pdf import render_pdf  # noqa: E402
from app.returns.workbook import render_workbook  # noqa: E402
from app.services.establishing import NewEstablishment, establish  # noqa: E402
from app.services.period_content import find_period, load_content  # noqa: E402
from app.services.signing import sign_approval, sign_return, signer_words  # noqa: E402
from app.signing.identity import create_identity, load_identity  # noqa: E402

if TYPE_CHECKING:
    from app.signing.identity import Identity

DRAWING = (
    "app/returns/pdf/*.py", "app/returns/letter/*.py", "app/returns/workbook/*.py", "app/returns/words.py",
    "app/returns/payload.py", "app/domain/released*.py", "app/domain/review_terms.py", "app/domain/dates.py",
    "app/services/signing.py", "app/signing/pdf_panel.py",
)  # fmt: skip
"""The modules whose literals stand in returns."""
ELSEWHERE = ("FormXob", "yyyy-mm-dd")
"""What libraries write only where a return is not empty."""
TAG = re.compile(r"<[^<>]*>|<[a-z/][^<>]*$|^[^<>]*\">")
NOW = datetime(2014, 10, 20, 10, tzinfo=UTC)
NAMES = ("Given Family", "Post", "Organisation")
PASSPHRASE = "made for one run and gone"  # noqa: S105  # of an identity that lives in memory


def template_words() -> list[str]:
    """Return the texts, sorted: literals of the drawing modules, and what libraries add to an empty return."""
    said = {_plain(text) for text in (*ELSEWHERE, *literals(), *schemes())}
    for sample in SAMPLES:
        said |= {_plain(text) for text in _beyond(sample, said)}
    return sorted(text for text in said if words_of(text))


def _plain(text: str) -> str:
    return " ".join(TAG.sub(" ", text).split())


def literals() -> Iterator[str]:
    """Yield every string in the drawing modules but docstrings and errors, the plurals they make, and names of PDF."""
    for path in sorted(chain.from_iterable(ROOT.glob(pattern) for pattern in DRAWING)):
        tree = ast.parse(path.read_bytes())
        apart = set(_docstrings(tree)) | set(_errors(tree))
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in apart:
                yield node.value
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                yield from _of_call(node.func.id, node)
            elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Name":
                yield node.attr


def _of_call(name: str, call: ast.Call) -> Iterator[str]:
    """Yield the plurals that `counted` makes, and the keys of PDF dictionaries."""
    if name == "counted":
        yield from (f"{noun.value!s}s" for noun in call.args[1:2] if isinstance(noun, ast.Constant))
    elif name == "Dictionary":
        yield from (part.arg for part in call.keywords if part.arg)


def schemes() -> Iterator[str]:
    """Yield the words of the marking schemes that come with the program."""
    return (level.word for scheme in read_builtin_schemes() for level in scheme.levels)


def _docstrings(tree: ast.AST) -> Iterator[int]:
    """Yield the constants that stand alone as a statement: docstrings, also those of attributes."""
    return (id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr))


def _errors(tree: ast.AST) -> Iterator[int]:
    """Yield the constants that are said to a user only: those in errors."""
    raised = (node for node in ast.walk(tree) if isinstance(node, ast.Raise))
    return (id(part) for node in raised for part in ast.walk(node) if isinstance(part, ast.Constant))


@dataclass(frozen=True)
class Sample:
    """A kind of return that is drawn empty."""

    sector: Sector
    country: Country
    key: Literal["ec", "rsa"]
    signers: int


SAMPLES = (
    Sample(Sector.PUBLIC, Country.ENGLAND, "ec", 1),
    Sample(Sector.PRIVATE, Country.WALES, "rsa", 2),
)


def _beyond(sample: Sample, said: set[str]) -> Iterator[str]:
    """Yield what an empty return of this kind says beyond its payload, `said` and its signer's name."""
    released = _empty(sample)
    payload = write_payload(released)
    identity = _identity(sample)
    sources = Sources((*said, *payload_texts(payload), *signer_words(identity)))
    for unsigned in (render_pdf(released, payload), render_workbook(released, payload)):
        for finished in _signed(unsigned, released, identity):
            for found in foreign_texts(read_contents(finished, payload).texts, sources):
                yield found.text


def _signed(unsigned: bytes, released: ReleasedReturn, identity: Identity) -> Iterator[bytes]:
    """Yield a file as it is drawn, with its author's signature, and where two must sign with its approver's too."""
    yield unsigned
    yield (signed := sign_return(unsigned, released, identity, NOW))
    if released.signers_required > 1:
        yield sign_approval(signed, identity, NOW)


def _empty(sample: Sample) -> ReleasedReturn:
    wanted = NewEstablishment(
        name="Establishment", code="ABC", sector=sample.sector, country=sample.country, period="2014-15 Q2"
    )
    facts = ReturnFacts(number="ABC/2014-15-Q2/1", made_on=NOW.date(), signers_required=sample.signers)
    with (
        tempfile.TemporaryDirectory() as folder,
        establish(Path(folder) / "empty.assure", wanted, today=NOW.date()) as file,
        file.released_reading() as work,
    ):
        released = release(load_content(work, find_period(work).record.id), facts)
    # Every register, each without an entry: a workbook has as many sheets as there can be.
    return released.model_copy(update={"registers": tuple(map(empty_register, REGISTERS))})


def _identity(sample: Sample) -> Identity:
    p12 = create_identity(*NAMES, PASSPHRASE, valid_from=NOW, key_kind=sample.key)
    return load_identity(p12, PASSPHRASE)


if __name__ == "__main__":
    locate_template_words().write_text("\n".join(template_words()) + "\n", encoding="utf-8")
