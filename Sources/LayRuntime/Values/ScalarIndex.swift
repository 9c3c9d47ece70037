/// Where the Unicode scalars of a long string lie that is not all ASCII, so that `s[i]` and
/// `s.length` need not count from its start.
///
/// Every 64th scalar's byte offset is kept, 4 bytes for 64 bytes of text and more. A string that
/// grows in place keeps what is known of its beginning.
struct ScalarIndex {
    private static let stride = 64
    /// Shorter strings, in bytes, are counted each time.
    static let least = 256

    private var offsets: [UInt32] = []
    /// Scalars in the bytes that were looked at.
    private(set) var count = 0
    /// Bytes that were looked at.
    private(set) var scanned = 0

    /// Looks at what the text has further on.
    ///
    /// - Complexity: O(*n*) in the bytes that are new.
    mutating func extend(over text: UnsafeRawBufferPointer) {
        for offset in scanned..<text.count where text[offset] & 0xc0 != 0x80 {
            if count % Self.stride == 0 { offsets.append(UInt32(truncatingIfNeeded: offset)) }
            count += 1
        }
        scanned = text.count
    }

    /// The byte offset of a scalar, or of the end.
    ///
    /// - Complexity: O(1).
    func offset(of scalar: Int, in text: UnsafeRawBufferPointer) -> Int {
        if scalar >= count { return text.count }
        return Self.offset(
            of: scalar % Self.stride, from: Int(offsets[scalar / Self.stride]), in: text)
    }

    /// How many scalars begin before a byte offset.
    ///
    /// - Complexity: O(log *n*).
    func scalars(before offset: Int, in text: UnsafeRawBufferPointer) -> Int {
        var (low, high) = (0, offsets.count)
        while low < high {
            let middle = (low + high) / 2
            if Int(offsets[middle]) <= offset { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return 0 }
        let start = Int(offsets[low - 1])
        return (low - 1) * Self.stride + text[start..<offset].count { $0 & 0xc0 != 0x80 }
    }

    /// The byte offset of the scalar so many further on than the one at `start`; at most the end.
    static func offset(of scalar: Int, from start: Int, in text: UnsafeRawBufferPointer) -> Int {
        var (place, left) = (start, scalar)
        while place < text.count, left > 0 {
            place += 1
            while place < text.count, text[place] & 0xc0 == 0x80 { place += 1 }
            left -= 1
        }
        return place
    }
}
