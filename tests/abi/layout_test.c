/* Where the fields of each struct stand, which no later version may move. */
#include "check.h"

#define FIELD(type, field, offset) CHECK(offsetof(type, field) == (offset))

int main(void) {
  if (sizeof(void*) != 8) return 0; /* the numbers below are those of 64-bit systems */
  FIELD(nsh_error, message, 4);
  FIELD(nsh_error, place, 516);
  CHECK(sizeof(nsh_error) == 644);
  FIELD(nsh_string, size, 8);
  CHECK(sizeof(nsh_string) == 16);

  FIELD(nsh_event, kind, 8);
  FIELD(nsh_event, scroll_percent, 12);
  FIELD(nsh_event, item_id, 16);
  FIELD(nsh_event, event_id, 32);
  FIELD(nsh_event, query, 48);
  FIELD(nsh_event, time_ms, 64);
  FIELD(nsh_event, dwell_ms, 72);
  FIELD(nsh_event, quantity, 80);
  FIELD(nsh_event, price, 88);
  FIELD(nsh_event, rating, 96);
  CHECK(sizeof(nsh_event) == 104);

  FIELD(nsh_recommend_options, count, 8);
  FIELD(nsh_recommend_options, rankers, 12);
  FIELD(nsh_recommend_options, max_per_category, 16);
  FIELD(nsh_recommend_options, exclude_session_items, 20);
  FIELD(nsh_recommend_options, exclude_purchased, 24);
  FIELD(nsh_recommend_options, with_reasons, 28);
  FIELD(nsh_recommend_options, min_price, 32);
  FIELD(nsh_recommend_options, max_price, 36);
  FIELD(nsh_recommend_options, categories, 40);
  FIELD(nsh_recommend_options, category_count, 48);
  FIELD(nsh_recommend_options, brands, 56);
  FIELD(nsh_recommend_options, brand_count, 64);
  FIELD(nsh_recommend_options, excluded_items, 72);
  FIELD(nsh_recommend_options, excluded_item_count, 80);
  CHECK(sizeof(nsh_recommend_options) == 88);

  FIELD(nsh_item, score, 8);
  FIELD(nsh_item, price, 12);
  FIELD(nsh_item, id, 16);
  FIELD(nsh_item, title, 32);
  FIELD(nsh_item, category, 48);
  FIELD(nsh_item, brand, 64);
  FIELD(nsh_item, url, 80);
  FIELD(nsh_item, image, 96);
  FIELD(nsh_item, reason_count, 112);
  CHECK(sizeof(nsh_item) == 120);

  FIELD(nsh_reason, kind, 8);
  FIELD(nsh_reason, share, 12);
  FIELD(nsh_reason, item_id, 16);
  FIELD(nsh_reason, item_title, 32);
  CHECK(sizeof(nsh_reason) == 48);

  FIELD(nsh_model_info, item_count, 8);
  FIELD(nsh_model_info, rankers, 12);
  FIELD(nsh_model_info, model_id, 16);
  FIELD(nsh_model_info, version, 32);
  FIELD(nsh_model_info, created_at_ms, 40);
  FIELD(nsh_model_info, session_timeout_ms, 48);
  FIELD(nsh_model_info, artifact_bytes, 56);
  FIELD(nsh_model_info, memory_bytes, 64);
  CHECK(sizeof(nsh_model_info) == 72);

  FIELD(nsh_shelf_options, path, 8);
  FIELD(nsh_shelf_options, busy_timeout_ms, 24);
  FIELD(nsh_shelf_options, max_events, 28);
  FIELD(nsh_shelf_options, rebuild_if_corrupt, 32);
  FIELD(nsh_shelf_options, log_level, 36);
  FIELD(nsh_shelf_options, log, 40);
  FIELD(nsh_shelf_options, log_user_data, 48);
  FIELD(nsh_shelf_options, clock, 56);
  FIELD(nsh_shelf_options, clock_user_data, 64);
  FIELD(nsh_shelf_options, sync, 72);
  FIELD(nsh_shelf_options, gpc_denies, 80);
  FIELD(nsh_shelf_options, key, 88);
  FIELD(nsh_shelf_options, key_size, 96);
  CHECK(sizeof(nsh_shelf_options) == 104);

  FIELD(nsh_track_result, session_id, 8);
  FIELD(nsh_track_result, duplicate, 16);
  FIELD(nsh_track_result, item_known, 20);
  FIELD(nsh_track_result, event_id, 24);
  CHECK(sizeof(nsh_track_result) == 96);

  FIELD(nsh_session_info, session_id, 8);
  FIELD(nsh_session_info, started_ms, 16);
  FIELD(nsh_session_info, last_active_ms, 24);
  FIELD(nsh_session_info, event_count, 32);
  FIELD(nsh_session_info, context_items, 40);
  FIELD(nsh_session_info, active, 44);
  CHECK(sizeof(nsh_session_info) == 48);

  FIELD(nsh_recorded_event, kind, 8);
  FIELD(nsh_recorded_event, scroll_percent, 12);
  FIELD(nsh_recorded_event, sequence, 16);
  FIELD(nsh_recorded_event, session_id, 24);
  FIELD(nsh_recorded_event, time_ms, 32);
  FIELD(nsh_recorded_event, event_id, 40);
  FIELD(nsh_recorded_event, item_id, 56);
  FIELD(nsh_recorded_event, query, 72);
  FIELD(nsh_recorded_event, dwell_ms, 88);
  FIELD(nsh_recorded_event, quantity, 96);
  FIELD(nsh_recorded_event, price, 104);
  FIELD(nsh_recorded_event, rating, 112);
  CHECK(sizeof(nsh_recorded_event) == 120);

  FIELD(nsh_shelf_info, event_count, 8);
  FIELD(nsh_shelf_info, session_count, 16);
  FIELD(nsh_shelf_info, database_bytes, 24);
  FIELD(nsh_shelf_info, memory_bytes, 32);
  CHECK(sizeof(nsh_shelf_info) == 40);

  FIELD(nsh_consent, granted, 8);
  FIELD(nsh_consent, global_privacy_control, 12);
  FIELD(nsh_consent, policy_version, 16);
  FIELD(nsh_consent, time_ms, 32);
  CHECK(sizeof(nsh_consent) == 40);

  FIELD(nsh_consent_info, effective, 8);
  FIELD(nsh_consent_info, granted, 12);
  FIELD(nsh_consent_info, global_privacy_control, 16);
  FIELD(nsh_consent_info, decided, 20);
  FIELD(nsh_consent_info, time_ms, 24);
  FIELD(nsh_consent_info, policy_version, 32);
  CHECK(sizeof(nsh_consent_info) == 104);

  FIELD(nsh_sync_options, key, 8);
  FIELD(nsh_sync_options, manifest, 24);
  FIELD(nsh_sync_options, pseudonym_days, 40);
  FIELD(nsh_sync_options, batch_events, 44);
  FIELD(nsh_sync_options, batch_interval_ms, 48);
  FIELD(nsh_sync_options, model_interval_ms, 52);
  CHECK(sizeof(nsh_sync_options) == 56);

  FIELD(nsh_task_info, kind, 8);
  FIELD(nsh_task_info, timeout_ms, 12);
  FIELD(nsh_task_info, method, 16);
  FIELD(nsh_task_info, url, 32);
  FIELD(nsh_task_info, body, 48);
  FIELD(nsh_task_info, body_size, 56);
  FIELD(nsh_task_info, header_count, 64);
  FIELD(nsh_task_info, max_response_bytes, 72);
  CHECK(sizeof(nsh_task_info) == 80);

  FIELD(nsh_task_outcome, http_status, 8);
  FIELD(nsh_task_outcome, retry_after, 16);
  FIELD(nsh_task_outcome, etag, 32);
  FIELD(nsh_task_outcome, body, 48);
  FIELD(nsh_task_outcome, body_size, 56);
  CHECK(sizeof(nsh_task_outcome) == 64);

  FIELD(nsh_sync_info, queued_events, 8);
  FIELD(nsh_sync_info, dropped_events, 16);
  FIELD(nsh_sync_info, acknowledged_events, 24);
  FIELD(nsh_sync_info, pending_erasures, 32);
  FIELD(nsh_sync_info, last_success_ms, 40);
  FIELD(nsh_sync_info, retry_at_ms, 48);
  FIELD(nsh_sync_info, last_http_status, 56);
  CHECK(sizeof(nsh_sync_info) == 64);
  return check_result();
}
