extension VM {
    func installStrings() {
        let string = type(.string)
        constructor(string, "value") { call in
            call.vm.string(try call.vm.display(call[0], readable: false))
        }
        property(string, "length") { vm, value in .int(vm.scalarCount(value)) }
        property(string, "is_empty") { _, value in .bool(value.byteCount == 0) }
        property(string, "bytes") { vm, value in try vm.bytes(value.buffer) }
        property(string, "graphemes") { vm, value in
            vm.list(value.text.map { vm.string(String($0)) })
        }
        method(string, "upper") { call in call.vm.string(call[0].text.uppercased()) }
        method(string, "lower") { call in call.vm.string(call[0].text.lowercased()) }
        method(string, "lines") { call in
            var lines = call[0].text.split(separator: "\n", omittingEmptySubsequences: false)
            if lines.last?.isEmpty == true { lines.removeLast() }
            return call.vm.list(
                lines.map { call.vm.string(String($0.hasSuffix("\r") ? $0.dropLast() : $0)) })
        }
        method(string, "split", "separator?") { call in
            let text = call[0].text
            guard let separator = try call.optionalString(1) else {
                return call.vm.list(
                    text.split(whereSeparator: \.isWhitespace).map { call.vm.string(String($0)) })
            }
            if separator.isEmpty {
                throw LayError(
                    "ValueError", "split: the separator is empty",
                    help: "list(s) gives the characters")
            }
            return call.vm.list(
                Self.split(call[0].buffer, by: Array(separator.utf8)).map { call.vm.string($0) })
        }
        method(string, "trim") { call in
            call.vm.string(Self.trim(call[0].text, start: true, end: true))
        }
        method(string, "trim_start") { call in
            call.vm.string(Self.trim(call[0].text, start: true, end: false))
        }
        method(string, "trim_end") { call in
            call.vm.string(Self.trim(call[0].text, start: false, end: true))
        }
        method(string, "starts_with", "prefix") { call in
            .bool(call[0].text.utf8.starts(with: try call.string(1).utf8))
        }
        method(string, "ends_with", "suffix") { call in
            .bool(call[0].text.utf8.reversed().starts(with: try call.string(1).utf8.reversed()))
        }
        method(string, "contains", "part") { call in
            _ = try call.string(1)
            guard let result = call.vm.contains(call[1], call[0]) else {
                throw call.vm.takePending()
            }
            return .bool(result)
        }
        method(string, "replace", "old new") { call in
            let old = try call.string(1)
            let new = try call.string(2)
            if old.isEmpty { throw LayError("ValueError", "replace: the text to replace is empty") }
            let parts = Self.split(call[0].buffer, by: Array(old.utf8))
            return call.vm.string(parts.joined(separator: new))
        }
        method(string, "find", "part") { call in
            let part = try call.string(1)
            guard let offset = Self.offset(of: Array(part.utf8), in: call[0].buffer, from: 0) else {
                return .nil
            }
            return .int(call[0].buffer[..<offset].count { $0 & 0xc0 != 0x80 })
        }
        method(string, "repeat", "count") { call in
            let count = try call.int(1)
            if count < 0 { throw LayError("ValueError", "repeat: the count \(count) is negative") }
            let (size, overflow) = call[0].byteCount.multipliedReportingOverflow(by: count)
            try call.vm.reserve(overflow ? Int.max : size)
            return call.vm.string(String(repeating: call[0].text, count: count))
        }
        method(string, "pad_start", "length fill?") { call in try Self.pad(call, atStart: true) }
        method(string, "pad_end", "length fill?") { call in try Self.pad(call, atStart: false) }
        method(string, "reversed") { call in
            call.vm.string(String(String.UnicodeScalarView(call[0].text.unicodeScalars.reversed())))
        }
    }

    private static func trim(_ text: String, start: Bool, end: Bool) -> String {
        var part = Substring(text)
        if start { part = part.drop(while: \.isWhitespace) }
        if end { while part.last?.isWhitespace == true { part.removeLast() } }
        return String(part)
    }

    private static func pad(_ call: borrowing NativeCall, atStart: Bool) throws -> Value {
        let length = try call.int(1)
        let fill = try call.optionalString(2) ?? " "
        guard fill.unicodeScalars.count == 1 else {
            throw call.mismatch(2, "a string of one character")
        }
        let missing = length - call.vm.scalarCount(call[0])
        if missing <= 0 { return call.vm.retain(call[0]) }
        try call.vm.reserve(
            missing.multipliedReportingOverflow(by: 4).overflow ? Int.max : missing * 4)
        let padding = String(repeating: fill, count: missing)
        return call.vm.string(atStart ? padding + call[0].text : call[0].text + padding)
    }

    /// The offset of a part at or behind `start`.
    static func offset(of part: [UInt8], in text: UnsafeRawBufferPointer, from start: Int) -> Int? {
        if part.isEmpty { return start }
        var offset = start
        while offset + part.count <= text.count {
            if text[offset] == part[0], part.indices.allSatisfy({ text[offset + $0] == part[$0] }) {
                return offset
            }
            offset += 1
        }
        return nil
    }

    /// The texts between the separators, compared by bytes.
    static func split(_ text: UnsafeRawBufferPointer, by separator: [UInt8]) -> [String] {
        var parts: [String] = []
        var start = 0
        while let offset = offset(of: separator, in: text, from: start) {
            parts.append(String(decoding: text[start..<offset], as: UTF8.self))
            start = offset + separator.count
        }
        parts.append(String(decoding: text[start...], as: UTF8.self))
        return parts
    }

    func installBytes() {
        let bytes = type(.bytes)
        constructor(bytes, "values") { call in
            if call[0].tag == .string { return try call.vm.bytes(call[0].buffer) }
            if call[0].tag == .bytes { return call.vm.retain(call[0]) }
            var result: [UInt8] = []
            for element in try call.list(0) {
                guard element.isInt, let byte = UInt8(exactly: element.asInt) else {
                    throw LayError(
                        "ValueError", "bytes: \(call.vm.describe(element)) is no byte",
                        help: "a byte is an int from 0 to 255")
                }
                result.append(byte)
            }
            return try result.withUnsafeBytes { try call.vm.bytes($0) }
        }
        property(bytes, "length") { _, value in .int(value.byteCount) }
        property(bytes, "is_empty") { _, value in .bool(value.byteCount == 0) }
        property(bytes, "text") { vm, value in try vm.decode(value.buffer, lossy: false) }
        method(bytes, "decode", "lossy?") { call in
            try call.vm.decode(call[0].buffer, lossy: try call.flag(1))
        }
        method(bytes, "hex") { call in
            var text = ""
            for byte in call[0].buffer {
                text += (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }
            return call.vm.string(text)
        }
    }

    /// UTF-8 as a string.
    ///
    /// - Throws: `ValueError` for invalid UTF-8 unless `lossy`.
    package func decode(_ bytes: UnsafeRawBufferPointer, lossy: Bool) throws -> Value {
        if lossy { return string(String(decoding: bytes, as: UTF8.self)) }
        if String(validating: bytes, as: UTF8.self) == nil {
            throw LayError(
                "ValueError", "the bytes are not valid UTF-8",
                help: "read them as bytes, or use decode(lossy: true)")
        }
        return try string(bytes)
    }
}
