import CNearshelf

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
  /// Reads a result of the C library in full and frees it.
  init(taking raw: OpaquePointer) throws {
    defer { nsh_recommendations_free(raw) }
    context = RecommendationContext(number: nsh_recommendations_context(raw))
    var items: [RecommendedItem] = []
    let count = nsh_recommendations_count(raw)
    items.reserveCapacity(count)
    var titles = TitleCache()
    for index in 0..<count { items.append(try RecommendedItem(of: raw, at: index, titles: &titles)) }
    self.items = items
  }
}

extension RecommendedItem {
  fileprivate init(of list: OpaquePointer, at index: Int, titles: inout TitleCache) throws {
    var raw = sized(nsh_item(), \.struct_size)
    try call { nsh_recommendations_get_item(list, index, &raw, $0) }
    id = raw.id.string
    score = raw.score
    price = raw.price.isNaN ? nil : raw.price
    title = raw.title.optional
    category = raw.category.optional
    brand = raw.brand.optional
    url = raw.url.optional
    image = raw.image.optional
    var reasons: [Reason] = []
    reasons.reserveCapacity(raw.reason_count)
    for reasonIndex in 0..<raw.reason_count {
      var reason = sized(nsh_reason(), \.struct_size)
      try call { nsh_recommendations_get_reason(list, index, reasonIndex, &reason, $0) }
      reasons.append(
        Reason(
          kind: ReasonKind(number: reason.kind), share: reason.share, itemID: titles.string(reason.item_id),
          itemTitle: titles.string(reason.item_title)))
    }
    self.reasons = reasons
  }
}

/// The reasons of one result speak of the same few items: their strings are made once.
private struct TitleCache {
  private var known: [(data: UnsafePointer<CChar>, size: Int, string: String)] = []

  mutating func string(_ raw: nsh_string) -> String? {
    guard raw.size > 0, let data = raw.data else { return nil }
    // Short ones are stored in place, without memory of their own.
    if raw.size <= 15 { return raw.string }
    for entry in known where entry.data == data && entry.size == raw.size { return entry.string }
    let string = raw.string
    if known.count < 8 { known.append((data, raw.size, string)) }
    return string
  }
}
