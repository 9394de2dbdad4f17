// kanwu in VS Code: the language server, its commands, and the counts in the status bar.
import { type ExtensionContext, type Uri, commands, languages, window, workspace } from "vscode";
import { Explanations, SCHEME, explain } from "./explanation";
import { checkFile, checkFolders } from "./folder";
import { Server } from "./server";
import { statusBar } from "./status";

let server: Server | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  const started = new Server();
  server = started;
  const shown = languages.createDiagnosticCollection("kanwu-folder");
  const command = (name: string, action: (...values: never[]) => unknown): void => {
    context.subscriptions.push(commands.registerCommand(`kanwu.editor.${name}`, action));
  };
  const fix = (name: string) => async (): Promise<void> => {
    const document = window.activeTextEditor?.document;
    if (document) {
      await started.execute(name, document.uri.toString());
    }
  };
  command("fixAll", fix("kanwu.fixAll"));
  command("fixAllUnsafe", fix("kanwu.fixAllUnsafe"));
  command("explain", () => explain(started));
  command("checkFolder", () => checkFolders(started, shown));
  command("checkFile", (uri: Uri) => checkFile(started, uri));
  command("restart", () => started.restart());
  command("showLog", () => started.log.show());
  context.subscriptions.push(
    started.log,
    shown,
    ...statusBar(),
    workspace.registerTextDocumentContentProvider(SCHEME, new Explanations(started)),
    // An open text is told of by the server.
    workspace.onDidOpenTextDocument((document) => shown.delete(document.uri)),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("kanwu.path")) {
        void started.restart();
      }
    }),
  );
  await started.start();
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
