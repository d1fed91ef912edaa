"""The schema is one, however a file came by it: made new, migrated, or released long ago."""

from __future__ import annotations

import contextlib
import gzip
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from app.domain.records import Answer, Attachment, Person, Result
from app.store.connection import SCHEMA_VERSION
from app.store.errors import Damaged
from app.store.file import EstablishmentFile
from app.store.migration import MIGRATIONS, upgrade
from app.store.schema import head_schema, read_schema
from tests.store.freeze import SAMPLE
from tests.store.samples import PASSPHRASE, words

BASELINE = MIGRATIONS / "versions"

_FURTHER = """
import sqlalchemy
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade():
    with op.batch_alter_table("period") as table:
        table.add_column(sqlalchemy.Column("quarter", sqlalchemy.Integer))
    {last}
"""


def _memory() -> contextlib.closing[sqlite3.Connection]:
    return contextlib.closing(sqlite3.connect(":memory:", isolation_level=None))


@pytest.fixture
def sample(path: Path) -> Path:
    """Return a file as the first released schema made it."""
    path.write_bytes(gzip.decompress(SAMPLE.read_bytes()))
    return path


def _further(folder: Path, last: str = "pass") -> Path:
    """Return migrations that go one step beyond the present."""
    versions = folder / "migrations" / "versions"
    versions.mkdir(parents=True)
    for name in ("baseline_0001.py", "schema_0001.sql"):
        (versions / name).write_bytes((BASELINE / name).read_bytes())
    (versions / "further_0002.py").write_text(_FURTHER.format(last=last))
    return versions.parent


def test_migrated_schema_is_the_one_new_files_are_made_with() -> None:
    with _memory() as connection:
        upgrade(connection)
        assert read_schema(connection) == head_schema(), "see tests/store/freeze.py"
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)


def test_first_schema_opens_whole(sample: Path) -> None:
    with EstablishmentFile.open(sample) as file:
        assert file.inspect().faults == ()
        file.unlock(PASSPHRASE)
        assert file.sealed_faults() == 0
        with file.reading() as work:
            answer, withheld = work.list(Answer)
            assert words(answer.text("narrative")) == ["Seen on the wing.", "The route."]
            assert (answer.record.result, withheld.record.result) == (Result.PARTLY_MET, Result.MET)
            assert words(withheld.text("narrative")) == ["Of the search team."]
            assert work.list(Attachment)[0].record.content == b"a page"
            assert words(work.list(Person)[0].text("name")) == ["Ann Example"]
            assert words(work.drafts()[0].text) == ["Half a thought"]
            assert len(work.history(Answer, answer.record.id)) == 2


def test_no_row_is_lost_when_a_table_others_point_to_is_rebuilt(sample: Path, tmp_path: Path) -> None:
    with contextlib.closing(sqlite3.connect(sample, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys=ON")
        before = connection.execute("SELECT count(*) FROM self_audit").fetchone()
        upgrade(connection, _further(tmp_path))
        assert connection.execute("SELECT count(*) FROM self_audit").fetchone() == before
        assert connection.execute("SELECT name, quarter FROM period").fetchall() == [("2014-15", None)]
        assert connection.execute("PRAGMA user_version").fetchone() == (2,)
        assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)


@pytest.mark.parametrize("last", ["raise OSError", "op.execute('DELETE FROM period')"])
def test_file_is_as_it_was_when_a_migration_fails(last: str, sample: Path, tmp_path: Path) -> None:
    before = sample.read_bytes()
    with contextlib.closing(sqlite3.connect(sample, isolation_level=None)) as connection:
        with pytest.raises((OSError, Damaged)):
            upgrade(connection, _further(tmp_path, last))
        assert read_schema(connection) == head_schema()
    assert sample.read_bytes() == before


_OPENING = """
import sys
from pathlib import Path
from app.domain.records import Answer
from app.store.file import EstablishmentFile
with EstablishmentFile.open(Path(sys.argv[1])) as file:
    file.inspect()
    with file.reading() as work:
        print(len(work.list(Answer)), "answers")
print([name for name in ("alembic", "argon2", "cryptography", "sqlmodel", "sqlalchemy") if name in sys.modules])
"""


def test_opening_a_file_pays_for_no_migration_cryptography_or_sqlalchemy(sample: Path, root: Path) -> None:
    command = [sys.executable, "-c", _OPENING, str(sample)]
    printed = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout
    assert printed == "2 answers\n[]\n"
