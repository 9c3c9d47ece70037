internal import CCrypto
public import LayFiles

/// The SHA-256 of some bytes, written `sha256:` and 64 hexadecimal digits (OCI image-spec
/// descriptor.md, Digests).
public struct Digest: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The 64 hexadecimal digits.
    public let hex: String

    /// The digest written in `text`, or `nil` when it is none.
    public init?(parsing text: String) {
        guard text.hasPrefix("sha256:") else { return nil }
        self.init(hex: String(text.dropFirst(7)))
    }

    /// The digest of 64 lower-case hexadecimal digits, or `nil`.
    public init?(hex: String) {
        let isHex = hex.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
        guard hex.utf8.count == 64, isHex else { return nil }
        self.hex = hex
    }

    /// The digest of 32 bytes.
    package init(bytes: UnsafeRawBufferPointer) {
        hex = String(unsafeUninitializedCapacity: 2 * bytes.count) { digits in
            var place = 0
            for byte in bytes {
                digits.initializeElement(at: place, to: Self.digit(byte >> 4))
                digits.initializeElement(at: place + 1, to: Self.digit(byte & 15))
                place += 2
            }
            return place
        }
    }

    private static func digit(_ value: UInt8) -> UInt8 { value + (value < 10 ? 0x30 : 0x57) }

    /// Adds the 32 bytes to others.
    package func append(to bytes: inout [UInt8]) {
        var high: UInt8?
        for digit in hex.utf8 {
            let value = digit < 0x3a ? digit &- 0x30 : digit &- 0x57
            if let first = high {
                bytes.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
    }

    /// The digest of `bytes`.
    public static func of(_ bytes: some Sequence<UInt8>) -> Digest {
        var hasher = SHA256()
        Array(bytes).withUnsafeBytes { hasher.update($0) }
        return hasher.finish()
    }

    /// The digest of what a file holds.
    ///
    /// - Throws: `FileError` when it cannot be read.
    /// - Complexity: O(*n*) in the bytes, of which only a stretch is in memory.
    public static func of(_ contents: FileContents) throws(FileError) -> Digest {
        var hasher = SHA256()
        try contents.forEachStretch { hasher.update($0) }
        return hasher.finish()
    }

    /// `sha256:…`
    public var description: String { "sha256:\(hex)" }
    /// The first twelve digits, as people write them.
    public var short: String { String(hex.prefix(12)) }

    /// Orders by digits.
    public static func < (left: Digest, right: Digest) -> Bool { left.hex < right.hex }
}

/// Computes a SHA-256 piece by piece.
public struct SHA256: ~Copyable {
    private let context: OpaquePointer?

    /// Starts with no bytes.
    public init() {
        context = EVP_MD_CTX_new()
        EVP_DigestInit_ex(context, EVP_sha256(), nil)
    }

    deinit { EVP_MD_CTX_free(context) }

    /// Adds bytes.
    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
    }

    /// The digest of all bytes added.
    public consuming func finish() -> Digest {
        var result = [UInt8](repeating: 0, count: 32)
        EVP_DigestFinal_ex(context, &result, nil)
        return result.withUnsafeBytes { Digest(bytes: $0) }
    }
}
