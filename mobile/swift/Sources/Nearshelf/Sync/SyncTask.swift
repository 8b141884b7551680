import CNearshelf
import Foundation

public enum SyncMoment: Hashable, Sendable {
  case normal
  /// The app goes to the background: what waits is due now, in requests that are small.
  case leaving
}

/// One HTTP request that the library wants made.
public struct SyncRequest: Sendable {
  public enum Kind: Hashable, Sendable {
    /// A batch of events.
    case events
    /// An erase request.
    case erase
    /// Is there a newer model?
    case manifest
    /// The model itself.
    case model
    case other(Int32)
  }

  public let kind: Kind
  /// "POST" or "GET".
  public let method: String
  /// A path below the server's address ("/v1/events"), or absolute.
  public let url: String
  public let headers: [(name: String, value: String)]
  public let body: Data?
  /// Give up after so long.
  public let timeoutMs: UInt32
  /// Of a longer answer, hand over what there is so far and one byte more than this: it is then refused.
  public let maxResponseBytes: UInt64
}

/// What came of a request. `httpStatus` 0: no answer.
public struct SyncOutcome: Hashable, Sendable {
  public var httpStatus: Int32
  /// The headers Retry-After and ETag as they came.
  public var retryAfter: String?
  public var etag: String?
  public var body: Data

  public init(httpStatus: Int32, retryAfter: String? = nil, etag: String? = nil, body: Data = Data()) {
    self.httpStatus = httpStatus
    self.retryAfter = retryAfter
    self.etag = etag
    self.body = body
  }

  /// Offline, timed out, refused.
  public static let noAnswer = SyncOutcome(httpStatus: 0)
}

/// A request that is to be made, and finished or freed after that. One that is let go of is freed.
public final class SyncTask: Sendable {
  public let request: SyncRequest
  private let shelf: BlockingShelf
  private let handle: Handle

  fileprivate init(_ raw: OpaquePointer, of shelf: BlockingShelf) throws {
    self.shelf = shelf
    handle = Handle(raw, what: "task") { nsh_task_free($0) }
    request = try SyncRequest(raw)
    shelf.tasks.add(handle)
  }

  deinit { free() }

  /// Hands back what came of it. Throws when that could not be noted, or when a model that came was refused.
  public func finish(_ outcome: SyncOutcome) throws {
    try shelf.handle.with { shelfRaw in
      shelf.tasks.remove(handle)
      guard let raw = handle.take() else { throw NearshelfError.closed("task") }
      try outcome.withRaw { outcome in
        try call { nsh_shelf_finish_task(shelfRaw, raw, outcome, $0) }
      }
    }
    if request.kind == .model { shelf.signals.changed() }
  }

  /// It was not made: the next one is handed out without a pause.
  public func free() {
    // A shelf that is being closed frees what is left.
    try? shelf.handle.with { _ in
      shelf.tasks.remove(handle)
      if let raw = handle.take() { nsh_task_free(raw) }
    }
  }
}

extension BlockingShelf {
  /// The next request that is due. `task` is nil when there is none; `waitMs` is then how long to wait before asking
  /// again, and nil until an event or a decision makes something due.
  public func nextTask(_ moment: SyncMoment = .normal) throws -> (task: SyncTask?, waitMs: Int64?) {
    try handle.with { raw in
      var task: OpaquePointer?
      var waitMs: Int64 = 0
      let number = moment == .leaving ? NSH_MOMENT_LEAVING : NSH_MOMENT_NORMAL
      try call { nsh_shelf_next_task(raw, nsh_moment(number), &task, &waitMs, $0) }
      if let task { return (try SyncTask(task, of: self), 0) }
      return (nil, waitMs < 0 ? nil : waitMs)
    }
  }
}

extension SyncRequest {
  fileprivate init(_ task: OpaquePointer) throws {
    var info = nsh_task_info.sized()
    try call { nsh_task_get_info(task, &info, $0) }
    switch Int(info.kind) {
    case Int(NSH_TASK_EVENTS): kind = .events
    case Int(NSH_TASK_ERASE): kind = .erase
    case Int(NSH_TASK_MANIFEST): kind = .manifest
    case Int(NSH_TASK_MODEL): kind = .model
    default: kind = .other(info.kind)
    }
    method = info.method.string
    url = info.url.string
    body = info.body.map { Data(bytes: $0, count: info.body_size) }
    timeoutMs = info.timeout_ms
    maxResponseBytes = info.max_response_bytes
    headers = try (0..<info.header_count).map { index in
      var name = nsh_string()
      var value = nsh_string()
      try call { nsh_task_get_header(task, index, &name, &value, $0) }
      return (name.string, value.string)
    }
  }
}

extension SyncOutcome {
  fileprivate func withRaw<T>(_ call: (UnsafePointer<nsh_task_outcome>) throws -> T) rethrows -> T {
    var raw = nsh_task_outcome()
    nsh_task_outcome_init(&raw)
    raw.http_status = httpStatus
    return try retryAfter.withCBytes { retryAfter in
      try etag.withCBytes { etag in
        try body.withUnsafeBytes { bytes in
          raw.retry_after = retryAfter
          raw.etag = etag
          raw.body = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
          raw.body_size = bytes.count
          return try call(&raw)
        }
      }
    }
  }
}

/// The tasks of a shelf that are neither finished nor freed: they have to be, before it is closed.
final class OpenTasks: @unchecked Sendable {
  private let lock = NSLock()
  private var tasks: [ObjectIdentifier: Handle] = [:]

  func add(_ task: Handle) {
    lock.lock()
    tasks[ObjectIdentifier(task)] = task
    lock.unlock()
  }

  func remove(_ task: Handle) {
    lock.lock()
    tasks[ObjectIdentifier(task)] = nil
    lock.unlock()
  }

  func freeAll() {
    lock.lock()
    let left = tasks.values
    tasks = [:]
    lock.unlock()
    for task in left { task.close() }
  }
}
