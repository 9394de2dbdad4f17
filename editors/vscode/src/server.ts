// The language server: its start, its settings and the commands that it runs.
import { type Uri, commands, env, l10n, window, workspace } from "vscode";
import { LanguageClient, type LanguageClientOptions, RevealOutputChannelOn } from "vscode-languageclient/node";
import { type Program, findProgram } from "./program";
import { showExplanation } from "./explanation";

const LANGUAGES = ["markdown", "plaintext"];
const INSTALL = 'pip install "kanwu[lsp]"';

export class Server {
  readonly log = window.createOutputChannel("kanwu", { log: true });
  program: Program | undefined;
  #client: LanguageClient | undefined;

  async start(): Promise<void> {
    this.program = await findProgram((line) => this.log.info(line));
    if (!this.program) {
      void this.#tell(l10n.t("kanwu was not found."));
      return;
    }
    const { command, args } = this.program;
    this.#client = new LanguageClient(
      "kanwu",
      "kanwu",
      { command, args: [...args, "lsp"], options: { env: { ...process.env, PYTHONUTF8: "1" } } },
      this.#options(),
    );
    try {
      await this.#client.start();
    } catch (error) {
      this.#client = undefined;
      void this.#tell(l10n.t("kanwu did not start: {0}", String(error)));
    }
  }

  async stop(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    await client?.dispose();
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** What a command of the server answers; undefined if no server runs. */
  async execute<T>(command: string, ...values: unknown[]): Promise<T | undefined> {
    return this.#client?.sendRequest<T>("workspace/executeCommand", { command, arguments: values });
  }

  #options(): LanguageClientOptions {
    return {
      documentSelector: ["file", "untitled"].flatMap((scheme) =>
        LANGUAGES.map((language) => ({ scheme, language })),
      ),
      initializationOptions: { ...settings(), explanations: "client" },
      outputChannel: this.log,
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      middleware: {
        workspace: {
          async configuration(params, token, next) {
            const values = await next(params, token);
            return Array.isArray(values) ? values.map(shownByClient) : values;
          },
        },
        async executeCommand(command, values, next) {
          if (command === "kanwu.explain") {
            return showExplanation(String(values[0]));
          }
          if (command === "kanwu.allow" && values.length === 3) {
            const reason = await window.showInputBox({
              prompt: l10n.t("Why may it stand?"),
              value: l10n.t("as in the original"),
            });
            return reason === undefined ? false : next(command, [...values, reason]);
          }
          return next(command, values);
        },
      },
    };
  }

  async #tell(message: string): Promise<void> {
    const [copy, path, log] = [
      l10n.t("Copy the install command"),
      l10n.t("Set its path"),
      l10n.t("Show the log"),
    ];
    const chosen = await window.showWarningMessage(message, copy, path, log);
    if (chosen === copy) {
      await env.clipboard.writeText(INSTALL);
      void window.showInformationMessage(l10n.t("Copied; run it in a terminal, then restart kanwu."));
    } else if (chosen === path) {
      await commands.executeCommand("workbench.action.openSettings", "kanwu.path");
    } else if (chosen === log) {
      this.log.show();
    }
  }
}

/** The settings for a file, in the language of VS Code if they name none. */
export function settings(uri?: Uri): Record<string, unknown> {
  const values = workspace.getConfiguration("kanwu", uri);
  return withLanguage(JSON.parse(JSON.stringify(values)) as Record<string, unknown>);
}

function shownByClient(value: unknown): unknown {
  return value && typeof value === "object"
    ? { ...withLanguage(value as Record<string, unknown>), explanations: "client" }
    : value;
}

function withLanguage(values: Record<string, unknown>): Record<string, unknown> {
  const { path: _path, trace: _trace, ...others } = values;
  return { ...others, lang: others.lang || (env.language.startsWith("zh") ? "zh" : "en") };
}
