internal import LayBounds

extension VM {
    func installBytes() {
        let bytes = type(.bytes)
        constructor(bytes, "values") { call in
            if call[0].tag == .string { return try call.vm.bytes(call[0].buffer) }
            if call[0].tag == .bytes { return call.vm.retain(call[0]) }
            var result: [UInt8] = []
            for element in try call.list(0) {
                guard element.isInt, let byte = UInt8(exactly: element.asInt) else {
                    throw LayError(
                        .valueError, "bytes: \(call.vm.describe(element)) is no byte",
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
        method(bytes, "starts_with", "prefix") { call in
            guard call[1].tag == .bytes else { throw call.mismatch(1, "bytes") }
            return .bool(Self.starts(call[0].buffer, with: call[1].buffer))
        }
        method(bytes, "find", "part from?") { call in
            guard call[1].tag == .bytes else { throw call.mismatch(1, "bytes") }
            let start = call.has(2) ? try call.int(2) : 0
            guard start >= 0, start <= call[0].byteCount else { return .nil }
            return Self.offset(of: call[1].buffer, in: call[0].buffer, from: start).map { .int($0) }
                ?? .nil
        }
        method(bytes, "hex") { call in
            var text = ""
            for byte in call[0].buffer {
                text += (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }
            return call.vm.string(text)
        }
        function(bytes, "from_hex", "text") { call in
            let digits = try call.text(0)
            var result: [UInt8] = []
            guard digits.count % 2 == 0 else {
                throw LayError(.valueError, "from_hex: \(digits.count) digits are no whole bytes")
            }
            for place in stride(from: 0, to: digits.count, by: 2) {
                let pair = String(decoding: digits[place..<(place + 2)], as: UTF8.self)
                guard pair.first != "+", pair.first != "-", let byte = UInt8(pair, radix: 16) else {
                    throw LayError(.valueError, "from_hex: \(Self.quoted(pair)) is no byte")
                }
                result.append(byte)
            }
            return try result.withUnsafeBytes { try call.vm.bytes($0) }
        }
    }

    /// UTF-8 as a string.
    ///
    /// - Throws: `ValueError` for invalid UTF-8 unless `lossy`.
    package func decode(_ bytes: UnsafeRawBufferPointer, lossy: Bool) throws -> Value {
        if lossy { return string(String(decoding: bytes, as: UTF8.self)) }
        if String(validating: bytes, as: UTF8.self) == nil {
            throw LayError(
                .valueError, "the bytes are not valid UTF-8",
                help: "read them as bytes, or use decode(lossy: true)")
        }
        return try string(bytes)
    }
}
