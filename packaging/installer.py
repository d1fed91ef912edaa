"""Makes the per-machine MSI from a frozen program's folder: every file a component that keeps its GUID for good."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element, ElementTree, SubElement, indent

import machine
from msi_tables import check_tables, finish
from works import run, sha256

NEEDS = [machine.Need("wixl", "wixl"), machine.Need("msitools", "msiinfo")]
NAMESPACE = uuid.UUID("5f1c8c0e-6a5d-4b39-9c3e-0d1f1f6f7a41")
UPGRADE_CODE = "9D0C1A52-3B7E-4C86-9B0B-7E7C3F5B8A10"
"""What every version has in common; never to be changed, or a new version no longer replaces an old one."""
WIX = "http://schemas.microsoft.com/wix/2006/wi"
MAKER = "Assurance Desk"
EXE = "assurance-desk.exe"
FILE_PROG_ID, RETURN_PROG_ID = "AssuranceDesk.File", "AssuranceDesk.Return"
RETURN_SUFFIXES = (".pdf", ".xlsx")
DESCRIPTION = "Offline self-assurance of prison establishments"
LANGUAGE = "2057"
OLDER, NEWER = "OLDER_VERSION_FOUND", "NEWER_VERSION_FOUND"
NEWER_IS_HERE = "A newer version of Assurance Desk is installed on this PC. Nothing was changed."
CLASSES = r"Software\Classes"
APP_PATHS = r"Software\Microsoft\Windows\CurrentVersion\App Paths"
PROPERTIES = {
    "ARPPRODUCTICON": "ProgramIcon.ico",
    "ARPCOMMENTS": "Works without a network. Removing it keeps users' files, backups and settings.",
    "ARPNOMODIFY": "1",
    "REINSTALLMODE": "amus",  # every file: wixl notes no versions, and Windows would keep a library that says its own
}
OPEN = rf'"[INSTALLDIR]{EXE}" "%1"'


@dataclass(frozen=True)
class Value:
    """A value in the registry below HKEY_LOCAL_MACHINE; without a name it is the key's own."""

    key: str
    text: str
    name: str | None = None


def registry_values() -> Iterator[Value]:
    """Yield what makes Windows open a file of ours with the program, and offer the program for a return."""
    yield Value(rf"{CLASSES}\.assure", FILE_PROG_ID)
    yield Value(rf"{CLASSES}\.assure\OpenWithProgids", "", FILE_PROG_ID)
    for prog_id, name in ((FILE_PROG_ID, "Assurance Desk file"), (RETURN_PROG_ID, "Return of Assurance Desk")):
        yield Value(rf"{CLASSES}\{prog_id}", name)
        yield Value(rf"{CLASSES}\{prog_id}\DefaultIcon", f"[INSTALLDIR]{EXE},0")
        yield Value(rf"{CLASSES}\{prog_id}\shell\open\command", OPEN)
    application = rf"{CLASSES}\Applications\{EXE}"
    yield Value(application, "Assurance Desk", "FriendlyAppName")
    yield Value(rf"{application}\shell\open\command", OPEN)
    for suffix in RETURN_SUFFIXES:
        yield Value(rf"{application}\SupportedTypes", "", suffix)
        yield Value(rf"{CLASSES}\{suffix}\OpenWithProgids", "", RETURN_PROG_ID)
    yield Value(rf"{APP_PATHS}\{EXE}", f"[INSTALLDIR]{EXE}")


def make_msi(program: Path, version: str, target: Path, icon: Path) -> bool:
    """Pack the folder `program` as the MSI `target`, of version `1.2.3`; tell whether it was made.

    On Windows, WiX 3 makes it, where that is installed; else the description stays beside `target`.
    """
    machine.install_missing(NEEDS)
    source = target.with_suffix(".wxs")
    _describe(program, version, icon, target.parent).write(source, encoding="utf-8", xml_declaration=True)
    if sys.platform != "win32":
        run(["wixl", "--arch", "x64", "--output", target, source.name], cwd=target.parent)
        finish(target, title=DESCRIPTION, maker=MAKER, language=LANGUAGE, package=_guid(f"package {sha256(source)}"))
        check_tables(target)
        return True
    if shutil.which("candle") is None or shutil.which("light") is None:
        return False
    run(["candle", "-nologo", "-arch", "x64", source.name], cwd=target.parent)
    run(["light", "-nologo", "-sval", "-out", target.name, target.with_suffix(".wixobj").name], cwd=target.parent)
    return True


