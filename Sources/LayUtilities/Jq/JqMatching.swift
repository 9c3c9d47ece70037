/// Matches of regular expressions as objects.
enum JqMatching {
    /// The matches of a text, or whether there is one.
    ///
    /// - Throws: `JqRaise` where the arguments are none.
    static func match(
        _ machine: JqMachine, _ input: JqValue, _ pattern: JqValue, _ modifiers: JqValue,
        isTest: Bool
    ) throws -> JqValue {
        guard case .text(let text) = input else {
            throw JqRaise(input, "cannot be matched, as it is not a string")
        }
        guard case .text(let regexText) = pattern else {
            throw JqRaise(pattern, "is not a string")
        }
        var letters: [UInt8] = []
        switch modifiers {
        case .text(let text): letters = text.array
        case .null: break
        default: throw JqRaise(modifiers, "is not a string")
        }
        guard let flags = JqRegex.Flags(letters) else {
            throw JqRaise(letters + Array(" is not a valid modifier string".utf8))
        }
        let regex = try machine.patterns.regex(regexText.array, letters, flags)
        let matches = JqMatches(machine.account, regex)
        return try text.with { span in
            machine.account.work(1 + span.count / JqAccount.bytesPerStep)
            if isTest { return .bool(try regex.match(span, from: 0) != nil) }
            return try matches.all(span, isGlobal: flags.isGlobal)
        }
    }
}

/// Makes objects of matches.
private final class JqMatches {
    private let account: JqAccount
    private let regex: JqRegex
    private let offset: JqText
    private let length: JqText
    private let string: JqText
    private let captures: JqText
    private let name: JqText
    /// A place in bytes, and in characters.
    private var known = (byte: 0, character: 0)

    init(_ account: JqAccount, _ regex: JqRegex) {
        self.account = account
        self.regex = regex
        func key(_ text: StaticString) -> JqText {
            JqText.make(
                UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount),
                account)
        }
        offset = key("offset")
        length = key("length")
        string = key("string")
        captures = key("captures")
        name = key("name")
    }

    func all(_ span: UnsafeBufferPointer<UInt8>, isGlobal: Bool) throws -> JqValue {
        var found = try JqArray.make(capacity: 0, account)
        var start = 0
        repeat {
            guard let groups = try regex.match(span, from: start), let whole = groups[0] else {
                break
            }
            account.work(1 + whole.count / 64)
            try account.settle()
            try JqArray.append(try object(span, groups, whole), to: &found)
            if whole.isEmpty {
                start += start < span.count ? JqUnicode.length(span[start]) : 1
            } else {
                start = whole.upperBound
            }
        } while isGlobal && start != span.count && start < span.count
        return .array(found)
    }

    /// The number of the character that begins at a byte.
    private func character(_ byte: Int, _ span: UnsafeBufferPointer<UInt8>) -> Int {
        if byte < known.byte { known = (0, 0) }
        let part = UnsafeBufferPointer(rebasing: span[known.byte..<byte])
        known = (byte, known.character + JqUnicode.count(part))
        return known.character
    }

    private func object(
        _ span: UnsafeBufferPointer<UInt8>, _ groups: [Range<Int>?], _ whole: Range<Int>
    ) throws -> JqValue {
        let made = try JqObject.make(capacity: 8, account)
        try describe(whole, span, made)
        let parts = try JqArray.make(
            capacity: whole.isEmpty ? 0 : regex.names.count, account)
        if !whole.isEmpty {
            for (index, group) in groups.dropFirst().enumerated() {
                parts.add(try capture(group, regex.names[index], span))
            }
        }
        made.add(captures, .array(parts))
        return .object(made)
    }

    private func describe(
        _ range: Range<Int>, _ span: UnsafeBufferPointer<UInt8>, _ made: JqObject
    ) throws {
        let first = character(range.lowerBound, span)
        let part = UnsafeBufferPointer(rebasing: span[range])
        made.add(offset, .number(first))
        made.add(length, .number(JqUnicode.count(part)))
        made.add(string, .text(JqText.make(part, account)))
    }

    private func capture(
        _ range: Range<Int>?, _ title: [UInt8]?, _ span: UnsafeBufferPointer<UInt8>
    ) throws -> JqValue {
        let made = try JqObject.make(capacity: 8, account)
        if let range, !range.isEmpty {
            try describe(range, span, made)
        } else {
            let place = range.map { character($0.lowerBound, span) } ?? -1
            made.add(offset, .number(place))
            made.add(string, range == nil ? .null : .text(JqText.make([], account)))
            made.add(length, .number(0))
        }
        made.add(name, title.map { .text(JqText.make($0, account)) } ?? .null)
        return .object(made)
    }
}
