/// Puts whole values together.
final class JqValueAssembler: JqAssembler {
    private struct Level {
        let isObject: Bool
        let values: Int
        let keys: Int
        var hasKey = false
    }

    private let account: JqAccount
    private var levels: [Level] = []
    private var values = JqRoom<JqValue>()
    private var names: [JqText] = []
    /// Containers and keys that wait, which jq has a bound for.
    private var depth = 0
    private var next: JqValue?

    /// Containers and keys in one another.
    private static let deepest = 256

    init(_ account: JqAccount) { self.account = account }

    deinit { values.free(account) }

    var expectsKey: Bool {
        guard let level = levels.last else { return false }
        return level.isObject && !level.hasKey
    }

    var isUnfinished: Bool { !levels.isEmpty }

    var endsInNumber: Bool {
        if levels.isEmpty, case .number = next { return true }
        return false
    }

    func value(_ value: JqValue) throws {
        if next != nil { throw JqMalformed(message: "Expected separator between values") }
        next = value
    }

    func finished() throws -> JqValue? { levels.isEmpty ? next.take() : nil }

    func last() throws -> JqValue? { next.take() }

    func reset() {
        levels.removeAll()
        values.cut(0)
        names.removeAll()
        depth = 0
        next = nil
    }

    func sign(_ byte: UInt8) throws {
        switch byte {
        case UInt8(ascii: "["): try open(isObject: false)
        case UInt8(ascii: "{"): try open(isObject: true)
        case UInt8(ascii: ":"): try colon()
        case UInt8(ascii: ","): try comma()
        case UInt8(ascii: "]"): try closeArray()
        default: try closeObject()
        }
    }

    private func open(isObject: Bool) throws {
        if depth >= Self.deepest {
            throw JqMalformed(message: "Exceeds depth limit for parsing")
        }
        if next != nil { throw JqMalformed(message: "Expected separator between values") }
        levels.append(Level(isObject: isObject, values: values.count, keys: names.count))
        depth += 1
    }

    private func colon() throws {
        guard let key = next else {
            throw JqMalformed(message: "Expected string key before ':'")
        }
        guard expectsKey else { throw JqMalformed(message: "':' not as part of an object") }
        guard case .text(let name) = key else {
            throw JqMalformed(message: "Object keys must be strings")
        }
        names.append(name)
        levels[levels.count - 1].hasKey = true
        depth += 1
        next = nil
    }

    private func comma() throws {
        guard let value = next else { throw JqMalformed(message: "Expected value before ','") }
        guard let level = levels.last else {
            throw JqMalformed(message: "',' not as part of an object or array")
        }
        if level.isObject, !level.hasKey {
            throw JqMalformed(message: "Objects must consist of key:value pairs")
        }
        try keep(value, level)
    }

    private func keep(_ value: JqValue, _ level: Level) throws {
        try values.append(value, account)
        if level.isObject {
            levels[levels.count - 1].hasKey = false
            depth -= 1
        }
        next = nil
    }

    private func closeArray() throws {
        guard let level = levels.last, !level.isObject else {
            throw JqMalformed(message: "Unmatched ']'")
        }
        if let value = next {
            try keep(value, level)
        } else if values.count > level.values {
            throw JqMalformed(message: "Expected another array element")
        }
        let count = values.count - level.values
        let array = try JqArray.make(capacity: count, account)
        for index in level.values..<values.count { array.add(values.base[index]) }
        values.cut(level.values)
        levels.removeLast()
        depth -= 1
        next = .array(array)
    }

    private func closeObject() throws {
        guard let level = levels.last else { throw JqMalformed(message: "Unmatched '}'") }
        if let value = next {
            guard level.hasKey else {
                throw JqMalformed(message: "Objects must consist of key:value pairs")
            }
            try keep(value, level)
        } else {
            guard level.isObject, !level.hasKey else {
                throw JqMalformed(message: "Unmatched '}'")
            }
            if values.count > level.values {
                throw JqMalformed(message: "Expected another key-value pair")
            }
        }
        let count = values.count - level.values
        let object = try JqObject.make(capacity: count, account)
        for index in 0..<count {
            let name = names[level.keys + index]
            let value = values.base[level.values + index]
            if let place = object.find(name) {
                object[place].value = value
            } else {
                object.add(name, value)
            }
        }
        values.cut(level.values)
        names.removeLast(count)
        levels.removeLast()
        depth -= 1
        next = .object(object)
    }
}
