extension VM {
    func installBytes() {
        let bytes = type(.bytes)
        constructor(
            bytes,
            MemberDescription(
                "Bytes from numbers, or the UTF-8 of a string.",
                [
                    MemberParameter(
                        "values", "list[int] | string | bytes", "numbers from 0 to 255, or a text")
                ], gives: "bytes", example: #"bytes([72, 105])  # => b"Hi""#)
        ) { call in
            if call[0].tag == .string { return try call.vm.bytes(call[0].buffer) }
            if call[0].tag == .bytes { return call.vm.retain(call[0]) }
            var result: [UInt8] = []
            let elements = try call.list(0)
            try call.vm.work(elements.count)
            try call.vm.reserve(elements.count)
            for element in elements {
                guard element.isInt, let byte = UInt8(exactly: element.asInt) else {
                    throw LayError.noByte(call.vm.describe(element))
                }
                result.append(byte)
            }
            return try result.withUnsafeBytes { try call.vm.bytes($0) }
        }
        property(
            bytes, "length", "How many bytes there are.", gives: "int",
            example: #"b"\x00A".length  # => 2"#
        ) { _, value in .int(value.byteCount) }
        property(
            bytes, "is_empty", "True when there is nothing in it.", gives: "bool",
            example: #"b"".is_empty  # => true"#
        ) { _, value in .bool(value.byteCount == 0) }
        property(
            bytes, "text",
            "The string that these bytes are in UTF-8; a ValueError when they are not.",
            gives: "string", example: #"b"hi".text  # => "hi""#
        ) { vm, value in try vm.decode(value.buffer, lossy: false) }
        method(
            bytes, "decode", "The string that these bytes are in UTF-8.",
            [
                .optional(
                    "lossy", "bool", "true to put U+FFFD for what is no UTF-8, rather than throw",
                    default: "false")
            ], gives: "string", example: #"b"a\xff".decode(lossy: true)  # => "a�""#
        ) { call in
            try call.vm.decode(call[0].buffer, lossy: try call.flag(1))
        }
        method(
            bytes, "starts_with", "True when it begins with other bytes.",
            [MemberParameter("prefix", "bytes", "what is looked for")], gives: "bool",
            example: #"b"abc".starts_with(b"ab")  # => true"#
        ) { call in
            guard call[1].tag == .bytes else { throw call.mismatch(1, "bytes") }
            return .bool(Self.starts(call[0].buffer, with: call[1].buffer))
        }
        method(
            bytes, "ends_with", "True when it ends with other bytes.",
            [MemberParameter("suffix", "bytes", "what is looked for")], gives: "bool",
            example: #"b"abc".ends_with(b"bc")  # => true"#
        ) { call in
            guard call[1].tag == .bytes else { throw call.mismatch(1, "bytes") }
            return .bool(Self.ends(call[0].buffer, with: call[1].buffer))
        }
        method(
            bytes, "contains", "True when other bytes, or a byte, occur in it.",
            [MemberParameter("part", "bytes | int", "what is looked for")], gives: "bool",
            example: #"b"abc".contains(b"bc")  # => true"#
        ) { call in
            guard let found = call.vm.contains(call[1], call[0]) else {
                throw call.vm.takePending()
            }
            return .bool(found)
        }
        method(
            bytes, "split", "The parts between separators.",
            [MemberParameter("separator", "bytes", "what stands between the parts")],
            gives: "list[bytes]", example: #"b"a\x00b".split(b"\x00")  # => [b"a", b"b"]"#
        ) { call in
            guard call[1].tag == .bytes else { throw call.mismatch(1, "bytes") }
            let (text, separator) = (call[0].buffer, call[1].buffer)
            if separator.isEmpty { throw LayError.emptySeparator }
            return try call.vm.collect { append in
                var start = 0
                while let offset = call.vm.offset(of: separator, in: text, from: start) {
                    try call.vm.work(bytes: offset - start)
                    append(
                        try call.vm.bytes(UnsafeRawBufferPointer(rebasing: text[start..<offset])))
                    start = offset + separator.count
                }
                append(try call.vm.bytes(UnsafeRawBufferPointer(rebasing: text[start...])))
            }
        }
        method(
            bytes, "find", "Where other bytes first occur, or nil when they do not.",
            [
                MemberParameter("part", "bytes", "what is looked for"),
                .optional("from", "int", "where the search begins", default: "0"),
            ], gives: "int | nil", example: #"b"abc".find(b"c")  # => 2"#
        ) { call in
            guard call[1].tag == .bytes else { throw call.mismatch(1, "bytes") }
            let start = call.has(2) ? try call.int(2) : 0
            guard start >= 0, start <= call[0].byteCount else { return .nil }
            return call.vm.offset(of: call[1].buffer, in: call[0].buffer, from: start).map {
                .int($0)
            }
                ?? .nil
        }
        method(
            bytes, "hex", "The bytes as hexadecimal digits, two for each.", gives: "string",
            example: #"b"\x00\xff".hex()  # => "00ff""#
        ) { call in
            try call.vm.hexadecimal(call[0].buffer)
        }
        function(
            bytes, "from_hex",
            MemberDescription(
                "The bytes that hexadecimal digits stand for.",
                [MemberParameter("text", "string", "two digits for each byte")], gives: "bytes",
                example: #"bytes.from_hex("4869")  # => b"Hi""#)
        ) { call in
            let digits = try call.text(0)
            var result: [UInt8] = []
            guard digits.count % 2 == 0 else {
                throw LayError.noWholeBytes(digits.count)
            }
            for place in stride(from: 0, to: digits.count, by: 2) {
                try call.vm.work(2)
                let pair = String(decoding: digits[place..<(place + 2)], as: UTF8.self)
                guard pair.first != "+", pair.first != "-", let byte = UInt8(pair, radix: 16) else {
                    throw LayError.noHexadecimal(Self.quoted(pair))
                }
                result.append(byte)
            }
            return try result.withUnsafeBytes { try call.vm.bytes($0) }
        }
    }

    /// Two digits for each byte.
    package func hexadecimal(_ bytes: UnsafeRawBufferPointer) throws -> Value {
        try reserve(bytes.count &* 2)
        let result = machine.makeBytes(bytes.count &* 2)
        // A stretch at a time, so that a limit of time is met within a long one.
        var place = 0
        while place < bytes.count {
            let end = min(bytes.count, place &+ 32_768)
            try work(bytes: (end &- place) &* 4)
            while place < end {
                let byte = bytes[place]
                let high = byte >> 4
                let low = byte & 15
                result.bytes[place &* 2] = high < 10 ? 48 &+ high : 87 &+ high
                result.bytes[place &* 2 &+ 1] = low < 10 ? 48 &+ low : 87 &+ low
                place &+= 1
            }
        }
        return result
    }

    /// UTF-8 as a string.
    ///
    /// - Throws: `ValueError` for invalid UTF-8 unless `lossy`.
    package func decode(_ bytes: UnsafeRawBufferPointer, lossy: Bool) throws -> Value {
        try reserve(bytes.count &* (lossy ? 4 : 2))
        try work(bytes: bytes.count)
        if lossy { return string(String(decoding: bytes, as: UTF8.self)) }
        if String(validating: bytes, as: UTF8.self) == nil {
            throw LayError.notUTF8
        }
        return try string(bytes)
    }
}
