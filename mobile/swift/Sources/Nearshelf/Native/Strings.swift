import CNearshelf

extension nsh_string {
  var string: String {
    guard size > 0, let data else { return "" }
    return String(decoding: UnsafeRawBufferPointer(start: data, count: size), as: UTF8.self)
  }

  /// nil where the library has nothing.
  var optional: String? { size == 0 ? nil : string }
}

extension Optional where Wrapped == String {
  /// Calls `body` with the bytes, which live as long as the call; nil is not given.
  @inline(__always)
  func withCBytes<T>(_ body: (nsh_string) throws -> T) rethrows -> T {
    switch self {
    case .none: return try body(nsh_string(data: nil, size: 0))
    case .some(let text): return try text.withCBytes(body)
    }
  }
}

extension String {
  @inline(__always)
  func withCBytes<T>(_ body: (nsh_string) throws -> T) rethrows -> T {
    var copy = self
    return try copy.withUTF8 { bytes in
      try bytes.withMemoryRebound(to: CChar.self) { try body(nsh_string(data: $0.baseAddress, size: $0.count)) }
    }
  }
}

/// Calls `body` with the strings in one piece of memory, which lives as long as the call.
func withCStrings<T>(_ strings: [String], _ body: (UnsafePointer<nsh_string>?, Int) throws -> T) rethrows -> T {
  if strings.isEmpty { return try body(nil, 0) }
  var bytes: [UInt8] = []
  var ends: [Int] = []
  ends.reserveCapacity(strings.count)
  for string in strings {
    bytes.append(contentsOf: string.utf8)
    ends.append(bytes.count)
  }
  return try bytes.withUnsafeBytes { all in
    let base = all.baseAddress?.assumingMemoryBound(to: CChar.self)
    var begin = 0
    let views = ends.map { end in
      defer { begin = end }
      return nsh_string(data: base.map { $0 + begin }, size: end - begin)
    }
    return try views.withUnsafeBufferPointer { try body($0.baseAddress, $0.count) }
  }
}
