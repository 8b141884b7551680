import CNearshelf
import Foundation

/// One artifact (.nsm): recommendations for items that you name, without a profile. Immutable; every thread may use it.
/// Closes itself when nobody holds it any more, or earlier with `close()`.
public final class Model: Sendable {
  let handle: Handle

  init(taking raw: OpaquePointer) {
    handle = Handle(raw, what: "model") { nsh_model_close($0) }
  }

  /// Verifies an artifact and makes a model of a copy of it. Takes some milliseconds: see `open(data:)`.
  public convenience init(data: Data) throws {
    try ABI.check()
    var raw: OpaquePointer?
    try data.withUnsafeBytes { bytes in
      try call { nsh_model_open(bytes.baseAddress, bytes.count, &raw, $0) }
    }
    self.init(taking: raw!)
  }

  /// Reads and verifies a file. Takes some milliseconds: see `open(file:)`.
  public convenience init(file: String) throws {
    try ABI.check()
    var raw: OpaquePointer?
    try file.withCBytes { path in
      try call { nsh_model_open_file(path.data, path.size, &raw, $0) }
    }
    self.init(taking: raw!)
  }

  /// The same on a thread of its own.
  public static func open(data: Data) async throws -> Model {
    try await BlockingQueue(label: "nearshelf.model").run { try Model(data: data) }
  }

  public static func open(file: String) async throws -> Model {
    try await BlockingQueue(label: "nearshelf.model").run { try Model(file: file) }
  }

  public func info() throws -> ModelInfo {
    try handle.with { raw in
      var info = nsh_model_info.sized()
      try call { nsh_model_get_info(raw, &info, $0) }
      return ModelInfo(
        modelID: info.model_id.string, version: info.version, createdAtMs: info.created_at_ms,
        itemCount: info.item_count, rankers: Rankers(rawValue: info.rankers),
        sessionTimeoutMs: info.session_timeout_ms, artifactBytes: info.artifact_bytes,
        memoryBytes: info.memory_bytes)
    }
  }

  /// Recommends after these items, oldest first; none: what is popular. Touches no disk.
  public func recommend(after items: [String] = [], options: RecommendOptions = .init()) throws -> Recommendations {
    try handle.with { raw in
      var list: OpaquePointer?
      try options.withRaw { options in
        try withCStrings(items) { items, count in
          try call { nsh_model_recommend(raw, items, count, options, &list, $0) }
        }
      }
      return try Recommendations(taking: list!)
    }
  }

  /// Later calls throw `failedPrecondition`. Closing twice does nothing.
  public func close() { handle.close() }
}
