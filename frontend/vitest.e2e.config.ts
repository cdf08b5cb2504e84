import { defineConfig } from "vitest/config";

/** A real browser before a real Home Assistant with simulated locks. */
export default defineConfig({
  test: {
    include: ["e2e/**/*.e2e.ts"],
    globalSetup: "e2e/home.ts",
    // All of them walk about in one home.
    fileParallelism: false,
    // A cloud without push is asked within half a minute.
    testTimeout: 90_000,
    hookTimeout: 60_000,
  },
});
