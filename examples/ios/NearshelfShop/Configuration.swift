import Foundation
import Nearshelf

/// What is your shop's own.
enum Configuration {
  /// The shop's sync server and device key (docs/operations.md); nil: nothing is ever sent.
  static let server: (url: URL, key: String)? = nil

  /// The version of the text in `ConsentView`: change it with the text, and the shopper is asked again.
  static let policyVersion = "2026-11"

  /// In the app's own folder, which no other app can read. Not in the caches: the system empties those.
  static func shelfOptions() throws -> ShelfOptions {
    let folder = try FileManager.default.url(
      for: .applicationSupportDirectory, in: .userDomainMask, appropriateFor: nil, create: true)
    var options = ShelfOptions(
      path: folder.appendingPathComponent("nearshelf.db").path, key: try KeychainKey().loadOrCreate())
    // A restored phone has the file and not the key: the shelf begins anew.
    options.rebuildIfCorrupt = true
    if let server {
      options.sync = SyncOptions(
        server: server.url, key: server.key, manifest: "/v1/models/default/manifest.json")
    }
    return options
  }

  /// The model that comes with the app, so that the first start needs no network: add your shop.nsm to the target.
  static var bundledModel: String? { Bundle.main.path(forResource: "shop", ofType: "nsm") }
}
