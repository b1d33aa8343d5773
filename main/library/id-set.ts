/** A set of track ids in an eighth of a byte each: an import of a million rows keeps one. */
export class IdSet {
  #bits = new Uint8Array(1024);

  /** False if the id was in it already. */
  add(id: number): boolean {
    const byte = id >>> 3;
    if (byte >= this.#bits.length) {
      const larger = new Uint8Array(Math.max(byte + 1, this.#bits.length * 2));
      larger.set(this.#bits);
      this.#bits = larger;
    }
    const before = this.#bits[byte] ?? 0;
    const after = before | (1 << (id & 7));
    this.#bits[byte] = after;
    return after !== before;
  }
}
