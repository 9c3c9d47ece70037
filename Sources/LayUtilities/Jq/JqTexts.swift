/// What is done with texts.
enum JqTexts {
    /// The parts of a text between separators.
    ///
    /// - Throws: what the host throws where there is no memory.
    static func split(
        _ text: JqText, _ separator: JqText, _ account: JqAccount
    ) throws -> JqValue {
        var parts = try JqArray.make(capacity: 0, account)
        account.work(text.count / JqAccount.bytesPerStep)
        try text.with { span in
            func add(_ range: Range<Int>) throws {
                let part = JqText.make(UnsafeBufferPointer(rebasing: span[range]), account)
                try JqArray.append(.text(part), to: &parts)
                if parts.count & 4095 == 0 { try account.settle() }
            }
            var place = 0
            if separator.count == 0 {
                while place < span.count {
                    let end = min(place &+ JqUnicode.length(span[place]), span.count)
                    try add(place..<end)
                    place = end
                }
                return
            }
            while place < span.count {
                let found =
                    separator.with { JqLibrary.find($0, in: span, from: place) } ?? span.count
                try add(place..<found)
                place = found &+ separator.count
                if place == span.count { try add(span.count..<span.count) }
            }
        }
        return .array(parts)
    }

    /// The places in bytes where a text stands in another one.
    ///
    /// - Throws: what the host throws where there is no memory.
    static func indices(
        _ text: JqText, _ wanted: JqText, _ account: JqAccount
    ) throws -> JqValue {
        var found = try JqArray.make(capacity: 0, account)
        if wanted.count == 0 { return .array(found) }
        account.work(text.count / JqAccount.bytesPerStep)
        try text.with { span in
            try wanted.with { wanted in
                var place = 0
                while let next = JqLibrary.find(wanted, in: span, from: place) {
                    try JqArray.append(.number(next), to: &found)
                    place = next &+ wanted.count
                }
            }
        }
        return .array(found)
    }

    /// The characters of a text as numbers.
    ///
    /// - Throws: what the host throws where there is no memory.
    static func explode(_ text: JqText, _ account: JqAccount) throws -> JqValue {
        let array = try JqArray.make(capacity: text.characters, account)
        text.with { span in
            var place = 0
            while place < span.count {
                let character = JqUnicode.next(span, &place) ?? JqUnicode.replacement
                array.add(.number(Int(character)))
            }
        }
        return .array(array)
    }

    /// The text of characters as numbers.
    ///
    /// - Throws: `JqRaise` where one is no number.
    static func implode(_ array: JqArray, _ account: JqAccount) throws -> JqValue {
        let bytes = JqBytes(account)
        account.work(array.count / 16)
        for element in array.span {
            guard case .number(let number) = element else {
                throw JqRaise("Unicode codepoint must be numeric")
            }
            let code = Int(clamped: number)
            try bytes.append(
                character: code < 0 || code > 0x10FFFF
                    ? JqUnicode.replacement : UInt32(truncatingIfNeeded: code))
        }
        return .text(bytes.text(account))
    }

    /// The text with each ASCII byte changed.
    ///
    /// - Throws: what the host throws where there is no memory.
    static func map(
        _ text: JqText, _ account: JqAccount, _ change: (UInt8) -> UInt8
    ) throws -> JqText {
        try account.admit(text.count)
        let made = JqText.make(capacity: text.count, account)
        text.with { made.append($0) }
        for place in 0..<made.count { made.base[place] = change(made.base[place]) }
        return made
    }

    /// A part of a text.
    static func part(_ text: JqText, _ range: Range<Int>, _ account: JqAccount) -> JqText {
        if range.count == text.count { return text }
        return text.with {
            JqText.make(UnsafeBufferPointer(rebasing: $0[range]), account)
        }
    }

    /// The text without what stands at its beginning or end as long as that fits.
    static func trim(
        _ text: JqText, _ account: JqAccount, atStart: Bool, atEnd: Bool
    ) -> JqText {
        var (start, end) = (0, text.count)
        text.with { span in
            func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte &- 9 < 5 }
            while atStart, start < end, isBlank(span[start]) { start &+= 1 }
            while atEnd, end > start, isBlank(span[end &- 1]) { end &-= 1 }
        }
        return part(text, start..<end, account)
    }

    /// The runs of a length that a value consists of.
    ///
    /// - Throws: `JqRaise` where it is neither text nor array.
    static func slices(
        _ value: JqValue, _ size: Int, _ account: JqAccount
    ) throws -> JqValue {
        var made = try JqArray.make(capacity: 0, account)
        guard case .array(let array) = value, size > 0 else { return value }
        var place = 0
        repeat {
            let end = min(place &+ size, array.count)
            try JqArray.append(.array(try array.copy(place..<end)), to: &made)
            place = end
        } while place < array.count
        return .array(made)
    }
}

