#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension VM {
    func installStringParts(_ string: TypeInfo) {
        method(
            string, "lines",
            "Its lines, without the newlines; a newline at the end begins no further line.",
            [
                .optional(
                    "keep", "bool", "true to leave its newline at the end of each",
                    default: "false")
            ], gives: "list[string]",
            example: #"""
                "a\nb\r\n".lines()  # => ["a", "b"]
                "a\nb".lines(keep: true)  # => ["a\n", "b"]
                """#
        ) { call in
            let text = call[0].buffer
            let keeps = try call.flag(1)
            let result = call.vm.list([])
            var start = 0
            while start < text.count {
                let found = text.baseAddress.flatMap { memchr($0 + start, 10, text.count - start) }
                let end = Self.position(found, in: text)
                try call.vm.work(bytes: end - start)
                let isReturn = end > start && text[end - 1] == 13
                let stop = keeps ? min(end + 1, text.count) : isReturn ? end - 1 : end
                call.vm.push(text[start..<stop], to: result)
                start = end + 1
            }
            return result
        }
        method(
            string, "split",
            "The parts between separators, or the words when no separator is given.",
            [
                .optional("separator", "string | regex", "what stands between the parts"),
                .optional("limit", "int", "how many parts at most; the last one keeps the rest"),
            ], gives: "list[string]",
            example: """
                "a,b".split(",")  # => ["a", "b"]
                " a  b ".split()  # => ["a", "b"]
                "a, b;c".split(regex("[,;] *"))  # => ["a", "b", "c"]
                """
        ) { call in
            if let result = try call.patternResult("split") { return result }
            let text = call[0].buffer
            let limit = call.has(2) ? try call.int(2) : Int.max
            if limit < 1 {
                throw LayError.belowOne(limit, "limit", in: "split")
            }
            guard call.has(1) else { return try call.vm.words(text, limit) }
            let separator = try call.text(1)
            if separator.isEmpty {
                throw LayError.emptySeparator
            }
            let result = call.vm.list([])
            var start = 0
            while result.list.pointee.count + 1 < limit,
                let offset = call.vm.offset(of: separator, in: text, from: start)
            {
                try call.vm.work(bytes: offset - start)
                call.vm.push(text[start..<offset], to: result)
                start = offset + separator.count
            }
            call.vm.push(text[start...], to: result)
            return result
        }
        method(
            string, "partition",
            "What stands before the first separator, the separator, and what stands behind it.",
            [MemberParameter("separator", "string", "where it is divided")], gives: "list[string]",
            example: """
                "k=v=w".partition("=")  # => ["k", "=", "v=w"]
                "k".partition("=")  # => ["k", "", ""]
                """
        ) { call in
            let text = call[0].buffer
            let separator = try call.text(1)
            let result = call.vm.list([])
            let offset = call.vm.offset(of: separator, in: text, from: 0) ?? text.count
            call.vm.push(text[..<offset], to: result)
            let end = min(text.count, offset + separator.count)
            call.vm.push(text[offset..<end], to: result)
            call.vm.push(text[end...], to: result)
            return result
        }
        method(
            string, "trim", "The text without the white space at both ends.",
            [.optional("characters", "string", "what is removed instead of white space")],
            gives: "string",
            example: """
                " a ".trim()  # => "a"
                "--a-".trim("-")  # => "a"
                """
        ) { call in try Self.trim(call, true, true) }
        method(
            string, "trim_start", "The text without the white space at its start.",
            [.optional("characters", "string", "what is removed instead of white space")],
            gives: "string", example: #"" a ".trim_start()  # => "a ""#
        ) { call in try Self.trim(call, true, false) }
        method(
            string, "trim_end", "The text without the white space at its end.",
            [.optional("characters", "string", "what is removed instead of white space")],
            gives: "string", example: #""a/b//".trim_end("/")  # => "a/b""#
        ) { call in try Self.trim(call, false, true) }
        method(
            string, "remove_prefix",
            "The text without a prefix, or the whole text when it does not begin with it.",
            [MemberParameter("prefix", "string", "what is removed")], gives: "string",
            example: #""v1.2".remove_prefix("v")  # => "1.2""#
        ) { call in
            let (text, prefix) = (call[0].buffer, try call.text(1))
            guard Self.starts(text, with: prefix) else { return call.vm.retain(call[0]) }
            return try call.vm.string(UnsafeRawBufferPointer(rebasing: text[prefix.count...]))
        }
        method(
            string, "remove_suffix",
            "The text without a suffix, or the whole text when it does not end with it.",
            [MemberParameter("suffix", "string", "what is removed")], gives: "string",
            example: #""a.txt".remove_suffix(".txt")  # => "a""#
        ) { call in
            let (text, suffix) = (call[0].buffer, try call.text(1))
            guard Self.ends(text, with: suffix) else { return call.vm.retain(call[0]) }
            return try call.vm.string(
                UnsafeRawBufferPointer(rebasing: text[..<(text.count - suffix.count)]))
        }
    }

    private func words(_ text: UnsafeRawBufferPointer, _ limit: Int) throws -> Value {
        try reserve(text.count)
        var rest = String(decoding: text, as: UTF8.self)[...]
        return try collect { append in
            var count = 0
            while true {
                rest = rest.drop(while: \.isWhitespace)
                if rest.isEmpty { return }
                count += 1
                let word = count < limit ? rest.prefix { !$0.isWhitespace } : rest
                try work(bytes: word.utf8.count &* 8)
                append(string(String(word)))
                rest = rest[word.endIndex...]
            }
        }
    }

    private static func trim(_ call: borrowing NativeCall, _ start: Bool, _ end: Bool) throws
        -> Value
    {
        try call.vm.reserve(call[0].byteCount &* 2)
        var part = call[0].text.unicodeScalars[...]
        let set = try call.optionalString(1).map { Set($0.unicodeScalars) }
        func isTrimmed(_ scalar: Unicode.Scalar) -> Bool {
            set.map { $0.contains(scalar) } ?? scalar.properties.isWhitespace
        }
        if start { part = part.drop(while: isTrimmed) }
        if end { while let last = part.last, isTrimmed(last) { part.removeLast() } }
        return call.vm.string(String(part))
    }
}
