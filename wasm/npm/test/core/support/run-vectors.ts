/**
 * Runs the golden vectors of tests/conformance/sessions (README there) against a core, in Node or in a browser.
 *
 * TypeScript passes over, and over nothing else:
 * - entries with a `key`: a browser's storage is the origin's own, and the modules have no cipher;
 * - entries with `sync.manifest`: the page's host fetches models, verifies and installs them (src/host/model-source.ts);
 * - the step `trim_memory`: the memory of a module never shrinks;
 * - a `set_consent` of bits that are no purpose: purposes have names here, so there is no way to say it.
 */
import type {Core, CoreShelf, CoreTask, ModelCore} from '../../../src/core/core.js';
import {NearshelfError} from '../../../src/errors.js';
import {MemoryFiles} from '../../../src/storage/memory-files.js';
import {makeKeptCore} from './kept.js';
import * as values from './vector-values.js';
import {checkKeys, type Json} from './vector-values.js';

export interface ModelEntry {
  name: string;
  model: string;
  items: string[];
  options: Json;
  described?: boolean;
  expect: Json;
}
export type Step = Json & {do: string; expect: Json};
export interface ShelfEntry {
  name: string;
  steps: Step[];
  database?: string;
  key?: string;
  sync?: Json;
  consent?: Json | null;
}
export interface Vectors {
  models: ModelEntry[];
  shelves: ShelfEntry[];
}
/** The bytes of a file that the vectors name. */
export type Artifacts = (name: string) => Uint8Array;

const PURPOSES = 7;

function isPassedOver(step: Step): boolean {
  if (step.do === 'trim_memory') return true;
  return step.do === 'set_consent' && ((step.consent as Json).granted as number) > PURPOSES;
}

/** What TypeScript runs of the shelves. */
export function shelvesOf(vectors: Vectors): ShelfEntry[] {
  return vectors.shelves
    .filter(({key, sync}) => key === undefined && sync?.manifest === undefined)
    .map((entry) => ({...entry, steps: entry.steps.filter((step) => !isPassedOver(step))}));
}

/** Every file that those entries name. */
export function filesOf(vectors: Vectors): string[] {
  const steps = shelvesOf(vectors).flatMap((entry) => entry.steps);
  const named = [
    ...vectors.models.map(({model}) => model),
    ...shelvesOf(vectors).map(({database}) => database),
    ...steps.flatMap(({model, body_file}) => [model, body_file]),
  ];
  return [...new Set(named.filter((name) => name !== undefined) as string[])];
}

/** What `expect` stands for: with `match` of an expression, to hold against the whole of a string, where it has one. */
export function expected(json: unknown, match: (expression: RegExp) => unknown): unknown {
  if (Array.isArray(json)) return json.map((element) => expected(element, match));
  if (typeof json !== 'object' || json === null) return json;
  const members = Object.entries(json);
  if (members.length === 1 && members[0]![0] === '$match') return match(new RegExp(`^(?:${String(members[0]![1])})$`));
  return Object.fromEntries(members.map(([key, value]) => [key, expected(value, match)]));
}

/** What `call` gives, or the status and place of what it throws. */
function outcome(call: () => Json): Json {
  try {
    return call();
  } catch (error) {
    if (!(error instanceof NearshelfError)) throw error;
    return error.place ? {status: error.code, place: error.place} : {status: error.code};
  }
}

export function runModelEntry(core: ModelCore, entry: ModelEntry, artifact: Artifacts): Json {
  checkKeys(entry as unknown as Json, 'name model items options described expect');
  const model = core.openModel(artifact(entry.model));
  try {
    return outcome(() =>
      values.recommendationsJson(model.recommend(entry.items, values.readOptions(entry.options)), entry.described),
    );
  } finally {
    model.close();
  }
}

class ShelfRun {
  #shelf!: CoreShelf;
  #task: CoreTask | null = null;

  constructor(
    private readonly core: Core,
    private readonly setClock: (nowMs: number) => void,
    private readonly entry: ShelfEntry,
    private readonly artifact: Artifacts,
  ) {
    this.#open();
  }

