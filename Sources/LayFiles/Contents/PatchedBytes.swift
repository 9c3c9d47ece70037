internal import LayBounds

/// A base that never changes, and the 16 KiB chunks that were written since.
///
///     base    ████████████████████████████
///     chunks      ▓▓▓▓        ▓▓▓▓            what they hold replaces the base
///             0   1   2   3   4   5   6   7   beyond the base everything is zero
struct PatchedBytes: Sendable {
    /// Bytes in a chunk.
    static let chunk = 16 << 10

    let base: ByteSource
    let offset: Int
    /// How much of the base is still seen; less after a truncation.
    private(set) var count: Int
    /// The chunks' numbers, ascending, and their bytes.
    private(set) var numbers: [Int] = []
    private(set) var chunks: [Chunk] = []

    /// A chunk that versions share until one of them writes to it.
    final class Chunk: @unchecked Sendable {
        var bytes: [UInt8]
        private let charge = Charge(PatchedBytes.chunk + 96)

        init(_ bytes: [UInt8]) { self.bytes = bytes }
    }

    /// Bytes that this version takes beside its chunks.
    var indexBytes: Int { numbers.capacity * 16 + 64 }

    init(base: ByteSource, offset: Int, count: Int) {
        self.base = base
        self.offset = offset
        self.count = count
    }

    /// The place of the chunk `number`, or where it would be put.
    private func place(of number: Int) -> (index: Int, isThere: Bool) {
        var low = 0
        var high = numbers.count
        while low < high {
            let middle = (low + high) / 2
            if numbers[middle] < number { low = middle + 1 } else { high = middle }
        }
        return (low, low < numbers.count && numbers[low] == number)
    }

    mutating func write(_ bytes: [UInt8], at start: Int) throws(FileError) {
        var done = 0
        while done < bytes.count {
            let (number, inside) = (start + done).quotientAndRemainder(dividingBy: Self.chunk)
            let length = min(bytes.count - done, Self.chunk - inside)
            let (index, isThere) = place(of: number)
            if !isThere {
                let fresh = try baseChunk(number)
                numbers.insert(number, at: index)
                chunks.insert(Chunk(fresh), at: index)
            }
            ownChunk(index)
            chunks[index].bytes.replaceSubrange(
                inside..<(inside + length), with: bytes[done..<(done + length)])
            done += length
        }
    }

    /// Copies a chunk that others share.
    private mutating func ownChunk(_ index: Int) {
        if !isKnownUniquelyReferenced(&chunks[index]) {
            chunks[index] = Chunk(chunks[index].bytes)
        }
    }

    private func baseChunk(_ number: Int) throws(FileError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: Self.chunk)
        let start = number * Self.chunk
        let end = min(count, start + Self.chunk)
        if start < end {
            var filled = 0
            try base.read((offset + start)..<(offset + end)) { stretch in
                bytes.replaceSubrange(filled..<(filled + stretch.count), with: stretch)
                filled += stretch.count
            }
        }
        return bytes
    }

    mutating func truncate(from old: Int, to size: Int) throws(FileError) {
        guard size < old else { return }
        // What is cut off must read as zeros when the file grows again.
        count = min(count, size)
        let first = (size + Self.chunk - 1) / Self.chunk
        let (index, _) = place(of: first)
        numbers.removeSubrange(index...)
        chunks.removeSubrange(index...)
        let inside = size % Self.chunk
        let (last, isThere) = place(of: size / Self.chunk)
        if inside > 0, isThere {
            ownChunk(last)
            chunks[last].bytes.replaceSubrange(
                inside..., with: [UInt8](repeating: 0, count: Self.chunk - inside))
        }
    }

    func bytes(in range: Range<Int>) throws(FileError) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(range.count)
        try forEachStretch(range) { result.append(contentsOf: $0) }
        return result
    }

    func forEachStretch(
        _ range: Range<Int>, _ body: (UnsafeRawBufferPointer) -> Void
    ) throws(FileError) {
        let zeros = [UInt8](repeating: 0, count: Self.chunk)
        let size = range.upperBound
        var position = range.lowerBound
        var (next, _) = place(of: position / Self.chunk)
        while position < size {
            let number = position / Self.chunk
            if next < numbers.count, numbers[next] == number {
                let inside = position - number * Self.chunk
                let end = min(Self.chunk, size - number * Self.chunk)
                chunks[next].bytes.withUnsafeBytes {
                    body(UnsafeRawBufferPointer(rebasing: $0[inside..<end]))
                }
                position += end - inside
                next += 1
                continue
            }
            let stop = min(size, next < numbers.count ? numbers[next] * Self.chunk : size)
            if position < count {
                let end = min(stop, count)
                try base.read((offset + position)..<(offset + end), body)
                position = end
            } else {
                let length = min(Self.chunk, stop - position)
                zeros.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[..<length])) }
                position += length
            }
        }
    }
}
