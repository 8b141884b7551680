import Foundation

/// Makes an event count once however often it is tracked: 1 to 64 of A-Z a-z 0-9 . _ : -
public struct EventID: RawRepresentable, Hashable, Sendable, Codable, ExpressibleByStringLiteral, CustomStringConvertible {
  public let rawValue: String

  public init(rawValue: String) { self.rawValue = rawValue }
  public init(_ rawValue: String) { self.rawValue = rawValue }
  public init(stringLiteral value: String) { rawValue = value }

  public var description: String { rawValue }
}

/// An event as an app reports it. A field that does not fit the kind must stay nil; the library checks all of them.
/// Encoded it has the members of an event in the profile export.
public struct ShopEvent: Hashable, Sendable, Codable {
  public var kind: EventKind
  /// Every kind but search: 1 to 256 bytes of UTF-8. Need not be in the model.
  public var itemID: String?
  /// Drawn when nil.
  public var eventID: EventID?
  /// Search only, and required there.
  public var query: String?
  /// When it happened, in milliseconds since 1970 UTC; nil: now.
  public var timeMs: Int64?
  /// View, impression: time spent looking.
  public var dwellMs: Int64?
  /// View, impression: 0 to 100.
  public var scrollPercent: Int32?
  /// Cart and purchase.
  public var quantity: Int64?
  /// Unit price in the shop's currency.
  public var price: Double?
  /// Rating only, and required there: 0 to 5.
  public var rating: Double?

  public init(
    _ kind: EventKind, itemID: String? = nil, eventID: EventID? = nil, query: String? = nil, timeMs: Int64? = nil,
    dwellMs: Int64? = nil, scrollPercent: Int32? = nil, quantity: Int64? = nil, price: Double? = nil,
    rating: Double? = nil
  ) {
    self.kind = kind
    self.itemID = itemID
    self.eventID = eventID
    self.query = query
    self.timeMs = timeMs
    self.dwellMs = dwellMs
    self.scrollPercent = scrollPercent
    self.quantity = quantity
    self.price = price
    self.rating = rating
  }

  enum CodingKeys: String, CodingKey {
    case kind, query, quantity, price, rating
    case itemID = "item_id"
    case eventID = "event_id"
    case timeMs = "time_ms"
    case dwellMs = "dwell_ms"
    case scrollPercent = "scroll_percent"
  }

  public static func view(_ itemID: String) -> ShopEvent { ShopEvent(.view, itemID: itemID) }
  public static func click(_ itemID: String) -> ShopEvent { ShopEvent(.click, itemID: itemID) }
  public static func search(_ query: String) -> ShopEvent { ShopEvent(.search, query: query) }
  public static func addToCart(_ itemID: String, quantity: Int64? = nil, price: Double? = nil) -> ShopEvent {
    ShopEvent(.addToCart, itemID: itemID, quantity: quantity, price: price)
  }
  public static func purchase(_ itemID: String, quantity: Int64? = nil, price: Double? = nil) -> ShopEvent {
    ShopEvent(.purchase, itemID: itemID, quantity: quantity, price: price)
  }
  public static func rating(_ itemID: String, _ rating: Double) -> ShopEvent {
    ShopEvent(.rating, itemID: itemID, rating: rating)
  }
}

public struct TrackResult: Hashable, Sendable, Codable {
  /// The event's id, given or drawn.
  public let eventID: EventID
  /// nil: the event is older than the session and went into the history only.
  public let sessionID: Int64?
  /// An event with this id was there already; nothing was changed.
  public let isDuplicate: Bool
  /// The model knows the item.
  public let isItemKnown: Bool
}

/// An event as it was recorded. Decodes the events of a profile export, in which `sequence` does not stand.
public struct RecordedEvent: Hashable, Sendable, Codable, Identifiable {
  /// Its place in the order of arrival: from 1, rising, with gaps; 0 in an export.
  public let sequence: Int64
  public let eventID: EventID
  public let kind: EventKind
  public let timeMs: Int64
  /// nil: of no session.
  public let sessionID: Int64?
  public let itemID: String?
  public let query: String?
  public let dwellMs: Int64?
  public let scrollPercent: Int32?
  public let quantity: Int64?
  public let price: Double?
  public let rating: Double?

  public var id: EventID { eventID }
  public var date: Date { Date(timeIntervalSince1970: Double(timeMs) / 1000) }

  enum CodingKeys: String, CodingKey {
    case sequence, kind, query, quantity, price, rating
    case eventID = "event_id"
    case timeMs = "time_ms"
    case sessionID = "session_id"
    case itemID = "item_id"
    case dwellMs = "dwell_ms"
    case scrollPercent = "scroll_percent"
  }
}

extension RecordedEvent {
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    sequence = try values.decodeIfPresent(Int64.self, forKey: .sequence) ?? 0
    eventID = try values.decode(EventID.self, forKey: .eventID)
    kind = try values.decode(EventKind.self, forKey: .kind)
    timeMs = try values.decode(Int64.self, forKey: .timeMs)
    sessionID = try values.decodeIfPresent(Int64.self, forKey: .sessionID)
    itemID = try values.decodeIfPresent(String.self, forKey: .itemID)
    query = try values.decodeIfPresent(String.self, forKey: .query)
    dwellMs = try values.decodeIfPresent(Int64.self, forKey: .dwellMs)
    scrollPercent = try values.decodeIfPresent(Int32.self, forKey: .scrollPercent)
    quantity = try values.decodeIfPresent(Int64.self, forKey: .quantity)
    price = try values.decodeIfPresent(Double.self, forKey: .price)
    rating = try values.decodeIfPresent(Double.self, forKey: .rating)
  }
}
