internal import LayArchive
internal import LayBounds
public import LayFiles
public import LayImages

/// `--checksum` of what an address gives: `sha256:` and 64 hexadecimal digits, or a longer kind.
public struct DownloadChecksum: Sendable {
    private let algorithm: MessageDigest.Algorithm
    private let text: String

    /// A checksum as it is written.
    ///
    /// - Throws: `ImageError` of kind `ValueError` for one that no digest is written as.
    public init(_ text: String) throws(ImageError) {
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        let kinds: [String: (MessageDigest.Algorithm, Int)] = [
            "sha256": (.sha256, 64), "sha384": (.sha384, 96), "sha512": (.sha512, 128),
        ]
        guard let (algorithm, length) = kinds[parts.first ?? ""] else { throw .unknownDigest }
        guard parts.count == 2, parts[1].utf8.count == length else { throw .shortDigest }
        self.algorithm = algorithm
        self.text = text
    }

    /// Compares it with contents.
    ///
    /// - Throws: `ImageError` of kind `CorruptData` for others than it promises; `FileError`.
    /// - Complexity: O(*n*) in the bytes.
    public func check(_ contents: FileContents) throws {
        guard let digits = try MessageDigest.hex(of: contents, algorithm) else {
            throw ImageError.unknownDigest
        }
        let found = text.prefix { $0 != ":" } + ":" + digits
        if found != text { throw ImageError.otherDigest(String(found), text) }
    }
}

extension ImageError {
    static var unknownDigest: ImageError {
        ImageError(.valueError, "unsupported digest algorithm", help: "sha256, sha384 or sha512")
    }

    static var shortDigest: ImageError {
        ImageError(
            .valueError, "invalid checksum digest length",
            help: "a digest is written sha256: and 64 hexadecimal digits")
    }

    static func otherDigest(_ found: String, _ wanted: String) -> ImageError {
        ImageError(
            .corruptData, "digest mismatch \(found): \(wanted)",
            help: "the address gives other bytes than --checksum promises")
    }
}
