import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** Where libraries lie that many tests start from. */
    readonly preparedLibraries: string;
  }
}

let folder: string | undefined;

/** Before the first test of a run, in vitest's own process. */
export function setup(project: TestProject): void {
  folder = mkdtempSync(join(tmpdir(), "undertone-prepared-"));
  project.provide("preparedLibraries", folder);
}

/** After the last one. */
export function teardown(): void {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
