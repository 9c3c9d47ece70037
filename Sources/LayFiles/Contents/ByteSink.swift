internal import LayBounds

/// Takes bytes in order, piece by piece, so that nobody has to hold all of them.
public protocol ByteSink: AnyObject {
    /// Takes the next bytes, which are valid during the call alone.
    ///
    /// - Throws: what hinders the place they go to; nothing more is written then.
    func write(_ bytes: UnsafeRawBufferPointer) throws
}

extension ByteSink {
    /// Takes the bytes of an array.
    ///
    /// - Throws: as the other form.
    public func write(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBytes { try write($0) }
    }
}

/// Keeps the bytes in memory.
public final class MemorySink: ByteSink {
    /// What was written so far.
    public private(set) var bytes: [UInt8] = []
    private let payer = MemoryAccount.current
    private var paid = 0

    /// Starts with no bytes.
    public init() {}

    deinit { payer?.credit(paid) }

    /// Adds the bytes.
    ///
    /// - Throws: `BoundReached` when so many may not be held.
    public func write(_ bytes: UnsafeRawBufferPointer) throws {
        let needed = self.bytes.count + bytes.count
        if needed > self.bytes.capacity {
            let size = max(needed, 2 * self.bytes.capacity)
            try MemoryAccount.admit(size)
            self.bytes.reserveCapacity(size)
            payer?.charge(size - paid)
            paid = size
        }
        self.bytes.append(contentsOf: bytes)
    }
}

extension FileContents {
    /// Gives the bytes to a sink, stretch by stretch; holes come as short stretches of zeros.
    ///
    /// - Throws: `FileError` when a source cannot be read, and what the sink throws.
    /// - Complexity: O(*n*) in the bytes; what is not in memory does not get there as a whole.
    public func write(to sink: any ByteSink) throws {
        // A source gives all its stretches, whatever becomes of them.
        var failure: (any Error)?
        try forEachStretch { stretch in
            if failure != nil { return }
            do { try sink.write(stretch) } catch { failure = error }
        }
        if let failure { throw failure }
    }
}
