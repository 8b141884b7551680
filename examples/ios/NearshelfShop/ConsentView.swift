import Nearshelf
import SwiftUI

/// Asks for each purpose by itself. Nothing is chosen beforehand, and no is as near as yes.
struct ConsentView: View {
  @EnvironmentObject private var shop: Shop
  @Environment(\.dismiss) private var dismiss
  @State private var granted: Purposes = []

  var body: some View {
    NavigationStack {
      Form {
        Section {
          purpose("Remember what I look at", .personalization)
        } footer: {
          Text("Kept on this phone only, encrypted. Without it, recommendations forget you when the app closes.")
        }
        Section {
          purpose("Count my visits", .measurement)
        } footer: {
          Text("What you view and buy is sent to the shop under a name that changes and that only this phone knows.")
        }
        Section {
          purpose("Improve recommendations for everyone", .modelImprovement)
        } footer: {
          Text("What was sent may also be used to train the shop's model.")
        }
        Section {
          Button("Save my choice") { decide(granted) }
          Button("Allow nothing") { decide([]) }
          Button("Allow everything") { decide(.all) }
        }
      }
      .navigationTitle("Your choice")
    }
    .interactiveDismissDisabled(!(shop.consent?.isDecided ?? false))
    .onAppear { granted = shop.consent?.granted ?? [] }
  }

  private func purpose(_ title: LocalizedStringKey, _ purpose: Purposes) -> some View {
    Toggle(
      title,
      isOn: Binding(
        get: { granted.contains(purpose) },
        set: { if $0 { granted.insert(purpose) } else { granted.remove(purpose) } }))
  }

  private func decide(_ granted: Purposes) {
    shop.decide(granted)
    dismiss()
  }
}
