internal import LayBounds
internal import LayFiles

/// What stands behind a number from 0 to 9, shared by all numbers that were duplicated from it: an
/// open file, bytes to be read, or a place to write to.
final class Channel {
    private enum Source {
        case file(OpenFile)
        case bytes([UInt8])
        case pipe(PipeBuffer)
        /// What the host reads.
        case host((Int) -> [UInt8])
        case nothing
        case closed
    }

    private let source: Source
    private let account: Account?
    /// Bytes of the source that were counted for it.
    private var held = 0
    /// The pipe that is written to.
    private var target: PipeBuffer?
    /// How many of the bytes were read.
    private var place = 0
    /// What the host gave and nobody took yet.
    private var pending: [UInt8] = []
    /// True for a device that never comes to an end.
    private var isEndless = false
    /// True for a host's terminal.
    var isTerminal = false
    /// Where what is written goes.
    let sink: OutputSink

    /// An open file.
    init(_ file: OpenFile, _ account: Account) {
        source = .file(file)
        isEndless = file.isEndless
        self.account = account
        sink = OutputSink(account, counts: false) { (bytes) throws(FileError) in
            try file.write(Array(bytes))
        }
    }

    /// The end of a pipe that is read.
    init(reading pipe: PipeBuffer) {
        pipe.readers += 1
        source = .pipe(pipe)
        account = nil
        sink = .closed
    }

    /// The end of a pipe that is written.
    init(writing pipe: PipeBuffer, _ account: Account) {
        pipe.writers += 1
        target = pipe
        source = .closed
        self.account = nil
        sink = OutputSink(account, counts: false) { (bytes) throws(FileError) in
            try pipe.write(bytes)
        }
    }

    /// What the host reads when it is asked for.
    init(host read: @escaping (Int) -> [UInt8]) {
        source = .host(read)
        account = nil
        sink = .closed
    }

    /// Bytes to be read, for which nobody pays: what a host hands over.
    init(bytes: [UInt8], _ account: Account?) {
        source = .bytes(bytes)
        self.account = account
        sink = .closed
    }

    /// Bytes to be read, such as a here-document.
    ///
    /// - Throws: `BoundReached` when so many may not be held.
    convenience init(holding bytes: [UInt8], _ account: Account) throws(BoundReached) {
        try account.hold(bytes.capacity)
        self.init(bytes: bytes, account)
        held = bytes.capacity
    }

    deinit {
        account?.release(held)
        if case .pipe(let pipe) = source { pipe.readers -= 1 }
        target?.writers -= 1
    }

    /// A place to write to.
    init(_ sink: OutputSink) {
        source = .closed
        account = nil
        self.sink = sink
    }

    private init(_ source: Source, _ sink: OutputSink) {
        self.source = source
        account = nil
        self.sink = sink
    }

    /// `/dev/null`.
    static func null(_ account: Account) -> Channel {
        Channel(.nothing, OutputSink(account, counts: false) { _ in })
    }

    /// The bytes that are left, which count as read then.
    ///
    /// - Throws: `badDescriptor`; what reading a file throws.
    func readToEnd() throws(FileError) -> [UInt8] {
        switch source {
        case .file(let file): return try file.readToEnd()
        case .bytes(let bytes):
            defer { place = bytes.count }
            return place == 0 ? bytes : Array(bytes[place...])
        case .pipe(let pipe):
            var all = try pipe.read(.max)
            var held = 0
            defer { account?.release(held) }
            while true {
                let piece = try pipe.read(.max)
                if piece.isEmpty { return all }
                try hold(piece.count, &held)
                all += piece
            }
        case .host:
            var all: [UInt8] = []
            while true {
                let piece = try read(1 << 16)
                if piece.isEmpty { return all }
                all += piece
            }
        case .nothing: return []
        case .closed: throw FileError(.badDescriptor, .root)
        }
    }

    /// The next bytes, at most `count`; none at the end.
    ///
    /// - Throws: as `readToEnd`.
    func read(_ count: Int) throws(FileError) -> [UInt8] {
        switch source {
        case .file(let file):
            let bytes = try file.read(count)
            if isEndless, let account {
                do throws(BoundReached) {
                    try account.workEndlessly(bytes.count)
                } catch {
                    throw FileError(error)
                }
            }
            return bytes
        case .bytes(let bytes):
            let end = min(bytes.count, place.addingReportingOverflow(count).partialValue)
            defer { place = end }
            return Array(bytes[place..<end])
        case .pipe(let pipe): return try pipe.read(count)
        case .host(let read):
            if pending.isEmpty { pending = read(max(1, count)) }
            let piece = Array(pending.prefix(count))
            pending.removeFirst(piece.count)
            return piece
        case .nothing: return []
        case .closed: throw FileError(.badDescriptor, .root)
        }
    }

    /// How many bytes are left, as far as is known.
    ///
    /// - Throws: as `readToEnd`.
    var left: Int {
        get throws(FileError) {
            switch source {
            case .file(let file): return max(0, try file.size - file.position)
            case .bytes(let bytes): return bytes.count - place
            case .pipe(let pipe): return pipe.count
            case .host: return pending.count
            case .nothing: return 0
            case .closed: throw FileError(.badDescriptor, .root)
            }
        }
    }

