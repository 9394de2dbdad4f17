"""A trial of the extension in Writer: trial.py OXT PICTURES, by the Python that has uno.

Wants Debian's libreoffice-writer, python3-uno, xvfb, x11-apps, imagemagick and fonts-noto-cjk, and
kanwu with its language server on PATH. LibreOffice runs as nobody where the trial runs as root.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import uno
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import Locale

CHINESE = Locale("zh", "CN", "")
TEXT = (
    "一、基本情况",
    "𠮷县投资XX万元,增长5%。",
    "三、存在问题",
    "各乡镇要加强加强管护，落实责任。\n全面推进XX工作。",
)
SETTINGS = "".join(
    f'<item oor:path="/org.openoffice.Office.Linguistic/{group}"><prop oor:name="{name}" '
    'oor:op="fuse"><value>true</value></prop></item>'
    for group, name in (("SpellChecking", "IsSpellAuto"), ("GrammarChecking", "IsAutoCheck"))
)
PARAGRAPH_BREAK = 0
PATIENCE = 120  # seconds for a step, on a busy machine
NOBODY = "65534"
ACCEPT = "socket,host=127.0.0.1,port=20777;urp"


def main(oxt, pictures):
    pictures.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        os.chmod(home, 0o755)
        folder = Path(home, "office")
        folder.mkdir()
        shutil.copy(oxt, folder / "kanwu.oxt")
        if os.getuid() == 0:
            for path in (folder, folder / "kanwu.oxt"):
                os.chown(path, int(NOBODY), int(NOBODY))
        run = _Office(folder)
        run.once("unopkg", "add", "--suppress-license", str(folder / "kanwu.oxt"))
        run.check_while_typing()
        with run.screen() as screen:
            run.start()
            try:
                _try(run.context(), pictures, run)
            finally:
                run.end()
                screen.terminate()


class _Office:
    """LibreOffice with a home and a screen of its own."""

    def __init__(self, folder):
        self._folder = folder
        self._environment = {
            "PATH": f"/usr/bin:/bin:{Path(shutil.which('kanwu')).parent}",
            "HOME": str(folder),
            "LANG": "C.UTF-8",
            "DISPLAY": ":77",
            "SAL_USE_VCLPLUGIN": "gen",
            "KANWU_CACHE_DIR": str(folder / "cache"),
        }
        is_root = os.getuid() == 0
        self._as = (
            ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
            if is_root
            else []
        )
        self._processes = []

    def once(self, *command):
        subprocess.run([*self._as, *command], env=self._environment, check=True, cwd=self._folder)

    def check_while_typing(self):
        """Writer checks only where both settings are on; the profile is new."""
        path = self._folder / ".config/libreoffice/4/user/registrymodifications.xcu"
        settings = path.read_text("utf-8").replace("</oor:items>", f"{SETTINGS}</oor:items>")
        path.write_text(settings, "utf-8")

    def screen(self):
        command = ["Xvfb", ":77", "-screen", "0", "1200x800x24"]
        return subprocess.Popen(command, stderr=subprocess.DEVNULL)

    def start(self):
        time.sleep(1)
        options = ["--norestore", "--nologo", f"--accept={ACCEPT}"]
        command = [*self._as, "soffice", *options]
        self._processes.append(subprocess.Popen(command, env=self._environment, cwd=self._folder))

    def context(self):
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext(
            "com.sun.star.bridge.UnoUrlResolver", local
        )
        end = time.monotonic() + PATIENCE
        while True:
            try:
                return resolver.resolve(f"uno:{ACCEPT};StarOffice.ComponentContext")
            except NoConnectException:
                if time.monotonic() > end:
                    raise
                time.sleep(0.5)

    def type(self, key):
        command = ["xdotool", "mousemove", "400", "400", "click", "1", "key", key]
        subprocess.run(command, env=self._environment, check=True)

    def picture(self, path):
        dump = subprocess.run(["xwd", "-root", "-display", ":77"], check=True, capture_output=True)
        subprocess.run(["convert", "xwd:-", str(path)], input=dump.stdout, check=True)

    def end(self):
        subprocess.run(["pkill", "-f", ACCEPT], check=False)
        for process in self._processes:
            process.wait(PATIENCE)


def _try(context, pictures, office):
    manager = context.ServiceManager
    service = manager.createInstanceWithContext(
        "com.sun.star.linguistic2.LinguServiceManager", context
    )
    kind = "com.sun.star.linguistic2.Proofreader"
    assert "cn.kanwu.Proofreader" in service.getAvailableServices(kind, CHINESE)
    desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    document = desktop.loadComponentFromURL("private:factory/swriter", "_blank", 0, ())
    styles = document.StyleFamilies.getByName("ParagraphStyles")
    styles.getByName("Standard").CharLocaleAsian = CHINESE
    cursor = document.Text.createTextCursor()
    cursor.CharLocaleAsian = CHINESE
    for paragraph in TEXT:
        document.Text.insertString(cursor, paragraph, False)
        document.Text.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)
    table = document.createInstance("com.sun.star.text.TextTable")
    table.initialize(1, 1)
    document.Text.insertTextContent(cursor, table, False)
    table.getCellByName("A1").setString("表内的投资XX元")
    found = _found(manager, context, [*TEXT, "表内的投资XX元"])
    assert [each[:2] for each in found] == [
        ("PH001", "XX"),
        ("PT001", ","),
        ("NB001", "三、"),  # a rule of all the text
        ("TM008", "加强加强"),
        ("PH001", "XX"),  # behind a line break
        ("PH001", "XX"),  # in a table
    ], found
    assert [each[2] for each in found][:4] == [(), ("，",), (), ("加强",)], found
    office.type("space")  # Writer checks a text that somebody works on
    time.sleep(8)  # and draws the lines when it is idle
    office.picture(pictures / "writer.png")
    document.close(True)


def _found(manager, context, paragraphs):
    """The code, the text and the suggestions of what the extension tells of."""
    proofreader = manager.createInstanceWithContext("cn.kanwu.Proofreader", context)
    found = []
    for text in paragraphs:
        result = proofreader.doProofreading("1", text, CHINESE, 0, len(text), ())
        units = text.encode("utf-16-le")
        for error in result.aErrors:
            start, length = error.nErrorStart * 2, error.nErrorLength * 2
            words = units[start : start + length].decode("utf-16-le")
            found.append((error.aRuleIdentifier, words, tuple(error.aSuggestions)))
    return found


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
