internal import LayBounds
internal import LayFiles

/// A pipe: bytes between a process that writes and one that reads (pipe(7)).
final class PipeBuffer {
    private var bytes: [UInt8] = []
    private var start = 0
    private let scheduler: Scheduler
    /// How many open descriptions read from it.
    var readers = 0
    /// How many write to it.
    var writers = 0
    /// Bytes that it holds before a writer waits.
    static let capacity = 64 << 10
    /// True where nobody reads until the writer is over, who therefore never waits.
    var isUnbounded = false

    init(_ scheduler: Scheduler) { self.scheduler = scheduler }

    var count: Int { bytes.count - start }

    /// The next bytes, at most `count`; none at the end.
    ///
    /// - Throws: `FileError` that carries what ends the process.
    func read(_ count: Int) throws(FileError) -> [UInt8] {
        if self.count == 0 {
            if writers == 0 { return [] }
            try wait { [unowned self] in self.count > 0 || writers == 0 }
            if self.count == 0 { return [] }
        }
        if start == 0, bytes.count <= count {
            defer { bytes = [] }
            return bytes
        }
        let end = start + min(count, self.count)
        let piece = Array(bytes[start..<end])
        start = end
        if start == bytes.count {
            bytes.removeAll(keepingCapacity: true)
            start = 0
        } else if start >= Self.capacity {
            bytes.removeFirst(start)
            start = 0
        }
        return piece
    }

    /// The next bytes up to a delimiter, with it; all there are when none comes.
    ///
    /// - Throws: as `read`.
    func readLine(_ delimiter: UInt8) throws(FileError) -> [UInt8] {
        var line: [UInt8] = []
        while true {
            if count == 0 {
                if writers == 0 { return line }
                try wait { [unowned self] in count > 0 || writers == 0 }
                if count == 0 { return line }
            }
            if let end = bytes[start...].firstIndex(of: delimiter) {
                line += bytes[start...end]
                start = end + 1
                return line
            }
            line += bytes[start...]
            bytes.removeAll(keepingCapacity: true)
            start = 0
        }
    }

    /// Adds bytes, waiting while the pipe is full; a writer without a reader gets SIGPIPE.
    ///
    /// - Throws: as `read`.
    func write(_ more: ArraySlice<UInt8>) throws(FileError) {
        var rest = more
        while !rest.isEmpty {
            if readers == 0 { throw FileError(BoundReached.ended(by: 13)) }
            let room = isUnbounded ? rest.count : Self.capacity - count
            if room > 0 {
                if start > 0, start == bytes.count {
                    bytes.removeAll(keepingCapacity: true)
                    start = 0
                }
                bytes += rest.prefix(room)
                rest = rest.dropFirst(room)
                continue
            }
            try wait { [unowned self] in count < Self.capacity || readers == 0 }
        }
    }

    /// Waits until there is something to read or nobody writes any more.
    func waitForBytes() throws(FileError) {
        if count > 0 || writers == 0 { return }
        try wait { [unowned self] in count > 0 || writers == 0 }
    }

    /// As `waitForBytes`, for so many seconds at the most; false when nothing came.
    ///
    /// - Throws: as `read`.
    func waitForBytes(seconds: Double) throws(FileError) -> Bool {
        if count > 0 || writers == 0 { return true }
        do throws(BoundReached) {
            _ = try scheduler.wait(
                until: { [unowned self] in count > 0 || writers == 0 }, seconds: seconds)
        } catch {
            throw FileError(error)
        }
        return count > 0 || writers == 0
    }

    private func wait(_ condition: @escaping () -> Bool) throws(FileError) {
        let holds: Bool
        do throws(BoundReached) {
            holds = try scheduler.wait(until: condition)
        } catch {
            throw FileError(error)
        }
        if !holds { throw FileError(BoundReached.waitsForever) }
    }
}
