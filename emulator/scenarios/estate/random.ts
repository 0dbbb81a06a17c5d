const hex: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const passwordLetters = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';

/** FNV-1a, 32 bits: spreads a label into a seed. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    value ^= text.charCodeAt(index);
    value = Math.imul(value, 0x01000193);
  }
  return value >>> 0;
}

/** Seeded random numbers (sfc32), so that the same scenario and seed give the same estate on every machine. */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  /** Two Randoms with the same label and seed give the same sequence. */
  constructor(label: string, seed: number) {
    this.#a = hash(label);
    this.#b = seed >>> 0;
    this.#c = hash(`${seed}:${label}`);
    // sfc32 needs a few rounds before close seeds diverge.
    for (let round = 0; round < 15; round++) this.uint32();
  }

  uint32(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (this.#c << 21) | (this.#c >>> 11);
    this.#c = (this.#c + sum) | 0;
    return sum >>> 0;
  }

  /** In [0, 1). */
  fraction(): number {
    return this.uint32() / 4_294_967_296;
  }

  /** Whole number in [0, below). */
  below(below: number): number {
    return Math.floor(this.fraction() * below);
  }

  /** A version 4 shaped GUID. A field so that it can be handed over as a NewId. */
  readonly guid = (): string => {
    const a = this.uint32();
    const b = this.uint32();
    const c = this.uint32();
    const d = this.uint32();
    const byte = (word: number, shift: number): string => hex[(word >>> shift) & 0xff] ?? '';
    const b2 = hex[((b >>> 8) & 0x0f) | 0x40] ?? '';
    const c0 = hex[((c >>> 24) & 0x3f) | 0x80] ?? '';
    return `${byte(a, 24)}${byte(a, 16)}${byte(a, 8)}${byte(a, 0)}-${byte(b, 24)}${byte(b, 16)}-${b2}${byte(b, 0)}-${c0}${byte(c, 16)}-${byte(c, 8)}${byte(c, 0)}${byte(d, 24)}${byte(d, 16)}${byte(d, 8)}${byte(d, 0)}`;
  };

  text(length: number): string {
    let text = '';
    for (let index = 0; index < length; index++) text += passwordLetters[this.below(passwordLetters.length)];
    return text;
  }

  /** Meets Azure's complexity rule (three of four kinds of character). */
  password(): string {
    return `${this.text(5)}-${this.text(5)}-${this.text(4)}7`;
  }

  /** Shaped like an Entra application secret: 40 characters with `8Q~` after the third. */
  secret(): string {
    return `${this.text(3)}8Q~${this.text(34)}`;
  }
}
