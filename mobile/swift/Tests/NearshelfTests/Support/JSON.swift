import Foundation

/// Any JSON, to compare exactly: a number is no truth value, and a whole number is one however it is written.
enum JSON: Hashable, Sendable {
  case null
  case bool(Bool)
  case int(Int64)
  case double(Double)
  case string(String)
  case array([JSON])
  case object([String: JSON])
}

extension JSON: Codable {
  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let bool = try? value.decode(Bool.self) {
      self = .bool(bool)
    } else if let int = try? value.decode(Int64.self) {
      self = .int(int)
    } else if let double = try? value.decode(Double.self) {
      self = .double(double)
    } else if let string = try? value.decode(String.self) {
      self = .string(string)
    } else if let array = try? value.decode([JSON].self) {
      self = .array(array)
    } else {
      self = .object(try value.decode([String: JSON].self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    switch self {
    case .null: try value.encodeNil()
    case .bool(let bool): try value.encode(bool)
    case .int(let int): try value.encode(int)
    case .double(let double): try value.encode(double)
    case .string(let string): try value.encode(string)
    case .array(let array): try value.encode(array)
    case .object(let object): try value.encode(object)
    }
  }

  init(parsing data: Data) throws { self = try JSONDecoder().decode(JSON.self, from: data) }

  static func number(_ value: Double) -> JSON { Int64(exactly: value).map { .int($0) } ?? .double(value) }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByDictionaryLiteral, ExpressibleByBooleanLiteral {
  init(stringLiteral value: String) { self = .string(value) }
  init(booleanLiteral value: Bool) { self = .bool(value) }
  init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(Dictionary(uniqueKeysWithValues: elements))
  }
}

struct WrongJSON: Error {
  let what: String
}

extension JSON {
  /// nil also for a null.
  subscript(key: String) -> JSON? {
    get {
      guard case .object(let object) = self, object[key] != .null else { return nil }
      return object[key]
    }
    set {
      guard case .object(var object) = self else { return }
      object[key] = newValue
      self = .object(object)
    }
  }

  func has(_ key: String) -> Bool {
    if case .object(let object) = self { return object[key] != nil }
    return false
  }

  func object() throws -> [String: JSON] {
    guard case .object(let object) = self else { throw WrongJSON(what: "no object: \(self)") }
    return object
  }
  func array() throws -> [JSON] {
    guard case .array(let array) = self else { throw WrongJSON(what: "no array: \(self)") }
    return array
  }
  func string() throws -> String {
    guard case .string(let string) = self else { throw WrongJSON(what: "no string: \(self)") }
    return string
  }
  func bool() throws -> Bool {
    guard case .bool(let bool) = self else { throw WrongJSON(what: "no truth value: \(self)") }
    return bool
  }
  func int<T: FixedWidthInteger>(_ type: T.Type = T.self) throws -> T {
    guard case .int(let int) = self, let value = T(exactly: int) else {
      throw WrongJSON(what: "no whole number that fits: \(self)")
    }
    return value
  }
  func double() throws -> Double {
    if case .int(let int) = self { return Double(int) }
    guard case .double(let double) = self else { throw WrongJSON(what: "no number: \(self)") }
    return double
  }

  /// Whether this is what `expected` says: the same, but that an object {"$match": "<regex>"} there stands for a string
  /// which the expression matches whole.
  func matches(_ expected: JSON) -> Bool {
    switch (self, expected) {
    case (.string(let text), .object(let object)) where object.count == 1:
      guard case .string(let pattern)? = object["$match"], let regex = try? Regex(pattern) else { return false }
      return text.wholeMatch(of: regex) != nil
    case (.object(let left), .object(let right)):
      return left.count == right.count
        && left.allSatisfy { key, value in right[key].map { value.matches($0) } ?? false }
    case (.array(let left), .array(let right)):
      return left.count == right.count && zip(left, right).allSatisfy { $0.matches($1) }
    default:
      return self == expected
    }
  }
}
