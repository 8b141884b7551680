/** What a module with a shelf asks of its host: the other side of wasm/native/host_imports.h. */
import {hmac} from '@noble/hashes/hmac.js';
import {sha256} from '@noble/hashes/sha2.js';

import {STATUS_CODES} from '../errors.js';
import type {CoreHost, DatabaseFiles} from './core.js';

/** A model artifact in the memory of the module, with the hash that it was installed with. */
export interface StoredArtifact {
  address: number;
  size: number;
  sha256: Uint8Array<ArrayBuffer>;
}

/** The conversation of one instance with its host. */
export class HostState {
  /** Of the artifact that is being installed, when the host knows it. */
  installing: Uint8Array | null = null;
  /** The stored model is known to be damaged: leave it out. */
  distrustStored = false;
  /** The stored model that an open read and that nobody has hashed yet. */
  unverified: StoredArtifact | null = null;

  constructor(readonly host: CoreHost) {}
}

const LEVELS = ['debug', 'info', 'warning', 'error'] as const;
/** getRandomValues gives no more at once. */
const MOST_RANDOM_BYTES = 65_536;

/** The imports of an instance. `memory` is asked when they are called, which is after the instance has been made. */
export function makeImports(state: HostState, memory: () => WebAssembly.Memory): WebAssembly.Imports {
  const {host} = state;
  const bytes = (address: number, size: number): Uint8Array<ArrayBuffer> =>
    new Uint8Array(memory().buffer as ArrayBuffer, address, size);
  const log = (level: number, text: string): void => host.log?.(LEVELS[level] ?? 'info', text);

  /** Runs a file operation; an exception must not cross the frames of the module. */
  const file = (action: (files: DatabaseFiles) => number | void): number => {
    try {
      if (!host.files) return -STATUS_CODES.IO;
      return action(host.files) ?? 0;
    } catch (error) {
      const full = (error as {name?: unknown} | null)?.name === 'QuotaExceededError';
      log(full ? 2 : 3, `database file: ${String(error)}`);
      return full ? -STATUS_CODES.NO_SPACE : -STATUS_CODES.IO;
    }
  };

  return {
    nearshelf: {
      now_ms: () => host.nowMs?.() ?? Date.now(),
      random: (address: number, size: number) => {
        for (let done = 0; done < size; done += MOST_RANDOM_BYTES) {
          crypto.getRandomValues(bytes(address + done, Math.min(size - done, MOST_RANDOM_BYTES)));
        }
      },
      sha256: (_address: number, _size: number, hash: number) => {
        if (!state.installing) return 0;
        bytes(hash, 32).set(state.installing);
        return 1;
      },
      has_sha256: (address: number, size: number, hash: number) => {
        if (state.distrustStored) return 0;
        state.unverified = {address, size, sha256: bytes(hash, 32).slice()};
        return 1;
      },
      hmac_sha256: (key: number, keySize: number, data: number, size: number, mac: number) =>
        bytes(mac, 32).set(hmac(sha256, bytes(key, keySize), bytes(data, size))),
      log: (level: number, address: number, size: number) =>
        log(level, new TextDecoder().decode(bytes(address, size))),
      file_read: (which: 0 | 1, into: number, size: number, offset: number) =>
        file((files) => files.read(which, bytes(into, size), offset)),
      file_write: (which: 0 | 1, from: number, size: number, offset: number) =>
        file((files) => files.write(which, bytes(from, size), offset)),
      file_truncate: (which: 0 | 1, size: number) => file((files) => files.truncate(which, size)),
      file_flush: (which: 0 | 1) => file((files) => files.flush(which)),
      file_size: (which: 0 | 1) => file((files) => files.size(which)),
    },
  };
}
