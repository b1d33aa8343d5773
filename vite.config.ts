import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** The window: built into out/renderer, which both the browser host and Electron serve from memory. */
export default defineConfig({
  root: "renderer",
  publicDir: "../resources/icons/window",
  plugins: [react()],
  build: {
    outDir: "../out/renderer",
    emptyOutDir: true,
    // The page's policy allows files of our own alone: nothing may be inlined as data.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2000,
  },
});
