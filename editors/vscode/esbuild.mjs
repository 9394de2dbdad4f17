// Bundles the extension and its client of the protocol into one file.
import { build } from "esbuild";

await build({
  entryPoints: ["src/extension.ts"],
  outfile: "dist/extension.js",
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  external: ["vscode"],
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: "eof",
});
