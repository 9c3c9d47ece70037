/// Tells of values part by part, as `--stream` does: each one that has no parts with its path, and the
/// last path of each container again.
struct JqStreamAssembler: JqAssembler {
    private enum Preceding {
        case none, openArray, openObject, colon, comma, value
    }

    private let account: JqAccount
    private var path: [JqValue] = []
    private var preceding = Preceding.none
    private var next: JqValue?
    private var events: [JqValue] = []

    init(_ account: JqAccount) { self.account = account }

    var expectsKey: Bool {
        switch path.last {
        case .null, .yes: true
        default: false
        }
    }

    var isUnfinished: Bool { !path.isEmpty }

    var endsInNumber: Bool {
        if path.isEmpty, case .number = next { return true }
        return false
    }

    var isTruncated: Bool {
        switch next {
        case .number, .yes, .no, .null: true
        default: !path.isEmpty
        }
    }

    /// Where the reader stands.
    func currentPath() throws -> JqValue { .array(try JqArray.make(path, account)) }

    mutating func value(_ value: JqValue) throws {
        if next != nil || preceding == .value {
            throw JqMalformed(message: "Expected separator between values")
        }
        preceding = path.isEmpty ? .none : .value
        next = value
    }

    mutating func finished() throws -> JqValue? {
        if path.isEmpty, let value = next.take() { return try event(value) }
        return events.isEmpty ? nil : events.removeFirst()
    }

    mutating func last() throws -> JqValue? {
        guard let value = next.take() else { return nil }
        return try event(value)
    }

    mutating func reset() {
        path.removeAll()
        preceding = .none
        next = nil
        events.removeAll()
    }

    private func event(_ value: JqValue?) throws -> JqValue {
        let place = try currentPath()
        return .array(try JqArray.make(value.map { [place, $0] } ?? [place], account))
    }

    mutating func sign(_ byte: UInt8) throws {
        switch byte {
        case UInt8(ascii: "["):
            if next != nil || preceding == .value {
                throw JqMalformed(message: "Expected a separator between values")
            }
            try open(.number(0.0), .openArray)
        case UInt8(ascii: "{"):
            if preceding == .value {
                throw JqMalformed(message: "Expected a separator between values")
            }
            try open(.null, .openObject)
        case UInt8(ascii: ":"): try colon()
        case UInt8(ascii: ","): try comma()
        case UInt8(ascii: "]"): try closeArray()
        default: try closeObject()
        }
    }

    private mutating func open(_ key: JqValue, _ opened: Preceding) throws {
        account.take(16)
        path.append(key)
        preceding = opened
    }

    private var isInArray: Bool {
        if case .number = path.last { return true }
        return false
    }

    private mutating func colon() throws {
        if path.isEmpty || isInArray {
            throw JqMalformed(message: "':' not as part of an object")
        }
        guard let key = next, preceding != .none else {
            throw JqMalformed(message: "Expected string key before ':'")
        }
        guard case .text = key else { throw JqMalformed(message: "Object keys must be strings") }
        if preceding != .value { throw JqMalformed(message: "':' should follow a key") }
        preceding = .colon
        path[path.count - 1] = key
        next = nil
    }

    private mutating func comma() throws {
        if preceding != .value { throw JqMalformed(message: "Expected value before ','") }
        guard let key = path.last else {
            throw JqMalformed(message: "',' not as part of an object or array")
        }
        let following: JqValue
        switch key {
        case .number(let number): following = .number(number + 1)
        case .text: following = .yes
        default: throw JqMalformed(message: "Objects must consist of key:value pairs")
        }
        if let value = next.take() { events.append(try event(value)) }
        path[path.count - 1] = following
        preceding = .comma
    }

    private mutating func closeArray() throws {
        if path.isEmpty { throw JqMalformed(message: "Unmatched ']' at the top-level") }
        if preceding == .comma { throw JqMalformed(message: "Expected another array element") }
        if !isInArray { throw JqMalformed(message: "Unmatched ']' in the middle of an object") }
        try close(isEmpty: preceding == .openArray, .array(try JqArray.make(capacity: 0, account)))
    }

    private mutating func closeObject() throws {
        if path.isEmpty { throw JqMalformed(message: "Unmatched '}' at the top-level") }
        if preceding == .comma { throw JqMalformed(message: "Expected another key:value pair") }
        if isInArray { throw JqMalformed(message: "Unmatched '}' in the middle of an array") }
        if next != nil {
            guard case .text = path.last else {
                throw JqMalformed(message: "Objects must consist of key:value pairs")
            }
        } else {
            switch preceding {
            case .colon: throw JqMalformed(message: "Missing value in key:value pair")
            case .openArray:
                throw JqMalformed(message: "Unmatched '}' in the middle of an array")
            case .value, .openObject: break
            default: throw JqMalformed(message: "Unmatched '}'")
            }
        }
        try close(
            isEmpty: preceding == .openObject, .object(try JqObject.make(capacity: 0, account)))
    }

    private mutating func close(isEmpty: Bool, _ empty: JqValue) throws {
        if let value = next.take() { events.append(try event(value)) }
        if !isEmpty { events.append(try event(nil)) }
        path.removeLast()
        account.give(16)
        if isEmpty { events.append(try event(empty)) }
        preceding = path.isEmpty ? .none : .value
    }
}
