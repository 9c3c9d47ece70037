/// Sorts lines and keeps those that compare equal in their order: short runs by insertion, which are
/// merged two by two.
struct MergeSort {
    private static let run = 12

    /// - Parameter pay: is called for every pass over all lines.
    /// - Throws: what `pay` throws.
    /// - Complexity: O(*n* log *n*) comparisons, and room for the lines once more.
    static func sort(
        _ lines: inout [SortLine], by order: SortOrder, pay: () throws -> Void
    ) throws {
        let count = lines.count
        guard count > 1, let filler = lines.first else { return }
        var other = [SortLine](repeating: filler, count: count)
        try lines.withUnsafeMutableBufferPointer { buffer in
            try other.withUnsafeMutableBufferPointer { spare in
                try pay()
                insertRuns(buffer, order)
                var (from, to) = (buffer, spare)
                var width = run
                while width < count {
                    try pay()
                    var start = 0
                    while start < count {
                        let middle = min(start + width, count)
                        let end = min(middle + width, count)
                        merge(from, to, start, middle, end, order)
                        start = end
                    }
                    swap(&from, &to)
                    width *= 2
                }
                if from.baseAddress != buffer.baseAddress {
                    _ = buffer.update(fromContentsOf: from)
                }
            }
        }
    }

    private static func insertRuns(
        _ lines: UnsafeMutableBufferPointer<SortLine>, _ order: SortOrder
    ) {
        var start = 0
        while start < lines.count {
            let end = min(start + run, lines.count)
            var next = start + 1
            while next < end {
                let line = lines[next]
                var place = next
                while place > start, order.isBefore(line, lines[place - 1]) {
                    lines[place] = lines[place - 1]
                    place -= 1
                }
                lines[place] = line
                next += 1
            }
            start = end
        }
    }

    private static func merge(
        _ from: UnsafeMutableBufferPointer<SortLine>, _ to: UnsafeMutableBufferPointer<SortLine>,
        _ start: Int, _ middle: Int, _ end: Int, _ order: SortOrder
    ) {
        var (left, right, place) = (start, middle, start)
        // What is in order already, as sorted input is.
        if middle < end, middle > start, !order.isBefore(from[middle], from[middle - 1]) {
            while left < end {
                to[left] = from[left]
                left += 1
            }
            return
        }
        while left < middle, right < end {
            if order.isBefore(from[right], from[left]) {
                to[place] = from[right]
                right += 1
            } else {
                to[place] = from[left]
                left += 1
            }
            place += 1
        }
        while left < middle {
            to[place] = from[left]
            left += 1
            place += 1
        }
        while right < end {
            to[place] = from[right]
            right += 1
            place += 1
        }
    }
}

/// The bytes of lines, in blocks that stay where they are.
final class LineStore {
    private var blocks: [UnsafeMutablePointer<UInt8>] = []
    private var room = 0
    private var place: UnsafeMutablePointer<UInt8>
    private let hold: (Int) throws -> Void

    private static let block = 1 << 20

    /// - Parameter hold: takes room for a block.
    init(hold: @escaping (Int) throws -> Void) {
        self.hold = hold
        place = UnsafeMutablePointer<UInt8>.allocate(capacity: 1)
        blocks.append(place)
    }

    deinit { for block in blocks { block.deallocate() } }

    /// Keeps a line.
    ///
    /// - Throws: what `hold` throws.
    func add(_ line: UnsafeBufferPointer<UInt8>) throws -> UnsafePointer<UInt8> {
        if line.count > room {
            let size = max(Self.block, line.count)
            try hold(size)
            place = UnsafeMutablePointer<UInt8>.allocate(capacity: size)
            blocks.append(place)
            room = size
        }
        let start = place
        if let base = line.baseAddress { start.update(from: base, count: line.count) }
        place += line.count
        room -= line.count
        return UnsafePointer(start)
    }
}
