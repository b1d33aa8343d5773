import { readFileSync } from "node:fs";
import { join } from "node:path";

type Entry = {
  readonly version?: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
};

export type ThirdParty = {
  readonly name: string;
  readonly version: string;
  readonly license: string;
};

/** What the window's bundle takes in: development dependencies by their place, shipped by their use. */
const BUNDLED = [
  "@base-ui/react",
  "@fontsource-variable/inter",
  "@tanstack/react-query",
  "@tanstack/react-table",
  "@tanstack/react-virtual",
  "cmdk",
  "echarts",
  "lucide-react",
  "react",
  "react-dom",
  "simple-icons",
];

const root = join(import.meta.dirname, "..");

/** Every package that is part of a shipped Undertone, with all that it needs in turn; by name. */
export function thirdParties(): ThirdParty[] {
  const { packages } = readJson<{ packages: Readonly<Record<string, Entry>> }>("package-lock.json");
  const { dependencies } = readJson<{ dependencies: Readonly<Record<string, string>> }>(
    "package.json",
  );
  const seen = new Map<string, ThirdParty>();
  const waiting = [...Object.keys(dependencies), ...BUNDLED].map((name) => ({ name, from: "" }));
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const place = resolve(packages, next.from, next.name);
    const entry = place === null ? undefined : packages[place];
    if (place === null || !entry || seen.has(place)) continue;
    const { name } = next;
    const license = entry.license ?? "no licence declared";
    seen.set(place, { name, version: entry.version ?? "", license });
    for (const needed of Object.keys({ ...entry.dependencies, ...entry.optionalDependencies })) {
      waiting.push({ name: needed, from: place });
    }
  }
  return [...seen.values()].toSorted(
    (a, b) => compare(a.name, b.name) || compare(a.version, b.version),
  );
}

export function noticeText(): string {
  const lines = thirdParties().map(
    ({ name, version, license }) =>
      `${name} ${version}\n    ${license} · https://www.npmjs.com/package/${name}`,
  );
  const unique = [...new Set(lines)];
  return `Undertone is under the MIT licence (see LICENSE). It is built with the work of others, each under its own licence,
whose text is part of its package. The desktop app also contains Electron (MIT) with Chromium and Node.js, whose
licences stand in the files LICENSE and LICENSES.chromium.html beside the program.

codec-parser alone is under the LGPL: it lies as a package of its own, unchanged, in node_modules (in the desktop app
outside the archive), where another version can be put in its place.

This file is made by \`node resources/make-notice.ts\`.

${unique.join("\n")}
`;
}

/** Where Node finds a package from inside another one: the nearest node_modules upwards. */
function resolve(
  packages: Readonly<Record<string, Entry>>,
  from: string,
  name: string,
): string | null {
  for (
    let base = from;
    ;
    base = base.slice(0, Math.max(0, base.lastIndexOf("node_modules/") - 1))
  ) {
    const place = `${base === "" ? "" : `${base}/`}node_modules/${name}`;
    if (Object.hasOwn(packages, place)) return place;
    if (base === "") return null;
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function readJson<Value>(name: string): Value {
  return JSON.parse(readFileSync(join(root, name), "utf8")) as Value;
}
