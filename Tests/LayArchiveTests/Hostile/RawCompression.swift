/// Gzip members and zstd frames written byte by byte.
enum RawGzip {
    /// A member of one stored block, with these flags and what belongs to them.
    static func member(
        _ data: [UInt8], flags: UInt8 = 0, extra: [UInt8] = [], method: UInt8 = 8,
        checksum: UInt32? = nil, length: UInt32? = nil
    ) -> [UInt8] {
        let size = UInt16(truncatingIfNeeded: data.count)
        let header: [UInt8] = [0x1f, 0x8b, method, flags, 0, 0, 0, 0, 0, 255]
        return header + extra + [1] + little(size) + little(~size) + data
            + little(checksum ?? crc(data))
            + little(length ?? UInt32(truncatingIfNeeded: data.count))
    }

    static func little<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
        withUnsafeBytes(of: number.littleEndian) { Array($0) }
    }

    static func crc(_ data: [UInt8]) -> UInt32 {
        ~data.reduce(UInt32.max) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { value, _ in
                value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1
            }
        }
    }
}

enum RawZstd {
    static let magic: [UInt8] = [0x28, 0xb5, 0x2f, 0xfd]

    /// A frame of one raw block, without a checksum.
    static func frame(_ data: [UInt8]) -> [UInt8] {
        // The content size in four bytes, which is the window too.
        magic + [0xa0] + RawGzip.little(UInt32(truncatingIfNeeded: data.count))
            + block(0, data.count, isLast: true) + data
    }

    static func block(_ kind: Int, _ size: Int, isLast: Bool) -> [UInt8] {
        Array(RawGzip.little(UInt32(size << 3 | kind << 1 | (isLast ? 1 : 0))).prefix(3))
    }

    static func skippable(_ data: [UInt8], size: UInt32? = nil) -> [UInt8] {
        [0x53, 0x2a, 0x4d, 0x18] + RawGzip.little(size ?? UInt32(data.count)) + data
    }
}
