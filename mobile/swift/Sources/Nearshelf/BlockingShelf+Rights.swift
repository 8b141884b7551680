import CNearshelf
import Foundation

extension BlockingShelf {
  /// Puts a decision into force, durably. What is not granted any more is deleted before this returns.
  public func setConsent(_ decision: ConsentDecision) throws {
    try handle.with { raw in
      var consent = nsh_consent()
      nsh_consent_init(&consent)
      consent.granted = decision.granted.rawValue
      consent.global_privacy_control = decision.globalPrivacyControl ? 1 : 0
      if let timeMs = decision.timeMs { consent.time_ms = timeMs }
      try decision.policyVersion.withCBytes { policyVersion in
        consent.policy_version = policyVersion
        try call { nsh_shelf_set_consent(raw, &consent, $0) }
      }
    }
    signals.changed(due: true)
  }

  /// The decision that is in force.
  public func consent() throws -> ConsentInForce {
    try handle.with { raw in
      var info = nsh_consent_info.sized()
      try call { nsh_shelf_get_consent(raw, &info, $0) }
      return ConsentInForce(
        effective: Purposes(rawValue: info.effective), granted: Purposes(rawValue: info.granted),
        globalPrivacyControl: info.global_privacy_control != 0, isDecided: info.decided != 0,
        timeMs: info.time_ms, policyVersion: text(of: &info, at: policyVersionOffset))
    }
  }

  /// Everything that is known of the shopper on this device, as JSON (docs/formats.md).
  public func exportProfile() throws -> Data {
    try handle.with { raw in
      var buffer: OpaquePointer?
      var size = 0
      try call { nsh_shelf_export(raw, &buffer, &size, $0) }
      defer { nsh_buffer_free(buffer) }
      return Data(bytes: nsh_buffer_data(buffer), count: size)
    }
  }

  /// Takes up the events of an export, all or nothing. Needs consent to personalization; nothing of it is sent.
  public func importProfile(_ json: Data) throws {
    try handle.with { raw in
      try json.withUnsafeBytes { bytes in
        try call { nsh_shelf_import(raw, bytes.baseAddress, bytes.count, $0) }
      }
    }
    signals.changed()
  }

  /// The first `max` (1 to 10000) recorded events behind `sequence` (0: from the beginning), oldest first; none: there
  /// are no more.
  public func events(after sequence: Int64 = 0, max: UInt32 = 1000) throws -> [RecordedEvent] {
    try handle.with { raw in
      var list: OpaquePointer?
      try call { nsh_shelf_read_events(raw, sequence, max, &list, $0) }
      defer { nsh_events_free(list) }
      return try (0..<nsh_events_count(list)).map { try RecordedEvent(of: list!, at: $0) }
    }
  }

  /// How the sync stands.
  public func syncInfo() throws -> SyncInfo {
    try handle.with { raw in
      var info = nsh_sync_info.sized()
      try call { nsh_shelf_get_sync_info(raw, &info, $0) }
      return SyncInfo(
        queuedEvents: info.queued_events, droppedEvents: info.dropped_events,
        acknowledgedEvents: info.acknowledged_events, pendingErasures: info.pending_erasures,
        lastSuccessMs: info.last_success_ms == 0 ? nil : info.last_success_ms,
        retryAtMs: info.retry_at_ms == 0 ? nil : info.retry_at_ms,
        lastHTTPStatus: info.last_http_status == 0 ? nil : info.last_http_status)
    }
  }
}

private let policyVersionOffset = MemoryLayout<nsh_consent_info>.offset(of: \.policy_version)!
