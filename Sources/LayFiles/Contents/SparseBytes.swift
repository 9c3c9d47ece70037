internal import LayBounds

/// Stretches of a source with zeros between them, as a sparse file has them; the holes take no
/// memory.
///
///     source  ▓▓▓▓▓▓▓▓▓▓
///              \  \   \
///     file    ··▓▓▓···▓▓▓▓▓···
public final class SparseBytes: ByteSource, @unchecked Sendable {
    /// A part of the file that has bytes of its own.
    public struct Stretch: Sendable, Hashable {
        /// Where it begins in the file.
        public var start: Int
        /// How many bytes it has.
        public var count: Int

        /// The `count` bytes from `start` on.
        public init(start: Int, count: Int) {
            self.start = start
            self.count = count
        }
    }

    private static let zeros = [UInt8](repeating: 0, count: 64 << 10)

    /// What the stretches are part of, one after the other from `offset` on.
    let source: ByteSource
    let offset: Int
    let stretches: [Stretch]
    /// Where the bytes of each stretch begin in the source.
    private let places: [Int]
    private let charge: Charge

    /// A file of `count` bytes whose stretches lie one after the other in `source`, from `offset`
    /// on; `nil` unless they ascend, do not overlap, and fit both the file and the source.
    public init?(_ source: ByteSource, offset: Int, stretches: [Stretch], count: Int) {
        var places: [Int] = []
        places.reserveCapacity(stretches.count)
        var place = offset
        var end = 0
        guard count >= 0, offset >= 0, offset <= source.count else { return nil }
        for stretch in stretches {
            guard stretch.start >= end, stretch.count >= 0, stretch.start <= count,
                stretch.count <= count - stretch.start, stretch.count <= source.count - place
            else { return nil }
            places.append(place)
            place += stretch.count
            end = stretch.start + stretch.count
        }
        self.source = source
        self.offset = offset
        self.stretches = stretches
        self.places = places
        charge = Charge(stretches.count * 24 + 192)
        super.init(count: count)
    }

    /// Calls `body` with the bytes of `range`, once for each stretch and several times for a long
    /// hole.
    public override func read(
        _ range: Range<Int>, _ body: (UnsafeRawBufferPointer) -> Void
    ) throws(FileError) {
        var position = range.lowerBound
        var index = firstStretch(endingAfter: position)
        while position < range.upperBound {
            let next = index < stretches.count ? stretches[index] : nil
            let hole = min(range.upperBound, next?.start ?? range.upperBound)
            while position < hole {
                let length = min(Self.zeros.count, hole - position)
                Self.zeros.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[..<length])) }
                position += length
            }
            guard let next, position < range.upperBound else { return }
            let end = min(range.upperBound, next.start + next.count)
            if position < end {
                let place = places[index] + (position - next.start)
                try source.read(place..<(place + end - position), body)
                position = end
            }
            index += 1
        }
    }

    private func firstStretch(endingAfter position: Int) -> Int {
        var low = 0
        var high = stretches.count
        while low < high {
            let middle = (low + high) / 2
            if stretches[middle].start + stretches[middle].count <= position {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return low
    }
}
