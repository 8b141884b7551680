import Foundation
import Nearshelf
import XCTest

/// What every binding gives for the same calls, to the last bit of every score.
final class GoldenTests: XCTestCase {
  private func vectors(_ key: String) throws -> [JSON] {
    let file = try JSON(parsing: Data(contentsOf: Files.vectors("sessions.json")))
    return try XCTUnwrap(file[key]).array()
  }

  func testModels() throws {
    let entries = try vectors("models")
    XCTAssertGreaterThan(entries.count, 20)
    for entry in entries {
      let known: Set = ["name", "model", "items", "options", "described", "expect"]
      XCTAssertTrue(known.isSuperset(of: try entry.object().keys))
      let name = try entry["name"]?.string() ?? ""
      XCTAssertTrue(try modelResult(entry).matches(XCTUnwrap(entry["expect"])), name)
    }
  }

  private func modelResult(_ entry: JSON) throws -> JSON {
    do {
      let model = try Model(file: Files.vectors(XCTUnwrap(entry["model"]).string()).path)
      defer { model.close() }
      let items = try XCTUnwrap(entry["items"]).array().map { try $0.string() }
      let list = try model.recommend(
        after: items, options: RecommendOptions(vector: XCTUnwrap(entry["options"])))
      return try JSON(list, described: entry["described"]?.bool() ?? false)
    } catch let error as NearshelfError {
      return JSON(error)
    }
  }

  func testShelves() async throws {
    let entries = try vectors("shelves")
    XCTAssertGreaterThan(entries.count, 10)
    for entry in entries {
      let name = try entry["name"]?.string() ?? ""
      let steps = try XCTUnwrap(entry["steps"]).array()
      let results = try await ShelfRun(entry).results(steps)
      for (index, (step, result)) in zip(steps, results).enumerated() {
        let expected = try XCTUnwrap(step["expect"])
        XCTAssertTrue(
          result.matches(expected),
          "\(name), step \(index): \(result) is not \(expected)")
      }
    }
  }

  func testAWrongResultIsSeen() throws {
    let expected: JSON = ["a": ["$match": "[0-9a-f]{2}"], "b": .int(1)]
    XCTAssertTrue((["a": "0f", "b": .number(1.0)] as JSON).matches(expected))
    XCTAssertFalse((["a": "0fa", "b": .int(1)] as JSON).matches(expected))
    XCTAssertFalse((["a": "0f", "b": true] as JSON).matches(expected))
    XCTAssertFalse((["a": "0f"] as JSON).matches(expected))
  }
}
