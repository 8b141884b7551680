import Foundation

/// Tells whoever listens that something changed: recommendations, or what is due to be sent. Of a burst that nobody took
/// up yet, one signal is left.
final class Signals: @unchecked Sendable {
  private let lock = NSLock()
  private var listeners: [Int: AsyncStream<Void>.Continuation] = [:]
  private var nextID = 0
  private var finished = false
  private var onDue: (@Sendable () -> Void)?

  /// A stream that begins with a signal, and ends with the shelf.
  func listen() -> AsyncStream<Void> {
    AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
      lock.lock()
      let ended = finished
      let id = nextID
      nextID += 1
      if !ended { listeners[id] = continuation }
      lock.unlock()
      continuation.onTermination = { [weak self] _ in self?.remove(id) }
      continuation.yield()
      if ended { continuation.finish() }
    }
  }

  func whenDue(_ body: @escaping @Sendable () -> Void) {
    lock.lock()
    onDue = body
    lock.unlock()
  }

  func changed(due: Bool = false) {
    lock.lock()
    let listening = listeners.isEmpty ? [] : Array(listeners.values)
    let onDue = due ? onDue : nil
    lock.unlock()
    for listener in listening { listener.yield() }
    onDue?()
  }

  func finish() {
    lock.lock()
    finished = true
    let listening = Array(listeners.values)
    listeners = [:]
    lock.unlock()
    for listener in listening { listener.finish() }
  }

  var listenerCount: Int {
    lock.lock()
    defer { lock.unlock() }
    return listeners.count
  }

  private func remove(_ id: Int) {
    lock.lock()
    listeners[id] = nil
    lock.unlock()
  }
}
