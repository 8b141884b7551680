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
