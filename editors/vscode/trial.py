"""A trial of the extension in VS Code as a browser shows it: findings, fixes by the keyboard alone.

trial.py SERVER VSIX PICTURES: SERVER is the folder where npm put code-server.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from docx import Document
from playwright.sync_api import Page, sync_playwright

FLAWED = "# 样稿\n\n𠮷县投资XX万元,增长5%。\n"
FIXED = FLAWED.replace(",", "，")
NOTE = "各乡镇要加强加强管护,落实责任。\n"
PATIENCE = 120  # seconds for a step, on a busy machine
SETTINGS = {
    "security.workspace.trust.enabled": False,
    "workbench.startupEditor": "none",
    "telemetry.telemetryLevel": "off",
    "extensions.ignoreRecommendations": True,
    "chat.disableAIFeatures": True,
    "workbench.secondarySideBar.defaultVisibility": "hidden",
    "kanwu.lang": "zh",
}


def main(server: Path, vsix: Path, pictures: Path) -> None:
    pictures.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home, "稿件")
        folder.mkdir()
        (folder / "草稿.md").write_text(FLAWED, "utf-8")
        (folder / "纪要.txt").write_text(NOTE, "utf-8")
        report = Document()
        report.add_paragraph("全年投资XX万元。")
        report.save(str(folder / "报告.docx"))
        with _served(server, vsix, Path(home)) as port, sync_playwright() as playwright:
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"), args=["--no-sandbox"]
            )
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            page.set_default_timeout(PATIENCE * 1000)
            page.goto(f"http://127.0.0.1:{port}/?folder={folder}")
            page.wait_for_selector(".monaco-workbench .explorer-folders-view")
            _try_markdown(page, folder / "草稿.md", pictures)
            _try_text(page, folder / "纪要.txt", pictures)
            _try_folder(page, pictures)
            browser.close()


def _try_markdown(page: Page, file: Path, pictures: Path) -> None:
    _open(page, file.name)
    page.wait_for_selector(".squiggly-error")
    page.keyboard.press("Control+Shift+M")
    page.wait_for_selector(".markers-panel .monaco-list-row >> text=PH001")
    page.wait_for_selector(".statusbar-item >> text=勘误 2")
    page.screenshot(path=pictures / "problems.png")
    page.keyboard.press("Control+1")
    _command(page, "Kanwu: Fix everything")
    _wait(lambda: page.locator(".statusbar-item", has_text="勘误 1").count() == 1)
    page.keyboard.press("Control+S")
    _wait(lambda: file.read_text("utf-8") == FIXED)
    page.screenshot(path=pictures / "fixed.png")
    page.keyboard.press("F8")  # to the next problem
    page.wait_for_selector(".peekview-widget, .marker-widget")
    page.keyboard.press("Escape")
    _command(page, "Kanwu: Explain a rule")
    page.wait_for_selector(".tab >> text=PH001")
    explained = page.frame_locator("iframe.webview").frame_locator("iframe")
    explained.locator("p").first.wait_for()
    page.screenshot(path=pictures / "explained.png")
    _command(page, "View: Close All Editors")


def _try_text(page: Page, file: Path, pictures: Path) -> None:
    """Mend a text file one problem after another, by the keyboard."""
    _open(page, file.name)
    page.wait_for_selector(".squiggly-error, .squiggly-warning")
    for left in (1, 0):
        page.keyboard.press("F8")
        page.wait_for_selector(".marker-widget")
        page.keyboard.press("Escape")
        page.keyboard.press("Control+.")
        page.wait_for_selector(".action-widget .monaco-list-row")
        page.screenshot(path=pictures / f"fixes-{left}.png")
        page.keyboard.press("Enter")
        page.wait_for_selector(".action-widget", state="hidden")
        shown = f"勘误 {left}" if left else "勘误"
        _wait(lambda shown=shown: page.locator(".statusbar-item", has_text=shown).count() >= 1)
        time.sleep(2)
    page.keyboard.press("Control+S")
    _wait(lambda: file.read_text("utf-8") == "各乡镇要加强管护，落实责任。\n")


def _try_folder(page: Page, pictures: Path) -> None:
    """Check the folder; the Word file and the open text are in the list, each once."""
    _command(page, "Kanwu: Check the whole folder")
    page.wait_for_selector(".notification-toast >> text=problems")
    page.keyboard.press("Control+Shift+M")
    page.wait_for_selector(".markers-panel .monaco-list-row >> text=报告.docx")
    page.wait_for_selector(".markers-panel .monaco-list-row >> text=正文第 1 段")
    page.screenshot(path=pictures / "folder.png")


def _open(page: Page, name: str) -> None:
    _choose(page, "Control+P", name)
    page.wait_for_selector(f".tab.active >> text={name}")
    page.keyboard.press("Control+1")


def _command(page: Page, title: str) -> None:
    _choose(page, "F1", title)


def _choose(page: Page, key: str, text: str) -> None:
    """Choose a row of the list that a key opens, by its text."""
    page.keyboard.press(key)
    page.wait_for_selector(".quick-input-widget input")
    page.keyboard.type(text)
    page.wait_for_selector(f'.quick-input-list .monaco-list-row:has-text("{text}")')
    page.keyboard.press("Enter")


def _wait(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError(holds)
        time.sleep(0.2)


@contextmanager
def _served(server: Path, vsix: Path, home: Path) -> Iterator[int]:
    """code-server with the extension and nothing of the machine; its port."""
    data, extensions = home / "data", home / "extensions"
    settings = data / "User" / "settings.json"
    settings.parent.mkdir(parents=True)
    python = {"kanwu.path": shutil.which("kanwu") or "kanwu"}
    settings.write_text(json.dumps({**SETTINGS, **python}), "utf-8")
    places = {name: str(home / name) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME")}
    environment = {**os.environ, **places, "HOME": str(home)}
    entry = server / "node_modules" / "code-server" / "out" / "node" / "entry.js"
    command = [
        "node",
        str(entry),
        "--user-data-dir",
        str(data),
        "--extensions-dir",
        str(extensions),
    ]
    subprocess.run([*command, "--install-extension", str(vsix)], env=environment, check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    options = ["--bind-addr", f"127.0.0.1:{port}", "--auth", "none"]
    options += ["--disable-telemetry", "--disable-update-check"]
    with (home / "log").open("wb") as log:
        process = subprocess.Popen([*command, *options], env=environment, stdout=log, stderr=log)
    try:
        _wait(lambda: socket.socket().connect_ex(("127.0.0.1", port)) == 0)
        yield port
    finally:
        process.terminate()
        process.wait(PATIENCE)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
