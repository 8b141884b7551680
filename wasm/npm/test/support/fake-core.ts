/**
 * A core without .wasm for tests: it keeps lines of JSON in the database file, and recommends the items of its model in
 * order. Without consent to personalization events are in memory only, as in the real one; fake-sync.ts has the rest.
 */
import type {Core, CoreHost, CoreModel, CoreShelf, DatabaseFiles, ShelfOpenOptions} from '../../src/core/core.js';
import {NearshelfError} from '../../src/errors.js';
import {MemoryFiles} from '../../src/storage/memory-files.js';
import {FakeSync, type SyncState} from './fake-sync.js';
import type {ModelInfo, RecommendOptions, Recommendations, RecordedEvent} from '../../src/types.js';

/** An artifact of the fake core: {"id","version","items"} as JSON, padded with blanks to any size. */
export interface FakeModel {
  id: string;
  version: number;
  items: string[];
}

interface State {
  model: FakeModel | null;
  artifactBytes: number;
  sessionId: number;
  events: RecordedEvent[];
  sync: SyncState;
}

const MAGIC = 'fake1\n';

function read(files: DatabaseFiles): State {
  const bytes = new Uint8Array(files.size(0));
  if (bytes.length === 0) return {model: null, artifactBytes: 0, sessionId: 1, events: [], sync: FakeSync.empty()};
  files.read(0, bytes, 0);
  const text = new TextDecoder().decode(bytes);
  try {
    if (!text.startsWith(MAGIC)) throw new SyntaxError('no magic');
    const [first, ...events] = text.slice(MAGIC.length).trimEnd().split('\n');
    const state = JSON.parse(first!) as State;
    state.events.push(...events.map((line) => JSON.parse(line) as RecordedEvent));
    return state;
  } catch (error) {
    throw new NearshelfError('CORRUPT', String(error));
  }
}

function asStatus(error: unknown): unknown {
  const quota = error instanceof DOMException && error.name === 'QuotaExceededError';
  return quota ? new NearshelfError('NO_SPACE', error.message) : error;
}

function modelOf(model: FakeModel, artifactBytes: number): CoreModel {
  return {
    info: (): ModelInfo => ({
      modelId: model.id,
      version: model.version,
      createdAtMs: 0,
      itemCount: model.items.length,
      rankers: ['popular'],
      sessionTimeoutMs: 1_800_000,
      artifactBytes,
      memoryBytes: artifactBytes,
    }),
    recommend: (itemIds: readonly string[], options: RecommendOptions = {}): Recommendations => ({
      context: itemIds.length > 0 ? 'session' : 'none',
      items: model.items
        .filter((id) => !itemIds.includes(id))
        .slice(0, options.count ?? 20)
        .map((id, rank) => ({id, score: 1 / (rank + 1), reasons: [{kind: 'popular', share: 1}]})),
    }),
    close() {},
  };
}

export interface FakeCoreOptions {
  /** What every instance begins with. */
  memoryBytes?: number;
}

export function makeFakeCore(host: CoreHost, options: FakeCoreOptions = {}): Core {
  const files = host.files ?? new MemoryFiles();
  let memoryBytes = options.memoryBytes ?? 1_000_000;

  const openShelf = (openOptions: ShelfOpenOptions = {}): CoreShelf => {
    const state = read(files);
    const sync = new FakeSync({
      state: state.sync,
      options: openOptions,
      save: () => save(),
      nowMs: () => host.nowMs?.() ?? Date.now(),
      onPersonalization: (kept) => {
        if (!kept) state.events = [];
        ids.clear();
        for (const {eventId} of state.events) ids.add(eventId);
      },
    });
    const ids = new Set(state.events.map(({eventId}) => eventId));
    const write = (text: string, offset: number): void => {
      try {
        const bytes = new TextEncoder().encode(text);
        files.write(0, bytes, offset);
        files.truncate(0, offset + bytes.length);
        files.flush(0);
      } catch (error) {
        throw asStatus(error);
      }
    };
    const kept = (): boolean => sync.holds('personalization');
    const save = (): void =>
      write(`${MAGIC}${JSON.stringify(kept() ? state : {...state, sessionId: 1, events: []})}\n`, 0);
    const append = (event: RecordedEvent): void => {
      if (files.size(0) === 0) save();
      write(`${JSON.stringify(event)}\n`, files.size(0));
    };
    const model = (): CoreModel => {
      if (state.model === null) throw new NearshelfError('FAILED_PRECONDITION', 'no model is installed');
      return modelOf(state.model, state.artifactBytes);
    };
    return {
      installModel(bytes) {
        try {
          state.model = JSON.parse(new TextDecoder().decode(bytes)) as FakeModel;
        } catch (error) {
          throw new NearshelfError('CORRUPT', String(error), 'model');
        }
        state.artifactBytes = bytes.length;
        memoryBytes += 3 * bytes.length;
        save();
        try {
          // As large as the model is, so that it takes its room.
          files.write(1, bytes, 0);
        } catch (error) {
          throw asStatus(error);
        }
      },
      storedModelIsSound: async () => true,
      model,
      track(event) {
        const known = state.model?.items.includes(event.itemId ?? '') ?? false;
        const eventId = event.eventId ?? crypto.randomUUID();
        if (event.kind !== 'search' && !event.itemId) {
          throw new NearshelfError('INVALID_ARGUMENT', 'required', 'event.item_id');
        }
        const duplicate = ids.has(eventId);
        if (!duplicate) {
          const recorded = {...event, eventId, timeMs: event.timeMs ?? Date.now(), sessionId: state.sessionId};
          const queued = sync.enqueue(recorded);
          if (kept() && !queued) append(recorded);
          state.events.push(recorded);
          ids.add(eventId);
          if (queued) save();
        }
        return {eventId, sessionId: state.sessionId, duplicate, itemKnown: known};
      },
      recommend: (recommendOptions) =>
        model().recommend(
          state.events.filter(({sessionId}) => sessionId === state.sessionId).map(({itemId}) => itemId ?? ''),
          recommendOptions,
        ),
      session: () => ({
        sessionId: state.sessionId,
        startedMs: 0,
        lastActiveMs: 0,
        eventCount: state.events.length,
        contextItems: state.events.length,
        active: true,
      }),
      endSession() {
        state.sessionId++;
        save();
      },
      events: (after, limit) => {
        const events = state.events.slice(after, after + limit);
        return {events, last: after + events.length};
      },
      forgetAll() {
        state.events = [];
        ids.clear();
        save();
      },
      info: () => ({
        eventCount: state.events.length,
        sessionCount: state.sessionId,
        databaseBytes: files.size(0),
        memoryBytes,
      }),
      exportJson: () => JSON.stringify({format: 'nearshelf-profile', format_version: 2, events: state.events}),
      importJson(json) {
        if (!kept()) throw new NearshelfError('FAILED_PRECONDITION', 'personalization is not granted');
        const {events} = JSON.parse(json) as {events: RecordedEvent[]};
        state.events.push(...events.filter(({eventId}) => !ids.has(eventId)));
        for (const {eventId} of events) ids.add(eventId);
        save();
      },
      sync,
      close() {},
    };
  };

  return {
    version: '0.0.0-fake',
    get memoryBytes() {
      return memoryBytes;
    },
    openModel: (bytes) => modelOf(JSON.parse(new TextDecoder().decode(bytes)) as FakeModel, bytes.length),
    openShelf,
  };
}
