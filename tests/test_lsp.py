"""The language server, as two editors see it: one asks for diagnostics, one waits for them."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kanwu
from kanwu.lsp.rules import Rules
from kanwu.lsp.settings import Settings
from tests.editor import EDITORS, Editor, edited, offset

TEXT = "# 样稿\n\n𠮷县投资XX万元,增长5%。\n\n乙\u2028丙县投资XX万元,好。\n"
CLEAN = "# 样稿\n\n全年投资三万元。\n"


@pytest.fixture(scope="module", params=EDITORS)
def editor(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Editor]:
    folder = tmp_path_factory.mktemp("drafts")
    editor = Editor(request.param, [folder])
    editor.folder = folder  # type: ignore[attr-defined]
    yield editor
    assert editor.end() == 0


@pytest.fixture
def uri(editor: Editor, request: pytest.FixtureRequest) -> Iterator[str]:
    """A draft of the test's own."""
    folder: Path = editor.folder / str(abs(hash(request.node.name)))  # type: ignore[attr-defined]
    folder.mkdir()
    uri = (folder / "草稿.md").as_uri()
    yield uri
    if uri in editor.version:
        editor.close(uri)


def ranges(editor: Editor, uri: str, code: str) -> list[str]:
    """The texts that the diagnostics of a code lie on."""
    text = editor.text[uri]
    return [
        text[
            offset(text, place["start"], editor.encoding) : offset(
                text, place["end"], editor.encoding
            )
        ]
        for item in editor.diagnostics(uri)
        if item.get("code") == code
        for place in [item["range"]]
    ]


def found(editor: Editor, uri: str, code: str) -> dict[str, Any]:
    return next(item for item in editor.diagnostics(uri) if item.get("code") == code)


def test_both_editors_count_in_their_own_units(editor: Editor, uri: str) -> None:
    editor.open(uri, TEXT)

    assert editor.encoding == ("utf-8" if editor.pulls else "utf-16")
    assert ranges(editor, uri, "PH001") == ["XX", "XX"]


def test_change_behind_a_line_separator_is_in_the_right_line(editor: Editor, uri: str) -> None:
    editor.open(uri, TEXT)
    editor.diagnostics(uri)
    editor.change(uri, TEXT.index("丙"), TEXT.index("丙"), "甲\x85")

    assert ranges(editor, uri, "PH001") == ["XX", "XX"]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_other_ends_of_lines(end: str, editor: Editor, uri: str) -> None:
    editor.open(uri, TEXT.replace("\n", end))
    editor.diagnostics(uri)
    editor.change(uri, 0, 0, f"第一行{end}{end}")

    assert ranges(editor, uri, "PH001") == ["XX", "XX"]


def test_diagnostic_says_what_a_finding_says(editor: Editor, uri: str) -> None:
    editor.open(uri, TEXT)
    item = found(editor, uri, "PT001")

    assert (item["severity"], item["source"]) == (1, "kanwu")
    assert item["message"] == "中文里用了半角“,”，应为全角标点"
    assert item["data"] == {"code": "PT001", "fix": "safe"}


def test_unchanged_text_is_said_to_be_unchanged(editor: Editor, uri: str) -> None:
    if not editor.pulls:
        pytest.skip("this editor does not ask")
    editor.open(uri, TEXT)
    first = editor.request("textDocument/diagnostic", textDocument={"uri": uri})
    again = editor.request(
        "textDocument/diagnostic", textDocument={"uri": uri}, previousResultId=first["resultId"]
    )

    assert again == {"kind": "unchanged", "resultId": first["resultId"]}


def test_closed_text_has_no_diagnostics(editor: Editor, uri: str) -> None:
    editor.open(uri, TEXT)
    editor.diagnostics(uri)
    editor.close(uri)
    if editor.pulls:
        with pytest.raises(KeyError, match="not open"):
            editor.request("textDocument/diagnostic", textDocument={"uri": uri})
    else:
        last = editor.wait(lambda message: message.get("params", {}).get("uri") == uri)
        assert last["params"]["diagnostics"] == []
    del editor.version[uri]


def test_of_many_changes_at_once_few_are_checked(editor: Editor, uri: str) -> None:
    editor.open(uri, TEXT)
    editor.diagnostics(uri)
    before = editor.request("workspace/executeCommand", command="kanwu.status", arguments=[uri])
    for number in range(50):
        editor.change(uri, 0, 0, f"第{number}行\n\n")
    items = editor.diagnostics(uri)
    after = editor.request("workspace/executeCommand", command="kanwu.status", arguments=[uri])

    assert after["checks"] - before["checks"] <= 3
    assert {item["range"]["start"]["line"] for item in items} >= {102, 104}


