import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { initWasm, Resvg } from "@resvg/resvg-wasm";
import type { Chart } from "./svg.ts";

/** Pixels per pixel of the drawing: sharp on screens with more than 96 dpi, and 15 MB less to draw than at 2. */
const SCALE = 1.5;

// Both packages stay outside a bundle, so that their files are found where they are installed.
const { resolve } = createRequire(import.meta.url);
let ready: Promise<Uint8Array> | null = null;

/** Draws a chart as PNG. The letters are Inter's; a name in a script that Inter lacks stays blank in the picture. */
export async function rasterise(chart: Chart): Promise<Uint8Array> {
  ready ??= prepare();
  const font = await ready;
  const drawing = new Resvg(chart.svg, {
    fitTo: { mode: "zoom", value: SCALE },
    font: { loadSystemFonts: false, fontBuffers: [font], defaultFontFamily: "Inter" },
  });
  try {
    const image = drawing.render();
    try {
      return image.asPng();
    } finally {
      image.free();
    }
  } finally {
    drawing.free();
  }
}

/** The module may be initialised once per thread; a second time is an error. */
async function prepare(): Promise<Uint8Array> {
  const [wasm, font] = await Promise.all([
    readFile(resolve("@resvg/resvg-wasm/index_bg.wasm")),
    readFile(resolve("@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf")),
  ]);
  await initWasm(wasm);
  return font;
}
