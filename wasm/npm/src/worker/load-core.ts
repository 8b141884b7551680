/** Loads the .wasm files that stand beside this script. */
import type {CoreHost} from '../core/core.js';
import {NearshelfError} from '../errors.js';
import type {LoadedCore} from '../host/host.js';

export function loadCore(_host: CoreHost): Promise<LoadedCore> {
  return Promise.reject(new NearshelfError('FAILED_PRECONDITION', 'this build has no .wasm files'));
}
