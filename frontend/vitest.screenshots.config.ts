import { defineConfig } from "vitest/config";

/** Pictures of the demo: see scripts/screenshots. */
export default defineConfig({
  test: {
    include: ["e2e/**/*.shot.ts"],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 180_000,
  },
});
