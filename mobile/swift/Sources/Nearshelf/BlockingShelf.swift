import CNearshelf
import Foundation

/// The calls of `Shelf` on the thread that makes them: for code that has a thread of its own. Calls may come from every
/// thread, and wait for each other; `track`, and whatever else writes, also waits for the disk.
public final class BlockingShelf: Sendable {
  let handle: Handle
  let tasks = OpenTasks()
  /// Hears of what may change recommendations, and of what may make something due to be sent.
  let signals = Signals()

  public init(_ options: ShelfOptions = .init()) throws {
    handle = try options.open()
  }

  /// Verifies a model, stores it durably and uses it from then on.
  public func installModel(_ data: Data) throws {
    try handle.with { raw in
      try data.withUnsafeBytes { bytes in
        try call { nsh_shelf_install_model(raw, bytes.baseAddress, bytes.count, $0) }
      }
    }
    signals.changed()
  }

  /// The same from a file, which is held in memory once only.
  public func installModel(file: String) throws {
    try handle.with { raw in
      let buffer = try readBuffer(file: file)
      try call { nsh_shelf_install_buffer(raw, buffer, $0) }
    }
    signals.changed()
  }

  /// The current model, which outlives the shelf.
  public func model() throws -> Model {
    try handle.with { raw in
      var model: OpaquePointer?
      try call { nsh_shelf_get_model(raw, &model, $0) }
      return Model(taking: model!)
    }
  }

  /// Records an event. When it returns, what consent lets be kept of it is on the disk and survives a kill.
  @discardableResult
  public func track(_ event: ShopEvent) throws -> TrackResult {
    let result = try handle.with { raw in
      var result = nsh_track_result.sized()
      try event.withRaw { event in
        try call { nsh_shelf_track(raw, event, &result, $0) }
      }
      return TrackResult(&result)
    }
    if !result.isDuplicate { signals.changed(due: true) }
    return result
  }

  /// Recommends for the session as it is now.
  public func recommend(_ options: RecommendOptions = .init()) throws -> Recommendations {
    try handle.with { raw in
      var list: OpaquePointer?
      try options.withRaw { options in
        try call { nsh_shelf_recommend(raw, options, &list, $0) }
      }
      return try Recommendations(taking: list!)
    }
  }

  /// The latest session; nil: there is none.
  public func session() throws -> SessionInfo? {
    try handle.with { raw in
      var info = nsh_session_info.sized()
      try call { nsh_shelf_get_session(raw, &info, $0) }
      if info.session_id == 0 { return nil }
      return SessionInfo(
        sessionID: info.session_id, startedMs: info.started_ms, lastActiveMs: info.last_active_ms,
        eventCount: info.event_count, contextItems: info.context_items, isActive: info.active != 0)
    }
  }

  /// The next event begins a new session.
  public func endSession() throws {
    try handle.with { raw in try call { nsh_shelf_end_session(raw, $0) } }
    signals.changed()
  }

  /// Deletes every event, also those that wait to be sent, and every session, overwriting them in the file.
  public func forgetAll() throws {
    try handle.with { raw in try call { nsh_shelf_forget_all(raw, $0) } }
    signals.changed()
  }

  public func info() throws -> ShelfInfo {
    try handle.with { raw in
      var info = nsh_shelf_info.sized()
      try call { nsh_shelf_get_info(raw, &info, $0) }
      return ShelfInfo(
        eventCount: info.event_count, sessionCount: info.session_count, databaseBytes: info.database_bytes,
        memoryBytes: info.memory_bytes)
    }
  }

  /// Gives back memory that can be made again, after a memory warning.
  public func trimMemory() throws {
    try handle.with { raw in try call { nsh_shelf_trim_memory(raw, $0) } }
  }

  /// Lets calls that began finish, and closes the file. Later calls throw `failedPrecondition`. Closing twice does
  /// nothing. Not from `log` or `clock`.
  public func close() {
    handle.close { tasks.freeAll() }
    signals.finish()
  }
}

/// A buffer of the C library with the bytes of a file.
private func readBuffer(file: String) throws -> OpaquePointer {
  guard let stream = fopen(file, "rb") else {
    let missing = errno == ENOENT
    throw NearshelfError(
      code: missing ? .notFound : .io, message: String(cString: strerror(errno)), place: file)
  }
  defer { fclose(stream) }
  var status = stat()
  guard fstat(fileno(stream), &status) == 0 else {
    throw NearshelfError(code: .io, message: String(cString: strerror(errno)), place: file)
  }
  let size = Int(status.st_size)
  var buffer: OpaquePointer?
  try call { nsh_buffer_create(size, &buffer, $0) }
  guard fread(nsh_buffer_data(buffer), 1, size, stream) == size else {
    nsh_buffer_free(buffer)
    throw NearshelfError(code: .io, message: "the file could not be read in full", place: file)
  }
  return buffer!
}
