import CNearshelf

extension ShopEvent {
  /// Calls `body` with the event as the C library takes it, which lives as long as the call.
  func withRaw<T>(_ body: (UnsafePointer<nsh_event>) throws -> T) rethrows -> T {
    var raw = nsh_event()
    nsh_event_init(&raw)
    raw.kind = kind.number
    if let timeMs { raw.time_ms = timeMs }
    if let dwellMs { raw.dwell_ms = dwellMs }
    if let scrollPercent { raw.scroll_percent = scrollPercent }
    if let quantity { raw.quantity = quantity }
    if let price { raw.price = price }
    if let rating { raw.rating = rating }
    return try itemID.withCBytes { itemID in
      try (eventID?.rawValue).withCBytes { eventID in
        try query.withCBytes { query in
          raw.item_id = itemID
          raw.event_id = eventID
          raw.query = query
          return try body(&raw)
        }
      }
    }
  }
}

extension RecordedEvent {
  init(of list: OpaquePointer, at index: Int) throws {
    var raw = nsh_recorded_event.sized()
    try call { nsh_events_get_event(list, index, &raw, $0) }
    sequence = raw.sequence
    eventID = EventID(raw.event_id.string)
    kind = EventKind(number: raw.kind)
    timeMs = raw.time_ms
    sessionID = raw.session_id == 0 ? nil : raw.session_id
    itemID = raw.item_id.optional
    query = raw.query.optional
    dwellMs = raw.dwell_ms == -1 ? nil : raw.dwell_ms
    scrollPercent = raw.scroll_percent == -1 ? nil : raw.scroll_percent
    quantity = raw.quantity == 0 ? nil : raw.quantity
    price = raw.price.isNaN ? nil : raw.price
    rating = raw.rating.isNaN ? nil : raw.rating
  }
}

extension TrackResult {
  init(_ raw: UnsafePointer<nsh_track_result>) {
    eventID = EventID(text(of: raw, at: eventIDOffset))
    sessionID = raw.pointee.session_id == 0 ? nil : raw.pointee.session_id
    isDuplicate = raw.pointee.duplicate != 0
    isItemKnown = raw.pointee.item_known != 0
  }
}

// Looked up once: it costs as much as the rest of reading a result.
private let eventIDOffset = MemoryLayout<nsh_track_result>.offset(of: \.event_id)!
