import Foundation

/// Asks the library for requests and has them carried out. What is sent, in which batches, and when it is tried again is
/// the library's to say.
final class SyncDriver: @unchecked Sendable {
  let shelf: BlockingShelf
  let queue: BlockingQueue
  private let options: SyncOptions
  private let log: @Sendable (LogLevel, String) -> Void
  private let lock = NSLock()
  // All guarded by `lock`.
  private var flights: [ObjectIdentifier: Task<SyncOutcome, Never>] = [:]
  private var latest: Task<Int64?, any Error>?

  init(
    shelf: BlockingShelf, queue: BlockingQueue, options: SyncOptions,
    log: @escaping @Sendable (LogLevel, String) -> Void
  ) {
    self.shelf = shelf
    self.queue = queue
    self.options = options
    self.log = log
  }

  /// Carries out everything that is due, after whoever else does so; gives how long to wait then, nil for ever.
  func run() async throws -> Int64? {
    let task = lock.locked {
      let before = latest
      let task = Task { [self] in
        _ = try? await before?.value
        return try await drain()
      }
      latest = task
      return task
    }
    return try await withTaskCancellationHandler {
      try await task.value
    } onCancel: {
      task.cancel()
    }
  }

  /// Everything that waits, at the same time, beside what is under way.
  func leave() async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      while let task = try await next(.leaving).task {
        group.addTask { try await self.carryOut(task) }
      }
      try await group.waitForAll()
    }
  }

  /// Calls back what is under way.
  func interrupt() {
    for flight in lock.locked({ Array(flights.values) }) { flight.cancel() }
  }

  private func drain() async throws -> Int64? {
    var first: (any Error)?
    while true {
      try Task.checkNotCancelled()
      let (task, waitMs) = try await next(.normal)
      guard let task else {
        if let first { throw first }
        return waitMs
      }
      do {
        try await carryOut(task)
      } catch let error as NearshelfError where error.code != .cancelled {
        // A model that is refused must not keep events from being sent.
        first = first ?? error
      }
    }
  }

  private func next(_ moment: SyncMoment) async throws -> (task: SyncTask?, waitMs: Int64?) {
    try await queue.run { [shelf] in try shelf.nextTask(moment) }
  }

  private func carryOut(_ task: SyncTask) async throws {
    let request = task.request
    guard let url = url(of: request) else {
      log(.warning, "sync: \(request.url) is not a URL that requests may go to")
      return try await queue.run { try task.finish(.noAnswer) }
    }
    let flight = Task { [options] in await options.transport.perform(request, at: url) }
    let id = ObjectIdentifier(task)
    lock.locked { flights[id] = flight }
    let outcome = await withTaskCancellationHandler {
      await flight.value
    } onCancel: {
      flight.cancel()
    }
    lock.locked { flights[id] = nil }
    if flight.isCancelled {
      // Freed and not failed: nobody has refused it.
      try? await queue.run { task.free() }
      return try Task.checkNotCancelled()
    }
    if outcome.httpStatus == 0 { log(.warning, "sync: no answer from \(url.absoluteString)") }
    try await queue.run { try task.finish(outcome) }
  }

  private func url(of request: SyncRequest) -> URL? {
    let isAbsolute = ["https://", "http://"].contains { request.url.hasPrefix($0) }
    var base = Substring(options.server.absoluteString)
    while base.hasSuffix("/") { base = base.dropLast() }
    guard let url = URL(string: isAbsolute ? request.url : base + request.url) else { return nil }
    return options.allows(url) ? url : nil
  }
}

extension SyncOptions {
  func allows(_ url: URL) -> Bool {
    let scheme = url.scheme?.lowercased()
    return url.host != nil && (scheme == "https" || (allowsHTTP && scheme == "http"))
  }

  func check() throws {
    guard allows(server) else {
      throw NearshelfError(
        code: .invalidArgument,
        message: allowsHTTP ? "does not begin with https:// or http://" : "does not begin with https://",
        place: "sync.server")
    }
  }
}

extension Task where Success == Never, Failure == Never {
  /// Throws this package's error, for callers that know no other.
  static func checkNotCancelled() throws {
    if isCancelled { throw NearshelfError.cancelled }
  }
}

extension NSLock {
  func locked<T>(_ body: () throws -> T) rethrows -> T {
    lock()
    defer { unlock() }
    return try body()
  }
}
