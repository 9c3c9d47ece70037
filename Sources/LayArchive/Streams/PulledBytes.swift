/// Bytes that come piece by piece from somebody, with a window in which they are looked at.
package final class PulledBytes {
    private let pull: () throws -> [UInt8]
    private var buffer = UnsafeMutableRawBufferPointer(start: nil, count: 0)
    /// What of the buffer is the window.
    private var low = 0
    private var high = 0
    private var isAtEnd = false
    /// Where the window begins among all bytes.
    package private(set) var offset = 0

    /// Bytes in front of the window that are kept, since a decoder may have taken too many.
    private static let kept = 16

    /// Takes bytes from `pull`, which gives none at the end.
    package init(_ pull: @escaping () throws -> [UInt8]) {
        self.pull = pull
    }

    deinit { buffer.deallocate() }

    /// What is at hand, which is there until the next call.
    package var window: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: buffer[low..<high])
    }

    /// True where no byte is left.
    ///
    /// - Throws: what `pull` throws.
    package func isEmpty() throws -> Bool { try peek(1).isEmpty }

    /// The next bytes, fewer than asked for only at the end; they are there until the next call.
    ///
    /// - Throws: what `pull` throws.
    package func peek(_ count: Int) throws -> UnsafeRawBufferPointer {
        while high - low < count, !isAtEnd { try refill() }
        return UnsafeRawBufferPointer(rebasing: buffer[low..<min(high, low + count)])
    }

    /// All that is at hand, at least a byte but at the end.
    ///
    /// - Throws: what `pull` throws.
    package func piece() throws -> UnsafeRawBufferPointer {
        _ = try peek(1)
        return window
    }

    /// Passes bytes; gives how many there were.
    ///
    /// - Throws: what `pull` throws.
    package func skip(_ count: Int) throws -> Int {
        var passed = 0
        while passed < count {
            if low == high, isAtEnd { break }
            if low == high { try refill() }
            let step = min(high - low, count - passed)
            move(step)
            passed += step
        }
        return passed
    }

    /// Moves over bytes at hand, or back over the last few.
    func move(_ count: Int) {
        low = max(0, min(high, low + count))
        offset += count
    }

    private func refill() throws {
        let next = try pull()
        if next.isEmpty {
            isAtEnd = true
            return
        }
        let start = max(0, low - Self.kept)
        let rest = high - start
        let needed = rest + next.count
        if needed > buffer.count {
            let larger = UnsafeMutableRawBufferPointer.allocate(
                byteCount: max(needed, 2 * buffer.count), alignment: 16)
            larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[start..<high]))
            buffer.deallocate()
            buffer = larger
        } else if start > 0 {
            UnsafeMutableRawBufferPointer(rebasing: buffer[..<rest]).copyMemory(
                from: UnsafeRawBufferPointer(rebasing: buffer[start..<high]))
        }
        low -= start
        next.withUnsafeBytes {
            UnsafeMutableRawBufferPointer(rebasing: buffer[rest..<needed]).copyMemory(from: $0)
        }
        high = needed
    }
}

extension PulledBytes: TarInput {}
