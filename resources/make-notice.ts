import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { noticeText } from "./third-parties.ts";

writeFileSync(join(import.meta.dirname, "..", "NOTICE"), noticeText());
