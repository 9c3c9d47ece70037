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
}
