/** One instance of a .wasm module, and how it is called. */
import {NearshelfError, STATUS_CODES, type StatusName} from '../errors.js';
import {nsh_error} from './layout.js';
import {ModuleMemory, type ModuleExports} from './memory.js';

/** NSH_ABI_VERSION of the header that layout.ts speaks of. */
const ABI_VERSION = 0;

function statusName(code: number): StatusName {
  const names = Object.keys(STATUS_CODES) as StatusName[];
  return names.find((name) => STATUS_CODES[name] === code) ?? 'INTERNAL';
}

export class ModuleInstance {
  readonly memory: ModuleMemory;
  #failed = false;
  /** An nsh_error for every call. */
  #error = 0;

  private constructor(readonly exports: ModuleExports) {
    this.memory = new ModuleMemory(exports);
  }

  /**
   * `makeImports`: what the module asks of its host, if anything. Throws INTERNAL when the module is of another version,
   * or does not compute on this machine as it must.
   */
  static async create(
    module: WebAssembly.Module,
    makeImports?: (memory: () => WebAssembly.Memory) => WebAssembly.Imports,
  ): Promise<ModuleInstance> {
    let exports: ModuleExports | undefined;
    const instance = await WebAssembly.instantiate(module, {
      ...makeImports?.(() => exports!.memory),
      wasi_snapshot_preview1: {
        // The C++ library gives up like this, and only when there is no memory left.
        proc_exit: () => {
          throw new RangeError('the module is out of memory');
        },
      },
    });
    exports = instance.exports as unknown as ModuleExports;
    exports._initialize!();
    const created = new ModuleInstance(exports);
    if (exports.nsh_abi_version!() !== ABI_VERSION) throw new NearshelfError('INTERNAL', 'a module of another version');
    if (exports.nsh_web_self_test!() !== 1) throw new NearshelfError('INTERNAL', 'the self-test failed');
    return created;
  }

  /**
   * Calls a function of the ABI that returns an nsh_status and takes an nsh_error last. Throws what it reports.
   */
  call(name: string, ...args: (number | bigint)[]): void {
    const error = (this.#error ||= this.run('malloc', nsh_error.sizeof));
    const status = this.run(name, ...args, error);
    if (status === 0) return;
    throw new NearshelfError(
      statusName(status),
      this.memory.readTerminated(error + nsh_error.message),
      this.memory.readTerminated(error + nsh_error.place),
    );
  }

  /** Like `call`, of a function that puts a handle where its next to last parameter says. Inside `scoped` only. */
  open(name: string, ...args: (number | bigint)[]): number {
    const out = this.memory.allocate(4);
    this.call(name, ...args, out);
    return this.memory.uint32(out);
  }

  /** Calls any other function of the module. */
  run(name: string, ...args: (number | bigint)[]): number {
    return this.guarded(name, (exports) => exports[name]!(...args));
  }

  /** Many calls in a row, which `name` stands for in an error: one guard is cheaper than one for each. */
  guarded<T>(name: string, calls: (exports: ModuleExports) => T): T {
    if (this.#failed) throw new NearshelfError('INTERNAL', 'the module has failed before; load it anew');
    try {
      return calls(this.exports);
    } catch (error) {
      // A trap: what the module was doing is half done.
      this.#failed = true;
      throw new NearshelfError(error instanceof RangeError ? 'OUT_OF_MEMORY' : 'INTERNAL', `${name}: ${String(error)}`);
    }
  }
}

/** A handle of the ABI: throws FAILED_PRECONDITION once it is closed, and closes once. */
export class Handle {
  #address: number;

  constructor(
    readonly instance: ModuleInstance,
    address: number,
    private readonly closeName: string,
  ) {
    this.#address = address;
  }

  get address(): number {
    if (this.#address === 0) throw new NearshelfError('FAILED_PRECONDITION', 'it is closed');
    return this.#address;
  }

  get open(): boolean {
    return this.#address !== 0;
  }

  close(): void {
    const address = this.#address;
    this.#address = 0;
    if (address !== 0) this.instance.run(this.closeName, address);
  }
}
