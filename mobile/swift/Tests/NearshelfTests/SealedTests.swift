import Foundation
import Nearshelf
import XCTest

final class SealedTests: XCTestCase {
  private let key = Data((0..<32).map { UInt8($0) })
  private let otherKey = Data(repeating: 9, count: 32)

  private func track(_ item: String, _ options: ShelfOptions) async throws {
    let shelf = try await Shelf.open(options)
    try await shelf.setConsent(ConsentDecision(granted: .personalization, policyVersion: "1"))
    try await shelf.track(.view(item))
    await shelf.close()
  }

  private func items(_ options: ShelfOptions) async throws -> [String?] {
    let shelf = try await Shelf.open(options)
    let items = try await shelf.events().map(\.itemID)
    await shelf.close()
    return items
  }

  /// Every byte of the files beside `path`.
  private func bytes(_ scratch: Scratch) throws -> Data {
    try FileManager.default.contentsOfDirectory(at: scratch.folder, includingPropertiesForKeys: nil)
      .reduce(Data()) { try $0 + Data(contentsOf: $1) }
  }

  func testNothingOfTheShopperCanBeReadFromASealedFile() async throws {
    let scratch = try Scratch()
    let options = ShelfOptions(path: scratch.path(), key: key)
    try await track("a-very-telling-item", options)
    let sealed = try await items(options)
    XCTAssertEqual(sealed, ["a-very-telling-item"])
    XCTAssertNil(try bytes(scratch).range(of: Data("telling".utf8)))

    let plain = try Scratch()
    try await track("a-very-telling-item", ShelfOptions(path: plain.path()))
    XCTAssertNotNil(try bytes(plain).range(of: Data("telling".utf8)))
  }

  func testAPlainFileIsSealedInPlace() async throws {
    let scratch = try Scratch()
    try await track("a-very-telling-item", ShelfOptions(path: scratch.path()))
    let sealed = try await items(ShelfOptions(path: scratch.path(), key: key))
    XCTAssertEqual(sealed, ["a-very-telling-item"])
    XCTAssertNil(try bytes(scratch).range(of: Data("telling".utf8)))
    await assertThrows(.failedPrecondition) { try await Shelf.open(ShelfOptions(path: scratch.path())) }
  }

  func testAWrongKeyIsToldAndChangesNothing() async throws {
    let scratch = try Scratch()
    try await track("sku-1", ShelfOptions(path: scratch.path(), key: key))
    await assertThrows(.wrongKey) { try await Shelf.open(ShelfOptions(path: scratch.path(), key: otherKey)) }
    await assertThrows(.failedPrecondition) { try await Shelf.open(ShelfOptions(path: scratch.path())) }
    let left = try await items(ShelfOptions(path: scratch.path(), key: key))
    XCTAssertEqual(left, ["sku-1"])
  }

  func testALostKeyIsACleanStart() async throws {
    let scratch = try Scratch()
    try await track("sku-1", ShelfOptions(path: scratch.path(), key: key))
    var options = ShelfOptions(path: scratch.path(), key: otherKey)
    options.rebuildIfCorrupt = true
    let empty = try await items(options)
    XCTAssertEqual(empty, [])
    try await track("sku-2", options)
    let left = try await items(options)
    XCTAssertEqual(left, ["sku-2"])
  }

  func testAKeyOfAnotherSizeIsRefused() async throws {
    let scratch = try Scratch()
    for size in [0, 16, 31, 33] {
      await assertThrows(.invalidArgument) {
        try await Shelf.open(ShelfOptions(path: scratch.path(), key: Data(count: size)))
      }
    }
  }
}
