import Foundation
import Nearshelf
import XCTest

/// Against nearshelf-server; what no server answers, against a port that answers what the test wants.
final class SyncTests: XCTestCase {
  private func opened(
    _ url: URL, key: String, granted: Purposes = .all, transport: any SyncTransport = URLSessionTransport(),
    path: String? = nil, configure: (inout SyncOptions) -> Void = { _ in }
  ) async throws -> Shelf {
    var sync = SyncOptions(server: url, key: key, transport: transport)
    sync.allowsHTTP = true
    sync.batchEvents = 1
    configure(&sync)
    let shelf = try await Shelf.open(ShelfOptions(path: path, sync: sync))
    try await shelf.setConsent(ConsentDecision(granted: granted, policyVersion: "2026-11"))
    return shelf
  }

  func testEventsArriveAndAreErased() async throws {
    let server = try TestServer.ordinary()
    let shelf = try await opened(server.url, key: server.token)
    for number in 0..<7 { try await shelf.track(.view("sku-\(number)")) }
    let waiting = try await shelf.syncInfo()
    XCTAssertEqual(waiting.queuedEvents, 7)
    let sent = try await shelf.sync()
    XCTAssertEqual(sent.queuedEvents, 0)
    XCTAssertEqual(sent.acknowledgedEvents, 7)
    XCTAssertEqual(sent.lastHTTPStatus, 200)
    XCTAssertNotNil(sent.lastSuccessMs)

    try await shelf.setConsent(ConsentDecision(granted: [], policyVersion: "2026-11"))
    let withdrawn = try await shelf.syncInfo()
    XCTAssertEqual(withdrawn.pendingErasures, 1)
    let erased = try await shelf.sync()
    XCTAssertEqual(erased.pendingErasures, 0)
    await shelf.close()
  }

  func testTheModelIsFetched() async throws {
    let server = try TestServer.ordinary()
    let shelf = try await opened(server.url, key: server.token) { $0.manifest = "/v1/models/default/manifest.json" }
    var changes = shelf.recommendationChanges().makeAsyncIterator()
    try await shelf.sync()
    let list = try await changes.next()
    XCTAssertEqual(list?.count, 20)
    let info = try await shelf.model().info()
    XCTAssertEqual(info.artifactBytes, UInt64(try Files.model().count))
    await shelf.close()
  }

  func testAKeyThatTheServerDoesNotKnow() async throws {
    let server = try TestServer.ordinary()
    let shelf = try await opened(server.url, key: "not-a-key")
    try await shelf.track(.view("sku-1"))
    let info = try await shelf.sync()
    XCTAssertEqual(info.lastHTTPStatus, 401)
    XCTAssertEqual(info.queuedEvents, 1)
    // An hour, as docs/how-sync-works.md says.
    XCTAssertGreaterThan(try XCTUnwrap(info.retryAtMs), Int64(Date().timeIntervalSince1970 * 1000) + 3_000_000)
    await shelf.close()
  }

  func testAServerThatAsksForAPause() async throws {
    let server = try TestServer.strict()
    var last: SyncInfo?
    for _ in 0..<2 where last?.lastHTTPStatus != 429 {
      let transport = WatchedTransport()
      let shelf = try await opened(server.url, key: server.token, transport: transport)
      try await shelf.track(.view("sku-1"))
      last = try await shelf.sync()
      if last?.lastHTTPStatus == 429 {
        let count = transport.requests.count
        try await shelf.sync() // before the pause is over nothing goes out
        try await shelf.syncBeforeLeaving()
        XCTAssertEqual(transport.requests.count, count)
      }
      await shelf.close()
    }
    XCTAssertEqual(last?.lastHTTPStatus, 429)
    XCTAssertEqual(last?.queuedEvents, 1)
    XCTAssertGreaterThan(try XCTUnwrap(last?.retryAtMs), Int64(Date().timeIntervalSince1970 * 1000))
  }

  func testRetryAfterIsHandedOver() async throws {
    let server = try FakeServer(
      answer: "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1234\r\nContent-Length: 0\r\n\r\n")
    let shelf = try await opened(server.url, key: "key")
    try await shelf.track(.view("sku-1"))
    let info = try await shelf.sync()
    XCTAssertEqual(info.lastHTTPStatus, 503)
    XCTAssertGreaterThanOrEqual(
      try XCTUnwrap(info.retryAtMs), Int64(Date().timeIntervalSince1970 * 1000) + 1_230_000)
    server.stop()
    await shelf.close()
  }

