// Where kanwu is, and how it is run.
import { execFile } from "node:child_process";
import { extensions, type Uri, workspace } from "vscode";

export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly version: string;
}

export interface Output {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

const LONGEST_OUTPUT = 256 * 1024 * 1024; // bytes
const PYTHON = "ms-python.python";

/** The first that answers: that of the setting, of the chosen Python, of PATH. */
export async function findProgram(log: (line: string) => void): Promise<Program | undefined> {
  for (const [command, ...args] of await candidates()) {
    const output = await run(command, [...args, "--version"]).catch((error: Error) => {
      log(`${command}: ${error.message}`);
      return undefined;
    });
    const version = output?.stdout.match(/^kanwu (\S+)/)?.[1];
    if (output?.status === 0 && version) {
      log(`kanwu ${version}: ${[command, ...args].join(" ")}`);
      return { command, args, version };
    }
    if (output) {
      log(`${[command, ...args].join(" ")}: ${output.stderr.trim() || output.status}`);
    }
  }
  return undefined;
}

/** What a program said and how it ended; rejected if it could not be started. */
export function run(command: string, args: readonly string[], cwd?: string): Promise<Output> {
  const env = { ...process.env, PYTHONUTF8: "1" };
  return new Promise((resolve, reject) => {
    const options = { cwd, env, maxBuffer: LONGEST_OUTPUT, windowsHide: true };
    execFile(command, [...args], options, (error, stdout, stderr) => {
      if (error && typeof error.code !== "number") {
        reject(error);
      } else {
        resolve({ status: Number(error?.code ?? 0), stdout, stderr });
      }
    });
  });
}

async function candidates(): Promise<[string, ...string[]][]> {
  const named = workspace.getConfiguration("kanwu").get<string>("path", "").trim();
  if (named) {
    return [[named]];
  }
  const python = await chosenPython();
  // -P: no module of the folder that happens to have the name.
  const ofPython: [string, ...string[]][] = python ? [[python, "-P", "-m", "kanwu"]] : [];
  return [...ofPython, ["kanwu"]];
}

interface PythonApi {
  environments: {
    getActiveEnvironmentPath(resource?: Uri): { path: string };
    resolveEnvironment(path: { path: string }): Promise<{ executable: { uri?: Uri } } | undefined>;
  };
}

/** The interpreter that was chosen in the Python extension, if that is there. */
async function chosenPython(): Promise<string | undefined> {
  const extension = extensions.getExtension<PythonApi>(PYTHON);
  if (!extension) {
    return undefined;
  }
  const api = extension.isActive ? extension.exports : await extension.activate();
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const path = api?.environments?.getActiveEnvironmentPath(folder);
  const environment = path && (await api.environments.resolveEnvironment(path));
  return environment?.executable.uri?.fsPath;
}
