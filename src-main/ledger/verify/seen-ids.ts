const IDS_A_BLOCK = 65_536;

/** A set of ids that takes one bit for each: the ids of a table lie close together. */
export class SeenIds {
  readonly #blocks = new Map<number, Uint8Array>();

  /** Answers whether it was not in the set yet. */
  add(id: number): boolean {
    const key = Math.floor(id / IDS_A_BLOCK);
    let block = this.#blocks.get(key);
    if (!block) {
      block = new Uint8Array(IDS_A_BLOCK / 8);
      this.#blocks.set(key, block);
    }
    const [byte, bit] = placeOf(id);
    const before = block[byte] ?? 0;
    block[byte] = before | bit;
    return (before & bit) === 0;
  }

  has(id: number): boolean {
    const [byte, bit] = placeOf(id);
    return ((this.#blocks.get(Math.floor(id / IDS_A_BLOCK))?.[byte] ?? 0) & bit) !== 0;
  }
}

function placeOf(id: number): [byte: number, bit: number] {
  const within = id - Math.floor(id / IDS_A_BLOCK) * IDS_A_BLOCK;
  return [within >> 3, 1 << (within & 7)];
}
