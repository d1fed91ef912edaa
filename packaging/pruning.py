"""What the packed program leaves out: tests, tools, HTTP clients, and the parts of Qt that it does not use."""

from __future__ import annotations

EXCLUDED_MODULES = [
    # HTTP clients and what comes with them; app.signing.offline stands in for aiohttp
    "aiohttp", "aiosignal", "aiohappyeyeballs", "frozenlist", "multidict", "yarl", "propcache", "requests", "urllib3",
    "certifi", "ftplib", "smtplib", "imaplib", "poplib", "xmlrpc",
    # tests and tools
    "pytest", "hypothesis", "_pytest", "setuptools", "pip", "pkg_resources", "pydoc", "doctest",
    "unittest.mock", "lib2to3", "tkinter", "turtle", "idlelib", "curses", "IPython", "numpy", "pandas", "matplotlib",
    "alembic.testing", "sqlalchemy.testing", "lxml.isoschematron", "lxml.html", "pyhanko.cli", "openpyxl.tests",
    "reportlab.graphics.testshapes", "mypy",
    # databases that a file of ours is not
    "MySQLdb", "psycopg", "psycopg2", "oracledb", "pyodbc", "asyncpg", "aiosqlite",
    "pyhanko_certvalidator.fetchers.requests_fetchers",
    # parts of Qt that are GPL only, or serve pages of the web, QML or tests
    "PySide6.QtNetwork", "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtQuickWidgets", "PySide6.QtQuickControls2",
    "PySide6.QtSql", "PySide6.QtTest", "PySide6.QtDesigner", "PySide6.QtHelp", "PySide6.QtDBus",
    "PySide6.QtConcurrent", "PySide6.QtCharts", "PySide6.QtDataVisualization", "PySide6.QtOpenGL",
    "PySide6.QtOpenGLWidgets",
    # picture formats that no page of a return has
    "PIL._avif", "PIL.AvifImagePlugin", "PIL._webp", "PIL.WebPImagePlugin", "PIL.ImageTk", "PIL._imagingtk",
    # what Pillow and lxml could do besides, and do without: letters in pictures, colour profiles, other ways to trees
    "PIL._imagingft", "PIL._imagingcms", "lxml.objectify", "lxml.sax",
]  # fmt: skip
"""Modules that PyInstaller must not follow."""

LEFT_MODULES = ["pygments.lexers.[!_]*", "pygments.lexers._*_builtins", "pygments.styles.[!_]*"]
"""Modules that PyInstaller's hooks collect and nothing of ours loads: the colours of program texts, in each program."""

LEFT_FILES = [
    "*Qt6Quick*", "*Qt6Qml*", "*Qt6Labs*", "*Qt6VirtualKeyboard*", "*Qt6Network*", "*Qt6Sql*", "*Qt6Test*",
    "*Qt6Designer*", "*Qt6Help*", "*Qt6Charts*", "*Qt6DataVis*", "*Qt6Pdf*", "*opengl32sw*", "*d3dcompiler*",
    "*/plugins/tls/*", "*/plugins/networkinformation/*", "*/plugins/sqldrivers/*", "*/plugins/generic/*",
    "*/plugins/qmltooling/*", "*/plugins/designer/*", "*/plugins/platforminputcontexts/*virtualkeyboard*",
    "*/plugins/platforms/*qminimal*", "*/plugins/platforms/*qdirect2d*", "*/plugins/platforms/*qvnc*",
    "*/plugins/platforms/*qlinuxfb*", "*/plugins/platforms/*qeglfs*", "*/plugins/platforms/*qvkkhrdisplay*",
    "*/plugins/platforms/*qminimalegl*", "*/plugins/egldeviceintegrations/*", "*/plugins/styles/*",
    "*/plugins/imageformats/*qgif*", "*/plugins/imageformats/*qtga*", "*/plugins/imageformats/*qtiff*",
    "*/plugins/imageformats/*qwbmp*", "*/plugins/imageformats/*qwebp*", "*/plugins/imageformats/*qicns*",
    "*/plugins/imageformats/*qpdf*", "*/plugins/vectorimageformats/*", "*/qml/*",
    "*/translations/*", "*/alembic/templates/*", "alembic/templates/*", "*/tests/*", "*.pyi",
]  # fmt: skip
"""Files that PyInstaller's hooks collect and nothing of ours loads, as patterns of their places."""
