// What a call of the binding costs beyond the same call of the C library: nearshelf-bench MODEL. Both sides read out
// every field. Exits with 1 when NEARSHELF_CALL_COST_BAR is set, in microseconds, and a call costs more than that.
import CNearshelf
import Foundation
import Nearshelf

guard CommandLine.arguments.count == 2 else {
  FileHandle.standardError.write(Data("usage: nearshelf-bench MODEL\n".utf8))
  exit(2)
}
let model = try Data(contentsOf: URL(fileURLWithPath: CommandLine.arguments[1]))
let items = (1...40).map { String(format: "sku-%06d", $0) }

func opened() throws -> BlockingShelf {
  let shelf = try BlockingShelf()
  try shelf.installModel(model)
  return shelf
}

let swiftShelf = try opened()
let cShelf = CShelf(model: model)
for item in items.prefix(10) {
  try swiftShelf.track(.view(item))
  cShelf.track(item)
}

var rows: [Row] = []
rows.append(
  try compare("session()", calls: 1000, c: { cShelf.session() }, swift: { _ = try swiftShelf.session() }))

// Without consent to anything the profile is in memory: no disk hides what the binding costs.
// Both shelves see the same items, so that they recommend the same afterwards.
var next = (c: 0, swift: 0)
rows.append(
  try compare(
    "track(), in memory", calls: 20,
    c: {
      next.c += 1
      cShelf.track(items[next.c % items.count])
    },
    swift: {
      next.swift += 1
      try swiftShelf.track(.view(items[next.swift % items.count]))
    }))

var characters = 0
rows.append(
  try compare(
    "recommend(), 20 items with reasons", calls: 20, c: { characters &+= cShelf.recommend() },
    swift: { characters &+= try swiftShelf.recommend().count })) // with everything read out already

print("call                                  C, us   Swift, us   more, us")
for row in rows {
  let name = row.name.padding(toLength: 34, withPad: " ", startingAt: 0)
  print(name + String(format: "%9.2f%12.2f%11.2f", row.c, row.swift, row.more))
}

let hop = try await hopMicroseconds()
print(String(format: "to the shelf's thread and back: %.1f us more for each await", hop))

let worst = rows.map(\.more).max() ?? 0
if let bar = ProcessInfo.processInfo.environment["NEARSHELF_CALL_COST_BAR"].flatMap(Double.init), worst > bar {
  print(String(format: "FAILED: %.2f us more, and the bar is %.2f us", worst, bar))
  exit(1)
}

/// What `await shelf.session()` takes beyond `session()` on the caller's thread.
func hopMicroseconds() async throws -> Double {
  let shelf = try await Shelf.open()
  var best = Double.infinity
  for _ in 0..<30 {
    let start = DispatchTime.now().uptimeNanoseconds
    for _ in 0..<200 { _ = try await shelf.session() }
    best = min(best, Double(DispatchTime.now().uptimeNanoseconds - start) / 200_000)
  }
  let direct = try measured(2000) { _ = try shelf.blocking.session() }
  await shelf.close()
  return best - direct
}
