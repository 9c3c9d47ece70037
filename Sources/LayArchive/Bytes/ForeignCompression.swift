internal import LayFiles

/// Compressions that archives come in and that no layer of an image is stored in: they are read and
/// never written.
enum ForeignCompression {
    case xz, bzip2

    /// The compression that the first bytes tell.
    static func detect(_ bytes: UnsafeRawBufferPointer) -> ForeignCompression? {
        if bytes.starts(with: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]) { return .xz }
        // "BZh", a level, and the mark of a block or of the end.
        guard bytes.count >= 10, bytes.starts(with: [0x42, 0x5a, 0x68]),
            (0x31...0x39).contains(bytes[3])
        else { return nil }
        let mark = bytes[4..<10]
        let isBlock = mark.elementsEqual([0x31, 0x41, 0x59, 0x26, 0x53, 0x59])
        let isEnd = mark.elementsEqual([0x17, 0x72, 0x45, 0x38, 0x50, 0x90])
        return isBlock || isEnd ? .bzip2 : nil
    }

    /// What uncompresses `bytes`, which have to stay where they are.
    func decoder(_ bytes: UnsafeRawBufferPointer) throws -> any BlobDecoder {
        switch self {
        case .xz: try XZDecoder(bytes)
        case .bzip2: try BZip2Decoder(bytes)
        }
    }
}
