/// What a shopper did. Views, clicks, additions to the cart and purchases move the session on; the rest is only kept.
public enum EventKind: Hashable, Sendable {
  case view
  case click
  case addToCart
  case removeFromCart
  case purchase
  case search
  case rating
  case impression
  /// A kind of a newer library.
  case other(Int32)
}

extension EventKind: RawRepresentable {
  // In the order of their numbers, from 1.
  private static let known: [(kind: EventKind, name: String)] = [
    (.view, "view"), (.click, "click"), (.addToCart, "add_to_cart"), (.removeFromCart, "remove_from_cart"),
    (.purchase, "purchase"), (.search, "search"), (.rating, "rating"), (.impression, "impression"),
  ]

  /// The name that the profile export uses, "add_to_cart" for example; the number of a kind that has no name here.
  public init?(rawValue: String) {
    if let known = EventKind.known.first(where: { $0.name == rawValue }) {
      self = known.kind
    } else if let number = Int32(rawValue) {
      self.init(number: number)
    } else {
      return nil
    }
  }

  public var rawValue: String {
    if case .other(let number) = self { return String(number) }
    return EventKind.known[Int(number) - 1].name
  }

  init(number: Int32) {
    let index = Int(number) - 1
    self = EventKind.known.indices.contains(index) ? EventKind.known[index].kind : .other(number)
  }

  var number: Int32 {
    switch self {
    case .view: return 1
    case .click: return 2
    case .addToCart: return 3
    case .removeFromCart: return 4
    case .purchase: return 5
    case .search: return 6
    case .rating: return 7
    case .impression: return 8
    case .other(let number): return number
    }
  }
}

extension EventKind: Codable {}
