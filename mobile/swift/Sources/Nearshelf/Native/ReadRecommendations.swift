import CNearshelf
import Foundation

extension RecommendOptions {
  /// Calls `body` with the options as the C library takes them, which live as long as the call.
  func withRaw<T>(_ body: (UnsafePointer<nsh_recommend_options>) throws -> T) rethrows -> T {
    var raw = nsh_recommend_options()
    nsh_recommend_options_init(&raw)
    raw.count = count
    raw.rankers = rankers.rawValue
    raw.max_per_category = maxPerCategory
    raw.exclude_session_items = excludeSessionItems ? 1 : 0
    raw.exclude_purchased = excludePurchased ? 1 : 0
    raw.with_reasons = withReasons ? 1 : 0
    if let minPrice { raw.min_price = minPrice }
    if let maxPrice { raw.max_price = maxPrice }
    if categories.isEmpty && brands.isEmpty && excludedItems.isEmpty { return try body(&raw) }
    return try withCStrings(categories) { categories, categoryCount in
      try withCStrings(brands) { brands, brandCount in
        try withCStrings(excludedItems) { excluded, excludedCount in
          raw.categories = categories
          raw.category_count = categoryCount
          raw.brands = brands
          raw.brand_count = brandCount
          raw.excluded_items = excluded
          raw.excluded_item_count = excludedCount
          return try body(&raw)
        }
      }
    }
  }
}

extension Recommendations {
  /// Reads a result of the C library in full and frees it. Written for speed: what a call costs is mostly this.
  init(taking raw: OpaquePointer) throws {
    defer { nsh_recommendations_free(raw) }
    context = RecommendationContext(number: nsh_recommendations_context(raw))
    let count = nsh_recommendations_count(raw)
    var items: [RecommendedItem] = []
    items.reserveCapacity(count)
    // All reasons are in one piece of memory, of which each item has its part.
    let reasons = ReasonList(capacity: 3 * count)
    var reader = ReasonReader(list: raw)
    var categories = SharedStrings()
    var brands = SharedStrings()
    var item = nsh_item.sized()
    for index in 0..<count {
      try check(nsh_recommendations_get_item(raw, index, &item, nil))
      let begin = reasons.all.count
      try reader.read(of: index, item.reason_count, into: &reasons.all)
      items.append(
        RecommendedItem(
          item, category: categories.string(item.category), brand: brands.string(item.brand),
          reasons: Reasons(list: reasons, begin: begin, end: begin + item.reason_count)))
    }
    self.items = items
  }
}

private struct ReasonReader {
  let list: OpaquePointer
  private var ids = SharedStrings()
  private var titles = SharedStrings()
  private var raw = nsh_reason.sized()

  init(list: OpaquePointer) { self.list = list }

  mutating func read(of item: Int, _ count: Int, into reasons: inout [Reason]) throws {
    for place in 0..<count {
      try check(nsh_recommendations_get_reason(list, item, place, &raw, nil))
      reasons.append(
        Reason(
          kind: ReasonKind(number: raw.kind), share: raw.share, itemID: ids.string(raw.item_id),
          itemTitle: titles.string(raw.item_title)))
    }
  }
}

@inline(__always)
private func check(_ status: nsh_status) throws {
  if status != 0 { throw NearshelfError(code: Status(rawValue: status), message: "no such item") }
}

extension RecommendedItem {
  fileprivate init(_ raw: nsh_item, category: String?, brand: String?, reasons: Reasons) {
    id = raw.id.string
    score = raw.score
    price = raw.price.isNaN ? nil : raw.price
    title = raw.title.optional
    self.category = category
    self.brand = brand
    url = raw.url.optional
    image = raw.image.optional
    self.reasons = reasons
  }
}

/// One result names the same few items, categories and brands again and again: their strings are made once.
private struct SharedStrings {
  private struct Entry {
    let raw: nsh_string
    let ends: (UInt64, UInt64)
    let string: String
  }
  private var entries: [Entry] = []

  init() { entries.reserveCapacity(8) }

  mutating func string(_ raw: nsh_string) -> String? {
    guard raw.size > 0, let data = raw.data else { return nil }
    let ends = SharedStrings.ends(UnsafeRawPointer(data), raw.size)
    let found = entries.withUnsafeBufferPointer { entries -> Int? in
      for index in entries.indices where entries[index].ends == ends && entries[index].raw.size == raw.size {
        // Up to 16 bytes the ends are all there is.
        if raw.size <= 16 || memcmp(entries[index].raw.data, data, raw.size) == 0 { return index }
      }
      return nil
    }
    if let found { return entries[found].string }
    let string = raw.string
    if entries.count < 8 { entries.append(Entry(raw: raw, ends: ends, string: string)) }
    return string
  }

  /// The first and the last 8 bytes, or what there is of them.
  @inline(__always)
  private static func ends(_ data: UnsafeRawPointer, _ size: Int) -> (UInt64, UInt64) {
    if size >= 8 { return (data.loadUnaligned(as: UInt64.self), (data + size - 8).loadUnaligned(as: UInt64.self)) }
    if size >= 4 {
      return (
        UInt64(data.loadUnaligned(as: UInt32.self)), UInt64((data + size - 4).loadUnaligned(as: UInt32.self))
      )
    }
    let bytes = data.assumingMemoryBound(to: UInt8.self)
    return (UInt64(bytes[0]) | UInt64(bytes[size / 2]) << 8, UInt64(bytes[size - 1]))
  }
}
