import CNearshelf
import Foundation

/// What a shelf's callbacks are called with; lives as long as the shelf.
private final class Callbacks: Sendable {
  let log: (@Sendable (LogLevel, String) -> Void)?
  let clock: (@Sendable () -> Int64)?

  init(_ options: ShelfOptions) {
    log = options.log
    clock = options.clock
  }

  static func of(_ data: UnsafeMutableRawPointer?) -> Callbacks {
    Unmanaged<Callbacks>.fromOpaque(data!).takeUnretainedValue()
  }
}

extension ShelfOptions {
  /// Opens the shelf, and gives what its handle holds with it.
  func open() throws -> Handle {
    try ABI.check()
    let callbacks = Callbacks(self)
    var raw = nsh_shelf_options()
    nsh_shelf_options_init(&raw)
    raw.busy_timeout_ms = busyTimeoutMs
    raw.max_events = maxEvents
    raw.rebuild_if_corrupt = rebuildIfCorrupt ? 1 : 0
    raw.gpc_denies = gpcDenies.rawValue
    raw.log_level = logLevel.rawValue
    let data = Unmanaged.passUnretained(callbacks).toOpaque()
    if log != nil {
      raw.log_user_data = data
      raw.log = { data, level, message in
        let level = LogLevel(rawValue: level) ?? .error
        Callbacks.of(data).log?(level, message.map { String(cString: $0) } ?? "")
      }
    }
    if clock != nil {
      raw.clock_user_data = data
      raw.clock = { Callbacks.of($0).clock?() ?? 0 }
    }
    let shelf = try withExtendedLifetime(callbacks) {
      try path.withCBytes { path in
        raw.path = path
        return try withKey { key, keySize in
          raw.key = key
          raw.key_size = keySize
          return try withSync { sync in
            raw.sync = sync
            var shelf: OpaquePointer?
            try call { nsh_shelf_open(&raw, &shelf, $0) }
            return shelf!
          }
        }
      }
    }
    return Handle(shelf, what: "shelf") { shelf in
      withExtendedLifetime(callbacks) { nsh_shelf_close(shelf) }
    }
  }

  private func withKey<T>(_ body: (UnsafePointer<UInt8>?, Int) throws -> T) rethrows -> T {
    guard let key else { return try body(nil, 0) }
    return try key.withUnsafeBytes { bytes in
      // An empty key is a wrong one, and not none: the library is given a pointer and says so.
      guard let base = bytes.baseAddress else { return try withUnsafePointer(to: 0) { try body($0, 0) } }
      return try body(base.assumingMemoryBound(to: UInt8.self), bytes.count)
    }
  }

  private func withSync<T>(_ body: (UnsafePointer<nsh_sync_options>?) throws -> T) rethrows -> T {
    guard let sync else { return try body(nil) }
    var raw = nsh_sync_options()
    nsh_sync_options_init(&raw)
    raw.pseudonym_days = sync.pseudonymDays
    raw.batch_events = sync.batchEvents
    raw.batch_interval_ms = sync.batchIntervalMs
    raw.model_interval_ms = sync.modelIntervalMs
    return try sync.key.withCBytes { key in
      try sync.manifest.withCBytes { manifest in
        raw.key = key
        raw.manifest = manifest
        return try body(&raw)
      }
    }
  }
}