def test_fix_of_a_finding(editor: Editor, uri: str) -> None:
    editor.open(uri, TEXT)
    item = found(editor, uri, "PT001")
    titles = [action["title"] for action in editor.actions(uri, item["range"], ["quickfix"])]
    action = editor.resolved(editor.actions(uri, item["range"], ["quickfix"])[0])
    editor.apply(action["edit"])

    assert titles == [
        "PT001：“,”改为“，”",
        "这个文件里全部修复 PT001",
        "PT001：这里不查（加注释）",
        "PT001：为什么？",
    ]
    assert action["isPreferred"]
    assert action["edit"]["documentChanges"][0]["textDocument"]["version"] == 1
    assert editor.text[uri] == TEXT.replace("元,增", "元，增")


def test_all_fixes_of_a_rule(editor: Editor, uri: str) -> None:
    editor.open(uri, TEXT)
    action = editor.actions(uri, found(editor, uri, "PT001")["range"])[1]
    edit = editor.resolved(action)["edit"]
    lines = [each["range"]["start"]["line"] for each in edit["documentChanges"][0]["edits"]]
    editor.apply(edit)

    assert lines == [2, 4]
    assert editor.text[uri] == TEXT.replace(",", "，")


def test_fix_all_is_what_the_command_fixes(editor: Editor, uri: str) -> None:
    editor.open(uri, TEXT)
    place = found(editor, uri, "PH001")["range"]
    (action,) = editor.actions(uri, place, ["source.fixAll"])
    editor.apply(editor.resolved(action)["edit"])

    assert action["kind"] == "source.fixAll.kanwu"
    assert editor.text[uri] == kanwu.fix_text(TEXT, name="草稿.md")
    assert editor.actions(uri, place, ["source.fixAll.kanwu"]) == []


def test_only_kinds_that_are_asked_for(editor: Editor, uri: str) -> None:
    editor.open(uri, TEXT)
    place = found(editor, uri, "PT001")["range"]

    assert editor.actions(uri, place, ["refactor"]) == []
    assert editor.actions(uri, place, ["source.fix"]) == []
    assert {each["kind"] for each in editor.actions(uri, place)} == {"quickfix"}
    assert {each["kind"] for each in editor.actions(uri, place, ["source"])} == {
        "source.fixAll.kanwu"
    }


def test_hover_explains(editor: Editor, uri: str) -> None:
    editor.open(uri, TEXT)
    place = found(editor, uri, "PT001")["range"]
    shown = editor.request("textDocument/hover", textDocument={"uri": uri}, position=place["start"])
    text = shown["contents"]["value"]

    assert shown["contents"]["kind"] == "markdown"
    assert all(word in text for word in ("PT001", "应为全角标点", "依据：", "改法：", "例："))
    assert shown["range"] == place


def test_hover_over_nothing(editor: Editor, uri: str) -> None:
    editor.open(uri, TEXT)
    place = {"line": 0, "character": 3}

    assert editor.request("textDocument/hover", textDocument={"uri": uri}, position=place) is None


def test_comment_lets_a_finding_stand(editor: Editor, uri: str) -> None:
    editor.open(uri, TEXT)
    place = found(editor, uri, "PH001")["range"]
    action = next(each for each in editor.actions(uri, place) if "注释" in each["title"])
    editor.apply(editor.resolved(action)["edit"])

    assert editor.text[uri].splitlines()[2] == "<!-- kanwu: off-next-line PH001 原文如此 -->"
    assert ranges(editor, uri, "PH001") == ["XX"]


def test_entry_lets_a_finding_stand(editor: Editor, uri: str) -> None:
    text_uri = uri.replace(".md", ".txt")
    editor.open(text_uri, "某县投资XX万元。\n", "plaintext")
    place = found(editor, text_uri, "PH001")["range"]
    action = next(each for each in editor.actions(text_uri, place) if "保留" in each["title"])
    create, change = editor.resolved(action)["edit"]["documentChanges"]
    written = edited("", change["edits"], editor.encoding)

    assert create["kind"] == "create"
    assert create["uri"] == change["textDocument"]["uri"]
    assert written.startswith("[[allow]]\n")
    assert 'code = "PH001"' in written
    assert 'reason = "原文如此"' in written


