/** What run.mjs needs of the sources, in one module. */
export {makeKeptCore as loadCore} from '../test/core/support/kept.js';
export {supportedVariants} from '../src/core/variants.js';
export {MemoryFiles} from '../src/storage/memory-files.js';
export {measureClicks, measureReopening} from './recommend.js';
