import Foundation

/// A process of its own that does what Tests/Child/main.swift says.
final class Child {
  let process = Process()
  private let output = Pipe()
  private let input = Pipe()
  private var rest = Data()

  init(_ arguments: String...) throws {
    process.executableURL = Files.child
    process.arguments = arguments
    process.standardOutput = output
    process.standardInput = input
    try process.run()
  }

  /// The next line that it prints; nil: there is no more.
  func readLine() -> String? {
    while true {
      if let end = rest.firstIndex(of: 10) {
        defer { rest = Data(rest[(end + 1)...]) }
        return String(decoding: rest[..<end], as: UTF8.self)
      }
      let more = output.fileHandleForReading.availableData
      if more.isEmpty { return nil }
      rest.append(more)
    }
  }

  func kill() {
    Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  func endInput() {
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }
}
