/** The structs that only the shelf needs, in the form and under the check of layout.ts; an edge bundle is without them. */

export const nsh_event = {
  struct_size: 0,
  kind: 4,
  scroll_percent: 8,
  item_id: 12,
  event_id: 20,
  query: 28,
  time_ms: 40,
  dwell_ms: 48,
  quantity: 56,
  price: 64,
  rating: 72,
  sizeof: 80,
} as const;

export const nsh_shelf_options = {
  struct_size: 0,
  path: 4,
  max_events: 16,
  sync: 44,
  gpc_denies: 48,
  sizeof: 60,
} as const;

export const nsh_track_result = {
  struct_size: 0,
  session_id: 8,
  duplicate: 16,
  item_known: 20,
  event_id: 24,
  sizeof: 96,
} as const;

export const nsh_session_info = {
  struct_size: 0,
  session_id: 8,
  started_ms: 16,
  last_active_ms: 24,
  event_count: 32,
  context_items: 40,
  active: 44,
  sizeof: 48,
} as const;

export const nsh_shelf_info = {
  struct_size: 0,
  event_count: 8,
  session_count: 16,
  database_bytes: 24,
  memory_bytes: 32,
  sizeof: 40,
} as const;

export const nsh_recorded_event = {
  struct_size: 0,
  kind: 4,
  scroll_percent: 8,
  sequence: 16,
  session_id: 24,
  time_ms: 32,
  event_id: 40,
  item_id: 48,
  query: 56,
  dwell_ms: 64,
  quantity: 72,
  price: 80,
  rating: 88,
  sizeof: 96,
} as const;

export const nsh_consent = {
  struct_size: 0,
  granted: 4,
  global_privacy_control: 8,
  policy_version: 12,
  time_ms: 24,
  sizeof: 32,
} as const;

export const nsh_consent_info = {
  struct_size: 0,
  effective: 4,
  granted: 8,
  global_privacy_control: 12,
  decided: 16,
  time_ms: 24,
  policy_version: 32,
  sizeof: 104,
} as const;

export const nsh_sync_options = {
  struct_size: 0,
  key: 4,
  pseudonym_days: 20,
  batch_events: 24,
  batch_interval_ms: 28,
  sizeof: 36,
} as const;

export const nsh_task_info = {
  struct_size: 0,
  kind: 4,
  timeout_ms: 8,
  method: 12,
  url: 20,
  body: 28,
  body_size: 32,
  header_count: 36,
  max_response_bytes: 40,
  sizeof: 48,
} as const;

export const nsh_task_outcome = {
  struct_size: 0,
  http_status: 4,
  retry_after: 8,
  etag: 16,
  body: 24,
  body_size: 28,
  sizeof: 32,
} as const;

export const nsh_sync_info = {
  struct_size: 0,
  queued_events: 8,
  dropped_events: 16,
  acknowledged_events: 24,
  pending_erasures: 32,
  last_success_ms: 40,
  retry_at_ms: 48,
  last_http_status: 56,
  sizeof: 64,
} as const;
