internal import CCrypto
internal import CDeflate
package import LayFiles

/// Computes a digest of one of several kinds, piece by piece.
package struct MessageDigest: ~Copyable {
    /// What is computed; the raw value is the name that OpenSSL knows.
    package enum Algorithm: String, CaseIterable, Sendable {
        case md5 = "MD5"
        case sha1 = "SHA1"
        case sha224 = "SHA224"
        case sha256 = "SHA256"
        case sha384 = "SHA384"
        case sha512 = "SHA512"
    }

    private let context: OpaquePointer?
    private let size: Int

    /// Starts with no bytes; `nil` where the machine's library refuses the algorithm.
    package init?(_ algorithm: Algorithm) { self.init(named: algorithm.rawValue) }

    /// As `init(_:)`, for any name that OpenSSL knows.
    package init?(named name: String) {
        let kind = EVP_get_digestbyname(name)
        context = EVP_MD_CTX_new()
        size = kind.map { Int(EVP_MD_get_size($0)) } ?? 0
        if kind == nil || EVP_DigestInit_ex(context, kind, nil) != 1 { return nil }
    }

    deinit { EVP_MD_CTX_free(context) }

    /// Adds bytes.
    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
    }

    /// The hexadecimal digits of a digest of what a file holds; `nil` where the machine's library refuses
    /// the algorithm.
    ///
    /// - Throws: `FileError` when it cannot be read.
    /// - Complexity: O(*n*) in the bytes, of which only a stretch is in memory.
    package static func hex(
        of contents: FileContents, _ algorithm: Algorithm
    ) throws(FileError) -> String? {
        guard var digest = MessageDigest(algorithm) else { return nil }
        try contents.forEachStretch { digest.update($0) }
        var text: [UInt8] = []
        for byte in digest.finish() {
            for digit in [byte >> 4, byte & 15] {
                text.append(digit < 10 ? 48 + digit : 87 + digit)
            }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The digest of all bytes added.
    package consuming func finish() -> [UInt8] {
        var result = [UInt8](repeating: 0, count: size)
        EVP_DigestFinal_ex(context, &result, nil)
        return result
    }
}

/// The CRC-32 of gzip, zip and PNG.
package struct CRC32 {
    /// The checksum of all bytes added.
    package private(set) var value: UInt32 = 0

    /// Starts with no bytes.
    package init() {}

    /// Adds bytes.
    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        value = libdeflate_crc32(value, bytes.baseAddress, bytes.count)
    }
}
