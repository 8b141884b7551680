/** Reading and writing the memory of a module. */
import {NearshelfError} from '../errors.js';
import {nsh_string} from './layout.js';

/** What every module exports, seen from here: numbers in, a number out. 64-bit integers are bigints. */
export type ModuleExports = {memory: WebAssembly.Memory} & Record<
  string,
  (...args: (number | bigint)[]) => number
>;

/** Bytes that one call's strings and structs fit into as a rule; more is asked for when they do not. */
const SCRATCH_BYTES = 16 * 1024;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/**
 * The memory of one instance. It may grow during every call into the module, and every view of it is then empty; so no
 * view is kept over a call.
 */
export class ModuleMemory {
  #view!: DataView;
  #bytes = new Uint8Array();
  #scratch = 0;
  #used = 0;
  #extra: number[] = [];

  constructor(readonly exports: ModuleExports) {}

  get byteLength(): number {
    return this.exports.memory.buffer.byteLength;
  }

  get bytes(): Uint8Array {
    // Memory that grew leaves its old views empty. (To ask the memory for its buffer each time takes 20 ns.)
    if (this.#bytes.length === 0) {
      this.#bytes = new Uint8Array(this.exports.memory.buffer);
      this.#view = new DataView(this.exports.memory.buffer);
    }
    return this.#bytes;
  }

  get view(): DataView {
    return this.bytes && this.#view; // in step with each other
  }

  /** Runs `call`; what it got from `allocate` lives until it returns. Calls do not nest. */
  scoped<T>(call: () => T): T {
    if (this.#scratch === 0) this.#scratch = this.#malloc(SCRATCH_BYTES);
    this.#used = 0;
    try {
      return call();
    } finally {
      for (const address of this.#extra.splice(0)) this.exports.free!(address);
    }
  }

  /** Address of `size` bytes of any content, aligned to 8. Inside `scoped` only. */
  allocate(size: number): number {
    if (this.#used + size <= SCRATCH_BYTES) {
      const address = this.#scratch + this.#used;
      this.#used += (size + 7) & ~7;
      return address;
    }
    const address = this.#malloc(size);
    this.#extra.push(address);
    return address;
  }

  #malloc(size: number): number {
    const address = this.exports.malloc!(size);
    if (address === 0) throw new NearshelfError('OUT_OF_MEMORY', `no memory for ${size} bytes`);
    return address;
  }

  /** Address of `size` zero bytes whose first field is `size`, as the sized structs of the ABI want it. */
  allocateSized(size: number): number {
    const address = this.allocate(size);
    this.bytes.fill(0, address, address + size);
    this.view.setUint32(address, size, true);
    return address;
  }

  /** The text as UTF-8; it lives as long as what `allocate` gives. */
  writeText(text: string): {data: number; size: number} {
    const most = 3 * text.length;
    const data = this.allocate(most);
    return {data, size: encoder.encodeInto(text, this.bytes.subarray(data, data + most)).written};
  }

  /** Writes an nsh_string at `address`; the characters live as long as what `allocate` gives. */
  writeString(address: number, text: string): void {
    const {data, size} = this.writeText(text);
    this.view.setUint32(address + nsh_string.data, data, true);
    this.view.setUint32(address + nsh_string.size, size, true);
  }

  /** Address of an array of nsh_string. */
  writeStrings(texts: readonly string[]): number {
    const array = this.allocate(texts.length * nsh_string.sizeof);
    texts.forEach((text, i) => this.writeString(array + i * nsh_string.sizeof, text));
    return array;
  }

  /** The nsh_string at `address`. */
  readString(address: number): string {
    const data = this.view.getUint32(address + nsh_string.data, true);
    return this.readText(data, this.view.getUint32(address + nsh_string.size, true));
  }

  /** The text at `address` that ends with a NUL. */
  readTerminated(address: number): string {
    return this.readText(address, this.bytes.indexOf(0, address) - address);
  }

  readText(address: number, size: number): string {
    const {bytes} = this;
    // A TextDecoder costs more to call than a short ASCII text costs to put together.
    if (size > 32) return decoder.decode(bytes.subarray(address, address + size));
    let text = '';
    for (let i = 0; i < size; ++i) {
      const byte = bytes[address + i]!;
      if (byte >= 0x80) return decoder.decode(bytes.subarray(address, address + size));
      text += String.fromCharCode(byte);
    }
    return text;
  }

  int32(address: number): number {
    return this.view.getInt32(address, true);
  }

  uint32(address: number): number {
    return this.view.getUint32(address, true);
  }

  float32(address: number): number {
    return this.view.getFloat32(address, true);
  }

  float64(address: number): number {
    return this.view.getFloat64(address, true);
  }

  /** A 64-bit integer of at most 2^53 in magnitude, as every time, id and count of the ABI is. */
  int64(address: number): number {
    return Number(this.view.getBigInt64(address, true));
  }

  writeInt64(address: number, value: number): void {
    this.view.setBigInt64(address, BigInt(Math.trunc(value)), true);
  }
}
