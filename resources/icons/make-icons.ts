import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { initWasm, Resvg } from "@resvg/resvg-wasm";

/** Draws icon.svg in every size that the systems want: `node resources/icons/make-icons.ts`. */

const LINUX_SIZES = [16, 32, 48, 64, 128, 256, 512];
const ICO_SIZES = [16, 32, 48, 64, 128, 256];
const FAVICON_SIZES = [16, 32, 48];
const ICO_HEADER_BYTES = 6;
const ICO_ENTRY_BYTES = 16;

const folder = dirname(fileURLToPath(import.meta.url));
const svg = await readFile(join(folder, "icon.svg"), "utf8");
await initWasm(
  await readFile(createRequire(import.meta.url).resolve("@resvg/resvg-wasm/index_bg.wasm")),
);

await mkdir(join(folder, "linux"), { recursive: true });
await mkdir(join(folder, "window"), { recursive: true });
await writeFile(join(folder, "icon.png"), draw(1024));
await writeFile(join(folder, "icon.ico"), toIco(ICO_SIZES));
await writeFile(join(folder, "window", "favicon.ico"), toIco(FAVICON_SIZES));
for (const size of LINUX_SIZES) {
  await writeFile(join(folder, "linux", `${size}x${size}.png`), draw(size));
}

function draw(size: number): Uint8Array {
  const drawing = new Resvg(svg, { fitTo: { mode: "width", value: size } });
  const image = drawing.render();
  const png = image.asPng();
  image.free();
  drawing.free();
  return png;
}

/** An ICO file is a list of sizes and places, then the PNGs as they are (Windows Vista and later). */
function toIco(sizes: readonly number[]): Buffer {
  const images = sizes.map((size) => ({ size, png: draw(size) }));
  const header = Buffer.alloc(ICO_HEADER_BYTES + ICO_ENTRY_BYTES * images.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(images.length, 4);
  let offset = header.length;
  for (const [index, { size, png }] of images.entries()) {
    const entry = ICO_HEADER_BYTES + ICO_ENTRY_BYTES * index;
    // 256 does not fit in the byte and is written as 0.
    header.writeUInt8(size % 256, entry);
    header.writeUInt8(size % 256, entry + 1);
    header.writeUInt16LE(1, entry + 4);
    header.writeUInt16LE(32, entry + 6);
    header.writeUInt32LE(png.length, entry + 8);
    header.writeUInt32LE(offset, entry + 12);
    offset += png.length;
  }
  return Buffer.concat([header, ...images.map(({ png }) => png)]);
}
