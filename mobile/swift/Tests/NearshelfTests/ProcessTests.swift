import Foundation
import Nearshelf
import XCTest

final class ProcessTests: XCTestCase {
  func testWhatWasAcknowledgedSurvivesAKill() throws {
    let scratch = try Scratch()
    var acknowledged: [String] = []
    for round in 0..<20 {
      let child = try Child("track", scratch.path(), String(acknowledged.count + round))
      for _ in 0..<(round * 3 + 1) { acknowledged.append(try XCTUnwrap(child.readLine())) }
      child.kill()
      // What it had acknowledged when the kill came, but was not read before.
      while let line = child.readLine() { acknowledged.append(line) }

      let shelf = try BlockingShelf(ShelfOptions(path: scratch.path()))
      let recorded = try shelf.events(max: 10000).map(\.eventID.rawValue)
      XCTAssertEqual(Set(acknowledged).subtracting(recorded), [])
      // At most the one event whose acknowledgement was cut off is there beyond those, in each round.
      XCTAssertLessThanOrEqual(recorded.count, acknowledged.count + round + 1)
      shelf.close()
    }
    XCTAssertGreaterThan(acknowledged.count, 500)
  }

  func testASecondProcessIsToldThatTheFileIsHeld() async throws {
    let scratch = try Scratch()
    var options = ShelfOptions(path: scratch.path())
    options.busyTimeoutMs = 50
    let mine = try await Shelf.open(options)
    try await mine.setConsent(ConsentDecision(granted: .personalization, policyVersion: "1"))
    try await mine.track(.view("sku-000001"))
    await mine.close()

    let other = try Child("hold", scratch.path())
    XCTAssertEqual(other.readLine(), "open")
    await assertThrows(.busy) { try await Shelf.open(options) }
    await assertThrows(.busy) { try await Shelf.open(options) }
    other.endInput()
    XCTAssertEqual(other.process.terminationStatus, 0)

    let again = try await Shelf.open(options)
    let items = try await again.events().map(\.itemID)
    XCTAssertEqual(items, ["sku-000001"])
    await again.close()
  }

  func testAnotherShelfOfThisProcessIsTold() async throws {
    let scratch = try Scratch()
    var options = ShelfOptions(path: scratch.path())
    options.busyTimeoutMs = 0
    let first = try await Shelf.open(options)
    await assertThrows(.busy) { try await Shelf.open(options) }
    await first.close()
    try await Shelf.open(options).close()
  }
}
