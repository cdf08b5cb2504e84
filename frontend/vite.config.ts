import { defineConfig } from "vitest/config";

/** One module with everything; languages come when they are needed. */
export default defineConfig({
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
