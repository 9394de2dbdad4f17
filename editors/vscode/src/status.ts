// The counts of the open text in the status bar.
import { type Disposable, DiagnosticSeverity, StatusBarAlignment, l10n, languages, window } from "vscode";
import { diagnosticsOf } from "./findings";

export function statusBar(): Disposable[] {
  const item = window.createStatusBarItem("kanwu.status", StatusBarAlignment.Right, 100);
  item.name = "kanwu";
  item.command = "workbench.actions.view.problems";
  const show = (): void => {
    const document = window.activeTextEditor?.document;
    if (!document || !["markdown", "plaintext"].includes(document.languageId)) {
      item.hide();
      return;
    }
    const found = diagnosticsOf(document.uri);
    const count = (severity: DiagnosticSeverity): number =>
      found.filter((each) => each.severity === severity).length;
    const counts = [
      count(DiagnosticSeverity.Error),
      count(DiagnosticSeverity.Warning),
      count(DiagnosticSeverity.Information),
    ];
    const icons = ["$(error)", "$(warning)", "$(info)"];
    const shown = counts.flatMap((each, at) => (each ? [`${icons[at]} ${each}`] : []));
    item.text = `勘误 ${shown.join(" ") || "$(check)"}`;
    item.tooltip = found.length
      ? l10n.t("{0} errors, {1} warnings, {2} hints", ...counts)
      : l10n.t("No problems");
    item.show();
  };
  show();
  return [item, window.onDidChangeActiveTextEditor(show), languages.onDidChangeDiagnostics(show)];
}
