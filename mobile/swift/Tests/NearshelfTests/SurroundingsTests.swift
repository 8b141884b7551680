import Foundation
import Nearshelf
import XCTest

/// What a phone changes under an app.
final class SurroundingsTests: XCTestCase {
  func testResultsAreThoseOfEveryLocale() throws {
    func describe() throws -> String {
      let model = try Model(data: Files.model())
      defer { model.close() }
      var options = RecommendOptions(count: 10)
      options.maxPrice = 120.5
      let list = try model.recommend(after: ["sku-000007", "sku-000009"], options: options)
      let shelf = try BlockingShelf()
      defer { shelf.close() }
      try shelf.setConsent(ConsentDecision(granted: .personalization, policyVersion: "1", timeMs: 1000))
      try shelf.track(ShopEvent(.purchase, itemID: "İI-ıi", eventID: "e", timeMs: 1000, quantity: 2, price: 1234.5))
      var export = try JSON(parsing: shelf.exportProfile())
      export["exported_at_ms"] = nil
      return "\(list)\(try shelf.events())\(try String(decoding: JSONEncoder.sorted.encode(export), as: UTF8.self))"
    }
    let expected = try describe()
    let before = setlocale(LC_ALL, nil).map { String(cString: $0) } ?? "C"
    defer { setlocale(LC_ALL, before) }
    for name in ["tr_TR.UTF-8", "ar_EG.UTF-8", "de_DE.UTF-8"] {
      XCTAssertNotNil(setlocale(LC_ALL, name), "the locale \(name) is not installed; script/test-swift makes it")
      XCTAssertEqual(try describe(), expected, name)
    }
  }

  func testAClockThatIsSetBackAndForward() async throws {
    let clock = TestClock(1_700_000_000_000)
    var options = ShelfOptions()
    options.clock = { clock.nowMs }
    let shelf = try await Shelf.open(options)
    try await shelf.setConsent(ConsentDecision(granted: .personalization, policyVersion: "1"))
    let first = try await shelf.track(.view("a")).sessionID
    clock.nowMs -= 3_600_000 // the shopper went west
    let back = try await shelf.track(.view("b")).sessionID
    XCTAssertEqual(back, first)
    clock.nowMs += 10 * 86_400_000 // the phone lay in a drawer
    let later = try await shelf.track(.view("c")).sessionID
    XCTAssertNotEqual(later, first)
    let session = try await shelf.session()
    XCTAssertEqual(session?.isActive, true)
    XCTAssertEqual(session?.eventCount, 1)
    let times = try await shelf.events().map(\.timeMs)
    XCTAssertEqual(times.last, clock.nowMs)
    await shelf.close()
  }

  func testMemoryIsGivenBackAndEverythingGoesOn() async throws {
    let scratch = try Scratch()
    let shelf = try await Shelf.open(ShelfOptions(path: scratch.path()))
    try await shelf.setConsent(ConsentDecision(granted: .personalization, policyVersion: "1"))
    try await shelf.installModel(Files.model())
    for number in 1...200 { try await shelf.track(.view("sku-\(number)")) }
    let before = try await shelf.recommend()
    try await shelf.trimMemory()
    let after = try await shelf.recommend()
    XCTAssertEqual(after, before)
    let count = try await shelf.info().eventCount
    XCTAssertEqual(count, 200)
    await shelf.close()
  }

  func testAShelfIsUsedFromManyTasks() async throws {
    let scratch = try Scratch()
    let shelf = try await Shelf.open(ShelfOptions(path: scratch.path()))
    try await shelf.setConsent(ConsentDecision(granted: .personalization, policyVersion: "1"))
    try await shelf.installModel(Files.model())
    try await withThrowingTaskGroup(of: Void.self) { group in
      for task in 0..<8 {
        group.addTask {
          for number in 0..<25 {
            try await shelf.track(ShopEvent(.view, itemID: "sku-000007", eventID: EventID("\(task)-\(number)")))
            _ = try await shelf.recommend(RecommendOptions(count: 3))
          }
        }
      }
      try await group.waitForAll()
    }
    let ids = try await shelf.events(max: 10000).map(\.eventID)
    XCTAssertEqual(Set(ids).count, 200)
    await shelf.close()
  }
}

extension JSONEncoder {
  static var sorted: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return encoder
  }
}
