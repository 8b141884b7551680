import Nearshelf
import SwiftUI
import UIKit

/// The shelf of this shopper, for the views. All calls return to the main actor; the work is done elsewhere.
@MainActor
final class Shop: ObservableObject {
  @Published private(set) var recommended: [RecommendedItem] = []
  @Published private(set) var consent: ConsentInForce?
  @Published private(set) var problem: String?
  @Published var asksForConsent = false

  private var shelf: Shelf?
  private var changes: Task<Void, Never>?
  private var isOpening = false
  private var stay = UIBackgroundTaskIdentifier.invalid

  var isOpen: Bool { shelf != nil }

  func open() async {
    guard shelf == nil, !isOpening else { return }
    isOpening = true
    defer { isOpening = false }
    problem = nil
    do {
      // The Keychain is another process, which may take its time: not on the main thread.
      let options = try await Task.detached { try Configuration.shelfOptions() }.value
      let shelf = try await Shelf.open(options)
      if let model = Configuration.bundledModel { await install(model, in: shelf) }
      self.shelf = shelf
      let consent = try await shelf.consent()
      self.consent = consent
      asksForConsent = !consent.isDecided || consent.policyVersion != Configuration.policyVersion
      if Configuration.server != nil { try shelf.startSyncing() }
      follow(shelf)
      objectWillChange.send()
    } catch {
      problem = describe(error)
    }
  }

  /// A newer model may have come over the network: that one stays.
  private func install(_ model: String, in shelf: Shelf) async {
    do {
      try await shelf.installModel(file: model)
    } catch let error as NearshelfError where error.code == .failedPrecondition {
    } catch {
      problem = describe(error)
    }
  }

  private func follow(_ shelf: Shelf) {
    var options = RecommendOptions(count: 30)
    options.excludeSessionItems = true
    changes = Task { [weak self] in
      do {
        for try await list in shelf.recommendationChanges(options) { self?.recommended = list.items }
      } catch {
        self?.problem = self?.describe(error)
      }
    }
  }

  func track(_ event: ShopEvent) {
    perform { _ = try await $0.track(event) }
  }

  func decide(_ granted: Purposes) {
    perform { [weak self] shelf in
      try await shelf.setConsent(ConsentDecision(granted: granted, policyVersion: Configuration.policyVersion))
      let consent = try await shelf.consent()
      self?.consent = consent
    }
  }

  func export() async -> Data? {
    guard let shelf else { return nil }
    do { return try await shelf.exportProfile() } catch { problem = describe(error) }
    return nil
  }

  func forgetEverything() {
    perform { try await $0.forgetAll() }
  }

  func syncInfo() async -> SyncInfo? { try? await shelf?.syncInfo() }

  func cameToTheFront() {
    guard Configuration.server != nil else { return }
    try? shelf?.startSyncing()
  }

  /// Sends what waits. The system lets the app run on for some seconds, as long as it is told so.
  func wentToTheBackground() {
    guard let shelf, Configuration.server != nil else { return }
    shelf.stopSyncing()
    let sync = Task {
      _ = try? await shelf.syncBeforeLeaving()
      endStay()
    }
    stay = UIApplication.shared.beginBackgroundTask(withName: "nearshelf") { [weak self] in
      // Out of time: what was not answered is sent the next time.
      sync.cancel()
      self?.endStay()
    }
  }

  private func endStay() {
    UIApplication.shared.endBackgroundTask(stay)
    stay = .invalid
  }

  func memoryIsLow() {
    perform { try await $0.trimMemory() }
  }

  private func perform(_ body: @escaping @MainActor (Shelf) async throws -> Void) {
    guard let shelf else { return }
    Task {
      do { try await body(shelf) } catch { problem = describe(error) }
    }
  }

  private func describe(_ error: any Error) -> String {
    switch (error as? NearshelfError)?.code {
    case .noSpace: return "This phone has no space left."
    case .busy: return "Another part of this app is using the shelf."
    case .failedPrecondition: return "Unlock this phone once and try again."
    default: return "\(error)"
    }
  }
}
