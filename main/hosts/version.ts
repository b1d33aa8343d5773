import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { rootDirectory } from "./paths.ts";

const packageSchema = z.object({ version: z.string() });

export const version = packageSchema.parse(
  JSON.parse(readFileSync(join(rootDirectory, "package.json"), "utf8")),
).version;
