import Foundation
import XCTest

@testable import Nearshelf

final class ChangesTests: XCTestCase {
  private func opened() async throws -> Shelf {
    let shelf = try await Shelf.open()
    try await shelf.setConsent(ConsentDecision(granted: .personalization, policyVersion: "1"))
    return shelf
  }

  func testTheFirstValueComesAtOnceAndEveryChangeMakesOne() async throws {
    let shelf = try await opened()
    try await shelf.installModel(Files.model())
    var options = RecommendOptions(count: 5)
    options.withReasons = false
    var changes = shelf.recommendationChanges(options).makeAsyncIterator()
    let first = try await changes.next()
    XCTAssertEqual(first?.context, RecommendationContext.none)
    XCTAssertEqual(first?.count, 5)

    try await shelf.track(.view("sku-000007"))
    let viewed = try await changes.next()
    XCTAssertEqual(viewed?.context, .session)
    try await shelf.endSession()
    let ended = try await changes.next()
    XCTAssertEqual(ended?.context, .history)
    let export = try await shelf.exportProfile()
    try await shelf.forgetAll()
    let forgotten = try await changes.next()
    XCTAssertEqual(forgotten?.context, RecommendationContext.none)
    try await shelf.importProfile(export)
    let imported = try await changes.next()
    XCTAssertEqual(imported?.context, .history)
    try await shelf.setConsent(ConsentDecision(granted: [], policyVersion: "1"))
    let withdrawn = try await changes.next()
    XCTAssertEqual(withdrawn?.context, RecommendationContext.none)
    try await shelf.installModel(Files.model("shop-2.nsm"))
    let other = try await changes.next()
    XCTAssertNotEqual(other?.items, withdrawn?.items)

    await shelf.close()
    let end = try await changes.next()
    XCTAssertNil(end)
  }

  func testABurstMakesOneValueTheLatest() async throws {
    let shelf = try await opened()
    try await shelf.installModel(Files.model())
    var changes = shelf.recommendationChanges().makeAsyncIterator()
    _ = try await changes.next()
    for number in 1...50 { try await shelf.track(.view(String(format: "sku-%06d", number))) }
    let latest = try await changes.next()
    let now = try await shelf.recommend()
    XCTAssertEqual(latest, now)
    // Nothing is left of the burst: the next value is that of the next change.
    try await shelf.forgetAll()
    let next = try await changes.next()
    XCTAssertEqual(next?.context, RecommendationContext.none)
    await shelf.close()
  }

  func testTheFirstValueWaitsForAModel() async throws {
    let shelf = try await opened()
    let first = Task { () -> Int? in
      for try await list in shelf.recommendationChanges() { return list.count }
      return nil
    }
    try await Task.sleep(nanoseconds: 50_000_000)
    try await shelf.installModel(Files.model())
    let count = try await first.value
    XCTAssertEqual(count, 20)
    await shelf.close()
  }

  func testADuplicateIsNoChange() async throws {
    let shelf = try await opened()
    try await shelf.installModel(Files.model())
    let event = ShopEvent(.view, itemID: "sku-000007", eventID: "once")
    try await shelf.track(event)
    let listener = shelf.blocking.signals.listen()
    var signals = listener.makeAsyncIterator()
    _ = await signals.next()
    let again = try await shelf.track(event)
    XCTAssertTrue(again.isDuplicate)
    await shelf.close()
    let end: Void? = await signals.next()
    XCTAssertNil(end)
  }

  func testABadOptionIsThrown() async throws {
    let shelf = try await opened()
    try await shelf.installModel(Files.model())
    await assertThrows(.invalidArgument) {
      for try await _ in shelf.recommendationChanges(RecommendOptions(count: 0)) {}
    }
    await shelf.close()
  }

  func testWhoStopsListeningIsForgotten() async throws {
    let shelf = try await opened()
    try await shelf.installModel(Files.model())
    for _ in 0..<10 {
      for try await _ in shelf.recommendationChanges() { break }
    }
    let task = Task {
      for try await _ in shelf.recommendationChanges() {}
    }
    while shelf.blocking.signals.listenerCount == 0 { await Task.yield() }
    task.cancel()
    try await task.value
    XCTAssertEqual(shelf.blocking.signals.listenerCount, 0)
    await shelf.close()
  }

  func testAllEventsArePaged() async throws {
    let shelf = try await opened()
    for number in 0..<57 { try await shelf.track(.view("sku-\(number)")) }
    var items: [String] = []
    for try await event in shelf.allEvents(pageSize: 10) { items.append(event.itemID ?? "") }
    XCTAssertEqual(items, (0..<57).map { "sku-\($0)" })
    let page = try await shelf.events(after: 0, max: 7)
    XCTAssertEqual(page.count, 7)
    let behind = try await shelf.events(after: page.last!.sequence, max: 1)
    XCTAssertEqual(behind.first?.itemID, "sku-7")
    await shelf.close()
  }
}
