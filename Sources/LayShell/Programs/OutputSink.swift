public import LayBounds
public import LayFiles

/// Bytes that grow, and that an account holds.
struct HeldBytes: ~Copyable {
    private(set) var bytes: [UInt8] = []
    private let account: Account?
    private var held = 0

    init(_ account: Account?) {
        self.account = account
    }

    deinit { account?.release(held) }

    /// Bytes in the place of all others.
    mutating func take(_ more: [UInt8]) { bytes = more }

    /// Gives the bytes away.
    mutating func release() -> [UInt8] {
        account?.release(held)
        held = 0
        defer { bytes = [] }
        return bytes
    }

    mutating func append(_ more: some Collection<UInt8>) throws(BoundReached) {
        let needed = bytes.count + more.count
        if needed > bytes.capacity {
            let size = max(needed, 2 * bytes.capacity)
            // While it grows, both are there.
            try account?.hold(size)
            account?.release(held)
            held = size
            bytes.reserveCapacity(size)
        }
        bytes += more
    }
}

/// What was written to a command's output and error output, in the order of writing.
public final class OutputJournal {
    private var held: HeldBytes
    /// Sees each piece as it is written.
    public var onAppend: (([UInt8]) -> Void)?

    init(_ account: Account) {
        held = HeldBytes(account)
    }

    /// Everything so far.
    public var bytes: [UInt8] { held.bytes }

    func append(_ more: some Collection<UInt8>) throws(BoundReached) {
        try held.append(more)
        onAppend?(Array(more))
    }
}

/// Where a program's output goes.
public final class OutputSink {
    private var held: HeldBytes
    private let account: Account?
    private let journal: OutputJournal?
    /// Sees each piece as it is written.
    private let forward: ((ArraySlice<UInt8>) throws(FileError) -> Void)?
    /// False for what is no output of the command, but a file's or another program's.
    private let counts: Bool
    /// Why a file did not take what was written.
    private var failure: FileError?

    init(
        _ account: Account?, journal: OutputJournal? = nil, counts: Bool = true,
        forward: ((ArraySlice<UInt8>) throws(FileError) -> Void)? = nil
    ) {
        self.account = account
        self.journal = journal
        self.counts = counts
        self.forward = forward
        held = HeldBytes(account)
    }

    /// What was written so far.
    public var bytes: [UInt8] { held.bytes }

    /// A place that is not open.
    static var closed: OutputSink {
        OutputSink(nil) { (_) throws(FileError) in throw FileError(.badDescriptor, .root) }
    }

    /// Why what was written since this was asked last was not taken.
    public func takeFailure() -> FileError? {
        defer { failure = nil }
        return failure
    }

    /// Takes bytes that are there already.
    func take(_ more: [UInt8]) { held.take(more) }

    /// What was written, without NULs and the newlines at its end, as `$(…)` has it.
    func takeText() -> [UInt8] {
        var text = held.release()
        while text.last == 10 { text.removeLast() }
        if text.contains(0) { text.removeAll { $0 == 0 } }
        return text
    }

    /// Adds bytes.
    ///
    /// - Throws: `BoundReached`.
    public func write(_ more: some Collection<UInt8>) throws(BoundReached) {
        if more.isEmpty { return }
        if counts { try account?.write(more.count) } else { try account?.work(more.count) }
        try journal?.append(more)
        guard let forward else {
            try held.append(more)
            return
        }
        do throws(FileError) {
            try forward(Array(more)[...])
        } catch {
            if let bound = error.bound { throw bound }
            failure = failure ?? error
        }
    }

    /// Adds text.
    ///
    /// - Throws: `BoundReached`.
    public func write(_ text: String) throws(BoundReached) { try write(Array(text.utf8)) }
}
