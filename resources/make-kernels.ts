import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import asc from "assemblyscript/asc";

/**
 * Compiles the kernels of the learning (main/learning/kernels/source, AssemblyScript) to WebAssembly with SIMD, and
 * stores each as a constant in main/learning/kernels/NAME.wasm.ts, so that no bundle or package has to find a file.
 * The same source gives the same bytes. `node resources/make-kernels.ts` after every change of a source.
 */

const folder = join(import.meta.dirname, "..", "main", "learning", "kernels");

/** Names of all kernels. */
export function kernelNames(): string[] {
  return readdirSync(join(folder, "source"))
    .filter((file) => file.endsWith(".ts"))
    .map((file) => basename(file, ".ts"))
    .toSorted();
}

/** Text of NAME.wasm.ts. Throws with the compiler's words where the source is wrong. */
export async function compiledKernel(name: string): Promise<string> {
  const source = readFileSync(join(folder, "source", `${name}.ts`), "utf8");
  let binary: Uint8Array | null = null;
  const { error } = await asc.main(
    [
      "main.ts",
      "--outFile",
      "main.wasm",
      "-O3",
      "--noAssert",
      "--runtime",
      "stub",
      "--enable",
      "simd",
    ],
    {
      readFile: (file) => (file === "main.ts" ? source : null),
      writeFile: (file, content) => {
        if (file === "main.wasm" && typeof content !== "string") binary = content;
      },
      listFiles: () => [],
    },
  );
  if (error || !binary) throw new Error(`${name} does not compile.`, { cause: error });
  const text = Buffer.from(binary).toString("base64");
  return `/** Made by resources/make-kernels.ts from source/${name}.ts. */\nexport const ${name.toUpperCase()}_WASM =\n  "${text}";\n`;
}

if (process.argv[1] === import.meta.filename) {
  for (const name of kernelNames()) {
    writeFileSync(join(folder, `${name}.wasm.ts`), await compiledKernel(name));
    process.stdout.write(`Made ${name}.\n`);
  }
}
