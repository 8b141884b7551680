import Foundation
import XCTest

@testable import Nearshelf

final class CloseTests: XCTestCase {
  func testEveryCallOnAClosedShelfSaysSo() async throws {
    let shelf = try await Shelf.open()
    await shelf.close()
    await shelf.close()
    let calls: [(Shelf) async throws -> Void] = [
      { try await $0.installModel(Data([1])) }, { try await $0.installModel(file: "/nowhere") },
      { _ = try await $0.model() }, { try await $0.track(.view("a")) }, { _ = try await $0.recommend() },
      { _ = try await $0.session() }, { try await $0.endSession() }, { try await $0.forgetAll() },
      { _ = try await $0.info() }, { _ = try await $0.consent() }, { _ = try await $0.exportProfile() },
      { try await $0.setConsent(ConsentDecision(granted: [], policyVersion: "1")) },
      { try await $0.importProfile(Data([1])) }, { _ = try await $0.syncInfo() }, { try await $0.trimMemory() },
      { _ = try await $0.events() }, { _ = try $0.blocking.nextTask() },
      { for try await _ in $0.allEvents() {} }, { for try await _ in $0.recommendationChanges() {} },
    ]
    for call in calls { await assertThrows(.failedPrecondition, place: "shelf") { try await call(shelf) } }
  }

  func testAClosedModelSaysSo() async throws {
    let model = try await Model.open(data: Files.model())
    model.close()
    model.close()
    assertThrows(.failedPrecondition, place: "model", try model.info())
    assertThrows(.failedPrecondition, place: "model", try model.recommend())
  }

  func testAModelOutlivesItsShelf() async throws {
    let shelf = try await Shelf.open()
    try await shelf.installModel(Files.model())
    let model = try await shelf.model()
    await shelf.close()
    XCTAssertEqual(try model.recommend().count, 20)
  }

  func testAFileIsFreeOnceItsShelfIsClosed() async throws {
    let scratch = try Scratch()
    for _ in 0..<20 {
      let shelf = try await Shelf.open(ShelfOptions(path: scratch.path()))
      await shelf.close()
    }
  }

  func testAFileIsFreeOnceNobodyHoldsItsShelf() async throws {
    let scratch = try Scratch()
    for _ in 0..<20 { _ = try BlockingShelf(ShelfOptions(path: scratch.path())) }
    _ = try BlockingShelf(ShelfOptions(path: scratch.path()))
  }

  func testClosingWhileOtherThreadsCall() throws {
    for round in 0..<100 {
      let shelf = try BlockingShelf()
      try shelf.installModel(Files.model())
      let errors = Lines()
      let ended = DispatchGroup()
      // Threads and not tasks: more of these than there are cores must really run at the same time.
      func inThread(_ body: @escaping @Sendable () throws -> Void) {
        ended.enter()
        Thread.detachNewThread {
          do { try body() } catch { errors.add("\(error)") }
          ended.leave()
        }
      }
      for thread in 0..<4 {
        inThread {
          while true {
            if thread == 0 { try shelf.track(.view("sku-000001")) } else { _ = try shelf.recommend() }
          }
        }
      }
      for _ in 0..<2 {
        inThread {
          usleep(UInt32(round) * 50)
          shelf.close()
          _ = try shelf.info()
        }
      }
      ended.wait()
      XCTAssertEqual(errors.all, Array(repeating: "\(NearshelfError.closed("shelf"))", count: 6))
    }
  }

  func testATaskThatIsLeftWhenTheShelfIsClosed() throws {
    let scratch = try Scratch()
    var options = ShelfOptions(path: scratch.path())
    options.sync = SyncOptions(server: URL(string: "https://sync.test")!, key: "key")
    let shelf = try BlockingShelf(options)
    try shelf.setConsent(ConsentDecision(granted: .all, policyVersion: "1"))
    try shelf.track(.view("sku-000001"))
    let task = try XCTUnwrap(shelf.nextTask(.leaving).task)
    XCTAssertEqual(task.request.kind, .events)
    shelf.close()
    assertThrows(.failedPrecondition, try task.finish(.noAnswer))
    task.free()
    try BlockingShelf(options).close()
  }

  func testATaskIsFinishedOnce() throws {
    var options = ShelfOptions()
    options.sync = SyncOptions(server: URL(string: "https://sync.test")!, key: "key")
    let shelf = try BlockingShelf(options)
    try shelf.setConsent(ConsentDecision(granted: .all, policyVersion: "1"))
    try shelf.track(.view("sku-000001"))
    let task = try XCTUnwrap(shelf.nextTask(.leaving).task)
    try task.finish(.noAnswer)
    assertThrows(.failedPrecondition, place: "task", try task.finish(.noAnswer))
    task.free()
    shelf.close()
  }
}
