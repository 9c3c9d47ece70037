internal import CSystem
public import LayFiles
internal import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Large files go to the disk piece by piece, and zeros in them become holes.
extension DiskFileSystem {
    /// Opens a file to be written without waiting for the disk.
    public func sink(unsynchronizedTo path: TreePath) throws(FileError) -> any FileSink {
        DiskSink(DiskSink.File(try open(toReplace: path), path), 0, nil)
    }
}

/// A file that is empty when it is opened, or a region of it.
private final class DiskSink: FileSink {
    /// The open file, which regions share.
    final class File: Sendable {
        let number: Int32
        let path: TreePath
        private let written = Atomic(0)
        /// A file that is longer goes to the disk while it is written. Its memory is used again for
        /// what follows: new memory costs a virtual machine more than the copy into it, and what
        /// others have in the cache stays there.
        private static let stretch = 32 << 20

        init(_ number: Int32, _ path: TreePath) {
            self.number = number
            self.path = path
        }

        deinit { close(number) }

        func count(_ bytes: Int) {
            let (old, new) = written.add(bytes, ordering: .relaxed)
            if old / Self.stretch != new / Self.stretch { lay_write_behind(number) }
        }

        func check(_ isDone: Bool) throws(FileError) {
            if !isDone { throw FileError(errno: errno, path: path) }
        }
    }

    /// Zeros of this length and place are left out of longer data.
    private static let block = 64 << 10
    /// A file system makes no smaller holes.
    private static let page = 4096

    private let file: File
    private var place: Int
    private let end: Int?

    init(_ file: File, _ place: Int, _ end: Int?) {
        self.file = file
        self.place = place
        self.end = end
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws {
        if let end, bytes.count > end - place {
            throw FileError.moreThanAnnounced(file.path)
        }
        // Long holes come as stretches of zeros, wherever they begin.
        if bytes.count >= Self.page, bytes.isZero {
            place += bytes.count
            return
        }
        var start = 0
        var position = 0
        while position < bytes.count {
            let next = min(bytes.count, position + Self.block - (place + position) % Self.block)
            let piece = UnsafeRawBufferPointer(rebasing: bytes[position..<next])
            if piece.count == Self.block, piece.isZero {
                try write(bytes[start..<position], at: place + start)
                start = next
            }
            position = next
        }
        try write(bytes[start...], at: place + start)
        place += bytes.count
    }

    private func write(_ bytes: Slice<UnsafeRawBufferPointer>, at place: Int) throws(FileError) {
        let bytes = UnsafeRawBufferPointer(rebasing: bytes)
        var done = 0
        while done < bytes.count {
            let count = pwrite(
                file.number, bytes.baseAddress.map { $0 + done }, bytes.count - done,
                off_t(place + done))
            if count < 0, errno == EINTR { continue }
            try file.check(count >= 0)
            done += count
        }
        file.count(done)
    }

    func region(_ count: Int) -> (any ByteSink)? {
        let start = place
        place += count
        return DiskSink(file, start, place)
    }

    func finish() throws {
        // The last bytes may be a hole.
        try file.check(ftruncate(file.number, off_t(place)) == 0)
    }
}
