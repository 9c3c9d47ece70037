internal import LayBounds
public import LayFiles
internal import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension FileContents {
    /// Files up to this size are copied: a mapping costs a system call more, and a process has
    /// only so many of them.
    private static let copiedFromDisk = 16 << 10
    /// Where the reading of a file without a size ends.
    private static let copyLimit = 256 << 20

    /// The contents of a file of the machine: a small one's bytes are copied, a large one is mapped.
    ///
    /// A file without a size, as those under `/proc`, is read to its end. One that may not be opened
    /// fails when it is read, as it can be looked at nevertheless.
    ///
    /// - Throws: `FileError` when it is not there or no regular file.
    public init(file path: TreePath) throws(FileError) {
        let everything = Confinement.everything
        let opened = Result { () throws(FileError) in
            // A fifo in its place is not waited for.
            try everything.open(path, O_RDONLY | O_NONBLOCK, 0, .read)
        }
        var status = stat()
        if case .failure(let error) = opened, error.code == .permissionDenied {
            if stat(path.cString, &status) != 0 { throw error }
        }
        try self.init(opened, size: Int(status.st_size), path, everything)
    }

    /// The contents of a file that was opened, if that was possible; `size` is what is known of one
    /// that may not be.
    init(
        _ opened: Result<Int32, FileError>, size: Int, _ path: TreePath, _ confinement: Confinement
    ) throws(FileError) {
        let file: Int32
        switch opened {
        case .success(let number): file = number
        case .failure(let error):
            guard error.code == .permissionDenied else { throw error }
            let sealed = SealedBytes(path, count: size)
            self.init(sealed, offset: 0, count: sealed.count)
            return
        }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.kind == S_IFREG else {
            throw FileError.notRegular(path)
        }
        let source: ByteSource
        if status.st_size == 0 || status.st_size <= Self.copiedFromDisk && CopiedFile.hasRoom {
            source = CopiedFile(try Self.copy(file, Int(status.st_size), path))
        } else if status.st_size <= Self.copiedFromDisk {
            source = ReopenedFile(status, path, confinement)
        } else {
            let mapped = MappedFile(file, status, path, confinement)
            source = mapped.isMapped ? mapped : ReopenedFile(status, path, confinement)
        }
        self.init(source, offset: 0, count: source.count)
    }

    private static func copy(
        _ file: Int32, _ size: Int, _ path: TreePath
    ) throws(FileError) -> [UInt8] {
        var bytes: [UInt8] = []
        // One more tells the end, without another call for a file that has the size it says.
        var room = size > 0 ? size + 1 : copiedFromDisk
        while true {
            var code: Int32 = 0
            let piece = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
                count = read(file, buffer.baseAddress, room)
                if count < 0 {
                    code = errno
                    count = 0
                }
            }
            if code == EINTR { continue }
            if code != 0 { throw FileError(errno: code, path: path) }
            if bytes.isEmpty { bytes = piece } else { bytes += piece }
            if bytes.count > copyLimit { throw FileError(.tooLarge, path) }
            try FileError.admit(bytes.count)
            if piece.isEmpty || bytes.count == size && piece.count < room { return bytes }
            room = copiedFromDisk
        }
    }
}

/// The bytes of a small file, as they were when it was opened.
private final class CopiedFile: ByteSource, @unchecked Sendable {
    private let bytes: [UInt8]
    private let charge: Charge
    private static let held = Atomic(0)
    /// Bytes of all copies of the process together.
    private static let limit = 256 << 20

    static var hasRoom: Bool { held.load(ordering: .relaxed) < limit }

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        charge = Charge(bytes.capacity + 112)
        Self.held.add(bytes.count, ordering: .relaxed)
        super.init(count: bytes.count)
    }

    deinit { Self.held.subtract(bytes.count, ordering: .relaxed) }

    override var isContiguous: Bool { true }

    override func read(
        _ range: Range<Int>, _ body: (UnsafeRawBufferPointer) -> Void
    ) throws(FileError) {
        bytes.withUnsafeBytes { body(UnsafeRawBufferPointer(rebasing: $0[range])) }
    }
}
