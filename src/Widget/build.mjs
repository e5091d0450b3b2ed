// Checks the types, then bundles the widget into the folder that is named: as a script, and as a module for shops that bundle.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { build } from "esbuild";

const folder = process.argv[2];
execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "--noEmit"], { stdio: "inherit" });

// A style sheet keeps its line breaks for whoever reads it; browsers do without.
const sheets = {
  name: "sheets",
  setup: bundler => bundler.onLoad({ filter: /style\.ts$/ }, ({ path }) => ({
    contents: readFileSync(path, "utf8").replace(/\s*\n\s*/g, "\n").replace(/([{};,])\n/g, "$1"), loader: "ts",
  })),
};
const common = { bundle: true, minify: true, target: "es2022", charset: "utf8", legalComments: "none", plugins: [sheets] };
await build({ ...common, entryPoints: ["script.ts"], format: "iife", outfile: `${folder}widget.js` });
await build({ ...common, entryPoints: ["module.ts"], format: "esm", outfile: `${folder}widget.mjs` });
