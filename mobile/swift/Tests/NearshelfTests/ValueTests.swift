import Foundation
import Nearshelf
import XCTest

final class ValueTests: XCTestCase {
  func testAnEventSurvivesItsJSON() throws {
    let event = ShopEvent(
      .addToCart, itemID: "sku-7", eventID: "e-1", timeMs: 1_764_072_000_000, quantity: 2, price: 12.5)
    let json = try JSONEncoder().encode(event)
    XCTAssertEqual(try JSONDecoder().decode(ShopEvent.self, from: json), event)
    XCTAssertEqual(
      try JSON(parsing: json),
      [
        "kind": "add_to_cart", "item_id": "sku-7", "event_id": "e-1", "time_ms": .int(1_764_072_000_000),
        "quantity": .int(2), "price": .double(12.5),
      ])
  }

  func testEveryKindHasItsName() throws {
    let names: [EventKind: String] = [
      .view: "view", .click: "click", .addToCart: "add_to_cart", .removeFromCart: "remove_from_cart",
      .purchase: "purchase", .search: "search", .rating: "rating", .impression: "impression", .other(99): "99",
    ]
    for (kind, name) in names {
      XCTAssertEqual(kind.rawValue, name)
      XCTAssertEqual(EventKind(rawValue: name), kind)
    }
    XCTAssertNil(EventKind(rawValue: "stare"))
  }

  func testTheEventsOfAnExportDecode() async throws {
    let shelf = try await Shelf.open()
    try await shelf.setConsent(ConsentDecision(granted: .personalization, policyVersion: "1"))
    let sent = [
      ShopEvent(.view, itemID: "sku-7", eventID: "a", dwellMs: 1500, scrollPercent: 80), .search("rain coat"),
      .purchase("sku-7", quantity: 2, price: 19.99), .rating("sku-7", 4.5),
    ]
    for event in sent { try await shelf.track(event) }
    let export = try JSON(parsing: await shelf.exportProfile())
    let decoded = try JSONDecoder().decode(
      [RecordedEvent].self, from: JSONEncoder().encode(XCTUnwrap(export["events"])))
    let recorded = try await shelf.events()
    XCTAssertEqual(decoded.map(\.eventID), recorded.map(\.eventID))
    for (event, record) in zip(sent, recorded) {
      XCTAssertEqual(record.kind, event.kind)
      XCTAssertEqual(record.itemID, event.itemID)
      XCTAssertEqual(record.query, event.query)
      XCTAssertEqual(record.dwellMs, event.dwellMs)
      XCTAssertEqual(record.scrollPercent, event.scrollPercent)
      XCTAssertEqual(record.quantity, event.quantity)
      XCTAssertEqual(record.price, event.price)
      XCTAssertEqual(record.rating, event.rating)
    }
    XCTAssertEqual(decoded.map(\.price), recorded.map(\.price))
    let json = try JSONEncoder().encode(recorded)
    XCTAssertEqual(try JSONDecoder().decode([RecordedEvent].self, from: json), recorded)
    await shelf.close()
  }

  func testAnExportIsTakenUpByAnotherShelf() async throws {
    let first = try await Shelf.open()
    try await first.setConsent(ConsentDecision(granted: .personalization, policyVersion: "1"))
    for item in ["a", "b", "c"] { try await first.track(.view(item)) }
    let export = try await first.exportProfile()
    let second = try await Shelf.open()
    await assertThrows(.failedPrecondition) { try await second.importProfile(export) }
    try await second.setConsent(ConsentDecision(granted: .personalization, policyVersion: "1"))
    try await second.importProfile(export)
    let items = try await second.events().map(\.itemID)
    XCTAssertEqual(items, ["a", "b", "c"])
    await assertThrows(.invalidArgument) { try await second.importProfile(Data("{}".utf8)) }
    await first.close()
    await second.close()
  }

  func testTheLogIsHeard() async throws {
    let lines = Lines()
    var options = ShelfOptions()
    options.logLevel = .debug
    options.log = { lines.add("\($0): \($1)") }
    let scratch = try Scratch()
    options.path = scratch.path()
    options.rebuildIfCorrupt = true
    try Data(repeating: 7, count: 9000).write(to: URL(fileURLWithPath: scratch.path()))
    try await Shelf.open(options).close()
    XCTAssertTrue(lines.all.contains { $0.contains("corrupt") }, "\(lines.all)")
  }
}

final class Lines: @unchecked Sendable {
  private let lock = NSLock()
  private var lines: [String] = []

  func add(_ line: String) { lock.lock(); lines.append(line); lock.unlock() }
  var all: [String] { lock.lock(); defer { lock.unlock() }; return lines }
}
