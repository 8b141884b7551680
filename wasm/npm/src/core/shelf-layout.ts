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
  sizeof: 44,
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
