internal import CCrypto

/// RFC 4648 base64, with padding and without line breaks.
package enum Base64 {
    /// The text of some bytes.
    package static func encode(_ bytes: [UInt8]) -> String {
        var result = [UInt8](repeating: 0, count: (bytes.count + 2) / 3 * 4 + 1)
        let count = EVP_EncodeBlock(&result, bytes, Int32(truncatingIfNeeded: bytes.count))
        return String(decoding: result.prefix(Int(count)), as: UTF8.self)
    }

    /// The bytes of a text; `nil` unless it is exactly what `encode` gives for them.
    package static func decode(_ text: [UInt8]) -> [UInt8]? {
        if text.isEmpty { return [] }
        var result = [UInt8](repeating: 0, count: text.count / 4 * 3 + 3)
        let count = EVP_DecodeBlock(&result, text, Int32(truncatingIfNeeded: text.count))
        guard count >= 0 else { return nil }
        let padding = text.suffix(2).count { $0 == UInt8(ascii: "=") }
        let bytes = Array(result.prefix(max(0, Int(count) - padding)))
        return encode(bytes) == String(decoding: text, as: UTF8.self) ? bytes : nil
    }

    /// A text in the alphabet of URLs and file names, without padding (RFC 4648, section 5).
    package static func forURL(_ text: String) -> String {
        String(
            decoding: text.utf8.lazy.filter { $0 != UInt8(ascii: "=") }.map {
                $0 == UInt8(ascii: "+")
                    ? UInt8(ascii: "-") : $0 == UInt8(ascii: "/") ? UInt8(ascii: "_") : $0
            }, as: UTF8.self)
    }

    /// The plain text of one for URLs, with padding or without; `nil` for what is none.
    package static func fromURL(_ text: String) -> String? {
        let digits = text.utf8.reversed().drop { $0 == UInt8(ascii: "=") }.reversed()
        let padding = text.utf8.count - digits.count
        guard padding == 0 || text.utf8.count % 4 == 0 && padding < 3,
            !digits.contains(where: { "+/=".utf8.contains($0) })
        else { return nil }
        let plain = digits.map {
            $0 == UInt8(ascii: "-")
                ? UInt8(ascii: "+") : $0 == UInt8(ascii: "_") ? UInt8(ascii: "/") : $0
        }
        return String(decoding: plain, as: UTF8.self)
            + String(repeating: "=", count: (4 - digits.count % 4) % 4)
    }
}
