internal import LayBounds
internal import LayFiles

/// What processes exchange through a named pipe (fifo(7)): opening one end waits for the other.
final class NamedPipe {
    let buffer: PipeBuffer
    /// How often each end was opened, so that one that came and went is noticed.
    private var readersSeen = 0
    private var writersSeen = 0
    private let scheduler: Scheduler

    init(_ scheduler: Scheduler) {
        self.scheduler = scheduler
        buffer = PipeBuffer(scheduler)
    }

    /// True while an end is open.
    var isInUse: Bool { buffer.readers > 0 || buffer.writers > 0 }

    /// Opens an end, or both, which waits for nobody.
    ///
    /// - Throws: `FileError` that carries what ends the process while it waits, or says that it
    ///   would wait forever.
    func open(_ flags: OpenFlags, _ account: Account) throws(FileError) -> any OpenFileBody {
        if flags.contains(.write), flags.contains(.read) {
            return BothEnds(Channel(reading: buffer), Channel(writing: buffer, account))
        }
        return ChannelFile(try openEnd(flags, account))
    }

    private func openEnd(_ flags: OpenFlags, _ account: Account) throws(FileError) -> Channel {
        if !flags.contains(.write) {
            let channel = Channel(reading: buffer)
            let seen = writersSeen
            readersSeen &+= 1
            try wait { [unowned self] in buffer.writers > 0 || writersSeen != seen }
            return channel
        }
        let channel = Channel(writing: buffer, account)
        let seen = readersSeen
        writersSeen &+= 1
        try wait { [unowned self] in buffer.readers > 0 || readersSeen != seen }
        return channel
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

/// A named pipe that was opened to read and to write at once, as `exec 3<>p` does.
private final class BothEnds: OpenFileBody {
    private let reading: ChannelFile
    private let writing: ChannelFile

    init(_ reading: Channel, _ writing: Channel) {
        self.reading = ChannelFile(reading)
        self.writing = ChannelFile(writing)
    }

    var size: Int { get throws(FileError) { try reading.size } }
    var isStream: Bool { true }
    func read(_ range: Range<Int>) throws(FileError) -> [UInt8] { try reading.read(range) }
    func write(_ bytes: [UInt8], at offset: Int?) throws(FileError) -> Int {
        try writing.write(bytes, at: offset)
    }
    func truncate(to size: Int) {}
}

extension Session {
    /// The named pipe that stands at a path, where all links were followed.
    func namedPipe(at path: TreePath) -> NamedPipe {
        if let pipe = namedPipes[path], pipe.isInUse { return pipe }
        namedPipes = namedPipes.filter { $0.value.isInUse }
        let pipe = NamedPipe(scheduler)
        namedPipes[path] = pipe
        return pipe
    }
}
