"""What no file of the repository may name, and what the lock files must hold."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tests.architecture.reading import own_files

REGISTRY = re.compile(r"\b(pypi|npmjs|pythonhosted)\s*\.\s*(org|com|io)\b", re.IGNORECASE)
INDEX_OPTION = re.compile(r"--(extra-)?index-url|--find-links|index_url\s*=")
MACHINE_PATH = re.compile(r"(?<![\w.)\]}~*-])/(home|root|work|tmp|Users)/\w|\b[A-Z]:\\Users\\\w")
LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)", re.MULTILINE)


def found_in(pattern: re.Pattern[str], files: list[Path]) -> list[str]:
    """Return `file: match` for each place in a text file."""
    texts = {path: path.read_bytes().decode("utf-8", "ignore") for path in files if b"\0" not in path.read_bytes()}
    return [f"{path.name}: {match.group()}" for path, text in texts.items() for match in pattern.finditer(text)]


def locked(path: Path) -> dict[str, str]:
    """Return the version of each package that a lock file names."""
    return dict(LOCKED.findall(path.read_text(encoding="utf-8")))


def test_no_file_names_a_package_registry() -> None:
    assert found_in(REGISTRY, own_files()) == []
    assert found_in(INDEX_OPTION, [path for path in own_files() if path.suffix in {".txt", ".toml"}]) == []


def test_no_file_names_a_path_of_one_machine() -> None:
    assert found_in(MACHINE_PATH, own_files()) == []


def test_lock_files_agree_and_hold_every_dependency(root: Path) -> None:
    runtime = locked(root / "packaging" / "requirements.txt")
    development = locked(root / "packaging" / "requirements-dev.txt")
    assert runtime.items() <= development.items()
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [re.split(r"[=><]", line)[0].lower() for line in project["project"]["dependencies"]]
    assert set(wanted) - {name.lower() for name in runtime} == set()


@pytest.mark.parametrize("name", ["package", "windows", "windows-tests"])
def test_what_is_packed_has_the_versions_that_were_tested(root: Path, name: str) -> None:
    tested = locked(root / "packaging" / "requirements-dev.txt")
    packed = locked(root / "packaging" / f"requirements-{name}.txt")
    assert {key: version for key, version in packed.items() if tested.get(key, version) != version} == {}
    assert set(locked(root / "packaging" / "requirements.txt")) <= set(packed)


def test_lock_files_give_a_hash_for_every_package_and_no_address(root: Path) -> None:
    locks = sorted((root / "packaging").glob("requirements*.txt"))
    assert len(locks) > 2
    for lock in locks:
        text = lock.read_text(encoding="utf-8")
        entries = [entry for entry in re.split(r"\n(?=\S)", text.strip()) if not entry.startswith("#")]
        assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
        assert "://" not in text
