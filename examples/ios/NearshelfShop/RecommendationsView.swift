import Nearshelf
import SwiftUI
import UIKit

struct RecommendationsView: View {
  @EnvironmentObject private var shop: Shop

  var body: some View {
    NavigationStack {
      List(shop.recommended) { item in
        NavigationLink(value: item) { ItemRow(item: item) }
      }
      .overlay {
        if shop.recommended.isEmpty { Text("No model yet: see README.md").foregroundStyle(.secondary) }
      }
      .navigationTitle("For you")
      .navigationDestination(for: RecommendedItem.self) { ItemView(item: $0) }
      .toolbar {
        NavigationLink("Privacy") { PrivacyView() }
      }
    }
    .onReceive(
      NotificationCenter.default.publisher(for: UIApplication.didReceiveMemoryWarningNotification)
    ) { _ in shop.memoryIsLow() }
  }
}

struct ItemRow: View {
  let item: RecommendedItem

  var body: some View {
    VStack(alignment: .leading, spacing: 4) {
      Text(item.title ?? item.id)
      if let price = item.price {
        Text(Double(price), format: .currency(code: "EUR")).font(.subheadline)
      }
      if let reason = item.reasons.first {
        Text(words(reason)).font(.caption).foregroundStyle(.secondary)
      }
    }
  }
}

/// A reason in the shop's own words. Kinds that this version does not know are passed over.
func words(_ reason: Reason) -> LocalizedStringKey {
  let item = reason.itemTitle ?? reason.itemID ?? ""
  switch reason.kind {
  case .sessionContext: return "Goes with \(item)"
  case .similarSessions: return "Seen by others who saw \(item)"
  case .oftenNext: return "Often follows \(item)"
  case .seenBefore: return "You saw it before"
  case .popular: return "Popular"
  case .popularInCategory: return "Popular in this category"
  case .other: return ""
  }
}
