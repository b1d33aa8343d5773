const BITS = 1 << 26;

/** Names of different things are different keys. */
export const KEY_KIND = { uri: 1, names: 2, artist: 3, album: 4 } as const;

/**
 * Tells keys that were surely never added from those that may have been: a million names in 8 MB, where the names
 * themselves would take a hundred. Saves an import the questions to the file whose answer is no.
 */
export class SeenKeys {
  readonly #words = new Uint32Array(BITS >>> 5);

  /** Adds the key. False: it was not there before. True: it may have been. */
  add(kind: number, key: string): boolean {
    const bit = hash(kind, key) & (BITS - 1);
    const before = this.#words[bit >>> 5] ?? 0;
    const after = before | (1 << (bit & 31));
    if (after === (before | 0)) return true;
    this.#words[bit >>> 5] = after;
    return false;
  }
}

/** False: it is surely not in the library; from now on it is. `seen` is null where a library was not empty. */
export function mayKnow(seen: SeenKeys | null, kind: number, key: string): boolean {
  return seen === null || seen.add(kind, key);
}

/** FNV-1a over UTF-16 units, its bits mixed at the end as the lower ones alone are used. */
function hash(kind: number, key: string): number {
  let value = 0x811c9dc5 ^ kind;
  for (let index = 0; index < key.length; index += 1) {
    value = Math.imul(value ^ key.charCodeAt(index), 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 16), 0x7feb352d);
  return value ^ (value >>> 15);
}
