import { join } from "node:path";
import { defineConfig } from "vitest/config";

const compiled = join(import.meta.dirname, ".cache", "compiled");

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "core",
          // As the command line has it: threads and commands that tests start are compiled once.
          env: { NODE_COMPILE_CACHE: compiled },
          environment: "node",
          include: ["tests/{unit,migrations,contract,hosts}/**/*.test.ts"],
          testTimeout: 180_000,
          expect: { poll: { timeout: 15_000 } },
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "ui",
          env: { NODE_COMPILE_CACHE: compiled },
          environment: "node",
          include: ["tests/ui/**/*.test.ts"],
          testTimeout: 120_000,
          // A second, the usual, is short for a window on a busy machine.
          expect: { poll: { timeout: 15_000 } },
          hookTimeout: 120_000,
          globalSetup: ["tests/support/prepared-folder.ts"],
          // One Chromium for all files that follow each other: it and the application's modules take seconds to start.
          isolate: false,
        },
      },
    ],
  },
});
