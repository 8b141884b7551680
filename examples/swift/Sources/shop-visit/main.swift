// A visit to a shop: opens the shopper's shelf, asks for nothing that was not agreed to, tracks the items that are named,
// recommends, and sends what may be sent.
import Foundation
import Nearshelf

let usage = """
  usage: shop-visit MODEL DATABASE [option...] ITEM...
    --consent LIST     what the shopper agrees to: personalization, measurement, improvement, none (default
                       personalization)
    --server URL       the shop's sync server, https:// or an http:// of this machine; needs --key
    --key KEY          the shop's device key
    --count N          so many recommendations (default 5)
  """

struct WrongUse: Error {
  let message: String
}

struct Arguments {
  var model = ""
  var database = ""
  var items: [String] = []
  var granted: Purposes = .personalization
  var server: URL?
  var key: String?
  var count: UInt32 = 5

  init(_ words: [String]) throws {
    var rest = words[...]
    var places: [String] = []
    while let word = rest.popFirst() {
      guard word.hasPrefix("--") else {
        places.append(word)
        continue
      }
      guard let value = rest.popFirst() else { throw WrongUse(message: "\(word) needs a value") }
      switch word {
      case "--consent": granted = try Arguments.purposes(value)
      case "--server":
        guard let url = URL(string: value), url.host != nil else {
          throw WrongUse(message: "--server: \(value) is no address")
        }
        server = url
      case "--key": key = value
      case "--count":
        guard let number = UInt32(value) else { throw WrongUse(message: "--count: \(value) is no number") }
        count = number
      default: throw WrongUse(message: "there is no option \(word)")
      }
    }
    guard places.count >= 2 else { throw WrongUse(message: "a model and a database are needed") }
    guard (server == nil) == (key == nil) else { throw WrongUse(message: "--server and --key need each other") }
    model = places[0]
    database = places[1]
    items = Array(places[2...])
  }

  private static func purposes(_ list: String) throws -> Purposes {
    let names: [String: Purposes] = [
      "personalization": .personalization, "measurement": .measurement, "improvement": .modelImprovement, "none": [],
    ]
    return try list.split(separator: ",").reduce(into: []) { purposes, name in
      guard let purpose = names[String(name)] else { throw WrongUse(message: "--consent: there is no purpose \(name)") }
      purposes.formUnion(purpose)
    }
  }

  func options() -> ShelfOptions {
    var options = ShelfOptions(path: database)
    if let server, let key {
      var sync = SyncOptions(server: server, key: key)
      sync.allowsHTTP = ["127.0.0.1", "localhost"].contains(server.host)
      options.sync = sync
    }
    options.log = { level, message in complain("\(level): \(message)") }
    options.logLevel = .warning
    return options
  }
}

func complain(_ text: String) { FileHandle.standardError.write(Data("\(text)\n".utf8)) }

func visit(_ arguments: Arguments) async throws {
  let shelf = try await Shelf.open(arguments.options())
  do {
    try await visit(arguments, shelf)
  } catch {
    await shelf.close()
    throw error
  }
  await shelf.close()
}

func visit(_ arguments: Arguments, _ shelf: Shelf) async throws {
  try await shelf.installModel(file: arguments.model)
  // What the shopper decided in your dialog.
  try await shelf.setConsent(ConsentDecision(granted: arguments.granted, policyVersion: "2026-11"))
  for item in arguments.items {
    let result = try await shelf.track(.view(item))
    if !result.isItemKnown { complain("the model does not know \(item); it is recorded all the same") }
  }

  var options = RecommendOptions(count: arguments.count)
  options.excludeSessionItems = true
  for (place, item) in try await shelf.recommend(options).enumerated() {
    print("\(place + 1). \(item.title ?? item.id)\(item.reasons.first.map { "  (\(words($0)))" } ?? "")")
  }

  if arguments.server != nil {
    // This program is about to end: what waits is due now.
    let info = try await shelf.syncBeforeLeaving()
    print(
      "\(info.acknowledgedEvents) sent, \(info.queuedEvents) waiting, \(info.pendingErasures) erase requests open")
    if let status = info.lastHTTPStatus, status >= 400 { complain("the server answered \(status)") }
  }
}

/// A reason in the shop's own words.
func words(_ reason: Reason) -> String {
  let item = reason.itemTitle ?? reason.itemID ?? "what you saw"
  switch reason.kind {
  case .sessionContext: return "goes with \(item)"
  case .similarSessions: return "others who saw \(item) saw it, too"
  case .oftenNext: return "often follows \(item)"
  case .seenBefore: return "you saw it before"
  case .popular: return "popular"
  case .popularInCategory: return "popular in this category"
  case .other: return "for you"
  }
}

do {
  try await visit(Arguments(Array(CommandLine.arguments.dropFirst())))
} catch let error as WrongUse {
  complain("shop-visit: \(error.message)\n\(usage)")
  exit(2)
} catch {
  complain("shop-visit: \(error)")
  exit(1)
}