def test_explanation_of_a_rule(editor: Editor) -> None:
    text = editor.request("workspace/executeCommand", command="kanwu.explain", arguments=["PH001"])
    shown = editor.wait(lambda message: message.get("method") == "window/showMessage")

    assert text.startswith("# PH001 ")
    assert shown["params"]["message"].startswith("# PH001 ")


def test_command_fixes_a_text(editor: Editor, uri: str) -> None:
    editor.open(uri, TEXT)
    done = editor.request("workspace/executeCommand", command="kanwu.fixAll", arguments=[uri])

    assert done is True
    assert editor.text[uri] == TEXT.replace(",", "，")


def test_text_that_is_not_saved_is_checked_by_its_language(editor: Editor) -> None:
    editor.open("untitled:Untitled-1", "某县投资XX万元`,文`。\n", "markdown")
    codes = editor.codes("untitled:Untitled-1")
    action = editor.actions(
        "untitled:Untitled-1",
        {"start": {"line": 0, "character": 0}, "end": {"line": 1, "character": 0}},
    )[0]
    edit = editor.resolved(action)["edit"]
    editor.close("untitled:Untitled-1")

    assert codes == ["PH001"]
    assert edit["documentChanges"][0]["textDocument"]["version"] is None


def test_old_version_of_git_is_not_checked(editor: Editor) -> None:
    uri = "git:/drafts/草稿.md?ref"
    editor.open(uri, TEXT)
    items = editor.diagnostics(uri)
    editor.close(uri)

    assert items == []


def test_unknown_text_is_an_error_of_the_request(editor: Editor) -> None:
    place = {"line": 0, "character": 0}
    with pytest.raises(KeyError, match="not open"):
        editor.request("textDocument/hover", textDocument={"uri": "file:///无.md"}, position=place)


def test_change_outside_of_the_text_waits_for_the_whole_text(editor: Editor, uri: str) -> None:
    editor.open(uri, TEXT)
    editor.diagnostics(uri)
    far = {"line": 99, "character": 0}
    editor.send_change(uri, {"range": {"start": far, "end": far}, "text": "甲"})
    editor.send_change(uri, {"text": TEXT})
    editor.text[uri] = TEXT

    assert ranges(editor, uri, "PH001") == ["XX", "XX"]


def test_older_version_is_passed_over(editor: Editor, uri: str) -> None:
    editor.open(uri, TEXT)
    editor.change(uri, 0, 0, "甲\n\n")
    editor.send_change(uri, {"text": "XX万元"}, version=1)
    editor.version[uri] -= 1

    assert ranges(editor, uri, "PH001") == ["XX", "XX"]


def test_half_of_a_surrogate_pair_is_checked(editor: Editor, uri: str) -> None:
    editor.open(uri, "某县\ud842投资XX万元。\n")

    assert "PH001" in editor.codes(uri)


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(
            st.integers(0, 40), st.integers(0, 6), st.text("甲𠮷a\n\r\u2028\x85\t", max_size=4)
        ),
        min_size=1,
        max_size=8,
    )
)
def test_server_has_the_text_of_the_editor(
    editor: Editor, changes: list[tuple[int, int, str]]
) -> None:
    uri = (Path(editor.folder) / "改.md").as_uri()  # type: ignore[attr-defined]
    editor.open(uri, "甲𠮷\r\n乙\u2028丙XX万元。\r丁\n")
    for start, length, new in changes:
        text = editor.text[uri]
        first = min(start, len(text))
        last = min(first + length, len(text))
        if _splits(text, first) or _splits(text, last) or _joins(text, first, last, new):
            continue
        editor.change(uri, first, last, new)
    editor.change(uri, len(editor.text[uri]), len(editor.text[uri]), "\n\n某县投资XX万元。")
    marked = ranges(editor, uri, "PH001")
    editor.close(uri)

    assert marked[-1] == "XX"


def _splits(text: str, at: int) -> bool:
    return text[at - 1 : at + 1] == "\r\n" and at > 0


def _joins(text: str, first: int, last: int, new: str) -> bool:
    """Whether an end of line would come of two parts, which editors do not make."""
    around = text[:first][-1:] + new + text[last:][:1]
    return "\r\n" in around and "\r\n" not in new


