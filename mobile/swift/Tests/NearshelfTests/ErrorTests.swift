import Foundation
import XCTest

@testable import Nearshelf

final class ErrorTests: XCTestCase {
  func testEveryStatusHasItsNumberAndName() {
    let names = [
      "INVALID_ARGUMENT", "NOT_FOUND", "IO", "NO_SPACE", "CORRUPT", "UNSUPPORTED_VERSION", "BUSY",
      "FAILED_PRECONDITION", "OUT_OF_MEMORY", "LIMIT", "CANCELLED", "INTERNAL", "WRONG_KEY",
    ]
    for (index, name) in names.enumerated() {
      let status = Status(rawValue: Int32(index + 1))
      XCTAssertEqual(status.rawValue, Int32(index + 1))
      XCTAssertEqual(status.name, name)
      if case .unknown = status { XCTFail("\(name) is unknown") }
    }
  }

  func testAnUnknownNumberStaysWhatItIs() {
    let status = Status(rawValue: 99)
    XCTAssertEqual(status, .unknown(99))
    XCTAssertEqual(status.rawValue, 99)
    XCTAssertEqual(status.name, "UNKNOWN")
  }

  func testABadFieldIsNamed() async throws {
    let shelf = try await Shelf.open()
    await assertThrows(.invalidArgument, place: "event.item_id") { try await shelf.track(ShopEvent(.view)) }
    await assertThrows(.invalidArgument, place: "event.quantity") {
      try await shelf.track(.addToCart("sku-000001", quantity: -1))
    }
    await assertThrows(.invalidArgument, place: "event.rating") {
      try await shelf.track(.rating("sku-000001", 5.5))
    }
    await assertThrows(.invalidArgument) { try await shelf.track(ShopEvent(.other(77), itemID: "a")) }
    try await shelf.installModel(Files.model())
    await assertThrows(.invalidArgument) { try await shelf.recommend(RecommendOptions(count: 0)) }
    await assertThrows(.invalidArgument) { try await shelf.events(max: 0) }
    await shelf.close()
  }

  func testWithoutAModel() async throws {
    let shelf = try await Shelf.open()
    await assertThrows(.failedPrecondition) { try await shelf.recommend() }
    await assertThrows(.failedPrecondition) { try await shelf.model() }
    await assertThrows(.failedPrecondition, place: "options.sync") { try await shelf.sync() }
    assertThrows(.failedPrecondition, place: "options.sync", try shelf.startSyncing())
    await shelf.close()
  }

  func testFilesThatAreNoModel() async throws {
    let scratch = try Scratch()
    await assertThrows(.notFound) { try await Model.open(file: scratch.path("gone.nsm")) }
    await assertThrows(.corrupt) { try await Model.open(data: Data("no model".utf8)) }
    await assertThrows(.corrupt) { try await Model.open(data: Data()) }
    let shelf = try await Shelf.open()
    await assertThrows(.notFound) { try await shelf.installModel(file: scratch.path("gone.nsm")) }
    try Data("no model".utf8).write(to: URL(fileURLWithPath: scratch.path("bad.nsm")))
    await assertThrows(.corrupt) { try await shelf.installModel(file: scratch.path("bad.nsm")) }
    await assertThrows(.corrupt) { try await shelf.installModel(Data("no model".utf8)) }
    try Data().write(to: URL(fileURLWithPath: scratch.path("empty.nsm")))
    await assertThrows(.invalidArgument) { try await shelf.installModel(file: scratch.path("empty.nsm")) }
    await assertThrows(.io) { try await shelf.installModel(file: scratch.folder.path) }
    await shelf.close()
  }

  func testPathsThatCannotBeOpened() async throws {
    let scratch = try Scratch()
    await assertThrows(.io) { try await Shelf.open(ShelfOptions(path: scratch.path("no/folder/shelf.db"))) }
    await assertThrows(.invalidArgument) { try await Shelf.open(ShelfOptions(path: "a\0b")) }
    try Data(repeating: 7, count: 9000).write(to: URL(fileURLWithPath: scratch.path("noise.db")))
    await assertThrows(.corrupt) { try await Shelf.open(ShelfOptions(path: scratch.path("noise.db"))) }
    var rebuilding = ShelfOptions(path: scratch.path("noise.db"))
    rebuilding.rebuildIfCorrupt = true
    try await Shelf.open(rebuilding).close()
  }

  func testAServerThatIsNotEncrypted() async throws {
    let sync = SyncOptions(server: URL(string: "http://127.0.0.1:1")!, key: "key")
    await assertThrows(.invalidArgument, place: "sync.server") { try await Shelf.open(ShelfOptions(sync: sync)) }
    var file = SyncOptions(server: URL(string: "file:///tmp")!, key: "key")
    file.allowsHTTP = true
    await assertThrows(.invalidArgument, place: "sync.server") { try await Shelf.open(ShelfOptions(sync: file)) }
  }

  func testALibraryOfAnotherABIIsRefused() throws {
    XCTAssertNoThrow(try ABI.check())
    assertThrows(.unsupportedVersion, place: "library", try ABI.check(loaded: ABI.built + 1))
    XCTAssertEqual(libraryVersion.split(separator: ".").count, 3)
  }

  func testTextsOfAnyLanguageComeBackWhole() async throws {
    let scratch = try Scratch()
    let shelf = try await Shelf.open(ShelfOptions(path: scratch.path("Größe İı 书 🛍️.db")))
    try await shelf.setConsent(ConsentDecision(granted: .personalization, policyVersion: "1"))
    let items = ["sku-ß", "ürün-İ", "عنصر", "商品-第一号-とても長い名前です", "e\u{301}"]
    for item in items { try await shelf.track(.view(item)) }
    let recorded = try await shelf.events().map { $0.itemID }
    XCTAssertEqual(recorded.map { Array($0!.utf8) }, items.map { Array($0.utf8) })
    await shelf.close()
  }
}
