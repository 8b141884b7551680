/**
 * The file that the core's export makes, the same on every platform; docs/formats.md describes it. Readers pass over
 * fields that they do not know.
 */
import type {EventKind} from './types.js';

export interface ProfileExport {
  format: 'nearshelf-profile';
  format_version: 2;
  exported_at_ms: number;
  /** Oldest first. */
  events: ExportedEvent[];
  sessions: {session_id: number; started_ms: number; last_active_ms: number; event_count: number; ended: boolean}[];
  /** The ledger, oldest first; the last one is in force. */
  decisions: {
    time_ms: number;
    policy_version: string;
    granted: string[];
    effective: string[];
    global_privacy_control: boolean;
  }[];
  /** Those in use since measurement was granted last. */
  pseudonyms: {pseudonym: string; from_ms: number; until_ms: number; handed_out: boolean}[];
  erase_requests: {
    request_id: string;
    scope: 'all' | 'model_improvement';
    requested_ms: number;
    acknowledged_ms?: number;
    receipt?: string;
    /** Those that it names, until it is acknowledged. */
    pseudonyms?: string[];
  }[];
  /** What waits to be sent, as it will be sent. */
  queue: (ExportedEvent & {queued_ms: number; position: number; session: string; purposes: string[]})[];
  queued_events: number;
  dropped_events: number;
  acknowledged_events: number;
}

export interface ExportedEvent {
  event_id: string;
  kind: EventKind;
  time_ms: number;
  session_id?: number;
  item_id?: string;
  query?: string;
  dwell_ms?: number;
  scroll_percent?: number;
  quantity?: number;
  price?: number;
  rating?: number;
}
