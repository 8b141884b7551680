import SwiftUI

@main
struct NearshelfShopApp: App {
  @StateObject private var shop = Shop()
  @Environment(\.scenePhase) private var phase

  var body: some Scene {
    WindowGroup {
      Group {
        if let problem = shop.problem {
          ProblemView(problem: problem) { Task { await shop.open() } }
        } else if shop.isOpen {
          RecommendationsView()
        } else {
          ProgressView("Opening")
        }
      }
      .environmentObject(shop)
      .task { await shop.open() }
      .sheet(isPresented: $shop.asksForConsent) { ConsentView().environmentObject(shop) }
    }
    .onChange(of: phase) { phase in
      switch phase {
      case .active: shop.cameToTheFront()
      case .background: shop.wentToTheBackground()
      default: break
      }
    }
  }
}

struct ProblemView: View {
  let problem: String
  let tryAgain: () -> Void

  var body: some View {
    VStack(spacing: 16) {
      Text(problem).multilineTextAlignment(.center)
      Button("Try again", action: tryAgain)
    }
    .padding()
  }
}
