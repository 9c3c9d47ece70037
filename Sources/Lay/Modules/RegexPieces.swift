internal import LayRuntime
internal import LayText

/// A call that divides or changes a text by a regular expression.
struct RegexPieces {
    private let vm: VM
    private let regex: Regex
    private let source: Value
    private let text: UnsafeRawBufferPointer
    private let replacement: Value
    private let most: Int

    /// The regex and the text are arguments of these numbers; behind them stand a replacement and how
    /// often it is put in.
    init(_ call: borrowing NativeCall, regex: Int, text: Int) throws {
        vm = call.vm
        self.regex = try call.object(regex, as: Regex.self, "a string or a regex")
        source = call[text]
        self.text = try call.string(text, of: source)
        replacement = call.count > 2 ? call[2] : .nil
        most = call.count > 3 && call.has(3) ? try call.int(3) : Int.max
    }

    /// The first match.
    ///
    /// - Throws: `ValueError` for a pattern that takes too much to match.
    func first() throws -> RegexMatch? {
        try RegexModule.rethrowing { try regex.firstMatch(in: text, { try vm.work($0) }) }
    }

    /// How often it matches.
    ///
    /// - Throws: as `first`.
    func count() throws -> Int {
        var count = 0
        try RegexModule.rethrowing {
            try regex.forEachMatch(in: text, { try vm.work($0) }) { _ in
                count += 1
                return true
            }
        }
        return count
    }

    /// How many scalars stand before a byte of the text.
    func scalars(before offset: Int) -> Int { text[..<offset].count { $0 & 0xc0 != 0x80 } }

    /// A list of the parts between the matches, at most so many.
    ///
    /// - Throws: as `first`.
    func split(most: Int) throws -> Value {
        try vm.collect { append in
            var (start, parts) = (0, 1)
            try RegexModule.rethrowing {
                try regex.forEachMatch(in: text, { try vm.work($0) }) { found in
                    if parts >= most { return false }
                    if found.whole.isEmpty { return true }
                    append(
                        try vm.string(
                            UnsafeRawBufferPointer(rebasing: text[start..<found.whole.lowerBound])))
                    start = found.whole.upperBound
                    parts += 1
                    return true
                }
            }
            append(try vm.string(UnsafeRawBufferPointer(rebasing: text[start...])))
        }
    }

    /// The text with a replacement for the matches: a text, in which `$1`, `${name}` and `$$` stand
    /// for groups and a dollar, or a function from a match to a text.
    ///
    /// - Throws: as `first`; `ValueError` for a group that the pattern has not.
    func replace(_ type: TypeInfo) throws -> Value {
        let root = vm.root(source)
        let isText = replacement.tag == .string
        if isText { try vm.reserve(replacement.buffer.count &* 24) }
        let template = isText ? Array(replacement.text) : []
        var left = most
        var result = GrowingText(vm)
        var start = 0
        try RegexModule.rethrowing {
            try regex.forEachMatch(in: text, { try vm.work($0) }) { found in
                if left <= 0 { return false }
                left -= 1
                try result.add(text[start..<found.whole.lowerBound])
                start = found.whole.upperBound
                if isText {
                    try expand(template, found, to: &result)
                    return true
                }
                let value = vm.object(RegexModule.Match(root, found, regex, vm.memory), type)
                defer { vm.release(value) }
                let piece = try vm.call(replacement, [value])
                defer { vm.release(piece) }
                guard piece.tag == .string else {
                    throw LayError.noReplacement(vm.describe(piece))
                }
                try result.add(piece.buffer)
                return true
            }
        }
        try result.add(text[start...])
        return try result.bytes.withUnsafeBytes { try vm.string($0) }
    }

    private func expand(
        _ template: [Character], _ found: RegexMatch, to result: inout GrowingText
    ) throws {
        var place = 0
        while place < template.count {
            let character = template[place]
            place += 1
            guard character == "$", place < template.count else {
                try result.add(String(character).utf8)
                continue
            }
            var name = ""
            if template[place] == "$" {
                try result.add(UInt8(ascii: "$"))
                place += 1
                continue
            } else if template[place] == "{", let end = template[place...].firstIndex(of: "}") {
                name = String(template[(place + 1)..<end])
                place = end + 1
            } else {
                while place < template.count, template[place].isASCII, template[place].isNumber {
                    name.append(template[place])
                    place += 1
                }
            }
            guard let number = Int(name) ?? regex.names.first(where: { $0.name == name })?.number,
                found.ranges.indices.contains(number)
            else {
                throw LayError.noPatternGroup(name)
            }
            if let range = found.ranges[number] { try result.add(text[range]) }
        }
    }
}

extension NativeCall {
    /// The bytes of an argument that must be a string, so that they are valid UTF-8.
    func string(_ index: Int, of value: Value) throws -> UnsafeRawBufferPointer {
        guard value.tag == .string else { throw mismatch(index, "a string") }
        return value.buffer
    }
}
