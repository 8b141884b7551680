import Foundation
#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// The transport over URLSession, without cookies, credentials or a cache.
public final class URLSessionTransport: SyncTransport {
  private let exchanges = Exchanges()
  private let session: URLSession

  public init() {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.httpCookieStorage = nil
    configuration.httpShouldSetCookies = false
    configuration.urlCredentialStorage = nil
    configuration.urlCache = nil
    configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
    session = URLSession(configuration: configuration, delegate: exchanges, delegateQueue: nil)
  }

  deinit { session.finishTasksAndInvalidate() }

  public func perform(_ request: SyncRequest, at url: URL) async -> SyncOutcome {
    var urlRequest = URLRequest(url: url)
    urlRequest.httpMethod = request.method
    urlRequest.httpBody = request.body
    for (name, value) in request.headers { urlRequest.setValue(value, forHTTPHeaderField: name) }
    urlRequest.timeoutInterval = Double(request.timeoutMs) / 1000 // without a byte
    let task = session.dataTask(with: urlRequest)
    let timer = Task { // for all of it
      try await Task.sleep(nanoseconds: UInt64(request.timeoutMs) * 1_000_000)
      exchanges.giveUp(task)
    }
    defer { timer.cancel() }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        exchanges.begin(task, limit: request.maxResponseBytes) { continuation.resume(returning: $0) }
        if Task.isCancelled { exchanges.giveUp(task) }
      }
    } onCancel: {
      exchanges.giveUp(task)
    }
  }
}

/// What has come so far of each request that is under way.
private final class Exchanges: NSObject, URLSessionDataDelegate, @unchecked Sendable {
  private struct Exchange {
    let limit: UInt64
    let then: (SyncOutcome) -> Void
    var body = Data()
  }

  private let lock = NSLock()
  private var exchanges: [Int: Exchange] = [:]

  func begin(_ task: URLSessionDataTask, limit: UInt64, then: @escaping (SyncOutcome) -> Void) {
    lock.locked { exchanges[task.taskIdentifier] = Exchange(limit: limit, then: then) }
    task.resume()
  }

  /// Does not wait for the session to say that the task ended: one that is cancelled before it began may never be told so.
  func giveUp(_ task: URLSessionDataTask) { end(task, with: { _ in .noAnswer }) }

  private func end(_ task: URLSessionDataTask, with outcome: (Exchange) -> SyncOutcome) {
    let exchange = lock.locked { exchanges.removeValue(forKey: task.taskIdentifier) }
    #if !canImport(FoundationNetworking)
    // Foundation on Linux aborts the program when a task is cancelled in the moment in which it ends
    // ("a behaviour for a task that in not in the registry"): there its answer is dropped.
    task.cancel()
    #endif
    if let exchange { exchange.then(outcome(exchange)) }
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    let isTooLong = lock.locked { () -> Bool in
      guard var exchange = exchanges.removeValue(forKey: dataTask.taskIdentifier) else { return false }
      let room = exchange.limit + 1 - UInt64(exchange.body.count)
      exchange.body.append(data.prefix(Int(min(room, UInt64(data.count)))))
      exchanges[dataTask.taskIdentifier] = exchange
      return UInt64(exchange.body.count) > exchange.limit
    }
    if isTooLong { end(dataTask, with: { Exchanges.outcome(of: dataTask, body: $0.body) }) }
  }

  #if canImport(FoundationNetworking)
  // Foundation on Linux asks for credentials after a 401, and waits for them for ever (swift-corelibs-foundation issue
  // 5456): there are none beyond those in the request.
  func urlSession(
    _ session: URLSession, task: URLSessionTask, didReceive challenge: URLAuthenticationChallenge,
    completionHandler: @escaping @Sendable (URLSession.AuthChallengeDisposition, URLCredential?) -> Void
  ) {
    completionHandler(.cancelAuthenticationChallenge, nil)
  }
  #endif

  func urlSession(
    _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
    newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
  ) {
    completionHandler(nil) // a server that is somewhere else is another server
  }

  func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
    guard let exchange = lock.locked({ exchanges.removeValue(forKey: task.taskIdentifier) }) else { return }
    let outcome = Exchanges.outcome(of: task, body: exchange.body)
    exchange.then(error == nil || outcome.httpStatus == 401 ? outcome : .noAnswer)
  }

  private static func outcome(of task: URLSessionTask, body: Data) -> SyncOutcome {
    guard let response = task.response as? HTTPURLResponse else { return .noAnswer }
    return SyncOutcome(
      httpStatus: Int32(response.statusCode), retryAfter: response.value(forHTTPHeaderField: "Retry-After"),
      etag: response.value(forHTTPHeaderField: "ETag"), body: body)
  }
}
