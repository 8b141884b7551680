import Foundation
import XCTest

@testable import Nearshelf

final class TransportTests: XCTestCase {
  private func request(timeoutMs: UInt32 = 5000, limit: UInt64 = 1000) -> SyncRequest {
    SyncRequest(
      kind: .events, method: "POST", url: "/", headers: [("content-type", "text/plain")], body: Data("hello".utf8),
      timeoutMs: timeoutMs, maxResponseBytes: limit)
  }

  private func answer(_ text: String?, _ request: SyncRequest) async throws -> SyncOutcome {
    let server = try FakeServer(answer: text)
    defer { server.stop() }
    return await URLSessionTransport().perform(request, at: server.url)
  }

  func testWhatTheServerSaysComesBack() async throws {
    let outcome = try await answer(
      "HTTP/1.1 429 Slow\r\nretry-after: 7\r\nETag: \"x\"\r\nContent-Length: 3\r\n\r\nabc", request())
    XCTAssertEqual(
      outcome, SyncOutcome(httpStatus: 429, retryAfter: "7", etag: "\"x\"", body: Data("abc".utf8)))
  }

  func testOfALongAnswerThereIsOneByteTooMany() async throws {
    let long = String(repeating: "x", count: 20000)
    let outcome = try await answer("HTTP/1.1 200 OK\r\nContent-Length: 20000\r\n\r\n\(long)", request(limit: 100))
    XCTAssertEqual(outcome.httpStatus, 200)
    XCTAssertEqual(outcome.body.count, 101)
  }

  func testARedirectIsNotFollowed() async throws {
    let other = try FakeServer(answer: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
    let outcome = try await answer(
      "HTTP/1.1 307 Elsewhere\r\nLocation: \(other.url)/\r\nContent-Length: 0\r\n\r\n", request())
    XCTAssertEqual(outcome.httpStatus, 307)
    XCTAssertEqual(other.connections, 0)
    other.stop()
  }

  func testAServerThatSaysNothingIsGivenUp() async throws {
    let start = Date()
    let outcome = try await answer(nil, request(timeoutMs: 300))
    XCTAssertEqual(outcome, .noAnswer)
    XCTAssertLessThan(-start.timeIntervalSinceNow, 5)
  }

  func testCancellingAtAnyMomentEndsIt() async throws {
    let server = try FakeServer(answer: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
    let transport = URLSessionTransport()
    let request = request(timeoutMs: 60000)
    for round in 0..<300 {
      let task = Task { await transport.perform(request, at: server.url) }
      if round > 0 { usleep(UInt32(round % 100) * 10) }
      task.cancel()
      let outcome = await task.value
      XCTAssertTrue([0, 200].contains(outcome.httpStatus))
    }
    server.stop()
  }

  func testWhoIsNotLetInIsTold() async throws {
    for challenge in ["WWW-Authenticate: Bearer realm=\"x\"\r\n", "WWW-Authenticate: Basic realm=\"x\"\r\n", ""] {
      let outcome = try await answer("HTTP/1.1 401 No\r\n\(challenge)Content-Length: 2\r\n\r\nno", request())
      XCTAssertEqual(outcome.httpStatus, 401, challenge)
    }
  }

  func testAServerThatHangsUpIsNoAnswer() async throws {
    let outcome = try await answer("", request())
    XCTAssertEqual(outcome, .noAnswer)
  }
}
