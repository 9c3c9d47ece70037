#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension VM {
    func installStringChanges(_ string: TypeInfo) {
        method(
            string, "upper", "The text in upper case.", gives: "string",
            example: #""Straße".upper()  # => "STRASSE""#
        ) { call in
            call.vm.mapASCII(call[0], 97...122, -32) { $0.uppercased() }
        }
        method(
            string, "lower", "The text in lower case.", gives: "string",
            example: #""Ab".lower()  # => "ab""#
        ) { call in
            call.vm.mapASCII(call[0], 65...90, 32) { $0.lowercased() }
        }
        method(
            string, "capitalized", "The text with its first character in upper case.",
            gives: "string", example: #""ab cd".capitalized()  # => "Ab cd""#
        ) { call in
            let text = call[0].text
            return call.vm.string(text.prefix(1).uppercased() + text.dropFirst())
        }
        method(
            string, "replace", "The text with another text wherever one occurs.",
            [
                MemberParameter("old", "string", "what is replaced"),
                MemberParameter("new", "string", "what takes its place"),
                .optional("count", "int", "how often at most, from the start"),
            ], gives: "string",
            example: """
                "a-b-c".replace("-", "+")  # => "a+b+c"
                "a-b-c".replace("-", "", 1)  # => "ab-c"
                """
        ) { call in
            let (text, old, new) = (call[0].buffer, try call.text(1), try call.text(2))
            var left = call.has(3) ? try call.int(3) : Int.max
            if old.isEmpty { throw LayError.emptyReplaced }
            var result: [UInt8] = []
            result.reserveCapacity(text.count)
            var start = 0
            while left > 0, let offset = Self.offset(of: old, in: text, from: start) {
                result.append(contentsOf: text[start..<offset])
                result.append(contentsOf: new)
                start = offset + old.count
                left -= 1
                try call.vm.reserve(result.count)
            }
            if start == 0 { return call.vm.retain(call[0]) }
            result.append(contentsOf: text[start...])
            return try result.withUnsafeBytes { try call.vm.string($0) }
        }
        method(
            string, "repeat", "The text several times in a row.",
            [MemberParameter("count", "int", "how often")], gives: "string",
            example: #""ab".repeat(2)  # => "abab""#
        ) { call in
            let count = try call.int(1)
            if count < 0 { throw LayError.negativeRepeat(count) }
            let (size, overflow) = call[0].byteCount.multipliedReportingOverflow(by: count)
            try call.vm.reserve(overflow ? Int.max : size)
            let result = call.vm.machine.makeBytes(size)
            for round in 0..<count {
                memcpy(result.bytes + round * call[0].byteCount, call[0].bytes, call[0].byteCount)
            }
            return result
        }
        method(
            string, "pad_start", "The text, filled up at its start to a length.",
            [
                MemberParameter("length", "int", "how many characters it has at least"),
                .optional(
                    "fill", "string", "the character that it is filled with", default: "\" \""),
            ], gives: "string", example: #""7".pad_start(3, "0")  # => "007""#
        ) { call in try Self.pad(call, 2, 0) }
        method(
            string, "pad_end", "The text, filled up at its end to a length.",
            [
                MemberParameter("length", "int", "how many characters it has at least"),
                .optional(
                    "fill", "string", "the character that it is filled with", default: "\" \""),
            ], gives: "string", example: #""ab".pad_end(4)  # => "ab  ""#
        ) { call in try Self.pad(call, 0, 2) }
        method(
            string, "center", "The text, filled up at both ends to a length.",
            [
                MemberParameter("length", "int", "how many characters it has at least"),
                .optional(
                    "fill", "string", "the character that it is filled with", default: "\" \""),
            ], gives: "string", example: #""a".center(4, "*")  # => "*a**""#
        ) { call in try Self.pad(call, 1, 1) }
        method(
            string, "reversed", "The text with its Unicode scalars in reverse.", gives: "string",
            example: #""abc".reversed()  # => "cba""#
        ) { call in
            call.vm.string(String(String.UnicodeScalarView(call[0].text.unicodeScalars.reversed())))
        }
        method(
            string, "indent", "The text with a margin at the start of each line that is not empty.",
            [MemberParameter("by", "int | string", "how many spaces, or the margin itself")],
            gives: "string", example: #""a\n\nb".indent(2)  # => "  a\n\n  b""#
        ) { call in
            let margin =
                call[1].isInt
                ? String(repeating: " ", count: max(0, min(call[1].asInt, 1000)))
                : try call.string(1)
            let lines = call[0].text.split(separator: "\n", omittingEmptySubsequences: false)
            return call.vm.string(
                lines.map { $0.isEmpty ? String($0) : margin + $0 }.joined(separator: "\n"))
        }
    }

    private func mapASCII(
        _ text: Value, _ letters: ClosedRange<UInt8>, _ step: Int, _ other: (String) -> String
    ) -> Value {
        guard machine.isASCII(text) else { return string(other(text.text)) }
        let result = machine.makeBytes(text.byteCount)
        for (offset, byte) in text.buffer.enumerated() {
            result.bytes[offset] =
                letters.contains(byte) ? UInt8(truncatingIfNeeded: Int(byte) + step) : byte
        }
        return result
    }

    /// Fills up to a length; the shares of `before` and `after` stand for how it is divided.
    private static func pad(_ call: borrowing NativeCall, _ before: Int, _ after: Int) throws
        -> Value
    {
        let length = try call.int(1)
        let fill = try call.optionalString(2) ?? " "
        guard fill.unicodeScalars.count == 1 else {
            throw call.mismatch(2, "a string of one character")
        }
        let (missing, overflow) = length.subtractingReportingOverflow(call.vm.scalarCount(call[0]))
        if missing <= 0, !overflow { return call.vm.retain(call[0]) }
        let (size, isHuge) = missing.multipliedReportingOverflow(by: 4)
        try call.vm.reserve(overflow || isHuge ? Int.max : size)
        let front = missing * before / 2
        return call.vm.string(
            String(repeating: fill, count: front) + call[0].text
                + String(repeating: fill, count: missing - front))
    }
}
