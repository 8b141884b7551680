import Nearshelf
import SwiftUI
import UniformTypeIdentifiers

/// The shopper's rights: see and change the choice, take everything along, have everything forgotten.
struct PrivacyView: View {
  @EnvironmentObject private var shop: Shop
  @State private var export: ExportedProfile?
  @State private var asksToForget = false
  @State private var sync: SyncInfo?

  var body: some View {
    List {
      Section("What you allow") {
        row("Remember what I look at", .personalization)
        row("Count my visits", .measurement)
        row("Improve recommendations", .modelImprovement)
        Button("Change my choice") { shop.asksForConsent = true }
      }
      if let sync {
        Section("Sent to the shop") {
          LabeledContent("Arrived", value: "\(sync.acknowledgedEvents)")
          LabeledContent("Waiting", value: "\(sync.queuedEvents)")
          if sync.pendingErasures > 0 {
            Text("What was sent is being deleted. This is repeated until the shop has confirmed it.")
          }
        }
      }
      Section {
        Button("Take my data along") {
          Task { export = await shop.export().map(ExportedProfile.init) }
        }
        Button("Forget everything", role: .destructive) { asksToForget = true }
      } footer: {
        Text("Forgetting deletes what this phone remembers. To have deleted what was sent, take back your choice.")
      }
    }
    .navigationTitle("Privacy")
    .task { sync = await shop.syncInfo() }
    .fileExporter(
      isPresented: Binding(get: { export != nil }, set: { if !$0 { export = nil } }), document: export,
      contentType: .json, defaultFilename: "my-data.json"
    ) { _ in export = nil }
    .confirmationDialog("Forget everything?", isPresented: $asksToForget, titleVisibility: .visible) {
      Button("Forget everything", role: .destructive) { shop.forgetEverything() }
    }
  }

  private func row(_ title: LocalizedStringKey, _ purpose: Purposes) -> some View {
    LabeledContent(title) { Text(shop.consent?.effective.contains(purpose) == true ? "Yes" : "No") }
  }
}

struct ExportedProfile: FileDocument {
  static let readableContentTypes = [UTType.json]
  let json: Data

  init(_ json: Data) { self.json = json }
  init(configuration: ReadConfiguration) throws { json = configuration.file.regularFileContents ?? Data() }

  func fileWrapper(configuration: WriteConfiguration) throws -> FileWrapper {
    FileWrapper(regularFileWithContents: json)
  }
}
