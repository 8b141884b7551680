import Foundation

/// A handle of the C library that may be closed while other threads use it: calls that began are let finish, later ones
/// are refused.
final class Handle: @unchecked Sendable {
  private let what: String
  private let free: @Sendable (OpaquePointer) -> Void
  private let condition = NSCondition()
  // Both guarded by `condition`.
  private var raw: OpaquePointer?
  private var users = 0

  init(_ raw: OpaquePointer, what: String, free: @escaping @Sendable (OpaquePointer) -> Void) {
    self.raw = raw
    self.what = what
    self.free = free
  }

  deinit {
    if let raw { free(raw) }
  }

  func with<T>(_ body: (OpaquePointer) throws -> T) throws -> T {
    condition.lock()
    guard let raw else {
      condition.unlock()
      throw NearshelfError.closed(what)
    }
    users += 1
    condition.unlock()
    defer {
      condition.lock()
      users -= 1
      if users == 0 && self.raw == nil { condition.broadcast() }
      condition.unlock()
    }
    return try body(raw)
  }

  /// Returns when the handle is closed and no call uses it any more. `last` runs just before.
  func close(_ last: () -> Void = {}) {
    condition.lock()
    let closing = raw
    raw = nil
    while users > 0 { condition.wait() }
    guard let closing else { return condition.unlock() }
    users = 1 // whoever else closes it waits for this one
    condition.unlock()
    last()
    free(closing)
    condition.lock()
    users = 0
    condition.broadcast()
    condition.unlock()
  }

  /// Gives the handle away without freeing it; nil when it is closed or given away already.
  func take() -> OpaquePointer? {
    condition.lock()
    defer { condition.unlock() }
    defer { raw = nil }
    return raw
  }

  var isClosed: Bool {
    condition.lock()
    defer { condition.unlock() }
    return raw == nil
  }
}
