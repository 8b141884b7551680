import CNearshelf

/// The parts that a model may rank with.
public struct Rankers: OptionSet, Hashable, Sendable, Codable {
  public let rawValue: UInt32
  public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// The session model.
  public static let gru = Rankers(rawValue: 1)
  /// Sessions like this one.
  public static let neighbors = Rankers(rawValue: 2)
  /// What often follows.
  public static let rules = Rankers(rawValue: 4)
  /// The session's own items.
  public static let ownItems = Rankers(rawValue: 8)
  /// Popularity and trend.
  public static let popular = Rankers(rawValue: 16)
  public static let all = Rankers(rawValue: 31)
}

public struct RecommendOptions: Hashable, Sendable, Codable {
  /// 1 to 1000. Fewer come back when fewer items pass the filters.
  public var count: UInt32 = 20
  /// Those that the model does not carry are skipped.
  public var rankers: Rankers = .all
  /// At most so many of one category; 0: no limit.
  public var maxPerCategory: UInt32 = 0
  /// Leave out what this session has seen.
  public var excludeSessionItems = false
  /// Leave out what this shopper has bought.
  public var excludePurchased = true
  public var withReasons = true
  /// An item of unknown price passes neither limit.
  public var minPrice: Float?
  public var maxPrice: Float?
  /// An item passes when its category is listed; none listed: any.
  public var categories: [String] = []
  public var brands: [String] = []
  public var excludedItems: [String] = []

  public init() {}
  public init(count: UInt32) { self.count = count }
}

/// Why an item is recommended.
public enum ReasonKind: Hashable, Sendable {
  /// The session model expects it after what was seen; the item is the last one seen.
  case sessionContext
  /// Seen in sessions like this one; the item is the one that most of them shared.
  case similarSessions
  /// Often follows the item.
  case oftenNext
  /// This shopper saw it before.
  case seenBefore
  /// Popular in the shop.
  case popular
  /// Popular in the category of the session.
  case popularInCategory
  /// A kind of a newer library: pass over it.
  case other(Int32)

  init(number: Int32) {
    switch number {
    case 1: self = .sessionContext
    case 2: self = .similarSessions
    case 3: self = .oftenNext
    case 4: self = .seenBefore
    case 5: self = .popular
    case 6: self = .popularInCategory
    default: self = .other(number)
    }
  }
}

public struct Reason: Hashable, Sendable {
  public let kind: ReasonKind
  /// Its part of the score, 0 to 1; the reasons of one item add up to 1.
  public let share: Float
  /// The item that it speaks of, where it speaks of one.
  public let itemID: String?
  public let itemTitle: String?
}

/// What the model does not know of an item is nil.
public struct RecommendedItem: Hashable, Sendable, Identifiable {
  public let id: String
  /// Comparable within one result only.
  public let score: Float
  public let price: Float?
  public let title: String?
  public let category: String?
  public let brand: String?
  public let url: String?
  public let image: String?
  /// Largest share first.
  public let reasons: Reasons
}

/// The reasons of one item, numbered from 0.
public struct Reasons: Sendable, RandomAccessCollection {
  let list: ReasonList
  let begin: Int
  let end: Int

  public var startIndex: Int { 0 }
  public var endIndex: Int { end - begin }
  public subscript(position: Int) -> Reason {
    precondition(indices.contains(position), "there is no such reason")
    return list.all[begin + position]
  }
}

/// The reasons of a whole result; nothing changes them once that is made.
final class ReasonList: @unchecked Sendable {
  var all: [Reason] = []

  init(capacity: Int) { all.reserveCapacity(capacity) }
}

extension Reasons: Hashable {
  public static func == (left: Reasons, right: Reasons) -> Bool { left.elementsEqual(right) }
  public func hash(into hasher: inout Hasher) {
    for reason in self { hasher.combine(reason) }
  }
}

/// What recommendations follow from.
public enum RecommendationContext: Hashable, Sendable {
  /// Nothing is known of the shopper: popularity.
  case none
  /// The items of the session.
  case session
  /// The session is empty: the last items of earlier sessions.
  case history
  case other(Int32)

  init(number: Int32) {
    switch number {
    case 0: self = .none
    case 1: self = .session
    case 2: self = .history
    default: self = .other(number)
    }
  }
}

/// The recommended items, best first.
public struct Recommendations: Hashable, Sendable, RandomAccessCollection {
  public let context: RecommendationContext
  public let items: [RecommendedItem]

  public var startIndex: Int { items.startIndex }
  public var endIndex: Int { items.endIndex }
  public subscript(position: Int) -> RecommendedItem { items[position] }
  public func makeIterator() -> IndexingIterator<[RecommendedItem]> { items.makeIterator() }
}
