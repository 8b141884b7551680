/** Runs the golden vectors of tests/conformance/sessions (README there) against a core, in Node or in a browser. */
import type {Core, CoreShelf, ModelCore} from '../../../src/core/core.js';
import {NearshelfError} from '../../../src/errors.js';
import type {Ranker, ReasonKind, RecommendOptions, Recommendations, ShopEvent} from '../../../src/types.js';
import {openKept} from './kept.js';

type Json = Record<string, unknown>;
export interface ModelEntry {
  name: string;
  model: string;
  items: string[];
  options: Json;
  described?: boolean;
  expect: Json;
}
export type Step = Json & {do: string; expect: Json};
export interface Vectors {
  models: ModelEntry[];
  shelves: {name: string; steps: Step[]}[];
}
/** The bytes of an artifact that the vectors name. */
export type Artifacts = (name: string) => Uint8Array;

const RANKERS: Ranker[] = ['gru', 'neighbors', 'rules', 'own_items', 'popular'];
const REASONS: ReasonKind[] = [
  'session_context',
  'similar_sessions',
  'often_next',
  'seen_before',
  'popular',
  'popular_in_category',
];

const camel = (key: string): string => key.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
const camelKeys = (json: Json): Json => Object.fromEntries(Object.entries(json).map(([key, value]) => [camel(key), value]));

function bits(value: number): string {
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, value);
  return view.getUint32(0).toString(16).padStart(8, '0');
}

function options(json: Json): RecommendOptions {
  const result = camelKeys(json) as RecommendOptions;
  if (json.rankers !== undefined) result.rankers = RANKERS.filter((_, bit) => (json.rankers as number) & (1 << bit));
  return result;
}

function recommendationsJson(result: Recommendations, described: boolean | undefined): Json {
  const items = result.items.map((item) => {
    const json: Json = {id: item.id, score: bits(item.score)};
    if (described) {
      for (const key of ['title', 'category', 'brand', 'url', 'image'] as const) json[key] = item[key] ?? '';
      json.price = item.price === undefined ? null : bits(item.price);
    }
    if (item.reasons.length > 0) {
      json.reasons = item.reasons.map((reason) => ({
        kind: REASONS.indexOf(reason.kind) + 1,
        share: bits(reason.share),
        ...(reason.itemId !== undefined && {item_id: reason.itemId}),
        ...(described && reason.itemTitle !== undefined && {item_title: reason.itemTitle}),
      }));
    }
    return json;
  });
  return {status: 'OK', context: result.context, items};
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
  const model = core.openModel(artifact(entry.model));
  try {
    return outcome(() => recommendationsJson(model.recommend(entry.items, options(entry.options)), entry.described));
  } finally {
    model.close();
  }
}

/** Runs the steps of a shelf; `core` is one whose clock `setClock` sets. */
export function runShelfSteps(
  core: Core,
  setClock: (nowMs: number) => void,
  steps: Step[],
  artifact: Artifacts,
): Json[] {
  let shelf: CoreShelf = openKept(core);
  const ok = (call: () => void): Json => {
    call();
    return {status: 'OK'};
  };
  const actions: Record<string, (step: Step) => Json> = {
    set_clock: (step) => ok(() => setClock(step.now_ms as number)),
    reopen: () =>
      ok(() => {
        shelf.close();
        shelf = openKept(core);
      }),
    install_model: (step) => ok(() => shelf.installModel(artifact(step.model as string))),
    track: (step) => {
      const result = shelf.track(camelKeys(step.event as Json) as unknown as ShopEvent);
      return {
        status: 'OK',
        session_id: result.sessionId,
        duplicate: result.duplicate,
        item_known: result.itemKnown,
      };
    },
    recommend: (step) =>
      recommendationsJson(shelf.recommend(options(step.options as Json)), step.described as boolean | undefined),
    session: () => {
      const info = shelf.session();
      return {
        status: 'OK',
        session_id: info.sessionId,
        started_ms: info.startedMs,
        last_active_ms: info.lastActiveMs,
        event_count: info.eventCount,
        context_items: info.contextItems,
        active: info.active,
      };
    },
    end_session: () => ok(() => shelf.endSession()),
    forget_all: () => ok(() => shelf.forgetAll()),
  };
  try {
    return steps.map((step) => outcome(() => actions[step.do]!(step)));
  } finally {
    shelf.close();
  }
}
