import Foundation
import Nearshelf
import XCTest

/// Where the tests find things.
enum Files {
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../../../..").standardizedFileURL

  static func vectors(_ name: String) -> URL {
    root.appendingPathComponent("tests/conformance/sessions/\(name)")
  }

  static func model(_ name: String = "shop-1.nsm") throws -> Data { try Data(contentsOf: vectors(name)) }

  /// The program beside the tests that they start as a process of its own.
  static var child: URL {
    #if os(macOS)
    let tests = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }!
    let folder = tests.bundleURL.deletingLastPathComponent()
    #else
    let folder = Bundle.main.bundleURL
    #endif
    return folder.appendingPathComponent("nearshelf-test-child")
  }
}

/// A folder of a test's own, which goes with it.
final class Scratch {
  let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("nearshelf-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func path(_ name: String = "shelf.db") -> String { folder.appendingPathComponent(name).path }
}

func assertThrows<T>(
  _ code: Status, place: String? = nil, _ body: @autoclosure () throws -> T, file: StaticString = #filePath,
  line: UInt = #line
) where T: Any {
  XCTAssertThrowsError(try body(), file: file, line: line) { check($0, code, place, file, line) }
}

func assertThrows<T>(
  _ code: Status, place: String? = nil, file: StaticString = #filePath, line: UInt = #line,
  _ body: () async throws -> T
) async {
  do {
    _ = try await body()
    XCTFail("no error", file: file, line: line)
  } catch {
    check(error, code, place, file, line)
  }
}

private func check(_ error: any Error, _ code: Status, _ place: String?, _ file: StaticString, _ line: UInt) {
  guard let error = error as? NearshelfError else { return XCTFail("\(error)", file: file, line: line) }
  XCTAssertEqual(error.code, code, "\(error)", file: file, line: line)
  if let place { XCTAssertEqual(error.place, place, file: file, line: line) }
  XCTAssertFalse(error.message.isEmpty, file: file, line: line)
}
