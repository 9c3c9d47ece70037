internal import LayArchive
internal import LayBounds
package import LayFiles

/// Telling archives by what is in them.
package enum Archive {
    /// True for a tar, plain or compressed with gzip, zstd, xz or bzip2, whose first header is whole.
    package static func isTar(_ contents: FileContents) -> Bool {
        if contents.count < 18 { return false }
        // What cannot be uncompressed so far is none.
        let first = try? ContentsSource(contents).withBytes { try Compression.head($0, count: 512) }
        let header = first ?? []
        guard header.count == 512 else { return false }
        let field = header[148..<156].filter { $0 != 0x20 && $0 != 0 }
        guard let wanted = Int(String(decoding: field, as: UTF8.self), radix: 8) else {
            return false
        }
        var sum = 0
        for (index, byte) in header.enumerated() {
            sum += (148..<156).contains(index) ? 0x20 : Int(byte)
        }
        return sum == wanted && sum > 8 * 0x20
    }
}
