/// Finds an ASCII string in either case in ASCII text, 32 places at a time.
///
/// The pattern's automaton would have to look at every byte.
struct GrepFoldedFinder {
    /// The string in lower case.
    private let bytes: [UInt8]
    private let first: Int
    private let second: Int

    private typealias Block = SIMD32<UInt8>

    /// A finder for a string of at least two bytes, all ASCII and none of them an operator.
    init?(_ pattern: [UInt8]) {
        guard pattern.count >= 2, pattern.count <= 256 else { return nil }
        let plain = pattern.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x20, 0x2C, 0x2D, 0x3A, 0x3B, 0x3D, 0x40,
                0x5F, 0x22, 0x25, 0x26, 0x27, 0x2F, 0x3C, 0x3E, 0x21, 0x23, 0x7E:
                true
            default: false
            }
        }
        guard plain else { return nil }
        let folded = pattern.map { 0x41...0x5A ~= $0 ? $0 | 0x20 : $0 }
        let order = folded.indices.sorted {
            (Self.frequency(folded[$0]), $0) < (Self.frequency(folded[$1]), $1)
        }
        bytes = folded
        first = order[0]
        second = order.first { folded[$0] != folded[order[0]] } ?? order[1]
    }

    /// How common a byte is in prose, roughly.
    private static func frequency(_ byte: UInt8) -> Int {
        switch byte {
        case 0x20: 100
        case 0x61, 0x65, 0x69, 0x6E, 0x6F, 0x72, 0x73, 0x74: 90
        case 0x63, 0x64, 0x66, 0x67, 0x68, 0x6C, 0x6D, 0x70, 0x75: 70
        case 0x61...0x7A: 50
        default: 30
        }
    }

    /// Where the first place of the string at or behind `start` ends.
    ///
    /// - Complexity: O(the length of the text) times at most that of the string.
    func firstEnd(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        let last = text.count &- bytes.count
        guard start <= last, let base = text.baseAddress else { return nil }
        let left = UnsafeRawPointer(base + first)
        let right = UnsafeRawPointer(base + second)
        // Other bytes than letters stay as they are; no two of those allowed differ in that bit.
        let fold = (Self.fold(bytes[first]), Self.fold(bytes[second]))
        let wanted = (Block(repeating: bytes[first]), Block(repeating: bytes[second]))
        var position = start
        while position &+ 31 <= last {
            let hits =
                ((left.loadUnaligned(fromByteOffset: position, as: Block.self) | fold.0)
                    .== wanted.0)
                .& ((right.loadUnaligned(fromByteOffset: position, as: Block.self) | fold.1)
                    .== wanted.1)
            let words = unsafeBitCast(hits, to: SIMD4<UInt64>.self)
            if words[0] | words[1] | words[2] | words[3] != 0 {
                for index in 0..<4 {
                    var word = words[index]
                    while word != 0 {
                        let lane = word.trailingZeroBitCount / 8
                        let place = position &+ index &* 8 &+ lane
                        if matches(base, place) { return place &+ bytes.count }
                        word &= ~(0xFF << UInt64(lane &* 8))
                    }
                }
            }
            position &+= 32
        }
        while position <= last {
            if matches(base, position) { return position &+ bytes.count }
            position &+= 1
        }
        return nil
    }

    private static func fold(_ byte: UInt8) -> Block {
        Block(repeating: 0x61...0x7A ~= byte ? 0x20 : 0)
    }

    @inline(__always)
    private func matches(_ base: UnsafePointer<UInt8>, _ place: Int) -> Bool {
        bytes.withUnsafeBufferPointer { wanted in
            for index in 0..<wanted.count {
                let byte = base[place &+ index]
                let folded = 0x41...0x5A ~= byte ? byte | 0x20 : byte
                if folded != wanted[index] { return false }
            }
            return true
        }
    }
}
