extension VM {
    /// What gives a text another shape: quotes, words in title case, lines of a width, no margin.
    func installStringShapes(_ string: TypeInfo) {
        method(
            string, "quote",
            "The text as one word of a POSIX shell, in quotes where it needs them.",
            gives: "string",
            example: #"""
                "a b".quote()  # => "'a b'"
                "it's".quote()  # => "'it'\\''s'"
                "/srv/app".quote()  # => "/srv/app"
                """#
        ) { call in
            let text = try call.text(0)
            try call.vm.work(bytes: text.count &* 2)
            if text.contains(0) { throw LayError.unquotable }
            if !text.isEmpty, text.allSatisfy(Self.isPlainInShell) {
                return call.vm.retain(call[0])
            }
            try call.vm.reserve(text.count &* 8)
            var result: [UInt8] = [UInt8(ascii: "'")]
            for byte in text {
                if byte == UInt8(ascii: "'") { result += #"'\'"#.utf8 }
                result.append(byte)
            }
            result.append(UInt8(ascii: "'"))
            return try result.withUnsafeBytes { try call.vm.string($0) }
        }
        method(
            string, "title",
            "The text with the first letter of each word in title case and the others in lower case.",
            gives: "string", example: #""the cat's HAT".title()  # => "The Cat's Hat""#
        ) { call in
            try call.vm.reserve(call[0].byteCount &* 6)
            try call.vm.work(bytes: call[0].byteCount &* 8)
            var (result, isInside) = ("", false)
            for scalar in call[0].text.unicodeScalars {
                let properties = scalar.properties
                result += isInside ? properties.lowercaseMapping : properties.titlecaseMapping
                let isApostrophe = isInside && (scalar == "'" || scalar == "\u{2019}")
                isInside = scalar.isLetter || properties.isCaseIgnorable && isInside || isApostrophe
            }
            return call.vm.string(result)
        }
        for (type, example) in [
            (string, #""hello".slice(1, -1)  # => "ell""#),
            (self.type(.list), "[1, 2, 3].slice(1, 99)  # => [2, 3]"),
            (self.type(.bytes), #"b"abc".slice(-2)  # => b"bc""#),
        ] {
            method(
                type, "slice",
                "What lies between two places; places beyond the ends are the ends.",
                [
                    MemberParameter(
                        "from", "int", "where it begins, counted from the end when negative"),
                    .optional("to", "int", "where it ends, exclusive", default: "the end"),
                ], gives: ValueType(type.name), example: example
            ) { call in try Self.slice(call) }
        }
        method(
            string, "wrap",
            "The text in lines of at most a width, broken between words; a longer word keeps its line.",
            [MemberParameter("width", "int", "how many characters a line has at most")],
            gives: "string", example: #""one two three".wrap(8)  # => "one two\nthree""#
        ) { call in
            let width = try call.int(1)
            if width < 1 { throw LayError.belowOne(width, "width", in: "wrap") }
            let text = call[0].buffer
            try call.vm.reserve(text.count &* 2)
            var result: [UInt8] = []
            try Self.forEachLine(of: text) { line, isFirst in
                try call.vm.work(bytes: line.count &* 8)
                if !isFirst { result.append(10) }
                Self.wrap(line, width, &result)
            }
            return try result.withUnsafeBytes { try call.vm.string($0) }
        }
        method(
            string, "dedent",
            "The text without the white space that all its lines begin with; blank lines do not count.",
            gives: "string", example: #""  a\n    b\n".dedent()  # => "a\n  b\n""#
        ) { call in
            let text = call[0].buffer
            try call.vm.work(bytes: text.count &* 4)
            try call.vm.reserve(text.count &* 2)
            func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 13 }
            var margin: Slice<UnsafeRawBufferPointer>?
            Self.forEachLine(of: text) { line, _ in
                if line.allSatisfy(isBlank) { return }
                let space = line.prefix { $0 == 32 || $0 == 9 }
                margin = margin.map { old in
                    old.prefix(zip(old, space).lazy.prefix { $0 == $1 }.count)
                }
                if margin == nil { margin = space }
            }
            let count = margin?.count ?? 0
            var result: [UInt8] = []
            Self.forEachLine(of: text) { line, isFirst in
                if !isFirst { result.append(10) }
                result +=
                    line.allSatisfy(isBlank)
                    ? line.suffix(while: { $0 == 13 }) : line.dropFirst(count)
            }
            return try result.withUnsafeBytes { try call.vm.string($0) }
        }
    }

    /// Calls `body` with each line; behind the last newline stands one more, which may be empty.
    private static func forEachLine(
        of text: UnsafeRawBufferPointer,
        _ body: (Slice<UnsafeRawBufferPointer>, _ isFirst: Bool) throws -> Void
    ) rethrows {
        var start = 0
        while let end = text[start...].firstIndex(of: 10) {
            try body(text[start..<end], start == 0)
            start = end + 1
        }
        try body(text[start...], start == 0)
    }

    private static func isPlainInShell(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
        default: "_@%+=:,./-".utf8.contains(byte)
        }
    }

    private static func slice(_ call: borrowing NativeCall) throws -> Value {
        let (vm, value) = (call.vm, call[0])
        let count: Int =
            switch value.tag {
            case .list: value.list.pointee.count
            case .string: vm.scalarCount(value)
            default: value.byteCount
            }
        func place(_ index: Int) -> Int {
            let fromStart = index < 0 ? index &+ count : index
            return min(max(fromStart, 0), count)
        }
        let start = place(try call.int(1))
        let end = max(start, call.has(2) ? place(try call.int(2)) : count)
        if value.tag == .list {
            try vm.reserve((end - start) &* MemoryLayout<Value>.stride)
            try vm.work((end - start) >> 2)
            return vm.slice(value, from: start, to: end)
        }
        var range = start..<end
        if value.tag == .string, !vm.machine.isASCII(value) {
            range =
                vm.offset(
                    ofInnerScalar: start, in: value)..<vm.offset(ofInnerScalar: end, in: value)
        }
        let part = UnsafeRawBufferPointer(rebasing: value.buffer[range])
        return value.tag == .string ? try vm.string(part) : try vm.bytes(part)
    }

    /// Breaks a line between words; one that fits stays as it is.
    private static func wrap(
        _ line: Slice<UnsafeRawBufferPointer>, _ width: Int, _ result: inout [UInt8]
    ) {
        func length(_ text: Slice<UnsafeRawBufferPointer>) -> Int {
            text.count { $0 & 0xc0 != 0x80 }
        }
        if length(line) <= width {
            result += line
            return
        }
        var filled = line.prefix { $0 == 32 || $0 == 9 }.count
        result += line.prefix(filled)
        var isFirst = true
        var rest = line.dropFirst(filled)
        while !rest.isEmpty {
            let word = rest.prefix { $0 != 32 && $0 != 9 }
            rest = rest.dropFirst(word.count).drop { $0 == 32 || $0 == 9 }
            if word.isEmpty { continue }
            let size = length(word)
            if !isFirst, filled + 1 + size > width {
                result.append(10)
                filled = 0
            } else if !isFirst {
                result.append(32)
                filled += 1
            }
            result += word
            filled += size
            isFirst = false
        }
    }
}

extension Slice<UnsafeRawBufferPointer> {
    /// The bytes at the end that a test says true of.
    fileprivate func suffix(while test: (UInt8) -> Bool) -> Self {
        var start = endIndex
        while start > startIndex, test(self[start - 1]) { start -= 1 }
        return self[start...]
    }
}
