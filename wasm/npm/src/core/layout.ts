/**
 * Where the fields of the C ABI's structs stand in a 32-bit module: byte offsets, and the size of the whole. The build of
 * the modules holds every line of this file against the compiler's offsetof (wasm/native/CMakeLists.txt), so it cannot
 * be wrong for long; keep its form, one field a line.
 */

export const nsh_error = {
  code: 0,
  message: 4,
  place: 516,
  sizeof: 644,
} as const;

export const nsh_string = {
  data: 0,
  size: 4,
  sizeof: 8,
} as const;

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

export const nsh_recommend_options = {
  struct_size: 0,
  count: 4,
  rankers: 8,
  max_per_category: 12,
  exclude_session_items: 16,
  exclude_purchased: 20,
  with_reasons: 24,
  min_price: 28,
  max_price: 32,
  categories: 36,
  category_count: 40,
  brands: 44,
  brand_count: 48,
  excluded_items: 52,
  excluded_item_count: 56,
  sizeof: 60,
} as const;

export const nsh_item = {
  struct_size: 0,
  score: 4,
  price: 8,
  id: 12,
  title: 20,
  category: 28,
  brand: 36,
  url: 44,
  image: 52,
  reason_count: 60,
  sizeof: 64,
} as const;

export const nsh_reason = {
  struct_size: 0,
  kind: 4,
  share: 8,
  item_id: 12,
  item_title: 20,
  sizeof: 28,
} as const;

export const nsh_model_info = {
  struct_size: 0,
  item_count: 4,
  rankers: 8,
  model_id: 12,
  version: 24,
  created_at_ms: 32,
  session_timeout_ms: 40,
  artifact_bytes: 48,
  memory_bytes: 56,
  sizeof: 64,
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