extension JqNatives {
    static let texts = [
        JqNative("utf8bytelength") { _, call in
            guard case .text(let text) = call.input else {
                throw JqRaise(call.input, "only strings have UTF-8 byte length")
            }
            return .number(text.count)
        },
        JqNative("startswith", 1) { _, call in
            guard case .text(let text) = call.input, case .text(let start) = call.first else {
                throw JqRaise("startswith() requires string inputs")
            }
            return .bool(starts(text, start))
        },
        JqNative("endswith", 1) { _, call in
            guard case .text(let text) = call.input, case .text(let end) = call.first else {
                throw JqRaise("endswith() requires string inputs")
            }
            return .bool(ends(text, end))
        },
        JqNative("ltrimstr", 1) { machine, call in
            guard case .text(let text) = call.input, case .text(let start) = call.first,
                starts(text, start)
            else { return call.input }
            return .text(JqTexts.part(text, start.count..<text.count, machine.account))
        },
        JqNative("rtrimstr", 1) { machine, call in
            guard case .text(let text) = call.input, case .text(let end) = call.first,
                ends(text, end)
            else { return call.input }
            return .text(JqTexts.part(text, 0..<(text.count &- end.count), machine.account))
        },
        JqNative("split", 1) { machine, call in
            guard case .text(let text) = call.input, case .text(let separator) = call.first
            else { throw JqRaise("split input and separator must be strings") }
            return try JqTexts.split(text, separator, machine.account)
        },
        JqNative("explode") { machine, call in
            guard case .text(let text) = call.input else {
                throw JqRaise("explode input must be a string")
            }
            return try JqTexts.explode(text, machine.account)
        },
        JqNative("implode") { machine, call in
            guard case .array(let array) = call.input else {
                throw JqRaise("implode input must be an array")
            }
            return try JqTexts.implode(array, machine.account)
        },
        JqNative("_strindices", 1) { machine, call in
            guard case .text(let text) = call.input, case .text(let wanted) = call.first else {
                return .null
            }
            return try JqTexts.indices(text, wanted, machine.account)
        },
        JqNative("ascii_downcase") { machine, call in
            guard case .text(let text) = call.input else {
                throw JqRaise("explode input must be a string")
            }
            return .text(
                try JqTexts.map(text, machine.account) { $0 &- 65 < 26 ? $0 | 32 : $0 })
        },
        JqNative("ascii_upcase") { machine, call in
            guard case .text(let text) = call.input else {
                throw JqRaise("explode input must be a string")
            }
            return .text(
                try JqTexts.map(text, machine.account) { $0 &- 97 < 26 ? $0 & ~32 : $0 })
        },
        JqNative("trim") { try trim($1.input, $0.account, atStart: true, atEnd: true) },
        JqNative("ltrim") { try trim($1.input, $0.account, atStart: true, atEnd: false) },
        JqNative("rtrim") { try trim($1.input, $0.account, atStart: false, atEnd: true) },
        JqNative("format", 1) { machine, call in
            guard case .text(let name) = call.first else {
                throw JqRaise(call.first, "is not a valid format")
            }
            return .text(try JqFormat.format(call.input, name, machine.account))
        },
    ]

    private static func starts(_ text: JqText, _ start: JqText) -> Bool {
        start.count <= text.count
            && JqLibrary.compare(text.base, start.base, start.count) == 0
    }

    private static func ends(_ text: JqText, _ end: JqText) -> Bool {
        end.count <= text.count
            && JqLibrary.compare(text.base + (text.count - end.count), end.base, end.count) == 0
    }

    private static func trim(
        _ value: JqValue, _ account: JqAccount, atStart: Bool, atEnd: Bool
    ) throws -> JqValue {
        guard case .text(let text) = value else {
            throw JqRaise(value, "cannot be trimmed")
        }
        return .text(JqTexts.trim(text, account, atStart: atStart, atEnd: atEnd))
    }
}
