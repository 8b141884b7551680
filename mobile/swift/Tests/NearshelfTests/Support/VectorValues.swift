import Foundation
import Nearshelf

/// What stands in the golden vectors, as values of this package. An unknown key is a fault of the runner.
extension ShopEvent {
  init(vector: JSON) throws {
    guard let kind = try EventKind(rawValue: vector["kind"]?.string() ?? "") else {
      throw WrongJSON(what: "no kind of event: \(vector)")
    }
    self.init(kind)
    for (key, value) in try vector.object() {
      switch key {
      case "kind": break
      case "item_id": itemID = try value.string()
      case "event_id": eventID = EventID(try value.string())
      case "query": query = try value.string()
      case "time_ms": timeMs = try value.int()
      case "dwell_ms": dwellMs = try value.int()
      case "scroll_percent": scrollPercent = try value.int()
      case "quantity": quantity = try value.int()
      case "price": price = try value.double()
      case "rating": rating = try value.double()
      default: throw WrongJSON(what: "unknown key \(key)")
      }
    }
  }
}

extension RecommendOptions {
  init(vector: JSON) throws {
    self.init()
    for (key, value) in try vector.object() {
      switch key {
      case "count": count = try value.int()
      case "rankers": rankers = Rankers(rawValue: try value.int())
      case "max_per_category": maxPerCategory = try value.int()
      case "exclude_session_items": excludeSessionItems = try value.bool()
      case "exclude_purchased": excludePurchased = try value.bool()
      case "with_reasons": withReasons = try value.bool()
      case "min_price": minPrice = Float(try value.double())
      case "max_price": maxPrice = Float(try value.double())
      case "categories": categories = try value.array().map { try $0.string() }
      case "brands": brands = try value.array().map { try $0.string() }
      case "excluded_items": excludedItems = try value.array().map { try $0.string() }
      default: throw WrongJSON(what: "unknown key \(key)")
      }
    }
  }
}

extension ConsentDecision {
  init(vector: JSON) throws {
    self.init(granted: [], policyVersion: "")
    for (key, value) in try vector.object() {
      switch key {
      case "granted": granted = Purposes(rawValue: try value.int())
      case "global_privacy_control": globalPrivacyControl = try value.bool()
      case "policy_version": policyVersion = try value.string()
      case "time_ms": timeMs = try value.int()
      default: throw WrongJSON(what: "unknown key \(key)")
      }
    }
  }
}

extension SyncOptions {
  init(vector: JSON) throws {
    self.init(server: URL(string: "https://sync.test")!, key: "")
    for (key, value) in try vector.object() {
      switch key {
      case "key": self.key = try value.string()
      case "manifest": manifest = try value.string()
      case "pseudonym_days": pseudonymDays = try value.int()
      case "batch_events": batchEvents = try value.int()
      case "batch_interval_ms": batchIntervalMs = try value.int()
      case "model_interval_ms": modelIntervalMs = try value.int()
      default: throw WrongJSON(what: "unknown key \(key)")
      }
    }
  }
}

extension Float {
  var bits: JSON { .string(String(format: "%08x", bitPattern)) }
}

extension JSON {
  init(_ error: NearshelfError) {
    self = ["status": .string(error.code.name)]
    if !error.place.isEmpty { self["place"] = .string(error.place) }
  }

  init(_ list: Recommendations, described: Bool) throws {
    let contexts: [RecommendationContext: JSON] = [.none: "none", .session: "session", .history: "history"]
    guard let context = contexts[list.context] else { throw WrongJSON(what: "unknown context \(list.context)") }
    self = ["status": "OK", "context": context, "items": .array(list.map { JSON($0, described: described) })]
  }

  private init(_ item: RecommendedItem, described: Bool) {
    self = ["id": .string(item.id), "score": item.score.bits]
    if described {
      self["title"] = .string(item.title ?? "")
      self["category"] = .string(item.category ?? "")
      self["brand"] = .string(item.brand ?? "")
      self["price"] = item.price?.bits ?? .null
      self["url"] = .string(item.url ?? "")
      self["image"] = .string(item.image ?? "")
    }
    if !item.reasons.isEmpty { self["reasons"] = .array(item.reasons.map { JSON($0, described: described) }) }
  }

  private init(_ reason: Reason, described: Bool) {
    self = ["kind": .int(Int64(reason.kind.vectorNumber)), "share": reason.share.bits]
    if let itemID = reason.itemID { self["item_id"] = .string(itemID) }
    if described, let title = reason.itemTitle { self["item_title"] = .string(title) }
  }

  init(_ event: RecordedEvent) {
    self = [
      "kind": .string(event.kind.rawValue), "sequence": .int(event.sequence), "session_id": .int(event.sessionID ?? 0),
      "time_ms": .int(event.timeMs), "event_id": .string(event.eventID.rawValue),
    ]
    if let itemID = event.itemID { self["item_id"] = .string(itemID) }
    if let query = event.query { self["query"] = .string(query) }
    if let dwellMs = event.dwellMs { self["dwell_ms"] = .int(dwellMs) }
    if let scrollPercent = event.scrollPercent { self["scroll_percent"] = .int(Int64(scrollPercent)) }
    if let quantity = event.quantity { self["quantity"] = .int(quantity) }
    if let price = event.price { self["price"] = .number(price) }
    if let rating = event.rating { self["rating"] = .number(rating) }
  }
}

extension ReasonKind {
  fileprivate var vectorNumber: Int32 {
    switch self {
    case .sessionContext: return 1
    case .similarSessions: return 2
    case .oftenNext: return 3
    case .seenBefore: return 4
    case .popular: return 5
    case .popularInCategory: return 6
    case .other(let number): return number
    }
  }
}
