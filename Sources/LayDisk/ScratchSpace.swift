package import LayFiles

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A directory of the machine where uncompressed layers may lie while they are in use.
///
/// Their files have no names, so nothing is left when the process ends, however it ends. Without
/// such a place layers are held in memory.
public struct ScratchSpace: Sendable {
    /// The directory, as a path of the machine.
    public let directory: String

    /// Keeps files in `directory`.
    public init(directory: String) {
        self.directory = directory
    }
}

/// Bytes that are added piece by piece to a file without a name, and mapped when all are there.
package struct ScratchFile: ~Copyable {
    private let file: Int32
    private let directory: TreePath
    private var count = 0

    package init(_ space: ScratchSpace) throws(FileError) {
        directory = TreePath(space.directory)
        var template = Array("\(space.directory)/.lay-XXXXXX".utf8CString)
        file = mkstemp(&template)
        if file < 0 { throw FileError(errno: errno, path: directory) }
        unlink(template)
    }

    deinit { close(file) }

    package mutating func append(_ piece: UnsafeRawBufferPointer) throws(FileError) {
        var done = 0
        while done < piece.count {
            let written = write(file, piece.baseAddress.map { $0 + done }, piece.count - done)
            if written < 0 {
                if errno == EINTR { continue }
                throw FileError(errno: errno, path: directory)
            }
            done += written
        }
        count += piece.count
    }

    /// The bytes, mapped.
    package consuming func finish() throws(FileError) -> ByteSource {
        if count == 0 { return MemoryBytes([]) }
        guard let address = mmap(nil, count, PROT_READ, MAP_PRIVATE, file, 0),
            address != MAP_FAILED
        else { throw FileError(errno: errno, path: directory) }
        return MappedScratch(UnsafeRawPointer(address), count: count)
    }
}

/// The mapped bytes of a scratch file.
private final class MappedScratch: ByteSource, @unchecked Sendable {
    private let base: UnsafeRawPointer

    init(_ base: UnsafeRawPointer, count: Int) {
        self.base = base
        super.init(count: count)
    }

    deinit { munmap(UnsafeMutableRawPointer(mutating: base), count) }

    override var isContiguous: Bool { true }

    override func read(
        _ range: Range<Int>, _ body: (UnsafeRawBufferPointer) -> Void
    ) throws(FileError) {
        body(
            UnsafeRawBufferPointer(
                rebasing: UnsafeRawBufferPointer(start: base, count: count)[range]))
    }
}
