#!/bin/sh
# Registers the unpacked program for the user who runs this: menu entry, icon, type. Nothing needs rights.
# `install.sh --remove` takes that away again; files and settings stay.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
share=${XDG_DATA_HOME:-$HOME/.local/share}
entry=$share/applications/assurance-desk.desktop
icon=$share/icons/hicolor/scalable/apps/assurance-desk.svg
type=$share/mime/packages/assurance-desk.xml

if [ "${1:-}" = --remove ]
then
    rm -f "$entry" "$icon" "$type"
else
    mkdir -p "$(dirname "$entry")" "$(dirname "$icon")" "$(dirname "$type")"
    sed "s|^Exec=assurance-desk|Exec=\"${here%/share}/assurance-desk\"|" "$here/assurance-desk.desktop" > "$entry"
    cp "$here/assurance-desk.svg" "$icon"
    cp "$here/assurance-desk.xml" "$type"
fi

if command -v update-mime-database > /dev/null; then update-mime-database "$share/mime" || true; fi
if command -v update-desktop-database > /dev/null; then update-desktop-database "$share/applications" || true; fi
