internal import LayFiles

/// Writes a tar in one canonical form, so that equal trees give equal bytes: ustar headers, pax
/// records only where a value does not fit or has no place (POSIX.1-2008, pax).
struct TarWriter: ~Copyable {
    private static let room = 256 << 10
    private static let zeros = [UInt8](repeating: 0, count: 1024)

    private let sink: any ByteSink
    /// Headers and small files on their way to the sink, which are many.
    private var buffer: [UInt8] = []

    /// Writes to `sink`.
    init(to sink: any ByteSink) {
        self.sink = sink
        buffer.reserveCapacity(2 * Self.room)
    }

    /// Adds an entry; `contents` is empty but for files.
    mutating func add(_ entry: TarEntry, _ contents: FileContents = .empty) throws {
        try begin(entry, size: contents.count)
        if contents.count < Self.room {
            try contents.forEachStretch { buffer.append(contentsOf: $0) }
        } else {
            try flush()
            try contents.write(to: sink)
        }
        try pad(contents.count)
    }

    /// Adds a file whose `size` bytes `body` gives to the sink.
    mutating func add(
        _ entry: TarEntry, size: Int, _ body: (any ByteSink) throws -> Void
    ) throws {
        try begin(entry, size: size)
        try flush()
        try body(sink)
        try pad(size)
    }

    /// Ends the tar with two empty blocks.
    consuming func finish() throws {
        buffer.append(contentsOf: Self.zeros)
        try flush()
    }

    /// Bytes before the contents of an entry.
    static func headerSize(of entry: TarEntry, size: Int) -> Int {
        let records = PaxRecords.needed(by: entry, size: size).count
        return records == 0 ? 512 : 1024 + records + (-records & 511)
    }

    private mutating func begin(_ entry: TarEntry, size: Int) throws {
        let records = PaxRecords.needed(by: entry, size: size)
        if !records.isEmpty {
            TarHeaderBlock(flag: UInt8(ascii: "x"), size: records.count).append(to: &buffer)
            buffer += records
            try pad(records.count)
        }
        TarHeaderBlock(entry, size: size).append(to: &buffer)
    }

    private mutating func pad(_ count: Int) throws {
        let rest = -count & 511
        if rest > 0 { buffer.append(contentsOf: Self.zeros[..<rest]) }
        if buffer.count >= Self.room { try flush() }
    }

    private mutating func flush() throws {
        if buffer.isEmpty { return }
        try sink.write(buffer)
        buffer.removeAll(keepingCapacity: true)
    }
}
