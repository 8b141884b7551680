import Dispatch

struct Row {
  let name: String
  let c: Double
  let swift: Double
  /// Microseconds that a call of the binding takes beyond that of the C library.
  let more: Double
}

/// Microseconds for one of `calls` calls.
func measured(_ calls: Int, _ body: () throws -> Void) rethrows -> Double {
  let start = DispatchTime.now().uptimeNanoseconds
  for _ in 0..<calls { try body() }
  return Double(DispatchTime.now().uptimeNanoseconds - start) / Double(calls) / 1000
}

/// Both sides in turns, so that what else the machine does hits both; the quickest of many rounds of each counts, because
/// it is the one that was disturbed least.
func compare(_ name: String, calls: Int, c: () throws -> Void, swift: () throws -> Void) throws -> Row {
  var best = (c: Double.infinity, swift: Double.infinity)
  for _ in 0..<1000 {
    best.c = min(best.c, try measured(calls, c))
    best.swift = min(best.swift, try measured(calls, swift))
  }
  return Row(name: name, c: best.c, swift: best.swift, more: best.swift - best.c)
}