    /// How large the file is that is read; `nil` for a pipe, a device and all that is no file.
    var fileSize: Int? {
        guard case .file(let file) = source, file.isRegular else { return nil }
        return try? file.size
    }

    /// True for the end of a pipe.
    var isPipe: Bool {
        switch source {
        case .pipe, .host: return true
        default: break
        }
        return target != nil
    }

    /// The next line with its delimiter, which the last one may lack; empty at the end.
    ///
    /// - Throws: as `readToEnd`.
    func readLine(_ delimiter: UInt8 = 10) throws(FileError) -> [UInt8] {
        switch source {
        case .file(let file):
            var line: [UInt8] = []
            var held = 0
            defer { account?.release(held) }
            while true {
                let start = file.position
                let piece = try file.read(Self.piece)
                try hold(piece.count, &held)
                guard let end = piece.firstIndex(of: delimiter) else {
                    line += piece
                    if piece.count < Self.piece { return line }
                    continue
                }
                line += piece[...end]
                try file.seek(to: start + end + 1)
                return line
            }
        case .bytes(let bytes):
            let end = bytes[place...].firstIndex(of: delimiter).map { $0 + 1 } ?? bytes.count
            defer { place = end }
            return Array(bytes[place..<end])
        case .pipe(let pipe): return try pipe.readLine(delimiter)
        case .host(let read):
            var line: [UInt8] = []
            while true {
                // Of a terminal what is typed ahead is left for whoever reads next.
                if pending.isEmpty { pending = read(isTerminal ? 1 : Self.piece) }
                if pending.isEmpty { return line }
                let end = pending.firstIndex(of: delimiter).map { $0 + 1 }
                line += pending.prefix(end ?? pending.count)
                pending.removeFirst(end ?? pending.count)
                if end != nil { return line }
            }
        case .nothing: return []
        case .closed: throw FileError(.badDescriptor, .root)
        }
    }

    /// Takes room for a line that grows, which may have no end.
    private func hold(_ count: Int, _ held: inout Int) throws(FileError) {
        do throws(BoundReached) {
            try account?.hold(count)
            held += count
            try account?.work(count)
        } catch {
            throw FileError(error)
        }
    }

    /// Bytes of a file that are read at once to find a line's end.
    private static let piece = 4096

    /// Waits so many seconds at the most for something to read; false when nothing came.
    func waitForBytes(seconds: Double) throws(FileError) -> Bool {
        guard case .pipe(let pipe) = source else { return true }
        return try pipe.waitForBytes(seconds: seconds)
    }

    /// Waits until a pipe has something to read or nobody writes to it any more.
    func waitForBytes() throws(FileError) {
        if case .pipe(let pipe) = source { try pipe.waitForBytes() }
    }

    /// Gives bytes back that were read too far, as a program does that seeks; a pipe cannot.
    func unread(_ count: Int) {
        if case .file(let file) = source { try? file.seek(to: file.position - count) }
    }
}

/// What stands behind a number, opened again by its name below `/proc/self/fd`.
final class ChannelFile: OpenFileBody {
    private let channel: Channel
    /// How much was read through this.
    private var place = 0

    init(_ channel: Channel) {
        self.channel = channel
    }

    var size: Int {
        get throws(FileError) {
            // What is asked for the size of a pipe wants to read, and waits as a reader does.
            try channel.waitForBytes()
            return place.addingReportingOverflow(try channel.left).partialValue
        }
    }

    var isStream: Bool { channel.isPipe }

    func read(_ range: Range<Int>) throws(FileError) -> [UInt8] {
        let bytes = try channel.read(range.count)
        place += bytes.count
        return bytes
    }

    func write(_ bytes: [UInt8], at offset: Int?) throws(FileError) -> Int {
        do throws(BoundReached) {
            try channel.sink.write(bytes)
        } catch {
            throw FileError(error)
        }
        return 0
    }

    func truncate(to size: Int) {}
}

/// The numbers of a program, each with what stands behind it.
struct Descriptors {
    private var channels: [Channel?]

    init(_ input: Channel, _ output: Channel, _ errors: Channel) {
        channels = [input, output, errors]
    }

    /// Numbers that may be open: those below (RLIMIT_NOFILE).
    static let most = 1024

    /// The numbers that are open.
    var open: [Int] { channels.indices.filter { channels[$0] != nil } }

    /// The first free number from here on.
    func free(from first: Int) -> Int {
        var number = first
        while number < channels.count, channels[number] != nil { number += 1 }
        return number
    }

    /// What stands behind a number; `nil` when it is closed.
    subscript(number: Int) -> Channel? {
        get { channels.indices.contains(number) ? channels[number] : nil }
        set {
            guard number >= 0, number < Self.most else { return }
            while channels.count <= number { channels.append(nil) }
            channels[number] = newValue
        }
    }

    /// Closes all.
    mutating func closeAll() { channels = [] }
}
