import Foundation

public enum LogLevel: Int32, Hashable, Sendable, Comparable, Codable {
  case debug = 0
  case info = 1
  case warning = 2
  case error = 3

  public static func < (left: LogLevel, right: LogLevel) -> Bool { left.rawValue < right.rawValue }
}

public struct ShelfOptions: Sendable {
  /// The database file, made when absent; nil: in memory.
  public var path: String?
  /// 32 bytes of secret: every page of the file is sealed with it. `KeychainKey` keeps one. A file that is not sealed
  /// yet is sealed when it is opened. nil: not sealed.
  public var key: Data?
  /// How long to wait for another holder of the file.
  public var busyTimeoutMs: UInt32 = 1000
  /// More than so many, and the oldest go, purchases excepted; at least 100.
  public var maxEvents: UInt32 = 20000
  /// A corrupt file, or one that is sealed with another key, is put aside and a new one begun.
  public var rebuildIfCorrupt = false
  /// What Global Privacy Control is a no to.
  public var gpcDenies: Purposes = .all
  /// Where events go that the shopper lets the shop have; nil: nowhere.
  public var sync: SyncOptions?
  /// The least important level that `log` hears of.
  public var logLevel: LogLevel = .info
  /// Called on the thread of a call, while it lasts; must not call the shelf.
  public var log: (@Sendable (LogLevel, String) -> Void)?
  /// Milliseconds since 1970 UTC, for tests and replays; nil: the system's clock. As `log`, must not call the shelf.
  public var clock: (@Sendable () -> Int64)?

  public init(path: String? = nil, key: Data? = nil, sync: SyncOptions? = nil) {
    self.path = path
    self.key = key
    self.sync = sync
  }
}

/// How consented events reach the shop's sync server.
public struct SyncOptions: Sendable {
  /// Address of the server; "/v1/events" and the like go below it.
  public var server: URL
  /// The shop's device key, which is public by nature.
  public var key: String
  /// Where the model's manifest is, relative to the server or absolute; nil: no model is fetched.
  public var manifest: String?
  /// How long a pseudonym lasts: 1 to 365.
  public var pseudonymDays: UInt32 = 30
  /// A batch is due once so many events wait (1 to 500) ...
  public var batchEvents: UInt32 = 50
  /// ... or once the oldest has waited so long.
  public var batchIntervalMs: UInt32 = 30000
  /// How often the manifest is asked for: at least a minute.
  public var modelIntervalMs: UInt32 = 6 * 3_600_000
  /// Also carry out requests that are not encrypted: a test server on this machine.
  public var allowsHTTP = false
  public var transport: any SyncTransport

  public init(
    server: URL, key: String, manifest: String? = nil, transport: any SyncTransport = URLSessionTransport()
  ) {
    self.server = server
    self.key = key
    self.manifest = manifest
    self.transport = transport
  }
}
