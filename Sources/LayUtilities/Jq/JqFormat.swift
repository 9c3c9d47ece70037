/// Formats that begin with `@`.
enum JqFormat {
    /// A value in a format.
    ///
    /// - Throws: `JqRaise` where the value has no such form, or there is no such format.
    static func format(_ value: JqValue, _ name: JqText, _ account: JqAccount) throws -> JqText {
        switch String(decoding: name.array, as: UTF8.self) {
        case "json": return try JqPrinter.text(value, account)
        case "text": return try JqNatives.text(value, account)
        case "csv": return try row(value, isTabbed: false, account)
        case "tsv": return try row(value, isTabbed: true, account)
        case "html": return try html(value, account)
        case "uri": return try uri(value, account)
        case "urid": return try uriDecoded(value, account)
        case "sh": return try shell(value, account)
        case "base64": return try encoded(value, account, JqBase.encode64)
        case "base64d": return try decoded64(value, account)
        case "base32": return try encoded(value, account, JqBase.encode32)
        case "base32d": return try decoded32(value, account)
        default: throw JqRaise(name.array + Array(" is not a valid format".utf8))
        }
    }

    private static func row(
        _ value: JqValue, isTabbed: Bool, _ account: JqAccount
    ) throws -> JqText {
        guard case .array(let array) = value else {
            throw JqRaise(
                value, "cannot be \(isTabbed ? "tsv" : "csv")-formatted, only array")
        }
        let bytes = JqBytes(account)
        for (index, element) in array.span.enumerated() {
            if index > 0 { try bytes.append(UInt8(ascii: isTabbed ? "\t" : ",")) }
            switch element {
            case .null: break
            case .number(let number):
                if !number.isNaN { try JqNumberText.append(number, bytes) }
            case .yes, .no: try bytes.append(try JqPrinter.text(element, account))
            case .text(let text):
                if isTabbed { try tabbed(text, bytes) } else { try quoted(text, bytes) }
            default: throw JqRaise(element, "is not valid in a csv row")
            }
        }
        return bytes.text(account)
    }

    /// Adds a text with some bytes written otherwise.
    private static func escape(
        _ text: JqText, _ bytes: JqBytes, _ change: (UInt8) -> StaticString?
    ) throws {
        try text.with { span in
            for byte in span {
                if let other = change(byte) {
                    try bytes.append(other)
                } else {
                    try bytes.append(byte)
                }
            }
        }
    }

    private static func quoted(_ text: JqText, _ bytes: JqBytes) throws {
        try bytes.append(UInt8(ascii: "\""))
        try escape(text, bytes) { $0 == 0x22 ? "\"\"" : $0 == 0 ? "\\0" : nil }
        try bytes.append(UInt8(ascii: "\""))
    }

    private static func tabbed(_ text: JqText, _ bytes: JqBytes) throws {
        try escape(text, bytes) {
            switch $0 {
            case 0: "\\0"
            case 9: "\\t"
            case 10: "\\n"
            case 13: "\\r"
            case 0x5C: "\\\\"
            default: nil
            }
        }
    }

    private static func html(_ value: JqValue, _ account: JqAccount) throws -> JqText {
        let bytes = JqBytes(account)
        try escape(try JqNatives.text(value, account), bytes) {
            switch $0 {
            case 0: "\\0"
            case UInt8(ascii: "<"): "&lt;"
            case UInt8(ascii: ">"): "&gt;"
            case UInt8(ascii: "&"): "&amp;"
            case UInt8(ascii: "'"): "&apos;"
            case UInt8(ascii: "\""): "&quot;"
            default: nil
            }
        }
        return bytes.text(account)
    }

    private static func shell(_ value: JqValue, _ account: JqAccount) throws -> JqText {
        var elements = [value]
        if case .array(let array) = value { elements = Array(array.span) }
        let bytes = JqBytes(account)
        for (index, element) in elements.enumerated() {
            if index > 0 { try bytes.append(32) }
            switch element {
            case .text(let text):
                try bytes.append(UInt8(ascii: "'"))
                try escape(text, bytes) {
                    $0 == UInt8(ascii: "'") ? "'\\''" : $0 == 0 ? "\\0" : nil
                }
                try bytes.append(UInt8(ascii: "'"))
            case .array, .object: throw JqRaise(element, "can not be escaped for shell")
            default: try bytes.append(try JqPrinter.text(element, account))
            }
        }
        return bytes.text(account)
    }

    // MARK: URIs

