// Checks of a whole folder and of single files that are no text, by the command line.
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { type DiagnosticCollection, ProgressLocation, Uri, env, l10n, window, workspace } from "vscode";
import { type Found, byFile } from "./findings";
import { type Output, run } from "./program";
import { type Server, settings } from "./server";

const UNREAD = 2; // the exit status when a file could not be checked

/** Check every file of the folders, Word files too, and list what was found. */
export async function checkFolders(server: Server, shown: DiagnosticCollection): Promise<void> {
  shown.clear();
  for (const folder of workspace.workspaceFolders ?? []) {
    const where = folder.uri.fsPath;
    const output = await checked(server, folder.name, where, [".", "--output-format", "jsonl"]);
    if (!output) {
      return;
    }
    const found = findings(output.stdout);
    const open = new Set(workspace.textDocuments.map((document) => document.uri.fsPath));
    for (const [file, diagnostics] of await byFile(found, where)) {
      if (!open.has(file)) { // the server tells of open texts
        shown.set(Uri.file(file), diagnostics);
      }
    }
    server.log.info(output.stderr.trim());
    const summary = l10n.t("Checked {0}: {1} problems.", folder.name, found.length);
    void (output.status === UNREAD
      ? window.showWarningMessage(`${summary}${l10n.t("Not all files could be checked; the log says which.")}`)
      : window.showInformationMessage(summary));
  }
}

/** Check a Word, ODF, PDF or HTML file, and open the report in the browser. */
export async function checkFile(server: Server, uri: Uri): Promise<void> {
  const name = path.basename(uri.fsPath);
  const folder = await mkdtemp(path.join(tmpdir(), "kanwu-"));
  const report = path.join(folder, `${name}.html`);
  const output = await checked(server, name, path.dirname(uri.fsPath), [
    ...[name, "--output-format", "html", "--output-file", report],
  ]);
  if (output && !(await env.openExternal(Uri.file(report)))) {
    await env.clipboard.writeText(report);
  }
}

async function checked(
  server: Server,
  title: string,
  cwd: string,
  args: string[],
): Promise<Output | undefined> {
  const program = server.program;
  if (!program) {
    return undefined;
  }
  const location = ProgressLocation.Window;
  return window.withProgress({ location, title: l10n.t("kanwu: checking {0}", title) }, async () => {
    const whole = [...program.args, "check", ...args, ...options(cwd)];
    const output = await run(program.command, whole, cwd);
    if (output.status > UNREAD || (output.status === UNREAD && !output.stdout && args[0] === ".")) {
      server.log.error(output.stderr.trim());
      void window.showErrorMessage(l10n.t("kanwu failed: {0}", output.stderr.trim().split("\n")[0]));
      return undefined;
    }
    return output;
  });
}

function options(cwd: string): string[] {
  const values = settings(Uri.file(cwd));
  const list = (name: string): string => ((values[name] as string[] | undefined) ?? []).join(",");
  const pairs: [string, string][] = [
    ["--lang", String(values.lang)],
    ["--profile", String(values.profile ?? "")],
    ["--config", String(values.config ?? "")],
    ["--select", list("select")],
    ["--extend-select", list("extendSelect")],
    ["--ignore", list("ignore")],
  ];
  return ["--exit-zero", ...pairs.filter(([, value]) => value).flat()];
}

function findings(lines: string): Found[] {
  return lines
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line) as Found)
    .filter((found) => found.code && found.severity);
}
