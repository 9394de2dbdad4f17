// The explanation of a rule, as a page beside the text.
import { type TextDocumentContentProvider, Uri, commands, l10n, window } from "vscode";
import { run } from "./program";
import type { Server } from "./server";
import { diagnosticsOf } from "./findings";

export const SCHEME = "kanwu-rule";

interface Listed {
  code: string;
  title: string;
  family_title?: string;
}

export class Explanations implements TextDocumentContentProvider {
  constructor(private readonly server: Server) {}

  async provideTextDocumentContent(uri: Uri): Promise<string> {
    const code = uri.path.replace(/^\/|\.md$/g, "");
    return (await this.server.execute<string | null>("kanwu.explain", code)) ?? "";
  }
}

export async function showExplanation(code: string): Promise<void> {
  const uri = Uri.from({ scheme: SCHEME, path: `/${code}.md` });
  await commands.executeCommand("markdown.showLockedPreviewToSide", uri);
}

/** Explain the rule of the finding at the cursor, or one that is chosen. */
export async function explain(server: Server): Promise<void> {
  const editor = window.activeTextEditor;
  const here = editor
    ? diagnosticsOf(editor.document.uri).find((each) => each.range.contains(editor.selection.active))
    : undefined;
  const code = here ? codeOf(here.code) : await chosenRule(server);
  if (code) {
    await showExplanation(code);
  }
}

function codeOf(code: string | number | { value: string | number } | undefined): string {
  return String(typeof code === "object" ? code.value : (code ?? ""));
}

async function chosenRule(server: Server): Promise<string | undefined> {
  const program = server.program;
  if (!program) {
    return undefined;
  }
  const args = [...program.args, "rule", "--all", "--isolated", "--output-format", "json"];
  const output = await run(program.command, args);
  const rules = JSON.parse(output.stdout) as Listed[];
  const items = rules.map((rule) => ({
    label: rule.code,
    description: rule.title,
    detail: rule.family_title,
  }));
  const placeHolder = l10n.t("Choose a rule");
  const chosen = await window.showQuickPick(items, { placeHolder, matchOnDescription: true });
  return chosen?.label;
}
