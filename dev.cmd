@echo off
rem Every habit of the house. This part only finds a Python, 3.11 or newer, and hands over to packaging\dev.py.
setlocal
set "script=%~dp0packaging\dev.py"
if exist "%~dp0.venv\Scripts\python.exe" goto venv
where py >nul 2>nul && goto launcher
where python >nul 2>nul && goto plain
echo Assurance Desk needs Python 3.11 or newer. Install it from your software centre, then run this again. 1>&2
exit /b 1

:venv
"%~dp0.venv\Scripts\python.exe" "%script%" %*
exit /b %errorlevel%

:launcher
py -3 "%script%" %*
exit /b %errorlevel%

:plain
python "%script%" %*
exit /b %errorlevel%
