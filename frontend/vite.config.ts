import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

/** Templates are text, which nobody else makes smaller: they go without indentation. */
const unindented: Plugin = {
  name: "unindented",
  enforce: "pre",
  transform: (code, id) =>
    id.includes("/src/") && id.endsWith(".ts")
      ? { code: code.replaceAll(/\n\s+/g, "\n"), map: null }
      : null,
};

/**
 * The panel, a loader of cards for every page, and what both are made of,
 * which is one chunk; languages come when they are needed.
 */
export default defineConfig({
  plugins: [unindented],
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
