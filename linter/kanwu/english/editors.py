"""The English of what the language server says in an editor."""

from __future__ import annotations

EDITORS = {
    "另有 {count} 处未列出": "{count} more are not listed",
    "{code}：{change}": "{code}: {change}",
    "{change}（请复核）": "{change} (to be reviewed)",
    "这个文件里全部修复 {code}": "Fix all {code} in this file",
    "这个文件里全部修复 {code}（请复核）": "Fix all {code} in this file (to be reviewed)",
    "{code}：这里不查（加注释）": "{code}: let it stand (add a comment)",
    "{code}：保留（记入 kanwu.toml）": "{code}: let it stand (add to kanwu.toml)",
    "{code}：为什么？": "{code}: why?",
    "勘误：修复全部": "kanwu: fix all",
    "原文如此": "as in the original",
    "例：{bad}": "Example: {bad}",
    "例：{bad} → {fixed}": "Example: {bad} → {fixed}",
    "改法：{change}": "Fix: {change}",
    "严重度：{severity}": "Severity: {severity}",
    "**{rule}**　{severity}": "**{rule}** {severity}",
    "**{rule}**　{severity}（由 {path} 设定）": "**{rule}** {severity} (set by {path})",
    "{path} 有错，暂用原来的规则：{cause}": "{path} has an error, the rules of before stay in force: {cause}",
    "不认得的设置：{names}": "unknown settings: {names}",
    "勘误": "kanwu",
    "没有可以修改之处": "There is nothing to fix",
    "超过 {most} 字，没有检查": "not checked: more than {most} characters",
    "kanwu: 应为一组设置，不是 {value!r}": "kanwu should be a table of settings, not {value!r}",
    "kanwu: {error}": "kanwu: {error}",
    "语言服务器须另装：{hint}": "the language server needs {hint}",
}  # fmt: skip