  #open(): void {
    const {sync, consent = {granted: 1, policy_version: '1'}} = this.entry;
    this.#shelf = this.core.openShelf({persistent: true, ...(sync && {sync: values.readSyncOptions(sync)})});
    if (consent !== null) this.#shelf.sync!.setConsent(values.readDecision(consent));
  }

  close(): void {
    this.#freeTask();
    this.#shelf.close();
  }

  run(step: Step): Json {
    const found = this.#steps[step.do];
    if (!found) throw new Error(`unknown step ${step.do}`);
    const [keys, action] = found;
    checkKeys(step, `do expect ${keys}`);
    return outcome(() => action(step) ?? {status: 'OK'});
  }

  /** The keys of each step, and what it does and gives; nothing stands for OK. */
  readonly #steps: Record<string, readonly [keys: string, action: (step: Step) => Json | void]> = {
    set_clock: ['now_ms', (step) => this.setClock(step.now_ms as number)],
    reopen: [
      '',
      () => {
        this.close();
        this.#open();
      },
    ],
    install_model: ['model', (step) => this.#shelf.installModel(this.artifact(step.model as string))],
    model_info: ['', () => this.#modelInfo()],
    track: ['event', (step) => this.#track(step.event as Json)],
    recommend: [
      'options described',
      ({options, described}) =>
        values.recommendationsJson(
          this.#shelf.recommend(values.readOptions(options as Json)),
          described as boolean | undefined,
        ),
    ],
    session: ['', () => values.sessionJson(this.#shelf.session())],
    end_session: ['', () => this.#shelf.endSession()],
    forget_all: ['', () => this.#shelf.forgetAll()],
    read_events: [
      'after_sequence max_count',
      (step) => this.#readEvents(step.after_sequence as number, step.max_count as number),
    ],
    set_consent: ['consent', (step) => this.#shelf.sync!.setConsent(values.readDecision(step.consent as Json))],
    consent: ['', () => values.consentJson(this.#shelf.sync!.consent())],
    export: ['', () => ({status: 'OK', export: JSON.parse(this.#shelf.exportJson()) as Json})],
    import: ['json', (step) => this.#shelf.importJson(JSON.stringify(step.json))],
    next_task: ['moment', (step) => this.#nextTask((step.moment as string | undefined) ?? 'normal')],
    finish_task: ['http_status retry_after etag body body_base64 body_file', (step) => this.#finishTask(step)],
    free_task: ['', () => this.#freeTask()],
    sync_info: ['', () => values.syncInfoJson(this.#shelf.sync!.info())],
  };

  #track(event: Json): Json {
    const result = this.#shelf.track(values.readEvent(event));
    return {
      status: 'OK',
      session_id: result.sessionId,
      duplicate: result.duplicate,
      item_known: result.itemKnown,
    };
  }

  #modelInfo(): Json {
    const model = this.#shelf.model();
    try {
      return values.modelInfoJson(model.info());
    } finally {
      model.close();
    }
  }

  /** A page says only the sequence of its last event; so each is asked for once more, alone. */
  #readEvents(after: number, count: number): Json {
    const page = this.#shelf.events(after, count);
    let last = after;
    const events = page.events.map((event) => {
      last = this.#shelf.events(last, 1).last;
      return values.recordedEventJson(event, last);
    });
    if (last !== page.last) throw new Error(`the page ends at ${page.last} and its last event is ${last}`);
    return {status: 'OK', events};
  }

  #nextTask(moment: string): Json {
    if (moment !== 'normal' && moment !== 'leaving') throw new Error(`no moment ${moment}`);
    this.#freeTask();
    const {task, waitMs} = this.#shelf.sync!.nextTask(moment === 'leaving');
    this.#task = task;
    return task ? {status: 'OK', task: values.taskJson(task)} : {status: 'OK', task: null, wait_ms: waitMs};
  }

  #finishTask(step: Step): void {
    let body = new TextEncoder().encode((step.body as string | undefined) ?? '');
    if (step.body_base64 !== undefined) {
      body = Uint8Array.from(atob(step.body_base64 as string), (character) => character.charCodeAt(0));
    }
    if (step.body_file !== undefined) body = Uint8Array.from(this.artifact(step.body_file as string));
    const [retryAfter, etag] = [step.retry_after, step.etag] as (string | undefined)[];
    this.#task!.finish({status: step.http_status as number, retryAfter, etag, body});
    this.#task = null;
  }

  #freeTask(): void {
    this.#task?.free();
    this.#task = null;
  }
}

/** What the steps of a shelf in a file of its own give. */
export async function runShelfEntry(
  module: WebAssembly.Module,
  entry: ShelfEntry,
  artifact: Artifacts,
): Promise<Json[]> {
  checkKeys(entry as unknown as Json, 'name steps database sync consent');
  let now = 0;
  const files = new MemoryFiles();
  if (entry.database !== undefined) files.write(0, artifact(entry.database), 0);
  const core = await makeKeptCore(module, {files, nowMs: () => now});
  const setClock = (nowMs: number): void => {
    now = nowMs;
  };
  const run = new ShelfRun(core, setClock, entry, artifact);
  try {
    return entry.steps.map((step) => run.run(step));
  } finally {
    run.close();
  }
}
