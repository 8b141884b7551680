/// What a shopper may agree to.
public struct Purposes: OptionSet, Hashable, Sendable, Codable {
  public let rawValue: UInt32
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// The profile is kept on this device; without it, in memory only.
  public static let personalization = Purposes(rawValue: 1)
  /// Events are queued and sent; without it no event reaches a queue or the wire.
  public static let measurement = Purposes(rawValue: 2)
  /// What was sent may also train the shop's model.
  public static let modelImprovement = Purposes(rawValue: 4)
  public static let all = Purposes(rawValue: 7)
}

/// What the shopper decided.
public struct ConsentDecision: Hashable, Sendable, Codable {
  public var granted: Purposes
  /// Of the text that was agreed to: 1 to 64 of A-Z a-z 0-9 . _ : -
  public var policyVersion: String
  /// The system sends this signal.
  public var globalPrivacyControl: Bool
  /// nil: now.
  public var timeMs: Int64?

  public init(granted: Purposes, policyVersion: String, globalPrivacyControl: Bool = false, timeMs: Int64? = nil) {
    self.granted = granted
    self.policyVersion = policyVersion
    self.globalPrivacyControl = globalPrivacyControl
    self.timeMs = timeMs
  }
}

/// The decision that is in force.
public struct ConsentInForce: Hashable, Sendable, Codable {
  /// What holds: what was granted, less what Global Privacy Control denies.
  public let effective: Purposes
  public let granted: Purposes
  public let globalPrivacyControl: Bool
  /// false: nothing was ever decided on this shelf; nothing is then granted.
  public let isDecided: Bool
  public let timeMs: Int64
  public let policyVersion: String
}
