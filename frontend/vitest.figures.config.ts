import { defineConfig } from "vitest/config";

/** How much a browser has to do: `npx vitest run --config vitest.figures.config.ts`. */
export default defineConfig({
  test: {
    include: ["e2e/**/*.figures.ts"],
    testTimeout: 180_000,
    hookTimeout: 60_000,
  },
});