  func testWithoutANetworkTheEventsWait() async throws {
    let shelf = try await opened(URL(string: "http://127.0.0.1:1")!, key: "key")
    try await shelf.track(.view("sku-1"))
    let info = try await shelf.sync()
    XCTAssertNil(info.lastHTTPStatus)
    XCTAssertEqual(info.queuedEvents, 1)
    XCTAssertNotNil(info.retryAtMs)
    await shelf.close()
  }

  func testACancelledSyncCanBeMadeAgainAtOnce() async throws {
    let silent = try FakeServer(answer: nil)
    let transport = WatchedTransport()
    let shelf = try await opened(silent.url, key: "key", transport: transport)
    try await shelf.track(.view("sku-1"))
    for round in 1...3 {
      let sync = Task { try await shelf.sync() }
      while transport.requests.count < round { try await Task.sleep(nanoseconds: 1_000_000) }
      let start = Date()
      sync.cancel()
      await assertThrows(.cancelled) { try await sync.value }
      XCTAssertLessThan(-start.timeIntervalSinceNow, 5)
    }
    let info = try await shelf.syncInfo()
    XCTAssertEqual(info.queuedEvents, 1)
    XCTAssertNil(info.retryAtMs)
    silent.stop()
    await shelf.close()
  }

  func testClosingCallsBackWhatIsUnderWay() async throws {
    let silent = try FakeServer(answer: nil)
    let transport = WatchedTransport()
    let shelf = try await opened(silent.url, key: "key", transport: transport)
    try await shelf.track(.view("sku-1"))
    try shelf.startSyncing()
    while transport.requests.isEmpty { try await Task.sleep(nanoseconds: 1_000_000) }
    let start = Date()
    await shelf.close()
    XCTAssertLessThan(-start.timeIntervalSinceNow, 5)
    silent.stop()
  }

  func testWithoutConsentNothingGoesOut() async throws {
    let server = try FakeServer(answer: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
    for granted in [Purposes.personalization, []] {
      let transport = WatchedTransport()
      let shelf = try await opened(server.url, key: "key", granted: granted, transport: transport)
      try shelf.startSyncing()
      for number in 0..<20 { try await shelf.track(.view("sku-\(number)")) }
      try await shelf.sync()
      try await shelf.syncBeforeLeaving()
      try await shelf.setConsent(ConsentDecision(granted: [], policyVersion: "2026-11"))
      try await shelf.sync()
      try await Task.sleep(nanoseconds: 400_000_000)
      XCTAssertEqual(transport.requests, [])
      await shelf.close()
    }
    XCTAssertEqual(server.connections, 0)
    server.stop()
  }

  func testGlobalPrivacyControlIsANo() async throws {
    let transport = WatchedTransport()
    let shelf = try await opened(URL(string: "http://127.0.0.1:1")!, key: "key", granted: [], transport: transport)
    try await shelf.setConsent(
      ConsentDecision(granted: .all, policyVersion: "2026-11", globalPrivacyControl: true))
    try await shelf.track(.view("sku-1"))
    try await shelf.syncBeforeLeaving()
    let consent = try await shelf.consent()
    XCTAssertEqual(consent.effective, [])
    XCTAssertEqual(consent.granted, .all)
    XCTAssertEqual(transport.requests, [])
    await shelf.close()
  }

  func testLeavingSendsWhatIsNotDueYet() async throws {
    let server = try TestServer.ordinary()
    let shelf = try await opened(server.url, key: server.token) { $0.batchEvents = 500 }
    for number in 0..<5 { try await shelf.track(.view("sku-\(number)")) }
    let early = try await shelf.sync()
    XCTAssertEqual(early.queuedEvents, 5)
    let left = try await shelf.syncBeforeLeaving()
    XCTAssertEqual(left.queuedEvents, 0)
    XCTAssertEqual(left.acknowledgedEvents, 5)
    await shelf.close()
  }

  func testTheLoopSendsByItself() async throws {
    let server = try TestServer.ordinary()
    let shelf = try await opened(server.url, key: server.token)
    try shelf.startSyncing()
    try shelf.startSyncing() // once is enough
    try await Task.sleep(nanoseconds: 100_000_000)
    for round in 1...2 {
      try await shelf.track(.view("sku-\(round)"))
      let deadline = Date() + 20
      while try await shelf.syncInfo().acknowledgedEvents < UInt64(round), Date() < deadline {
        try await Task.sleep(nanoseconds: 20_000_000)
      }
      let info = try await shelf.syncInfo()
      XCTAssertEqual(info.acknowledgedEvents, UInt64(round))
    }
    shelf.stopSyncing()
    try await shelf.track(.view("sku-3"))
    try await Task.sleep(nanoseconds: 600_000_000)
    let info = try await shelf.syncInfo()
    XCTAssertEqual(info.queuedEvents, 1)
    await shelf.close()
  }
}
