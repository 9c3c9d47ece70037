/// Finds a string of bytes by its two rarest ones, 32 places at a time.
struct LiteralFinder: Sendable {
    let bytes: [UInt8]
    private let first: (offset: Int, byte: UInt8)
    private let second: (offset: Int, byte: UInt8)

    /// The longest string that is worth comparing.
    static let maximumLength = 32

    /// A finder of `bytes`, which are not empty.
    init?(_ bytes: [UInt8]) {
        guard let some = bytes.first else { return nil }
        self.bytes = bytes
        var order = Array(bytes.enumerated())
        order.sort { Self.frequency($0.element) < Self.frequency($1.element) }
        first = order.first.map { ($0.offset, $0.element) } ?? (0, some)
        let other = order.dropFirst().first { $0.element != order[0].element } ?? order.last
        second = other.map { ($0.offset, $0.element) } ?? first
    }

    /// Whether a byte stands in most lines.
    static func isCommon(_ byte: UInt8) -> Bool { frequency(byte) > 45 }

    /// How common a byte is in programs and prose, roughly.
    private static func frequency(_ byte: UInt8) -> Int {
        switch byte {
        case 0x20: 100
        case 0x61, 0x65, 0x69, 0x6E, 0x6F, 0x72, 0x73, 0x74: 90
        case 0x63, 0x64, 0x66, 0x67, 0x68, 0x6C, 0x6D, 0x70, 0x75: 70
        case 0x61...0x7A: 50
        case 0x30...0x39: 45
        case 0x0A, 0x22, 0x28, 0x29, 0x2C, 0x2D, 0x2E, 0x2F, 0x3A, 0x3D, 0x5F: 40
        case 0x41...0x5A: 30
        case 0x00, 0x80...0xFF: 25
        default: 15
        }
    }

    /// The first place of the string that lies whole between `start` and the end.
    ///
    /// - Complexity: O(the length of the text) times at most the length of the string.
    func find(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        let last = text.count &- bytes.count
        guard start <= last, let base = text.baseAddress else { return nil }
        if bytes.count == 1 { return ByteFinder.find(first.byte, in: text, from: start) }
        let left = UnsafeRawPointer(base + first.offset)
        let right = UnsafeRawPointer(base + second.offset)
        let wantedLeft = SIMD32<UInt8>(repeating: first.byte)
        let wantedRight = SIMD32<UInt8>(repeating: second.byte)
        var position = start
        while position &+ 31 <= last {
            let hits =
                (left.loadUnaligned(fromByteOffset: position, as: SIMD32<UInt8>.self)
                    .== wantedLeft)
                .& (right.loadUnaligned(fromByteOffset: position, as: SIMD32<UInt8>.self)
                    .== wantedRight)
            if ByteFinder.any(hits) {
                for place in position...(position &+ 31)
                where matches(base, place) { return place }
            }
            position &+= 32
        }
        while position <= last {
            if matches(base, position) { return position }
            position &+= 1
        }
        return nil
    }

    @inline(__always)
    private func matches(_ base: UnsafePointer<UInt8>, _ place: Int) -> Bool {
        guard base[place &+ first.offset] == first.byte,
            base[place &+ second.offset] == second.byte
        else { return false }
        return bytes.withUnsafeBufferPointer { wanted in
            for index in 0..<wanted.count where base[place &+ index] != wanted[index] {
                return false
            }
            return true
        }
    }
}

/// Finds single bytes, 32 places at a time.
enum ByteFinder {
    /// Whether any lane is set.
    @inline(__always)
    static func any(_ mask: SIMDMask<SIMD32<Int8>>) -> Bool {
        let words = unsafeBitCast(mask, to: SIMD4<UInt64>.self)
        return words[0] | words[1] | words[2] | words[3] != 0
    }

    /// The first place of `byte` at or behind `start`.
    ///
    /// - Complexity: O(the length of the text).
    static func find(
        _ byte: UInt8, in text: UnsafeBufferPointer<UInt8>, from start: Int
    ) -> Int? {
        find(byte, byte, byte, in: text, from: start)
    }

    /// The first place of any of three bytes at or behind `start`.
    ///
    /// - Complexity: O(the length of the text).
    @inline(__always)
    static func find(
        _ one: UInt8, _ two: UInt8, _ three: UInt8, in text: UnsafeBufferPointer<UInt8>,
        from start: Int
    ) -> Int? {
        guard let base = text.baseAddress else { return nil }
        let wanted = (
            SIMD32<UInt8>(repeating: one), SIMD32<UInt8>(repeating: two),
            SIMD32<UInt8>(repeating: three)
        )
        var position = start
        while position &+ 32 <= text.count {
            let block = UnsafeRawPointer(base).loadUnaligned(
                fromByteOffset: position, as: SIMD32<UInt8>.self)
            if any((block .== wanted.0) .| (block .== wanted.1) .| (block .== wanted.2)) { break }
            position &+= 32
        }
        while position < text.count {
            let byte = base[position]
            if byte == one || byte == two || byte == three { return position }
            position &+= 1
        }
        return nil
    }

    /// The last place of `byte` before `end`, not before `start`.
    ///
    /// - Complexity: O(the distance gone).
    static func findLast(
        _ byte: UInt8, in text: UnsafeBufferPointer<UInt8>, from start: Int, before end: Int
    ) -> Int? {
        var position = end
        while position > start {
            position &-= 1
            if text[position] == byte { return position }
        }
        return nil
    }
}
