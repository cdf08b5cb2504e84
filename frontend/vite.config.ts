import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

const tightened = (css: string): string =>
  css
    .replaceAll(/\/\*.*?\*\//gs, "")
    .replaceAll(/\s+/g, " ")
    .replaceAll(/ ?([{};,]) ?/g, "$1")
    .replaceAll(": ", ":");

/** Templates are text, which nobody else makes smaller: they go without indentation. */
const unindented: Plugin = {
  name: "unindented",
  enforce: "pre",
  transform: (code, id) =>
    id.includes("/src/") && id.endsWith(".ts")
      ? {
          code: code.replaceAll(/css`[^`$]*`/g, tightened).replaceAll(/\n\s+/g, "\n"),
          map: null,
        }
      : null,
};

const MOST_BYTES = 70_000;

/** What a browser loads to show the panel in English stays small, compressed. */
const lean: Plugin = {
  name: "lean",
  generateBundle(_, bundle) {
    const chunks = Object.values(bundle).filter((it) => it.type === "chunk");
    const needed = chunks.filter((it) => !/^[a-z]{2}-/.test(it.fileName));
    const sizes = needed.map((it) => gzipSync(it.code).length);
    const bytes = sizes.reduce((sum, it) => sum + it, 0);
    if (bytes > MOST_BYTES) {
      this.error(`${bytes} bytes compressed; ${MOST_BYTES} are the most`);
    }
  },
};

/** Home Assistant sends what lies beside a file, packed already; it packs nothing. */
const packed: Plugin = {
  name: "packed",
  // When everybody has had their hands on the files.
  writeBundle: ({ dir = "" }, bundle) => {
    for (const file of Object.keys(bundle).map((it) => join(dir, it))) {
      writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
    }
  },
};

/**
 * The panel, a loader of cards for every page, and what both are made of,
 * which is one chunk; languages come when they are needed.
 */
export default defineConfig({
  plugins: [unindented, lean, packed],
  build: {
    outDir: "../custom_components/cloud_locks/www",
    emptyOutDir: true,
    target: "es2022",
    sourcemap: false,
    modulePreload: false,
    rolldownOptions: {
      input: { "cloud-locks": "src/main.ts", cards: "src/cards.ts" },
      preserveEntrySignatures: "strict",
      output: {
        entryFileNames: "[name].js",
        chunkFileNames: "[name]-[hash].js",
      },
    },
  },
  test: { environment: "happy-dom", include: ["src/**/*.test.ts"] },
});
