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
            try call.vm.mapASCII(call[0], 97...122, -32) { $0.uppercased() }
        }
        method(
            string, "lower", "The text in lower case.", gives: "string",
            example: #""Ab".lower()  # => "ab""#
        ) { call in
            try call.vm.mapASCII(call[0], 65...90, 32) { $0.lowercased() }
        }
        method(
            string, "capitalized", "The text with its first character in upper case.",
            gives: "string", example: #""ab cd".capitalized()  # => "Ab cd""#
        ) { call in
            try call.vm.reserve(call[0].byteCount &* 3)
            let text = call[0].text
            // A letter such as dž has a form of its own here.
            let first = text.unicodeScalars.prefix(1).map(\.properties.titlecaseMapping).joined()
            return call.vm.string(first + String(text.unicodeScalars.dropFirst()))
        }
        method(
            string, "replace", "The text with another text wherever one occurs.",
            [
                MemberParameter("old", "string | regex", "what is replaced"),
                MemberParameter(
                    "new", "string | fn(match) -> string",
                    "what takes its place; of a regex it may name groups, as $1, or be a function"),
                .optional("count", "int", "how often at most, from the start"),
            ], gives: "string",
            example: """
                "a-b-c".replace("-", "+")  # => "a+b+c"
                "a-b-c".replace("-", "", 1)  # => "ab-c"
                "a1b22".replace(regex("[0-9]+"), "#")  # => "a#b#"
                """
        ) { call in
            if let result = try call.patternResult("replace") { return result }
            let (text, old, new) = (call[0].buffer, try call.text(1), try call.text(2))
            let most = call.has(3) ? try call.int(3) : Int.max
            if old.isEmpty { throw LayError.emptyReplaced }
            let places = try call.vm.places(of: old, in: text, most: most)
            if places.isEmpty { return call.vm.retain(call[0]) }
            let (growth, overflow) = (new.count - old.count)
                .multipliedReportingOverflow(by: places.count)
            try call.vm.reserve(overflow ? Int.max : text.count + growth)
            let result = call.vm.machine.makeBytes(text.count + growth)
            var (start, end) = (0, result.bytes)
            func put(_ part: UnsafeRawBufferPointer) {
                if let base = part.baseAddress { memcpy(end, base, part.count) }
                end += part.count
            }
            for offset in places {
                put(UnsafeRawBufferPointer(rebasing: text[start..<offset]))
                put(new)
                start = offset + old.count
            }
            put(UnsafeRawBufferPointer(rebasing: text[start...]))
            return result
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
            try call.vm.fill(result, 0..<size, with: call[0].buffer)
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
            let text = call[0].buffer
            try call.vm.reserve(text.count)
            try call.vm.work(bytes: text.count &* 4)
            let result = call.vm.machine.makeBytes(text.count)
            var (end, target) = (text.count, result.bytes)
            while end > 0 {
                var start = end - 1
                while start > 0, text[start] & 0xc0 == 0x80 { start -= 1 }
                for place in start..<end {
                    target.pointee = text[place]
                    target += 1
                }
                end = start
            }
            return result
        }
        method(
            string, "indent", "The text with a margin at the start of each line that is not empty.",
            [MemberParameter("by", "int | string", "how many spaces, or the margin itself")],
            gives: "string", example: #""a\n\nb".indent(2)  # => "  a\n\n  b""#
        ) { call in
            let width = call[1].isInt ? max(0, call[1].asInt) : try call.text(1).count
            let text = call[0].buffer
            var (filled, isStart) = (0, true)
            for byte in text {
                if isStart, byte != 10 { filled += 1 }
                isStart = byte == 10
            }
            try call.vm.work(bytes: text.count &* 2)
            let (margins, overflow) = width.multipliedReportingOverflow(by: filled)
            let (size, isHuge) = margins.addingReportingOverflow(text.count)
            try call.vm.reserve(overflow || isHuge ? Int.max : size)
            let result = call.vm.machine.makeBytes(size)
            var place = 0
            isStart = true
            for byte in text {
                if isStart, byte != 10 {
                    if call[1].isInt {
                        memset(result.bytes + place, 32, width)
                    } else {
                        memcpy(result.bytes + place, call[1].bytes, width)
                    }
                    place += width
                }
                isStart = byte == 10
                result.bytes[place] = byte
                place += 1
            }
            return result
        }
    }

    private func mapASCII(
        _ text: Value, _ letters: ClosedRange<UInt8>, _ step: Int, _ other: (String) -> String
    ) throws -> Value {
        try reserve(text.byteCount &* (machine.isASCII(text) ? 1 : 3))
        try work(bytes: text.byteCount)
        guard machine.isASCII(text) else {
            // A stretch at a time, each of whole scalars.
            var result: [UInt8] = []
            var rest = text.buffer[...]
            while !rest.isEmpty {
                var end = min(rest.startIndex + 1 << 16, rest.endIndex)
                while end < rest.endIndex, rest[end] & 0xc0 == 0x80 { end += 1 }
                try work(bytes: (end - rest.startIndex) &* 4)
                result += other(String(decoding: rest[..<end], as: UTF8.self)).utf8
                rest = rest[end...]
            }
            return try result.withUnsafeBytes { try string($0) }
        }
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
        let fill = Array((try call.optionalString(2) ?? " ").utf8)
        guard String(decoding: fill, as: UTF8.self).unicodeScalars.count == 1 else {
            throw call.mismatch(2, "a string of one character")
        }
        let (missing, overflow) = length.subtractingReportingOverflow(call.vm.scalarCount(call[0]))
        if missing <= 0, !overflow { return call.vm.retain(call[0]) }
        let (added, isHuge) = missing.multipliedReportingOverflow(by: fill.count)
        let (size, isHuger) = added.addingReportingOverflow(call[0].byteCount)
        try call.vm.reserve(overflow || isHuge || isHuger ? Int.max : size)
        let result = call.vm.machine.makeBytes(size)
        let front = missing * before / 2 * fill.count
        let end = front + call[0].byteCount
        try fill.withUnsafeBytes { fill in
            try call.vm.fill(result, 0..<front, with: fill)
            memcpy(result.bytes + front, call[0].bytes, call[0].byteCount)
            try call.vm.fill(result, end..<size, with: fill)
        }
        return result
    }

    /// Fills a stretch of a string that is being made with a part again and again; gives the string
    /// up when the run ends meanwhile.
    func fill(_ string: Value, _ range: Range<Int>, with part: UnsafeRawBufferPointer) throws {
        guard let base = part.baseAddress, !part.isEmpty, !range.isEmpty else { return }
        let target = string.bytes + range.lowerBound
        var filled = min(part.count, range.count)
        memcpy(target, base, filled)
        while filled < range.count {
            // What is there is whole parts, so it can be copied behind itself.
            let count = min(filled, range.count - filled, max(1 << 20 / part.count, 1) * part.count)
            do {
                try work(bytes: count)
            } catch {
                release(string)
                throw error
            }
            memcpy(target + filled, target, count)
            filled += count
        }
    }

    /// Where a part occurs in a text, without overlaps.
    func places(
        of part: UnsafeRawBufferPointer, in text: UnsafeRawBufferPointer, most: Int
    ) throws -> [Int] {
        var places: [Int] = []
        var start = 0
        while places.count < most, let offset = offset(of: part, in: text, from: start) {
            try work(bytes: offset - start)
            if places.count & 0xffff == 0xffff { try reserve(places.count * 32) }
            places.append(offset)
            start = offset + part.count
        }
        return places
    }
}
