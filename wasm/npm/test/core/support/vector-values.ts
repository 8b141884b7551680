/** Values of the golden vectors of tests/conformance/sessions (README there) in the terms of a core, and back. */
import type {CoreConsent, CoreDecision, CoreSyncInfo, CoreSyncOptions, CoreTask} from '../../../src/core/core.js';
import {bitsOf, purposesOf} from '../../../src/core/sync-bindings.js';
import type {
  ModelInfo,
  Ranker,
  ReasonKind,
  RecommendOptions,
  Recommendations,
  RecordedEvent,
  SessionInfo,
  ShopEvent,
} from '../../../src/types.js';

export type Json = Record<string, unknown>;

const RANKERS: readonly Ranker[] = ['gru', 'neighbors', 'rules', 'own_items', 'popular'];
const REASONS: readonly ReasonKind[] = [
  'session_context',
  'similar_sessions',
  'often_next',
  'seen_before',
  'popular',
  'popular_in_category',
];
const EVENT_KEYS = 'kind item_id event_id query time_ms dwell_ms scroll_percent quantity price rating';
const OPTION_KEYS =
  'count rankers max_per_category exclude_session_items exclude_purchased with_reasons min_price max_price categories ' +
  'brands excluded_items';
const SYNC_KEYS = 'key pseudonym_days batch_events batch_interval_ms';

/** Throws for a key of `json` that is not in `allowed`, which has a space between any two. */
export function checkKeys(json: Json, allowed: string): void {
  const known = new Set(allowed.split(' '));
  for (const key of Object.keys(json)) if (!known.has(key)) throw new Error(`unknown key ${key}`);
}

function camelKeys(json: Json, allowed: string): Json {
  checkKeys(json, allowed);
  const camel = (key: string): string => key.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
  return Object.fromEntries(Object.entries(json).map(([key, value]) => [camel(key), value]));
}

const snakeKeys = (object: object): Json =>
  Object.fromEntries(
    Object.entries(object).map(([key, value]) => [key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value]),
  );

function bits(value: number): string {
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, value);
  return view.getUint32(0).toString(16).padStart(8, '0');
}

export function readEvent(json: Json): ShopEvent {
  return camelKeys(json, EVENT_KEYS) as unknown as ShopEvent;
}

export function readOptions(json: Json): RecommendOptions {
  const result = camelKeys(json, OPTION_KEYS) as RecommendOptions;
  if (json.rankers !== undefined) result.rankers = RANKERS.filter((_, bit) => (json.rankers as number) & (1 << bit));
  return result;
}

export function readSyncOptions(json: Json): CoreSyncOptions {
  return camelKeys(json, SYNC_KEYS) as unknown as CoreSyncOptions;
}

export function readDecision(json: Json): CoreDecision {
  checkKeys(json, 'granted global_privacy_control policy_version time_ms');
  return {
    granted: purposesOf(json.granted as number),
    globalPrivacyControl: (json.global_privacy_control as boolean | undefined) ?? false,
    policyVersion: json.policy_version as string,
    timeMs: (json.time_ms as number | undefined) ?? 0,
  };
}

export function recommendationsJson(result: Recommendations, described: boolean | undefined): Json {
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

export function sessionJson(info: SessionInfo): Json {
  return {status: 'OK', ...snakeKeys(info)};
}

export function syncInfoJson(info: CoreSyncInfo): Json {
  return {status: 'OK', ...snakeKeys(info)};
}

export function modelInfoJson({memoryBytes: _, rankers, ...info}: ModelInfo): Json {
  const rankerBits = rankers.reduce((sum, ranker) => sum | (1 << RANKERS.indexOf(ranker)), 0);
  return {status: 'OK', ...snakeKeys(info), rankers: rankerBits};
}

export function consentJson({effective, granted, ...info}: CoreConsent): Json {
  return {status: 'OK', effective: bitsOf(effective), granted: bitsOf(granted), ...snakeKeys(info)};
}

export function recordedEventJson(event: RecordedEvent, sequence: number): Json {
  return {...snakeKeys(event), sequence};
}

export function taskJson({kind, method, url, timeoutMs, maxResponseBytes, headers, body}: CoreTask): Json {
  const json: Json = {kind, method, url, timeout_ms: timeoutMs, max_response_bytes: maxResponseBytes, headers};
  const type = headers.find(([name]) => name === 'Content-Type')?.[1];
  if (type === 'application/json') json.body_json = JSON.parse(new TextDecoder().decode(body!));
  else if (body) json.body = btoa(Array.from(body, (byte) => String.fromCharCode(byte)).join(''));
  return json;
}
