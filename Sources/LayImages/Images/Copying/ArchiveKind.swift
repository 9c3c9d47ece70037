internal import LayArchive
internal import LayBounds
internal import LayFiles

/// Telling archives by what is in them.
enum Archive {
    /// True for a tar, plain or compressed with gzip, zstd, xz or bzip2, whose first header is whole.
    static func isTar(_ contents: FileContents) -> Bool {
        struct Enough: Error {}
        if contents.count < 18 { return false }
        var header: [UInt8] = []
        // The rest is not needed, so unpacking ends with the header; what cannot be unpacked is none.
        try? ContentsSource(contents).withBytes { bytes in
            try Compression.decompress(bytes) { piece in
                header += piece.prefix(512 - header.count)
                if header.count >= 512 { throw Enough() }
            }
        }
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
