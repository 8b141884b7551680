/** Which of the .wasm files a machine gets. */
import {NearshelfError} from '../errors.js';
import type {CoreHost} from './core.js';

/** The instruction sets that modules are built for. */
export type Variant = 'scalar' | 'simd' | 'relaxed';

/** A compiled module, its bytes, or the answer to a request for them; null: there is no such file. */
export type ModuleSource = WebAssembly.Module | BufferSource | Response | null;

/** A function type () -> v128, and one function of it with this body. */
function moduleWith(...body: number[]): Uint8Array<ArrayBuffer> {
  const code = [1, body.length + 2, 0, ...body, 11];
  return Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, code.length, ...code);
}

/** i32.const 1, i8x16.splat. */
const SPLAT = [65, 1, 253, 15];
/** i32x4.relaxed_dot_i8x16_i7x16_add_s. */
const RELAXED_DOT = [253, 147, 2];

/** What this machine says it can run, best first. */
export function supportedVariants(): Variant[] {
  const variants: Variant[] = ['scalar'];
  if (WebAssembly.validate(moduleWith(...SPLAT))) variants.unshift('simd');
  if (WebAssembly.validate(moduleWith(...SPLAT, ...SPLAT, ...SPLAT, ...RELAXED_DOT))) variants.unshift('relaxed');
  return variants;
}

function isResponse(source: object): source is Response {
  return typeof Response === 'function' && source instanceof Response;
}

async function compile(source: NonNullable<ModuleSource>): Promise<WebAssembly.Module> {
  if (source instanceof WebAssembly.Module) return source;
  if (!isResponse(source)) return WebAssembly.compile(source);
  if (!source.ok) throw new NearshelfError('IO', `HTTP ${source.status}`, source.url);
  // A browser keeps the machine code of what it compiled from a stream, but takes only this type for it.
  if (source.headers.get('Content-Type') === 'application/wasm') return WebAssembly.compileStreaming(source);
  return WebAssembly.compile(await source.arrayBuffer());
}

/**
 * Makes a core of the best module that there is, and that this machine computes with as every machine must; of a
 * module that it does not, the next one is tried. Rejects with what was wrong with the first when there is none.
 */
export async function loadBestVariant<Made>(
  host: CoreHost,
  fetchModule: (variant: Variant) => Promise<ModuleSource> | ModuleSource,
  makeCore: (module: WebAssembly.Module, host: CoreHost) => Promise<Made>,
): Promise<{core: Made; variant: Variant}> {
  let failure: unknown = new NearshelfError('NOT_FOUND', 'there is no .wasm file for this machine');
  let failures = 0;
  for (const variant of supportedVariants()) {
    try {
      const source = await fetchModule(variant);
      if (source) return {core: await makeCore(await compile(source), host), variant};
    } catch (error) {
      host.log?.('warning', `the ${variant} module cannot be used: ${String(error)}`);
      if (failures++ === 0) failure = error;
    }
  }
  throw failure instanceof NearshelfError ? failure : new NearshelfError('INTERNAL', String(failure));
}
