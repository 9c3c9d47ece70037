/// A value of JSON.
enum JqValue {
    case null
    case no
    case yes
    case number(Double)
    case text(JqText)
    case array(JqArray)
    case object(JqObject)
    /// What `label` made: where `break` goes. No program sees one.
    case label(Int)
    /// Where an outer `path` stands. No program sees one.
    case trail(JqTrail)

    /// The kinds in their order.
    enum Kind: Int {
        case null, no, yes, number, text, array, object
    }

    /// What kind of value it is.
    @inline(__always)
    var kind: Kind {
        switch self {
        case .null, .label, .trail: .null
        case .no: .no
        case .yes: .yes
        case .number: .number
        case .text: .text
        case .array: .array
        case .object: .object
        }
    }

    /// What `type` calls it.
    var kindName: StaticString {
        switch kind {
        case .null: "null"
        case .no, .yes: "boolean"
        case .number: "number"
        case .text: "string"
        case .array: "array"
        case .object: "object"
        }
    }

    /// `true` or `false`.
    @inline(__always)
    static func bool(_ value: Bool) -> JqValue { value ? .yes : .no }

    /// A whole number.
    @inline(__always)
    static func number(_ value: Int) -> JqValue { .number(Double(value)) }

    /// What the program is written with, as a text.
    static func text(_ text: StaticString, _ account: JqAccount) -> JqValue {
        .text(
            JqText.make(
                UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount),
                account))
    }

    /// Whether a condition holds.
    @inline(__always)
    var isTrue: Bool {
        switch self {
        case .null, .no: false
        default: true
        }
    }

    /// Whether it is the same value and not only an equal one, which paths are checked by.
    func isIdentical(_ other: JqValue) -> Bool {
        switch (self, other) {
        case (.null, .null), (.no, .no), (.yes, .yes): true
        case (.number(let left), .number(let right)): left.bitPattern == right.bitPattern
        case (.text(let left), .text(let right)): left === right
        case (.array(let left), .array(let right)): left === right
        case (.object(let left), .object(let right)): left === right
        default: false
        }
    }

    /// Takes an array out, so that it may have one owner; nil for another kind.
    @inline(__always)
    mutating func takeArray() -> JqArray? {
        guard case .array(let array) = self else { return nil }
        self = .null
        return array
    }

    /// Takes an object out, so that it may have one owner; nil for another kind.
    @inline(__always)
    mutating func takeObject() -> JqObject? {
        guard case .object(let object) = self else { return nil }
        self = .null
        return object
    }

    /// Takes a text out, so that it may have one owner; nil for another kind.
    @inline(__always)
    mutating func takeText() -> JqText? {
        guard case .text(let text) = self else { return nil }
        self = .null
        return text
    }
}

/// Where a path leads: the keys from the last one to the first, and the value there.
final class JqTrail {
    let steps: JqPathStep?
    let isTracked: Bool
    let value: JqValue
    let nesting: Int32

    init(_ steps: JqPathStep?, isTracked: Bool, _ value: JqValue, nesting: Int32) {
        self.steps = steps
        self.isTracked = isTracked
        self.value = value
        self.nesting = nesting
    }
}

/// A key of a path, behind those that come before it.
final class JqPathStep {
    private(set) var previous: JqPathStep?
    let key: JqValue
    let length: Int

    init(_ previous: JqPathStep?, _ key: JqValue) {
        self.previous = previous
        self.key = key
        length = (previous?.length ?? 0) + 1
    }

    deinit {
        // One after the other, since each within the other takes stack.
        var next = previous
        previous = nil
        while var step = next.take(), isKnownUniquelyReferenced(&step) {
            next = step.previous
            step.previous = nil
        }
    }

    /// The keys in their order.
    static func array(_ last: JqPathStep?, _ account: JqAccount) throws -> JqValue {
        let length = last?.length ?? 0
        let array = try JqArray.make(capacity: length, account)
        array.fill(length)
        var step = last
        var index = length
        while let current = step {
            index &-= 1
            array[index] = current.key
            step = current.previous
        }
        return .array(array)
    }
}
