"""The recipe of docs/editors.md for Neovim, in Neovim: findings, a hover and fixes."""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path

import pytest

from tests.commands import ROOT, run

PAGE = (ROOT / "docs" / "editors.md").read_text("utf-8")
TEXT = "# 样稿\n\n𠮷县投资XX万元,增长5%。\n"
# What the person at the keyboard does, and sees.
STEPS = """
vim.cmd('edit 草稿.md')
vim.bo.filetype = 'markdown'
vim.wait(60000, function() return #vim.diagnostic.get(0) == 2 end, 50)
local seen = {}
for _, found in ipairs(vim.diagnostic.get(0)) do
  local line = vim.api.nvim_buf_get_lines(0, found.lnum, found.lnum + 1, false)[1]
  table.insert(seen, { found.code, line:sub(found.col + 1, found.end_col) })
end
local client = vim.lsp.get_clients({ bufnr = 0 })[1]
vim.api.nvim_win_set_cursor(0, { 3, TEXT_COLUMN })
local place = vim.lsp.util.make_position_params(0, client.offset_encoding)
local answers = vim.lsp.buf_request_sync(0, 'textDocument/hover', place, 60000)
local _, answer = next(answers)
vim.lsp.buf.code_action({ context = { only = { 'source.fixAll.kanwu' }, diagnostics = {} }, apply = true })
vim.wait(60000, function() return #vim.diagnostic.get(0) == 1 end, 50)
vim.cmd('write')
vim.fn.writefile({ vim.json.encode({
  seen = seen, hover = answer.result.contents.value, left = #vim.diagnostic.get(0),
  encoding = client.offset_encoding }) }, 'seen.json')
vim.cmd('qall!')
"""


def neovim() -> str:
    beside = Path(sys.executable).parent / "nvim"
    path = str(beside) if beside.exists() else shutil.which("nvim")
    if path is None:
        pytest.skip("Neovim is not installed")
    return path


def test_recipe_for_neovim(tmp_path: Path) -> None:
    recipe = re.search(r"^```lua\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert recipe
    column = str(len(TEXT.splitlines()[2].split(",")[0].encode()))
    Path("草稿.md").write_text(TEXT, "utf-8")
    Path("steps.lua").write_text(recipe[1] + STEPS.replace("TEXT_COLUMN", column), "utf-8")
    places = {
        name: str(tmp_path / name)
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME")
    }
    ended = run([neovim(), "--headless", "--clean", "-l", "steps.lua"], Path(), places)

    assert Path("seen.json").exists(), ended.stdout + ended.stderr
    seen = json.loads(Path("seen.json").read_text("utf-8"))
    assert seen["seen"] == [["PH001", "XX"], ["PT001", ","]]
    assert "应为全角标点" in seen["hover"]
    assert (seen["left"], seen["encoding"]) == (1, "utf-8")
    assert Path("草稿.md").read_text("utf-8") == TEXT.replace(",", "，")
