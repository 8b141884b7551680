/** What run.mjs needs of the sources, in one module. */
export {makeShelfCore as loadCore} from '../src/core/load.js';
export {supportedVariants} from '../src/core/variants.js';
export {MemoryFiles} from '../src/storage/memory-files.js';
export {measureClicks, measureReopening} from './recommend.js';
