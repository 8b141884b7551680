import Foundation
import Nearshelf
import XCTest

#if canImport(Darwin)
import Darwin
private let stream = SOCK_STREAM
#else
import Glibc
private let stream = Int32(SOCK_STREAM.rawValue)
#endif

/// The sync servers that mobile/swift/with-servers.mjs started.
struct TestServer: Decodable {
  let url: URL
  let token: String

  private static func named(_ variable: String) throws -> TestServer {
    let json = ProcessInfo.processInfo.environment[variable]
    let text = try XCTUnwrap(json, "\(variable) is not set: run script/test-swift")
    return try JSONDecoder().decode(TestServer.self, from: Data(text.utf8))
  }

  static func ordinary() throws -> TestServer { try named("NEARSHELF_TEST_SERVER") }
  /// Takes one new decision a minute, and answers 429 to more.
  static func strict() throws -> TestServer { try named("NEARSHELF_TEST_STRICT_SERVER") }
}

/// Counts the requests, and may hold them back.
final class WatchedTransport: SyncTransport, @unchecked Sendable {
  private let inner: any SyncTransport
  private let lock = NSLock()
  private var kinds: [SyncRequest.Kind] = []

  init(_ inner: any SyncTransport = URLSessionTransport()) { self.inner = inner }

  var requests: [SyncRequest.Kind] { lock.lock(); defer { lock.unlock() }; return kinds }

  private func note(_ kind: SyncRequest.Kind) { lock.lock(); kinds.append(kind); lock.unlock() }

  func perform(_ request: SyncRequest, at url: URL) async -> SyncOutcome {
    note(request.kind)
    return await inner.perform(request, at: url)
  }
}

/// A port of this machine that takes connections, and then gives the answer it is made with, or none.
final class FakeServer: @unchecked Sendable {
  let url: URL
  private let listener: Int32
  private let lock = NSLock()
  private var seen = 0

  init(answer: String?) throws {
    let listener = socket(AF_INET, stream, 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
        bind(listener, pointer, length) == 0 && listen(listener, 16) == 0
          && getsockname(listener, pointer, &length) == 0
      }
    }
    guard bound else { throw WrongJSON(what: "no socket: \(errno)") }
    url = URL(string: "http://127.0.0.1:\(UInt16(bigEndian: address.sin_port))")!
    self.listener = listener
    Thread.detachNewThread { [self] in
      while true {
        let connection = accept(listener, nil, nil)
        if connection < 0 { return }
        lock.lock()
        seen += 1
        lock.unlock()
        guard let answer else { continue }
        var buffer = [UInt8](repeating: 0, count: 65536)
        _ = read(connection, &buffer, buffer.count)
        _ = answer.withCString { write(connection, $0, strlen($0)) }
        close(connection)
      }
    }
  }

  func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

  var connections: Int { lock.lock(); defer { lock.unlock() }; return seen }
}
