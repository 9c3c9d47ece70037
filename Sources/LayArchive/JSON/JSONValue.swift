/// A JSON value; objects keep the order of their keys, ints stay exact.
public enum JSONValue: Sendable, Equatable {
    case null
    case bool(Bool)
    case int(Int64)
    case double(Double)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)

    /// The value under a key of an object.
    public subscript(key: String) -> JSONValue? {
        if case .object(let object) = self { return object[key] }
        return nil
    }

    /// About how many bytes of memory the value takes.
    package var bytesHeld: Int {
        switch self {
        case .string(let text): 24 + text.utf8.count
        case .array(let elements): elements.reduce(48) { $0 + 24 + $1.bytesHeld }
        case .object(let object):
            object.entries.reduce(48) { $0 + 40 + $1.key.utf8.count + $1.value.bytesHeld }
        default: 0
        }
    }

    /// The text of a string.
    public var string: String? { if case .string(let text) = self { text } else { nil } }
    /// The number of an int.
    public var int: Int64? { if case .int(let number) = self { number } else { nil } }
    /// The elements of an array.
    public var array: [JSONValue]? { if case .array(let elements) = self { elements } else { nil } }
    /// The entries of an object.
    public var object: JSONObject? { if case .object(let object) = self { object } else { nil } }
    /// The strings of an array of strings.
    public var strings: [String]? {
        guard let array else { return nil }
        let texts = array.compactMap(\.string)
        return texts.count == array.count ? texts : nil
    }
}

/// The entries of a JSON object in order.
public struct JSONObject: Sendable, Equatable, ExpressibleByDictionaryLiteral {
    /// The entries, each key once.
    public private(set) var entries: [(key: String, value: JSONValue)] = []

    /// No entries.
    public init() {}

    /// These entries in this order.
    public init(dictionaryLiteral elements: (String, JSONValue)...) {
        for (key, value) in elements { self[key] = value }
    }

    /// The value of a key; setting `nil` removes it.
    ///
    /// - Complexity: O(*n*): objects of documents are small.
    public subscript(key: String) -> JSONValue? {
        get { entries.first { $0.key == key }?.value }
        set {
            let index = entries.firstIndex { $0.key == key }
            switch (index, newValue) {
            case (let index?, let value?): entries[index].value = value
            case (let index?, nil): entries.remove(at: index)
            case (nil, let value?): entries.append((key, value))
            case (nil, nil): break
            }
        }
    }

    /// Adds an entry whose key is known to be new, without a search.
    public mutating func appendUnchecked(_ entry: (key: String, value: JSONValue)) {
        entries.append(entry)
    }

    /// True when both hold equal values under equal keys, in any order.
    public static func == (left: JSONObject, right: JSONObject) -> Bool {
        left.entries.count == right.entries.count
            && left.entries.allSatisfy { right[$0.key] == $0.value }
    }
}
