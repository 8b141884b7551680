import Foundation
import Nearshelf
import XCTest

/// The clock of a shelf, which stands still between steps.
final class TestClock: @unchecked Sendable {
  private let lock = NSLock()
  private var ms: Int64 = 0

  init(_ ms: Int64 = 0) { self.ms = ms }

  var nowMs: Int64 {
    get { lock.lock(); defer { lock.unlock() }; return ms }
    set { lock.lock(); defer { lock.unlock() }; ms = newValue }
  }
}

/// One entry of `shelves` in the golden vectors: steps on a shelf in a file of its own.
final class ShelfRun {
  private let scratch: Scratch
  private let clock = TestClock()
  private var options = ShelfOptions()
  private var consent: ConsentDecision?
  private var shelf: Shelf?
  private var task: SyncTask?

  init(_ entry: JSON) throws {
    scratch = try Scratch()
    options.path = scratch.path()
    options.clock = { [clock] in clock.nowMs }
    consent = ConsentDecision(granted: .personalization, policyVersion: "1")
    for (key, value) in try entry.object() {
      switch key {
      case "name", "steps": break
      case "sync": options.sync = try SyncOptions(vector: value)
      case "key": options.key = try Data(hex: value.string())
      case "consent": consent = value == .null ? nil : try ConsentDecision(vector: value)
      case "database":
        try FileManager.default.copyItem(
          at: Files.vectors(value.string()), to: URL(fileURLWithPath: scratch.path()))
      default: throw WrongJSON(what: "unknown key \(key)")
      }
    }
  }

  func results(_ steps: [JSON]) async throws -> [JSON] {
    _ = try await result { try await self.open() }
    var results: [JSON] = []
    for step in steps { results.append(try await result { try await self.run(step) }) }
    task?.free()
    await shelf?.close()
    return results
  }

  private func result(_ body: () async throws -> JSON) async throws -> JSON {
    do { return try await body() } catch let error as NearshelfError { return JSON(error) }
  }

  private func open() async throws -> JSON {
    task?.free()
    task = nil
    await shelf?.close()
    shelf = nil
    let opened = try await Shelf.open(options)
    shelf = opened
    if let consent { try await opened.setConsent(consent) }
    return ["status": "OK"]
  }

  private func run(_ step: JSON) async throws -> JSON {
    var step = try step.object()
    step["expect"] = nil
    let action = try step.removeValue(forKey: "do")?.string() ?? ""
    var used: Set<String> = []
    func argument(_ key: String) throws -> JSON {
      guard let value = step[key] else { throw WrongJSON(what: "\(action) without \(key)") }
      used.insert(key)
      return value
    }
    func optional(_ key: String) -> JSON? {
      used.insert(key)
      return step[key]
    }
    defer { XCTAssertEqual(Set(step.keys).subtracting(used), [], "unknown keys of \(action)") }

    switch action {
    case "set_clock":
      clock.nowMs = try argument("now_ms").int()
      return ["status": "OK"]
    case "reopen": return try await open()
    default: break
    }
    guard let shelf else { throw NearshelfError(code: .invalidArgument, message: "no shelf") }
    switch action {
    case "install_model":
      try await shelf.installModel(file: Files.vectors(argument("model").string()).path)
      return ["status": "OK"]
    case "track":
      let result = try await shelf.track(ShopEvent(vector: argument("event")))
      return [
        "status": "OK", "session_id": .int(result.sessionID ?? 0), "duplicate": .bool(result.isDuplicate),
        "item_known": .bool(result.isItemKnown),
      ]
    case "recommend":
      let described = try optional("described")?.bool() ?? false
      return try JSON(try await shelf.recommend(RecommendOptions(vector: argument("options"))), described: described)
    case "session": return session(try await shelf.session())
    case "end_session": try await shelf.endSession()
    case "forget_all": try await shelf.forgetAll()
    case "trim_memory": try await shelf.trimMemory()
    case "set_consent": try await shelf.setConsent(ConsentDecision(vector: argument("consent")))
    case "consent": return self.consent(try await shelf.consent())
    case "read_events":
      let events = try await shelf.events(after: argument("after_sequence").int(), max: argument("max_count").int())
      return ["status": "OK", "events": .array(events.map { JSON($0) })]
    case "export": return ["status": "OK", "export": try JSON(parsing: try await shelf.exportProfile())]
    case "import": try await shelf.importProfile(JSONEncoder().encode(argument("json")))
    case "next_task": return try nextTask(shelf, leaving: optional("moment")?.string() == "leaving")
    case "free_task": task?.free(); task = nil
    case "finish_task": try finishTask(try outcome(optional))
    case "sync_info": return syncInfo(try await shelf.syncInfo())
    case "model_info": return modelInfo(try await shelf.model().info())
    default: throw WrongJSON(what: "unknown step \(action)")
    }
    return ["status": "OK"]
  }

  private func nextTask(_ shelf: Shelf, leaving: Bool) throws -> JSON {
    let (next, waitMs) = try shelf.blocking.nextTask(leaving ? .leaving : .normal)
    guard let next else { return ["status": "OK", "task": .null, "wait_ms": .int(waitMs ?? -1)] }
    task = next
    return ["status": "OK", "task": try JSON(next.request)]
  }

  private func outcome(_ value: (String) -> JSON?) throws -> SyncOutcome {
    var body = Data()
    if let text = try value("body")?.string() { body = Data(text.utf8) }
    if let base64 = try value("body_base64")?.string() { body = Data(base64Encoded: base64) ?? Data() }
    if let file = try value("body_file")?.string() { body = try Data(contentsOf: Files.vectors(file)) }
    return SyncOutcome(
      httpStatus: try value("http_status")?.int() ?? 0, retryAfter: try value("retry_after")?.string(),
      etag: try value("etag")?.string(), body: body)
  }

  private func finishTask(_ outcome: SyncOutcome) throws {
    defer { task = nil }
    guard let task else { throw WrongJSON(what: "finish_task without a task") }
    try task.finish(outcome)
  }
}
