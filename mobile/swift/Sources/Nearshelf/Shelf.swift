import Foundation

/// One shopper's profile and the shop's current model. Every call may come from every thread and task; the work is done
/// on a thread of the shelf's own, one call after the other, so that nobody waits for a disk. Errors are `NearshelfError`.
public final class Shelf: Sendable {
  /// The same calls for code that may block.
  public let blocking: BlockingShelf
  let queue = BlockingQueue(label: "nearshelf.shelf")
  private let driver: SyncDriver?
  private let loop: SyncLoop?

  private init(_ blocking: BlockingShelf, _ options: ShelfOptions) {
    self.blocking = blocking
    let level = options.logLevel
    let sink = options.log
    let log: @Sendable (LogLevel, String) -> Void = { if $0 >= level { sink?($0, $1) } }
    if let sync = options.sync {
      let driver = SyncDriver(shelf: blocking, queue: queue, options: sync, log: log)
      let loop = SyncLoop(driver: driver, log: log)
      blocking.signals.whenDue { [weak loop] in loop?.poke() }
      self.driver = driver
      self.loop = loop
    } else {
      driver = nil
      loop = nil
    }
  }

  deinit { loop?.stop() }

  /// Opens or makes a shelf and restores the model and the session. A file is held by one shelf at a time.
  public static func open(_ options: ShelfOptions = .init()) async throws -> Shelf {
    try options.sync?.check()
    let blocking = try await BlockingQueue(label: "nearshelf.open").run { try BlockingShelf(options) }
    return Shelf(blocking, options)
  }

  /// Verifies a model, stores it durably and uses it from then on; the session goes on under it.
  public func installModel(_ data: Data) async throws {
    try await on { try $0.installModel(data) }
  }

  public func installModel(file: String) async throws {
    try await on { try $0.installModel(file: file) }
  }

  /// The current model, which outlives the shelf.
  public func model() async throws -> Model {
    try await on { try $0.model() }
  }

  /// Records an event. When it returns, what consent lets be kept of it is on the disk and survives a kill.
  @discardableResult
  public func track(_ event: ShopEvent) async throws -> TrackResult {
    try await on { try $0.track(event) }
  }

  /// Recommends for the session as it is now.
  public func recommend(_ options: RecommendOptions = .init()) async throws -> Recommendations {
    try await on { try $0.recommend(options) }
  }

  /// The latest session; nil: there is none.
  public func session() async throws -> SessionInfo? {
    try await on { try $0.session() }
  }

  /// The next event begins a new session.
  public func endSession() async throws {
    try await on { try $0.endSession() }
  }

  /// Deletes every event, also those that wait to be sent, and every session, overwriting them in the file. The model
  /// and the decisions stay.
  public func forgetAll() async throws {
    try await on { try $0.forgetAll() }
  }

  public func info() async throws -> ShelfInfo {
    try await on { try $0.info() }
  }

  /// Puts a decision into force, durably. What is not granted any more is deleted before this returns; what was sent is
  /// taken back by an erase request, which is repeated until the server acknowledges it.
  public func setConsent(_ decision: ConsentDecision) async throws {
    // What is on its way under the decision before is called back as far as it can be.
    if !decision.granted.contains(.measurement) { driver?.interrupt() }
    try await on { try $0.setConsent(decision) }
  }

  /// The decision that is in force.
  public func consent() async throws -> ConsentInForce {
    try await on { try $0.consent() }
  }

  /// Everything that is known of the shopper on this device, as JSON (docs/formats.md).
  public func exportProfile() async throws -> Data {
    try await on { try $0.exportProfile() }
  }

  /// Takes up the events of an export, all or nothing. Needs consent to personalization; nothing of it is sent.
  public func importProfile(_ json: Data) async throws {
    try await on { try $0.importProfile(json) }
  }

  /// How the sync stands.
  public func syncInfo() async throws -> SyncInfo {
    try await on { try $0.syncInfo() }
  }

  /// Gives back memory that can be made again, after a memory warning.
  public func trimMemory() async throws {
    try await on { try $0.trimMemory() }
  }

  /// Stops the sync, lets calls that began finish, and closes the file. Later calls throw `failedPrecondition`. Closing
  /// twice does nothing.
  public func close() async {
    loop?.stop()
    driver?.interrupt()
    _ = try? await on { $0.close() }
  }

  func on<T: Sendable>(_ body: @escaping @Sendable (BlockingShelf) throws -> T) async throws -> T {
    try await queue.run { [blocking] in try body(blocking) }
  }
}

extension Shelf {
  /// Carries out everything that is due now, and gives how the sync stands then. No answer, or a refusal, is no error: the
  /// library tries again later. Throws `cancelled` when the task is cancelled; what was under way is then sent again.
  @discardableResult
  public func sync() async throws -> SyncInfo {
    _ = try await syncDriver().run()
    return try await syncInfo()
  }

  /// Sends what waits, though it be not due yet: the app goes to the background. Ends when everything was answered or
  /// timed out; until then keep the app alive (beginBackgroundTask on iOS).
  @discardableResult
  public func syncBeforeLeaving() async throws -> SyncInfo {
    try await syncDriver().leave()
    return try await syncInfo()
  }

  /// From now on sends by itself what becomes due, until `stopSyncing` or `close`.
  public func startSyncing() throws {
    _ = try syncDriver()
    loop?.start()
  }

  public func stopSyncing() {
    loop?.stop()
  }

  private func syncDriver() throws -> SyncDriver {
    guard let driver else {
      throw NearshelfError(
        code: .failedPrecondition, message: "the shelf was opened without a sync server", place: "options.sync")
    }
    return driver
  }
}