    private static let digits = Array("0123456789ABCDEF".utf8)

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        (byte | 32) &- 97 < 26 || byte &- 48 < 10 || "-_.!~*'()".utf8.contains(byte)
    }

    private static func uri(_ value: JqValue, _ account: JqAccount) throws -> JqText {
        let bytes = JqBytes(account)
        try JqNatives.text(value, account).with { span in
            for byte in span {
                if isUnreserved(byte) {
                    try bytes.append(byte)
                } else {
                    try bytes.append(UInt8(ascii: "%"))
                    try bytes.append(digits[Int(byte >> 4)])
                    try bytes.append(digits[Int(byte & 15)])
                }
            }
        }
        return bytes.text(account)
    }

    private static func uriDecoded(_ value: JqValue, _ account: JqAccount) throws -> JqText {
        let bytes = JqBytes(account)
        try JqNatives.text(value, account).with { span in
            var place = 0
            while place < span.count {
                let byte = span[place]
                place &+= 1
                guard byte == UInt8(ascii: "%") else {
                    try bytes.append(byte)
                    continue
                }
                guard place &+ 2 <= span.count,
                    let code = UInt8(
                        String(decoding: span[place..<(place &+ 2)], as: UTF8.self), radix: 16)
                else { throw JqRaise(value, "is not a valid uri encoding") }
                try bytes.append(code)
                place &+= 2
            }
        }
        return try JqText.make(anything: bytes.span, account)
    }

    // MARK: Base 64 and 32

    private static func encoded(
        _ value: JqValue, _ account: JqAccount,
        _ encode: (UnsafeBufferPointer<UInt8>, JqBytes) throws -> Void
    ) throws -> JqText {
        let bytes = JqBytes(account)
        try JqNatives.text(value, account).with { try encode($0, bytes) }
        return bytes.text(account)
    }

    private static func decoded64(_ value: JqValue, _ account: JqAccount) throws -> JqText {
        let text = try JqNatives.text(value, account)
        let bytes = JqBytes(account)
        switch try text.with({ try JqBase.decode($0, bits: 6, bytes, JqBase.digit64) }) {
        case .whole: break
        case .invalid: throw JqRaise(.text(text), "is not valid base64 data")
        case .trailing: throw JqRaise(.text(text), "trailing base64 byte found")
        }
        return try JqText.make(anything: bytes.span, account)
    }

    private static func decoded32(_ value: JqValue, _ account: JqAccount) throws -> JqText {
        let text = try JqNatives.text(value, account)
        let bytes = JqBytes(account)
        guard try text.with({ try JqBase.decode($0, bits: 5, bytes, JqBase.digit32) }) != .invalid
        else { throw JqRaise(.text(text), "is not valid base32 data") }
        return try JqText.make(anything: bytes.span, account)
    }
}

/// Bytes as digits of a base.
enum JqBase {
    /// How a decoding ended.
    enum Outcome {
        case whole, invalid, trailing
    }

    private static let digits64 = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let digits32 = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

    static func encode64(_ span: UnsafeBufferPointer<UInt8>, _ bytes: JqBytes) throws {
        try encode(span, bits: 6, group: 4, digits64, bytes)
    }

    static func encode32(_ span: UnsafeBufferPointer<UInt8>, _ bytes: JqBytes) throws {
        try encode(span, bits: 5, group: 8, digits32, bytes)
    }

    private static func encode(
        _ span: UnsafeBufferPointer<UInt8>, bits: Int, group: Int, _ digits: [UInt8],
        _ bytes: JqBytes
    ) throws {
        var held = 0
        var count = 0
        var written = 0
        let mask = 1 << bits - 1
        for byte in span {
            held = (held << 8 | Int(byte)) & 0xFFFF
            count += 8
            while count >= bits {
                count -= bits
                try bytes.append(digits[held >> count & mask])
                written += 1
            }
        }
        if count > 0 {
            try bytes.append(digits[held << (bits - count) & mask])
            written += 1
        }
        while written % group != 0 {
            try bytes.append(UInt8(ascii: "="))
            written += 1
        }
    }

    static func digit64(_ byte: UInt8) -> Int? {
        switch byte {
        case 65...90: Int(byte) - 65
        case 97...122: Int(byte) - 71
        case 48...57: Int(byte) + 4
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }

    static func digit32(_ byte: UInt8) -> Int? {
        switch byte {
        case 65...90: Int(byte) - 65
        case 50...55: Int(byte) - 24
        default: nil
        }
    }

    /// Adds the bytes that digits stand for, up to the first `=`.
    static func decode(
        _ span: UnsafeBufferPointer<UInt8>, bits: Int, _ bytes: JqBytes, _ digit: (UInt8) -> Int?
    ) throws -> Outcome {
        var held = 0
        var count = 0
        for byte in span {
            if byte == UInt8(ascii: "=") { break }
            guard let value = digit(byte) else { return .invalid }
            held = (held << bits | value) & 0xFFFF
            count += bits
            if count >= 8 {
                count -= 8
                try bytes.append(UInt8(truncatingIfNeeded: held >> count))
            }
        }
        return count >= bits ? .trailing : .whole
    }
}
