import Foundation

/// Sends by itself what becomes due, until it is stopped.
final class SyncLoop: @unchecked Sendable {
  /// Of a burst of events the library is asked once.
  private static let burstMs: Int64 = 250
  /// After the library could not be asked, or could not note what came of a request.
  private static let troubleMs: Int64 = 30_000
  private static let longestMs: Int64 = 86_400_000

  private let driver: SyncDriver
  private let log: @Sendable (LogLevel, String) -> Void
  private let lock = NSLock()
  // All guarded by `lock`.
  private var task: Task<Void, Never>?
  private var sleeper: Task<Void, Never>?
  private var poked = false

  init(driver: SyncDriver, log: @escaping @Sendable (LogLevel, String) -> Void) {
    self.driver = driver
    self.log = log
  }

  func start() {
    lock.locked {
      guard task == nil else { return }
      task = Task { await self.run() }
    }
  }

  func stop() {
    lock.locked {
      task?.cancel()
      task = nil
    }
  }

  /// Something was recorded or decided: something may be due.
  func poke() {
    lock.locked {
      poked = true
      sleeper?.cancel()
    }
  }

  private func run() async {
    while !Task.isCancelled {
      lock.locked { poked = false }
      var waitMs: Int64?
      do {
        waitMs = try await driver.run()
      } catch {
        if driver.shelf.handle.isClosed { return }
        if !Task.isCancelled { log(.warning, "sync: \(error)") }
        waitMs = SyncLoop.troubleMs
      }
      await pause(min(waitMs ?? SyncLoop.longestMs, SyncLoop.longestMs))
    }
  }

  /// Ends early when the loop is poked or stopped.
  private func pause(_ ms: Int64) async {
    let sleeper = lock.locked {
      let sleeper = Task<Void, Never> { try? await Task.sleep(nanoseconds: UInt64(ms) * 1_000_000) }
      if poked { sleeper.cancel() }
      self.sleeper = sleeper
      return sleeper
    }
    await withTaskCancellationHandler {
      await sleeper.value
    } onCancel: {
      sleeper.cancel()
    }
    if lock.locked({ poked }) { try? await Task.sleep(nanoseconds: UInt64(SyncLoop.burstMs) * 1_000_000) }
  }
}