def _describe(program: Path, version: str, icon: Path, seen_from: Path) -> ElementTree[Element]:
    wix = Element("Wix", xmlns=WIX)
    product = SubElement(
        wix, "Product", Name="Assurance Desk", Version=version, Manufacturer=MAKER, Language=LANGUAGE, Codepage="1252",
        Id=_guid(f"product {version} {_content(program)}"), UpgradeCode=UPGRADE_CODE,
    )  # fmt: skip
    SubElement(
        product, "Package", InstallerVersion="500", Compressed="yes", InstallScope="perMachine", Languages=LANGUAGE,
        Description=DESCRIPTION, Manufacturer=MAKER,
    )  # fmt: skip
    _add_upgrade(product, version)
    SubElement(product, "Media", Id="1", Cabinet="files.cab", EmbedCab="yes")
    SubElement(product, "Icon", Id="ProgramIcon.ico", SourceFile=os.path.relpath(icon, seen_from))
    for name, text in PROPERTIES.items():
        SubElement(product, "Property", Id=name, Value=text)
    root = SubElement(product, "Directory", Id="TARGETDIR", Name="SourceDir")
    programs = SubElement(root, "Directory", Id="ProgramFiles64Folder")
    home = SubElement(programs, "Directory", Id="INSTALLDIR", Name="Assurance Desk")
    SubElement(root, "Directory", Id="ProgramMenuFolder")
    feature = SubElement(product, "Feature", Id="Whole", Title="Assurance Desk", Level="1")
    for component in (*_add_folder(home, program, program, seen_from), _add_registration(home)):
        SubElement(feature, "ComponentRef", Id=component)
    indent(wix)
    return ElementTree(wix)


def _content(program: Path) -> str:
    """Give one digest of a folder, so that another build of a version is another product, which replaces the first."""
    lines = (f"{path.relative_to(program).as_posix()} {sha256(path)}" for path in program.rglob("*") if path.is_file())
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()


def _add_upgrade(product: Element, version: str) -> None:
    """Let this replace every older version, and another build of its own; refuse to replace a newer one."""
    upgrade = SubElement(product, "Upgrade", Id=UPGRADE_CODE)
    SubElement(
        upgrade, "UpgradeVersion", Minimum="0.0.0", IncludeMinimum="yes", Maximum=version, IncludeMaximum="yes",
        Property=OLDER,
    )  # fmt: skip
    SubElement(
        upgrade, "UpgradeVersion", Minimum=version, IncludeMinimum="no", OnlyDetect="yes", Property=NEWER,
    )  # fmt: skip
    condition = SubElement(product, "Condition", Message=NEWER_IS_HERE)
    condition.text = f"NOT {NEWER}"
    SubElement(
        product, "CustomAction", Id="NoteTheFolder", Property="ARPINSTALLLOCATION", Value="[INSTALLDIR]",
        Impersonate="yes",
    )  # fmt: skip
    sequence = SubElement(product, "InstallExecuteSequence")
    SubElement(sequence, "Custom", Action="NoteTheFolder", After="CostFinalize")
    SubElement(sequence, "RemoveExistingProducts", After="InstallValidate")


def _add_folder(directory: Element, folder: Path, program: Path, seen_from: Path) -> Iterator[str]:
    """Add each file of a folder as a component of its own, and its folders; yield the components' ids."""
    for path in sorted(folder.iterdir()):
        place = path.relative_to(program).as_posix()
        identity = uuid.uuid5(NAMESPACE, place).hex
        if path.is_dir():
            inner = SubElement(directory, "Directory", Id=f"d{identity}", Name=path.name)
            yield from _add_folder(inner, path, program, seen_from)
            continue
        component = SubElement(directory, "Component", Id=f"c{identity}", Guid=_guid(place), Win64="yes")
        source = os.path.relpath(path, seen_from)  # wixl knows no absolute paths
        SubElement(component, "File", Id=f"f{identity}", Source=source, Name=path.name, KeyPath="yes")
        if place == EXE:
            _add_shortcut(component)
        yield f"c{identity}"


def _add_shortcut(component: Element) -> None:
    SubElement(
        component, "Shortcut", Id="StartMenu", Name="Assurance Desk", Directory="ProgramMenuFolder",
        Target=f"[INSTALLDIR]{EXE}", WorkingDirectory="INSTALLDIR", Icon="ProgramIcon.ico",
        Description=DESCRIPTION,
    )  # fmt: skip


def _add_registration(home: Element) -> str:
    component = SubElement(home, "Component", Id="Registration", Guid=_guid("registration"), Win64="yes")
    for number, value in enumerate(registry_values()):
        entry = SubElement(
            component, "RegistryValue", Id=f"r{number}", Root="HKLM", Key=value.key, Type="string", Value=value.text
        )
        if value.name is not None:
            entry.set("Name", value.name)
        if number == 0:
            entry.set("KeyPath", "yes")
    return "Registration"


def _guid(name: str) -> str:
    return str(uuid.uuid5(NAMESPACE, name)).upper()
