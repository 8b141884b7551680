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
    self.init(
      code: Status(rawValue: status), message: text(of: error, at: messageOffset),
      place: text(of: error, at: placeOffset))
  }
}

private let messageOffset = MemoryLayout<nsh_error>.offset(of: \.message)!
private let placeOffset = MemoryLayout<nsh_error>.offset(of: \.place)!

/// The text in an array of a C struct, which ends with a NUL.
func text(of raw: UnsafeRawPointer, at offset: Int) -> String {
  String(cString: (raw + offset).assumingMemoryBound(to: CChar.self))
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

/// A struct of the C library that begins with its size.
protocol Sized {
  init()
  var struct_size: Int { get set }
}

extension Sized {
  /// The rest of it is zero.
  @inline(__always)
  static func sized() -> Self {
    var value = Self()
    value.struct_size = MemoryLayout<Self>.size
    return value
  }
}

extension nsh_item: Sized {}
extension nsh_reason: Sized {}
extension nsh_recorded_event: Sized {}
extension nsh_track_result: Sized {}
extension nsh_session_info: Sized {}
extension nsh_shelf_info: Sized {}
extension nsh_model_info: Sized {}
extension nsh_consent_info: Sized {}
extension nsh_sync_info: Sized {}
extension nsh_task_info: Sized {}
