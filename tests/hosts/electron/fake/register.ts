import { registerHooks } from "node:module";

const standIn = new URL("electron.ts", import.meta.url).href;
/** Electron has all its names on its default export too, which electron-store takes. */
const withDefault = `data:text/javascript,${encodeURIComponent(
  `export * from "${standIn}"; export * as default from "${standIn}";`,
)}`;

/** `node --import`: whoever imports electron, or requires it, gets the stand-in beside this file. */
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "electron"
      ? { url: context.conditions.includes("require") ? standIn : withDefault, shortCircuit: true }
      : next(specifier, context),
});
