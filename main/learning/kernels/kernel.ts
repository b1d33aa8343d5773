/** A kernel with its memory. Pages are 64 KiB; what was in it is kept when it grows, views of it are not. */
export type Kernel<Functions> = Functions & { readonly memory: WebAssembly.Memory };

const PAGE = 65_536;

/** A new instance of a kernel, with a memory of its own. `wasm` is a constant of NAME.wasm.ts. */
export function createKernel<Functions>(wasm: string): Kernel<Functions> {
  const module = new WebAssembly.Module(Buffer.from(wasm, "base64"));
  return new WebAssembly.Instance(module).exports as Kernel<Functions>;
}

/** Grows a kernel's memory to at least so many bytes. Throws RangeError where the system has no more. */
export function reserve({ memory }: { readonly memory: WebAssembly.Memory }, bytes: number): void {
  const missing = Math.ceil((bytes - memory.buffer.byteLength) / PAGE);
  if (missing > 0) memory.grow(missing);
}
