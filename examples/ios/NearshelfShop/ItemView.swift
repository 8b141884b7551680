import Nearshelf
import SwiftUI

struct ItemView: View {
  @EnvironmentObject private var shop: Shop
  let item: RecommendedItem
  @State private var appeared = Date()

  var body: some View {
    List {
      Section {
        Text(item.title ?? item.id).font(.title2)
        if let brand = item.brand { LabeledContent("Brand", value: brand) }
        if let category = item.category { LabeledContent("Category", value: category) }
        if let price = item.price {
          LabeledContent("Price") { Text(Double(price), format: .currency(code: "EUR")) }
        }
      }
      Section("Why you see this") {
        ForEach(Array(item.reasons.enumerated()), id: \.offset) { _, reason in
          LabeledContent {
            Text(Double(reason.share), format: .percent.precision(.fractionLength(0)))
          } label: {
            Text(words(reason))
          }
        }
      }
      Section {
        Button("Add to cart") {
          shop.track(.addToCart(item.id, quantity: 1, price: item.price.map(Double.init)))
        }
        Button("Buy") {
          shop.track(.purchase(item.id, quantity: 1, price: item.price.map(Double.init)))
        }
      }
    }
    .navigationTitle(item.title ?? item.id)
    .navigationBarTitleDisplayMode(.inline)
    .onAppear {
      appeared = Date()
      shop.track(.view(item.id))
    }
    .onDisappear {
      // How long it was looked at belongs to an impression: the view itself was counted when it began.
      shop.track(ShopEvent(.impression, itemID: item.id, dwellMs: Int64(-appeared.timeIntervalSinceNow * 1000)))
    }
  }
}
