import Foundation
import Nearshelf

/// What the infos of a shelf look like in the golden vectors.
extension ShelfRun {
  func session(_ info: SessionInfo?) -> JSON {
    [
      "status": "OK", "session_id": .int(info?.sessionID ?? 0), "started_ms": .int(info?.startedMs ?? 0),
      "last_active_ms": .int(info?.lastActiveMs ?? 0), "event_count": .int(Int64(info?.eventCount ?? 0)),
      "context_items": .int(Int64(info?.contextItems ?? 0)), "active": .bool(info?.isActive ?? false),
    ]
  }

  func consent(_ info: ConsentInForce) -> JSON {
    [
      "status": "OK", "effective": .int(Int64(info.effective.rawValue)), "granted": .int(Int64(info.granted.rawValue)),
      "global_privacy_control": .bool(info.globalPrivacyControl), "decided": .bool(info.isDecided),
      "time_ms": .int(info.timeMs), "policy_version": .string(info.policyVersion),
    ]
  }

  func syncInfo(_ info: SyncInfo) -> JSON {
    [
      "status": "OK", "queued_events": .int(Int64(info.queuedEvents)),
      "dropped_events": .int(Int64(info.droppedEvents)), "acknowledged_events": .int(Int64(info.acknowledgedEvents)),
      "pending_erasures": .int(Int64(info.pendingErasures)), "last_success_ms": .int(info.lastSuccessMs ?? 0),
      "retry_at_ms": .int(info.retryAtMs ?? 0), "last_http_status": .int(Int64(info.lastHTTPStatus ?? 0)),
    ]
  }

  func modelInfo(_ info: ModelInfo) -> JSON {
    [
      "status": "OK", "model_id": .string(info.modelID), "version": .int(Int64(info.version)),
      "item_count": .int(Int64(info.itemCount)), "rankers": .int(Int64(info.rankers.rawValue)),
      "created_at_ms": .int(info.createdAtMs), "session_timeout_ms": .int(info.sessionTimeoutMs),
      "artifact_bytes": .int(Int64(info.artifactBytes)),
    ]
  }
}

extension JSON {
  init(_ request: SyncRequest) throws {
    let kinds: [SyncRequest.Kind: JSON] = [
      .events: "events", .erase: "erase", .manifest: "manifest", .model: "model",
    ]
    self = [
      "kind": kinds[request.kind] ?? .null, "method": .string(request.method), "url": .string(request.url),
      "timeout_ms": .int(Int64(request.timeoutMs)), "max_response_bytes": .int(Int64(request.maxResponseBytes)),
      "headers": .array(request.headers.map { .array([.string($0.name), .string($0.value)]) }),
    ]
    guard let body = request.body else { return }
    let isJSON = request.headers.contains { $0.name.lowercased() == "content-type" && $0.value == "application/json" }
    if isJSON {
      self["body_json"] = try JSON(parsing: body)
    } else {
      self["body"] = .string(body.base64EncodedString())
    }
  }
}

extension Data {
  init(hex: String) throws {
    var bytes: [UInt8] = []
    var rest = Substring(hex)
    while rest.count >= 2, let byte = UInt8(rest.prefix(2), radix: 16) {
      bytes.append(byte)
      rest = rest.dropFirst(2)
    }
    guard rest.isEmpty else { throw WrongJSON(what: "no hex digits: \(hex)") }
    self.init(bytes)
  }
}
