import Foundation

extension Shelf {
  /// What is recommended now, and again after whatever may have changed it: an event, a model, consent, the end of a
  /// session, an import, an erasure. The latest counts: what changed while you were busy makes one value. While no model
  /// is installed there is none. Ends when the shelf is closed or the task cancelled; throws what `recommend` throws.
  public func recommendationChanges(
    _ options: RecommendOptions = .init()
  ) -> AsyncThrowingStream<Recommendations, any Error> {
    let changes = Changes(blocking.signals.listen())
    return AsyncThrowingStream { [self] in
      while await changes.next() != nil {
        do {
          return try await recommend(options)
        } catch let error as NearshelfError where error.code == .failedPrecondition {
          // One that was closed before anybody asked is a mistake; one that closes meanwhile is the end.
          if blocking.handle.isClosed {
            if changes.count > 1 { return nil }
            throw error
          }
        }
      }
      return nil
    }
  }

  /// At most `max` (1 to 10000) of the recorded events behind `sequence` (0: from the beginning), oldest first.
  public func events(after sequence: Int64 = 0, max: UInt32 = 1000) async throws -> [RecordedEvent] {
    try await on { try $0.events(after: sequence, max: max) }
  }

  /// All recorded events, oldest first, read as they are asked for.
  public func allEvents(pageSize: UInt32 = 500) -> AsyncThrowingStream<RecordedEvent, any Error> {
    let pages = Pages()
    return AsyncThrowingStream { [self] in
      if pages.left.isEmpty {
        try Task.checkNotCancelled()
        pages.left = try await events(after: pages.last, max: pageSize)[...]
        pages.last = pages.left.last?.sequence ?? pages.last
      }
      return pages.left.popFirst()
    }
  }
}

/// Where a reader of `allEvents` stands. A stream has one reader at a time.
private final class Pages: @unchecked Sendable {
  var last: Int64 = 0
  var left: ArraySlice<RecordedEvent> = []
}

/// Where the only reader of a stream of changes stands.
private final class Changes: @unchecked Sendable {
  private var iterator: AsyncStream<Void>.AsyncIterator
  private(set) var count = 0

  init(_ stream: AsyncStream<Void>) {
    iterator = stream.makeAsyncIterator()
  }

  func next() async -> Void? {
    count += 1
    return await iterator.next()
  }
}
