import Foundation

/// Carries requests out. Whether, when and what is sent is the library's to say.
public protocol SyncTransport: Sendable {
  /// Makes one request as it is: no cookies, no cache, no redirects. Never fails: no answer is an outcome, too. Ends early
  /// when the task that it runs in is cancelled.
  func perform(_ request: SyncRequest, at url: URL) async -> SyncOutcome
}
