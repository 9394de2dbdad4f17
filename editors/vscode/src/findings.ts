// Findings as VS Code shows them.
import { readFile } from "node:fs/promises";
import * as path from "node:path";
import { Diagnostic, DiagnosticSeverity, Range, Uri, languages } from "vscode";

export const SOURCE = "kanwu";

export interface Found {
  code: string;
  message: string;
  severity: "error" | "warning" | "info";
  path: string;
  line?: number;
  column?: number;
  end_line?: number;
  end_column?: number;
  location?: { words?: string };
}

const SEVERITIES = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
};
const TEXTS = /\.(md|markdown|txt|html?)$/i;

export function diagnosticsOf(uri: Uri): Diagnostic[] {
  return languages.getDiagnostics(uri).filter((each) => each.source === SOURCE);
}

/** The findings by file; those of a Word file stand at its start and name their place. */
export async function byFile(found: Found[], folder: string): Promise<Map<string, Diagnostic[]>> {
  const files = new Map<string, Diagnostic[]>();
  const texts = new Map<string, string[]>();
  for (const each of found) {
    const file = path.resolve(folder, each.path);
    if (!texts.has(file)) {
      texts.set(file, TEXTS.test(file) ? await lines(file) : []);
    }
    const place = range(each, texts.get(file) ?? []);
    const words = each.location?.words;
    const message = words ? `${each.message} [${words}]` : each.message;
    const diagnostic = new Diagnostic(place, message, SEVERITIES[each.severity]);
    diagnostic.source = SOURCE;
    diagnostic.code = each.code;
    const others = files.get(file);
    if (others) {
      others.push(diagnostic);
    } else {
      files.set(file, [diagnostic]);
    }
  }
  return files;
}

async function lines(file: string): Promise<string[]> {
  const text = await readFile(file, "utf8").catch(() => "");
  return text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
}

/** Lines and columns of kanwu are code points from 1; those of VS Code UTF-16 units from 0. */
function range(found: Found, text: string[]): Range {
  const line = (found.line ?? 1) - 1;
  const endLine = (found.end_line ?? line + 1) - 1;
  if (text.length <= line) {
    return new Range(0, 0, 0, 0);
  }
  return new Range(
    line,
    units(text[line], (found.column ?? 1) - 1),
    endLine,
    units(text[endLine] ?? "", (found.end_column ?? found.column ?? 1) - 1),
  );
}

function units(line: string, codePoints: number): number {
  let at = 0;
  for (let left = codePoints; left > 0 && at < line.length; left--) {
    at += (line.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  }
  return at;
}
