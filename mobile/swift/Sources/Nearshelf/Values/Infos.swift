public struct ModelInfo: Hashable, Sendable, Codable {
  public let modelID: String
  /// Grows with every model that a shop publishes.
  public let version: UInt64
  public let createdAtMs: Int64
  public let itemCount: UInt32
  public let rankers: Rankers
  public let sessionTimeoutMs: Int64
  public let artifactBytes: UInt64
  /// Held in all: the artifact and what is computed from it.
  public let memoryBytes: UInt64
}

public struct SessionInfo: Hashable, Sendable, Codable {
  public let sessionID: Int64
  public let startedMs: Int64
  public let lastActiveMs: Int64
  public let eventCount: UInt64
  /// Events that recommendations follow: of a moving kind, the item known to the model.
  public let contextItems: UInt32
  /// An event tracked now would join it.
  public let isActive: Bool
}

public struct ShelfInfo: Hashable, Sendable, Codable {
  public let eventCount: UInt64
  public let sessionCount: UInt64
  public let databaseBytes: UInt64
  /// Held for the model and by the database's cache.
  public let memoryBytes: UInt64
}

/// How the sync stands.
public struct SyncInfo: Hashable, Sendable, Codable {
  /// Wait to be sent, or to be acknowledged.
  public let queuedEvents: UInt64
  /// Given up: the queue was full, or they waited longer than 30 days.
  public let droppedEvents: UInt64
  public let acknowledgedEvents: UInt64
  /// Erase requests that no server has acknowledged yet.
  public let pendingErasures: UInt64
  /// When a server last answered with success; nil: never.
  public let lastSuccessMs: Int64?
  /// The server or the network asked for a pause until then; nil: none.
  public let retryAtMs: Int64?
  /// nil: none yet, or no answer.
  public let lastHTTPStatus: Int32?
}
