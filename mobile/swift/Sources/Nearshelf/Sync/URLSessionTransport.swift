import Foundation
#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// The transport over URLSession, without cookies, credentials or a cache.
public final class URLSessionTransport: SyncTransport {
  private let session: URLSession

  public init() {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.httpCookieStorage = nil
    configuration.httpShouldSetCookies = false
    configuration.urlCredentialStorage = nil
    configuration.urlCache = nil
    configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
    session = URLSession(configuration: configuration, delegate: Exchanges(), delegateQueue: nil)
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
      task.cancel()
    }
    defer { timer.cancel() }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        (session.delegate as! Exchanges).begin(
          task, limit: request.maxResponseBytes, then: { continuation.resume(returning: $0) })
        if Task.isCancelled { task.cancel() }
      }
    } onCancel: {
      task.cancel()
    }
  }
}

/// What has come so far of each request that is under way.
private final class Exchanges: NSObject, URLSessionDataDelegate, @unchecked Sendable {
  private struct Exchange {
    let limit: UInt64
    let then: (SyncOutcome) -> Void
    var body = Data()
    var isTooLong = false
  }

  private let lock = NSLock()
  private var exchanges: [Int: Exchange] = [:]

  func begin(_ task: URLSessionDataTask, limit: UInt64, then: @escaping (SyncOutcome) -> Void) {
    lock.locked { exchanges[task.taskIdentifier] = Exchange(limit: limit, then: then) }
    task.resume()
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    lock.lock()
    defer { lock.unlock() }
    guard var exchange = exchanges.removeValue(forKey: dataTask.taskIdentifier) else { return }
    let room = exchange.limit + 1 - UInt64(exchange.body.count)
    exchange.body.append(data.prefix(Int(min(room, UInt64(data.count)))))
    exchange.isTooLong = UInt64(exchange.body.count) > exchange.limit
    exchanges[dataTask.taskIdentifier] = exchange
    if exchange.isTooLong { dataTask.cancel() }
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
    guard let response = task.response as? HTTPURLResponse,
      error == nil || exchange.isTooLong || response.statusCode == 401
    else { return exchange.then(.noAnswer) }
    exchange.then(
      SyncOutcome(
        httpStatus: Int32(response.statusCode), retryAfter: response.value(forHTTPHeaderField: "Retry-After"),
        etag: response.value(forHTTPHeaderField: "ETag"), body: exchange.body))
  }
}
