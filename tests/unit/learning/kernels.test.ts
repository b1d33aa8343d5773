import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compiledKernel, kernelNames } from "../../../resources/make-kernels.ts";

const folder = join(import.meta.dirname, "..", "..", "..", "main", "learning", "kernels");

describe("the kernels of the learning", () => {
  it.each(kernelNames())("%s is what its source compiles to", async (name) => {
    const stored = readFileSync(join(folder, `${name}.wasm.ts`), "utf8");
    expect(stored).toBe(await compiledKernel(name));
  });
});
