import CNearshelf

/// Makes one call of the C library and throws what it reports.
@inline(__always)
func call(_ body: (UnsafeMutablePointer<nsh_error>) -> nsh_status) throws {
  // Not initialised, because every call writes it, and 644 bytes of zeros for each are not free.
  try withUnsafeTemporaryAllocation(of: nsh_error.self, capacity: 1) { buffer in
    let error = buffer.baseAddress!
    let status = body(error)
    if status != 0 { throw NearshelfError(status, error) }
  }
}

extension NearshelfError {
  fileprivate init(_ status: nsh_status, _ error: UnsafeMutablePointer<nsh_error>) {
    func text(_ offset: Int) -> String {
      String(cString: (UnsafeRawPointer(error) + offset).assumingMemoryBound(to: CChar.self))
    }
    self.init(
      code: Status(rawValue: status), message: text(MemoryLayout<nsh_error>.offset(of: \.message)!),
      place: text(MemoryLayout<nsh_error>.offset(of: \.place)!))
  }
}

/// Whether the library that was loaded is one that this package was built for.
enum ABI {
  static let built = UInt32(NSH_ABI_VERSION)

  static func check(loaded: UInt32 = nsh_abi_version()) throws {
    guard loaded == built else {
      throw NearshelfError(
        code: .unsupportedVersion,
        message: "the loaded libnearshelf has ABI version \(loaded), and this package needs \(built)",
        place: "library")
    }
  }
}

/// Of the C library, "0.1.0" for example.
public var libraryVersion: String { String(cString: nsh_version()) }

/// A struct of the C library that begins with its size, the rest zero.
@inline(__always)
func sized<T>(_ value: T, _ size: WritableKeyPath<T, Int>) -> T {
  var value = value
  value[keyPath: size] = MemoryLayout<T>.size
  return value
}
