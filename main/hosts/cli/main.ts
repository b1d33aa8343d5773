import { keepCompiled } from "../compile-cache.ts";

// Before anything else is loaded: what is loaded now is not kept.
keepCompiled();
await import("./program.ts");
