#if os(Linux)
import Foundation
import Nearshelf
import XCTest

/// Memory stays flat, however often a shelf is opened and called. NEARSHELF_LEAK_FULL=1: the figures that are promised,
/// 10,000 times and 1,000,000 calls.
final class LeakTests: XCTestCase {
  private let isFull = ProcessInfo.processInfo.environment["NEARSHELF_LEAK_FULL"] == "1"

  /// Resident memory of this process, in KiB.
  private func residentKiB() throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = try XCTUnwrap(status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") })
    return try XCTUnwrap(line.split(separator: " ").compactMap { Int($0) }.first)
  }

  /// Runs `body` often enough to fill caches, then `count` times, and compares.
  private func assertFlat(_ what: String, _ count: Int, _ body: () throws -> Void) throws {
    for _ in 0..<max(count / 10, 50) { try body() }
    let before = try residentKiB()
    let start = Date()
    for _ in 0..<count { try body() }
    let growth = try residentKiB() - before
    print("\(what): \(count) times in \(String(format: "%.1f", -start.timeIntervalSinceNow)) s, \(growth) KiB more")
    // 2 MiB are what an allocator may keep. In the long version 16 bytes in each call, the least there is, would be more.
    XCTAssertLessThan(growth, 2048, what)
  }

  func testOpeningAndClosing() throws {
    let scratch = try Scratch()
    let options = ShelfOptions(path: scratch.path(), key: Data(repeating: 3, count: 32))
    try assertFlat("open, close", isFull ? 10_000 : 500) {
      let shelf = try BlockingShelf(options)
      shelf.close()
    }
  }

  func testLettingGoWithoutClosing() throws {
    let data = try Files.model()
    try assertFlat("open, install, recommend, let go", isFull ? 10_000 : 500) {
      let shelf = try BlockingShelf()
      try shelf.installModel(data)
      _ = try shelf.model().recommend()
      XCTAssertEqual(try shelf.recommend().count, 20)
    }
  }

  func testCalls() throws {
    let shelf = try BlockingShelf()
    try shelf.setConsent(ConsentDecision(granted: [], policyVersion: "1"))
    try shelf.installModel(Files.model())
    let count = isFull ? 200_000 : 5_000
    var options = RecommendOptions(count: 5)
    options.categories = ["boots", "scarves", "a category with a long name that no model has"]
    options.excludedItems = ["sku-000001"]
    var number = 0
    try assertFlat("track", count) {
      number = (number + 1) % 60
      try shelf.track(ShopEvent(.view, itemID: String(format: "sku-%06d", number)))
      if number == 0 { try shelf.forgetAll() }
    }
    try assertFlat("recommend", count) { _ = try shelf.recommend(options) }
    try assertFlat("session", count) { _ = try shelf.session() }
    try assertFlat("events", count) { _ = try shelf.events(max: 5) }
    try assertFlat("errors", count) {
      do { try shelf.track(ShopEvent(.view)) } catch is NearshelfError {}
    }
    shelf.close()
  }

  func testTasks() throws {
    var options = ShelfOptions()
    options.sync = SyncOptions(server: URL(string: "https://sync.test")!, key: "key")
    let shelf = try BlockingShelf(options)
    try shelf.setConsent(ConsentDecision(granted: .all, policyVersion: "1"))
    for number in 0..<20 { try shelf.track(.view("sku-\(number)")) }
    try assertFlat("tasks", isFull ? 50_000 : 2_000) {
      try XCTUnwrap(shelf.nextTask(.leaving).task).free()
    }
    shelf.close()
  }

  func testTheAsyncCalls() async throws {
    let shelf = try await Shelf.open()
    try await shelf.installModel(Files.model())
    let count = isFull ? 50_000 : 2_000
    for _ in 0..<max(count / 10, 50) { _ = try await shelf.recommend(RecommendOptions(count: 3)) }
    let before = try residentKiB()
    for _ in 0..<count { _ = try await shelf.recommend(RecommendOptions(count: 3)) }
    for _ in 0..<count / 10 {
      for try await _ in shelf.recommendationChanges(RecommendOptions(count: 1)) { break }
    }
    XCTAssertLessThan(try residentKiB() - before, 2048)
    await shelf.close()
  }
}
#endif
