"""The installer keeps what upgrades rely on, and the bill of materials lets nothing through."""

from __future__ import annotations

import dataclasses
import hashlib
import importlib
import json
import subprocess
import sys
import uuid
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pikepdf
import pytest

Row = dict[str, str]
WIX = "{http://schemas.microsoft.com/wix/2006/wi}"


@pytest.fixture
def program(tmp_path: Path) -> Path:
    folder = tmp_path / "program"
    (folder / "_internal" / "forms").mkdir(parents=True)
    (folder / "assurance-desk.exe").write_bytes(b"MZ")
    (folder / "_internal" / "forms" / "home_page.ui").write_bytes(b"<ui/>")
    return folder


def load(root: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(root / "packaging"))
    return importlib.import_module(name)


def described(root: Path, program: Path, version: str, monkeypatch: pytest.MonkeyPatch) -> ElementTree.Element:
    installer = load(root, "installer", monkeypatch)
    tree = installer._describe(program, version, program / "icon.ico", program.parent)
    return ElementTree.fromstring(ElementTree.tostring(tree.getroot()))


def guids(product: ElementTree.Element) -> dict[str, str]:
    return {one.attrib["Id"]: one.attrib["Guid"] for one in product.iter(f"{WIX}Component")}


def test_installer_keeps_its_codes_when_the_version_changes(
    root: Path, program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (described(root, program, version, monkeypatch) for version in ("0.1.0", "0.2.0"))
    products = [one.find(f"{WIX}Product") for one in (first, second)]
    codes = [(one.attrib["UpgradeCode"], one.attrib["Id"]) for one in products if one is not None]
    assert codes[0][0] == codes[1][0] == "9D0C1A52-3B7E-4C86-9B0B-7E7C3F5B8A10"
    assert codes[0][1] != codes[1][1]
    assert guids(first) == guids(second)
    assert len({uuid.UUID(guid) for guid in guids(first).values()}) == 3


def test_another_build_of_a_version_is_another_product(
    root: Path, program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def product() -> str:
        found = described(root, program, "0.1.0", monkeypatch).find(f"{WIX}Product")
        assert found is not None
        return found.attrib["Id"]

    first, again = product(), product()
    (program / "assurance-desk.exe").write_bytes(b"MZ of another build")
    assert first == again != product()


def changed(**wrong: str) -> Callable[[list[Row]], list[Row]]:
    return lambda rows: [{**row, **wrong} for row in rows]


BROKEN: list[tuple[str, Callable[[list[Row]], list[Row]], str]] = [
    ("Component", changed(KeyPath=""), "has no key path of its own"),
    ("Component", changed(ComponentId="{5F1C8C0E-6A5D-4B39-9C3E-0D1F1F6F7A41}"), "has no GUID of its own"),
    ("Component", changed(Directory_="nowhere"), "Component names a directory that is not there: nowhere"),
    ("Component", changed(Attributes="0"), "is not marked as 64-bit"),
    ("File", changed(FileName="a long name.txt"), "File: a long name.txt is no short name with a long one"),
    ("File", changed(FileName="same.txt"), "Two things in one folder are named same.txt"),
    ("File", changed(Sequence="1"), "The files are not numbered as the cabinet is"),
    ("FeatureComponents", lambda rows: rows[1:], "is in 0 features"),
    ("InstallExecuteSequence", changed(Sequence="7"), "The actions stand in a wrong order"),
    ("InstallExecuteSequence", lambda rows: rows[1:], "Actions are missing: FindRelatedProducts"),
    ("Upgrade", changed(Attributes="256"), "does not both replace what is as old and refuse what is newer"),
    ("Property", changed(Value="0.1"), "ProductVersion is not three numbers"),
    ("Property", lambda rows: rows[1:], "Property ALLUSERS is missing"),
    ("CustomAction", changed(Type="3122"), "runs something"),
]


def test_fault_in_a_table_is_found(
    root: Path, program: Path, monkeypatch: pytest.MonkeyPatch, foreign_program: Callable[[str], str]
) -> None:
    for each in ("wixl", "msiinfo", "msibuild"):
        foreign_program(each)
    installer, tables = (load(root, name, monkeypatch) for name in ("installer", "msi_tables"))
    (program / "icon.ico").write_bytes(b"icon")
    msi = program.with_name("made.msi")
    monkeypatch.chdir(program.parent)
    assert installer.make_msi(program, "0.1.0", msi, program / "icon.ico")  # which checks it
    assert sorted(path.name for path in program.parent.iterdir()) == ["made.msi", "made.wxs", "program"]
    whole = {name: tables.read_table(msi, name) for name in tables._names(msi)}
    summary = "Template: x64;2057\n"
    assert list(tables.find_faults(whole, summary)) == []
    assert list(tables.find_faults(whole, "Template: x64;1033\n")) != []
    for name, spoil, said in BROKEN:
        broken = tables.Table(whole[name].heading, spoil(whole[name].rows))
        assert said in "\n".join(tables.find_faults({**whole, name: broken}, summary)), (name, said)


def test_installer_is_per_machine_and_leaves_the_reader_of_pdf_alone(
    root: Path, program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tree = described(root, program, "0.1.0", monkeypatch)
    package = tree.find(f".//{WIX}Package")
    assert package is not None
    assert package.attrib["InstallScope"] == "perMachine"
    values = [(one.attrib["Key"], one.get("Name")) for one in tree.iter(f"{WIX}RegistryValue")]
    assert (r"Software\Classes\.assure", None) in values
    assert [name for key, name in values if key.startswith(r"Software\Classes\.pdf") and name is None] == []


def test_bill_names_every_file_and_its_part(root: Path, program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bill = load(root, "bill", monkeypatch)
    own = bill.Part("Assurance Desk", "0.1.0", "MIT")
    stock = bill.Stock(program.parent / "site", program.parent / "python", own, bill.Part("CPython", "3.13", "PSF-2.0"))
    target = program.parent / "bill.json"
    assert bill.write_bill(program, {}, stock, "0.1.0", target) == 2
    components = json.loads(target.read_text(encoding="utf-8"))["components"]
    files = {one["name"]: one["properties"][0]["value"] for one in components if one["type"] == "file"}
    assert files == {"_internal/forms/home_page.ui": "Assurance Desk", "assurance-desk.exe": "Assurance Desk"}


def test_bill_is_refused_when_a_file_came_with_nothing(
    root: Path, program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bill = load(root, "bill", monkeypatch)
    (program / "_internal" / "stranger.dll").write_bytes(b"MZ of nobody")
    part = bill.Part("CPython", "3.13", "PSF-2.0")
    stock = bill.Stock(program.parent / "site", program.parent / "python", part, part)
    with pytest.raises(Exception, match=r"_internal/stranger\.dll"):
        bill.write_bill(program, {"other.module": "elsewhere/module.py"}, stock, "0.1.0", program.parent / "bill.json")


def test_frozen_program_lacks_nothing_that_its_sources_ask_for(
    root: Path, program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    contents = load(root, "contents", monkeypatch)
    sources, site, inner = program.parent / "sources", program.parent / "site", program / "_internal"
    texts = {
        "app/__main__.py": "def start():\n    from app.late import work\n    import smtplib, json\n    work.run()\n",
        "app/services/child.py": "",
        "app/late/work.py": "if True:\n    from library import fast, name\n",
        "app/late/words.sql": "",
        "forms/home_page.ui": "",
    }
    for place, text in (*((sources / each, text) for each, text in texts.items()), (site / "library/fast.pyd", "")):
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="ascii")
    for package in (sources / "app", sources / "app/late", site / "library"):
        (package / "__init__.py").touch()
    modules = {"app", "app.services.child", "app.late", "app.late.work", "library"}
    found = contents.find_missing(sources, program, modules, site)
    assert found == ["app/late/words.sql", "module library.fast", "module smtplib"]
    for held in ("library/fast.cp313-win_amd64.pyd", "app/late/words.sql"):
        (inner / held).parent.mkdir(parents=True)
        (inner / held).touch()
    assert contents.find_missing(sources, program, modules, site) == ["module smtplib"]
    assert contents.find_missing(sources, program, modules - {"app.late.work"}, site) == [
        "module app.late.work",
        "module smtplib",
    ]


def test_windows_library_is_taken_from_what_an_archive_still_has(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, foreign_program: Callable[[str], str]
) -> None:
    foreign_program("apt-get")
    foreign_program("xz")
    library = load(root, "windows_library", monkeypatch)
    inner = tmp_path / "Python-3.13.5"
    (inner / "Lib" / "test").mkdir(parents=True)
    (inner / "Lib" / "os.py").write_bytes(b"")
    (inner / "LICENSE").write_bytes(b"PSF")
    pool, downloads = tmp_path / library.POOL, tmp_path / "downloads"
    pool.mkdir(parents=True)
    source = pool / "python3.13_3.13.5.orig.tar.xz"
    subprocess.run(["tar", "--create", "--xz", "--file", source, "-C", tmp_path, inner.name], check=True)
    gone, kept = library.FORMS
    pinned = {source.name: hashlib.sha256(source.read_bytes()).hexdigest()}
    monkeypatch.setattr(library, "FORMS", (gone, dataclasses.replace(kept, files=pinned)))
    monkeypatch.setattr(library, "WORKS", tmp_path / "works")
    monkeypatch.setattr(library, "_archives", lambda: iter([f"copy:{tmp_path}"]))
    assert "without Debian's corrections" in library.take_library(tmp_path / "home", downloads)
    assert [path.name for path in (tmp_path / "home" / "Lib").iterdir()] == ["os.py"]
    (downloads / source.name).unlink()
    source.write_bytes(b"another file of that name")
    with pytest.raises(Exception, match="could not be fetched") as failed:
        library.take_library(tmp_path / "other home", downloads)
    assert pinned[source.name] in str(failed.value)


def test_sheet_for_the_it_officer_is_one_page(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = load(root, "sheet", monkeypatch)
    sheet.print_sheet(tmp_path / "sheet.pdf", {"VERSION": "0.1.0", "SHA256-OF-THE-MSI": "ab" * 32})
    with pikepdf.open(tmp_path / "sheet.pdf") as document:
        assert len(document.pages) == 1
    longer = tmp_path / "longer.md"
    longer.write_text((root / "packaging/IT-SHEET.md").read_text(encoding="utf-8") * 2, encoding="utf-8")
    monkeypatch.setattr(sheet, "SOURCE", longer)
    with pytest.raises(Exception, match="takes 2 pages"):
        sheet.print_sheet(tmp_path / "longer.pdf", {})


def test_linux_registration_is_taken_away_whole(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "a program" / "share"
    folder.mkdir(parents=True)
    for file in (root / "packaging" / "linux").iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    environment = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data"), "PATH": "/usr/bin:/bin"}
    subprocess.run(["sh", str(folder / "install.sh")], env=environment, check=True, capture_output=True)
    entry = tmp_path / "data" / "applications" / "assurance-desk.desktop"
    assert f'Exec="{tmp_path}/a program/assurance-desk" %f' in entry.read_text(encoding="utf-8")
    subprocess.run(["sh", str(folder / "install.sh"), "--remove"], env=environment, check=True, capture_output=True)
    left = [path.name for path in (tmp_path / "data").rglob("assurance-desk*")]
    assert left == []


def test_smoke_needs_a_place_for_its_log(root: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "app", "--smoke"], cwd=root, capture_output=True, check=False)
    assert done.returncode == 2
