#if canImport(Security)
import Foundation
import Security

/// The 32 bytes that seal a shelf, kept in the Keychain of this device: they are readable once it was unlocked after a
/// restart, and are in no backup that another device could restore. Where the entry is gone (a restored device, an erased
/// Keychain) a new key is made; open the shelf with `rebuildIfCorrupt`, and it begins anew.
public struct KeychainKey: Sendable {
  private let service: String
  private let account: String
  private let accessGroup: String?

  /// `accessGroup`: of apps and extensions that share the shelf; nil: this app's own.
  public init(service: String = "nearshelf", account: String = "shelf", accessGroup: String? = nil) {
    self.service = service
    self.account = account
    self.accessGroup = accessGroup
  }

  /// The key; made when there is none.
  public func loadOrCreate() throws -> Data {
    if let key = try load() { return key }
    var key = Data(count: 32)
    let drawn = key.withUnsafeMutableBytes { SecRandomCopyBytes(kSecRandomDefault, 32, $0.baseAddress!) }
    guard drawn == errSecSuccess else { throw error(drawn) }
    var query = self.query
    query[kSecAttrAccessible as String] = kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly
    query[kSecValueData as String] = key
    let added = SecItemAdd(query as CFDictionary, nil)
    // Another thread or extension was first: its key counts.
    if added == errSecDuplicateItem, let first = try load() { return first }
    guard added == errSecSuccess else { throw error(added) }
    return key
  }

  /// Deletes the key: what is sealed with it can never be read again.
  public func delete() throws {
    let status = SecItemDelete(query as CFDictionary)
    guard status == errSecSuccess || status == errSecItemNotFound else { throw error(status) }
  }

  private func load() throws -> Data? {
    var query = self.query
    query[kSecReturnData as String] = true
    query[kSecMatchLimit as String] = kSecMatchLimitOne
    var item: CFTypeRef?
    let status = SecItemCopyMatching(query as CFDictionary, &item)
    if status == errSecItemNotFound { return nil }
    guard status == errSecSuccess else { throw error(status) }
    guard let key = item as? Data, key.count == 32 else {
      try delete() // not one of ours
      return nil
    }
    return key
  }

  private var query: [String: Any] {
    var query: [String: Any] = [
      kSecClass as String: kSecClassGenericPassword,
      kSecAttrService as String: service,
      kSecAttrAccount as String: account,
      kSecAttrSynchronizable as String: false,
    ]
    if let accessGroup { query[kSecAttrAccessGroup as String] = accessGroup }
    #if os(macOS)
    query[kSecUseDataProtectionKeychain as String] = true
    #endif
    return query
  }

  private func error(_ status: OSStatus) -> NearshelfError {
    // Before the first unlock after a restart the key is there, but cannot be read: that is no lost key.
    let locked = status == errSecInteractionNotAllowed
    let text = SecCopyErrorMessageString(status, nil).map { $0 as String } ?? "OSStatus \(status)"
    return NearshelfError(code: locked ? .failedPrecondition : .io, message: text, place: "keychain")
  }
}
#endif