class TestOne:
    """A server of the test's own."""

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        return tmp_path

    def test_settings_choose_rules_by_folder(self, folder: Path) -> None:
        first, second = folder / "甲", folder / "乙"
        first.mkdir()
        second.mkdir()
        editor = Editor(
            {"workspace": {"configuration": True}, "textDocument": {"diagnostic": {}}},
            [first, second],
        )
        editor.settings = {second.as_uri(): {"ignore": ["PH001"], "lang": "en"}}
        editor.notify("workspace/didChangeConfiguration", settings=None)
        for each in (first, second):
            editor.open((each / "稿.md").as_uri(), "某县投资XX万元,好。\n")
        codes = [editor.codes((each / "稿.md").as_uri()) for each in (first, second)]
        words = editor.diagnostics((second / "稿.md").as_uri())[0]["message"]

        assert codes == [["PH001", "PT001"], ["PT001"]]
        assert words.isascii() or "“,”" in words
        assert editor.end() == 0

    def test_configurations_of_two_folders(self, folder: Path) -> None:
        for name, profile in (("甲", "draft"), ("乙", "publish")):
            (folder / name).mkdir()
            (folder / name / "kanwu.toml").write_text(f'profile = "{profile}"\n', "utf-8")
        editor = Editor({"textDocument": {"diagnostic": {}}}, [folder / "甲", folder / "乙"])
        severities = []
        for name in ("甲", "乙"):
            uri = (folder / name / "稿.md").as_uri()
            editor.open(uri, "某县投资XX万元。\n")
            severities += [item["severity"] for item in editor.diagnostics(uri)]

        assert len(set(severities)) == 2
        assert editor.end() == 0

    def test_fault_of_a_configuration_is_shown_on_it_until_it_is_mended(self, folder: Path) -> None:
        place = folder / "kanwu.toml"
        place.write_text('ignore = ["PT"]\n', "utf-8")
        editor = Editor({}, [folder])
        uri = (folder / "稿.md").as_uri()
        editor.open(uri, "某县投资XX万元,好。\n")
        assert editor.codes(uri) == ["PH001"]

        place.write_text('ignore = ["PT"]\nignroe = []\n', "utf-8")
        editor.notify(
            "workspace/didChangeWatchedFiles", changes=[{"uri": place.as_uri(), "type": 2}]
        )
        shown = editor.wait(lambda message: message.get("params", {}).get("uri") == place.as_uri())
        said = editor.wait(lambda message: message.get("method") == "window/showMessage")
        assert editor.codes(uri) == ["PH001"]  # by the rules of before
        (item,) = shown["params"]["diagnostics"]
        assert item["range"]["start"]["line"] == 1
        assert "ignroe" in item["message"]
        assert "暂用原来的规则" in said["params"]["message"]

        place.write_text("ignore = []\n", "utf-8")
        editor.notify(
            "workspace/didChangeWatchedFiles", changes=[{"uri": place.as_uri(), "type": 2}]
        )
        mended = editor.wait(lambda message: message.get("params", {}).get("uri") == place.as_uri())
        assert mended["params"]["diagnostics"] == []
        assert editor.codes(uri) == ["PH001", "PT001"]
        assert editor.end() == 0

    def test_checked_on_save_only(self, folder: Path) -> None:
        editor = Editor({}, [folder], {"run": "onSave"})
        uri = (folder / "稿.md").as_uri()
        editor.open(uri, CLEAN)
        assert editor.codes(uri) == []
        editor.change(uri, 0, 0, "投资XX万元。\n\n")
        editor.notify("textDocument/didSave", textDocument={"uri": uri})

        assert editor.codes(uri) == ["PH001"]
        assert editor.end() == 0

    def test_switched_off(self, folder: Path) -> None:
        editor = Editor({}, [folder], {"enable": False})
        uri = (folder / "稿.md").as_uri()
        editor.open(uri, TEXT)

        assert editor.codes(uri) == []
        assert editor.end() == 0

    def test_at_most_so_many_problems(self, folder: Path) -> None:
        editor = Editor({}, [folder], {"maxProblems": 2})
        uri = (folder / "稿.md").as_uri()
        editor.open(uri, "某县投资XX万元,好,好,好。\n")
        items = editor.diagnostics(uri)

        assert [item.get("code") for item in items] == ["PH001", "PT001", None]
        assert items[-1]["message"] == "另有 2 处未列出"
        assert editor.end() == 0

    def test_unknown_and_wrong_settings_are_told_of(self, folder: Path) -> None:
        editor = Editor({}, [folder], {"profil": "draft"})
        logged = editor.wait(lambda message: message.get("method") == "window/logMessage")
        editor.notify("workspace/didChangeConfiguration", settings={"kanwu": {"run": "never"}})
        shown = editor.wait(lambda message: message.get("method") == "window/showMessage")

        assert logged["params"]["message"] == "不认得的设置：profil"
        assert "never" in shown["params"]["message"]
        assert editor.end() == 0

    def test_page_of_a_rule_is_linked(self, folder: Path) -> None:
        editor = Editor({}, [folder], {"docsUrl": "https://example.org/{code}/"})
        uri = (folder / "稿.md").as_uri()
        editor.open(uri, "某县投资XX万元。\n")
        (item,) = editor.diagnostics(uri)

        assert item["codeDescription"] == {"href": "https://example.org/PH001/"}
        assert editor.end() == 0

    def test_personal_data_does_not_travel(self, folder: Path) -> None:
        number = "11010519491231002X"
        (folder / "kanwu.toml").write_text('extend-select = ["PI"]\n', "utf-8")
        editor = Editor({"textDocument": {"diagnostic": {}, "hover": {}}}, [folder])
        uri = (folder / "稿.txt").as_uri()
        editor.open(uri, f"身份证号{number}。\n", "plaintext")
        items = editor.diagnostics(uri)
        whole = {"start": {"line": 0, "character": 0}, "end": {"line": 1, "character": 0}}
        answers = [items, *(editor.resolved(action) for action in editor.actions(uri, whole))]
        answers += [
            editor.request(
                "textDocument/hover", textDocument={"uri": uri}, position=item["range"]["start"]
            )
            for item in items
        ]

        assert any(item["code"].startswith("PI") for item in items)
        assert number not in str(answers)
        assert editor.end() == 0

    def test_formatting_is_off_unless_it_is_wanted(self, folder: Path) -> None:
        dynamic = {"textDocument": {"formatting": {"dynamicRegistration": True}}}
        uri = (folder / "稿.md").as_uri()
        params = {"textDocument": {"uri": uri}, "options": {"tabSize": 4, "insertSpaces": True}}
        for wanted in (False, True):
            editor = Editor(dynamic, [folder], {"formatting": wanted})
            editor.open(uri, TEXT)
            assert "documentFormattingProvider" not in editor.server
            if wanted:
                editor.wait(lambda message: message.get("method") == "client/registerCapability")
                edits = editor.request("textDocument/formatting", **params)
                assert edited(TEXT, edits, editor.encoding) == kanwu.fix_text(TEXT, name="稿.md")
            else:
                editor.diagnostics(uri)
                with pytest.raises(KeyError, match="Method Not Found"):
                    editor.request("textDocument/formatting", **params)
            assert editor.end() == 0

    def test_end_without_leave_is_an_error(self, folder: Path) -> None:
        editor = Editor({}, [folder])
        start = time.monotonic()

        assert editor.hang_up() == 1
        assert time.monotonic() - start < 5

    @pytest.mark.skipif(os.name == "nt", reason="Windows ends the server with its pipes")
    def test_server_ends_soon_after_its_editor(self, folder: Path) -> None:
        process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
        editor = Editor({}, [folder], process=process.pid)
        process.communicate(b"\n")

        assert editor.status() == 1

    def test_without_pygls_the_command_says_what_to_install(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        for name in [name for name in sys.modules if name.startswith("kanwu.lsp.")]:
            monkeypatch.delitem(sys.modules, name)
        monkeypatch.setitem(sys.modules, "pygls", None)
        monkeypatch.setitem(sys.modules, "pygls.exceptions", None)
        from kanwu.cli.main import main

        assert main(["lsp"]) == 2
        assert "pip install 'kanwu[lsp]'" in capsys.readouterr().err


def test_rules_of_before_stay_while_a_configuration_does_not_hold(tmp_path: Path) -> None:
    place = tmp_path / "kanwu.toml"
    place.write_text('ignore = ["PT"]\n', "utf-8")
    rules, path = Rules(), str(tmp_path / "稿.md")
    before = rules.of(path, Settings(), str(tmp_path))
    place.write_text("ignore = 3\n", "utf-8")
    rules.reload()

    assert rules.of(path, Settings(), str(tmp_path)) is before
    assert [(fault.path, fault.line) for fault in rules.faults()] == [(str(place), 1)]
