import CNearshelf

/// What every call of this package throws. Branch on `code`, never on the text.
public struct NearshelfError: Error, Hashable, Sendable {
  public let code: Status
  /// What to do about it, in English.
  public let message: String
  /// Where, for example "event.quantity"; empty when there is no such place.
  public let place: String

  public init(code: Status, message: String, place: String = "") {
    self.code = code
    self.message = message
    self.place = place
  }
}

extension NearshelfError: CustomStringConvertible {
  public var description: String {
    "\(code.name): " + (place.isEmpty ? message : "\(place): \(message)")
  }
}

extension NearshelfError {
  static func closed(_ what: String) -> NearshelfError {
    NearshelfError(code: .failedPrecondition, message: "the \(what) is closed", place: what)
  }

  static let cancelled = NearshelfError(code: .cancelled, message: "cancelled")
}

/// The C ABI's statuses; their numbers never change.
public enum Status: Hashable, Sendable {
  /// The caller's input is wrong.
  case invalidArgument
  /// A file that should exist does not.
  case notFound
  /// The operating system refused a read or a write.
  case io
  /// Disk or quota is full; nothing was lost.
  case noSpace
  /// Bytes failed verification.
  case corrupt
  /// Written by, or meant for, a newer version.
  case unsupportedVersion
  /// Another process or shelf holds the database.
  case busy
  /// Right call, wrong time: no model is installed, the shelf is closed.
  case failedPrecondition
  case outOfMemory
  /// Input is larger than a documented limit.
  case limit
  /// Interrupted; the old state remains.
  case cancelled
  /// A bug in Nearshelf.
  case `internal`
  /// The file is sealed with another key.
  case wrongKey
  /// A number that this version of the package does not know.
  case unknown(Int32)

  // In the order of their numbers, from 1.
  private static let known: [Status] = [
    .invalidArgument, .notFound, .io, .noSpace, .corrupt, .unsupportedVersion, .busy, .failedPrecondition,
    .outOfMemory, .limit, .cancelled, .internal, .wrongKey,
  ]

  public init(rawValue: Int32) {
    let index = Int(rawValue) - 1
    self = Status.known.indices.contains(index) ? Status.known[index] : .unknown(rawValue)
  }

  public var rawValue: Int32 {
    if case .unknown(let number) = self { return number }
    return Int32(Status.known.firstIndex(of: self)! + 1)
  }

  /// "INVALID_ARGUMENT" for `invalidArgument`; "UNKNOWN" for a number that the library does not know.
  public var name: String { String(cString: nsh_status_name(rawValue)) }
}
