internal import LayBounds

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// The bytes of a file: an immutable value that shares storage with its other versions.
public struct FileContents: Sendable {
    /// Where the bytes are.
    enum Storage: Sendable {
        case empty
        /// A stretch of a source, such as bytes in memory, a tar or a mapped blob.
        case slice(ByteSource, offset: Int)
        /// A large file that was written to: its former bytes and the chunks that differ.
        indirect case patched(PatchedBytes)
    }

    var storage: Storage
    /// How many bytes there are.
    public internal(set) var count: Int

    /// No bytes.
    public static let empty = FileContents([])

    /// Holds `bytes`.
    public init(_ bytes: [UInt8]) {
        storage = bytes.isEmpty ? .empty : .slice(MemoryBytes(bytes), offset: 0)
        count = bytes.count
    }

    /// Holds the UTF-8 of `text`.
    public init(_ text: String) {
        self.init(Array(text.utf8))
    }

    /// The `count` bytes of `source` from `offset` on, without a copy.
    public init(_ source: ByteSource, offset: Int, count: Int) {
        storage = .slice(source, offset: offset)
        self.count = count
    }

    /// What is read between two looks at the bounds of the run.
    private static let piece = 4 << 20

    /// Calls `body` with the bytes, stretch by stretch, in order.
    ///
    /// - Throws: `FileError` at the root path when a source cannot be read, or the run may not go
    ///   on.
    /// - Complexity: O(*n*) in the bytes.
    public func forEachStretch(_ body: (UnsafeRawBufferPointer) -> Void) throws(FileError) {
        if count <= Self.piece { return try read(0..<count, body) }
        for start in stride(from: 0, to: count, by: Self.piece) {
            try FileError.look()
            try read(start..<min(count, start + Self.piece), body)
        }
    }

    /// Calls `body` with the bytes of a range: at once where the source is contiguous.
    private func read(
        _ range: Range<Int>, _ body: (UnsafeRawBufferPointer) -> Void
    ) throws(FileError) {
        switch storage {
        case .empty: break
        case .slice(let source, let offset):
            try source.read((offset + range.lowerBound)..<(offset + range.upperBound), body)
        case .patched(let bytes): try bytes.forEachStretch(range, body)
        }
    }

    /// All bytes in one array.
    ///
    /// - Throws: `FileError` at the root path when a source cannot be read.
    /// - Complexity: O(*n*).
    public func bytes() throws(FileError) -> [UInt8] {
        if let all = heldWhole { return all }
        try FileError.admit(count)
        var result: [UInt8] = []
        result.reserveCapacity(count)
        try forEachStretch { result.append(contentsOf: $0) }
        return result
    }

    /// The array that holds just these bytes, if there is one.
    private var heldWhole: [UInt8]? {
        switch storage {
        case .empty: []
        case .slice(let source as MemoryBytes, offset: 0) where source.count == count: source.bytes
        default: nil
        }
    }

    /// The bytes of a range that lies inside `0..<count`.
    ///
    /// - Throws: `FileError` at the root path when a source cannot be read.
    /// - Complexity: O(*m*) in the range.
    public func bytes(in range: Range<Int>) throws(FileError) -> [UInt8] {
        try FileError.admit(range.count)
        switch storage {
        case .empty: return []
        case .slice(let source, let offset):
            var result: [UInt8] = []
            result.reserveCapacity(range.count)
            try source.read((offset + range.lowerBound)..<(offset + range.upperBound)) {
                result.append(contentsOf: $0)
            }
            return result
        case .patched(let bytes): return try bytes.bytes(in: range)
        }
    }

    /// True when both hold equal bytes; shared storage is not read.
    ///
    /// - Throws: `FileError` when a source cannot be read.
    /// - Complexity: O(1) for shared storage, else O(*n*).
    public func equals(_ other: FileContents) throws(FileError) -> Bool {
        if count != other.count { return false }
        if count == 0 || sharesStorage(with: other) { return true }
        // At most one of them is copied into memory.
        if let isEqual = try comparison(with: other) { return isEqual }
        if let isEqual = try other.comparison(with: self) { return isEqual }
        return try FileContents(bytes()).comparison(with: other) ?? false
    }

    /// As `equals` for contents of the same size, when these here are there all at once.
    private func comparison(with other: FileContents) throws(FileError) -> Bool? {
        switch storage {
        case .empty: break
        case .slice(let source, _): if !source.isContiguous { return nil }
        case .patched: return nil
        }
        var isEqual = true
        var failure: FileError?
        try read(0..<count) { all in
            var place = 0
            do throws(FileError) {
                try other.forEachStretch { stretch in
                    defer { place += stretch.count }
                    guard isEqual, let mine = all.baseAddress, let theirs = stretch.baseAddress
                    else { return }
                    isEqual = memcmp(mine + place, theirs, stretch.count) == 0
                }
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return isEqual
    }

    /// True when both are the same stretch of the same source.
    func sharesStorage(with other: FileContents) -> Bool {
        switch (storage, other.storage) {
        case (.slice(let a, let x), .slice(let b, let y)): a === b && x == y && count == other.count
        default: false
        }
    }

    // MARK: Changing

    /// Files up to this size are copied when they are written to.
    private static let copiedWhole = PatchedBytes.chunk * 2

    /// Writes `bytes` at `offset`; a gap before it reads as zeros.
    ///
    /// - Throws: `FileError` when the bytes that stay cannot be read.
    /// - Complexity: O(*m*) in the chunks written to, not in the size of the file.
    public mutating func write(_ bytes: [UInt8], at offset: Int) throws(FileError) {
        if bytes.isEmpty { return }
        let (end, overflow) = offset.addingReportingOverflow(bytes.count)
        if overflow || offset < 0 { throw FileError(.tooLarge, .root) }
        let size = max(count, end)
        try FileError.admit(bytes.count)
        if size <= Self.copiedWhole {
            var all = try self.bytes()
            if all.count < size { all += [UInt8](repeating: 0, count: size - all.count) }
            all.replaceSubrange(offset..<end, with: bytes)
            self = FileContents(all)
        } else {
            var patched = patchedStorage
            storage = .empty
            try patched.write(bytes, at: offset)
            storage = .patched(patched)
            count = size
        }
    }

    /// Adds bytes to the end.
    ///
    /// - Throws: `FileError` when the bytes that stay cannot be read.
    public mutating func append(_ bytes: [UInt8]) throws(FileError) {
        try write(bytes, at: count)
    }

    /// Cuts the contents, or fills them with zeros, to `size` bytes.
    ///
    /// - Throws: `FileError` when the bytes that stay cannot be read.
    public mutating func truncate(to size: Int) throws(FileError) {
        if size == count { return }
        if size == 0 {
            self = .empty
            return
        }
        if size < count, case .slice(let source, _) = storage, !(source is MemoryBytes) {
            count = size
            return
        }
        if size <= Self.copiedWhole {
            let all = try bytes(in: 0..<min(count, size))
            self = FileContents(all + [UInt8](repeating: 0, count: size - all.count))
        } else {
            var patched = patchedStorage
            storage = .empty
            try patched.truncate(from: count, to: size)
            storage = .patched(patched)
            count = size
        }
    }

    private static let nothing = MemoryAccount.sharing(nil) { MemoryBytes([]) }

    private var patchedStorage: PatchedBytes {
        switch storage {
        case .patched(let bytes): bytes
        case .empty: PatchedBytes(base: Self.nothing, offset: 0, count: 0)
        case .slice(let source, let offset):
            PatchedBytes(base: source, offset: offset, count: count)
        }
    }
}

extension FileContents {
    /// Bytes of memory that these contents take beside what they share with others.
    var indexBytes: Int {
        if case .patched(let bytes) = storage { return bytes.indexBytes }
        return 0
    }

    /// The source and offset of contents that are one stretch of a source; `nil` for others,
    /// such as those with holes.
    public var wholeStretch: (source: ByteSource, offset: Int)? {
        if case .slice(let source, let offset) = storage, !(source is SparseBytes) {
            return (source, offset)
        }
        return nil
    }

    /// Contents that stay what they are, also where these are read from a file when they are needed.
    ///
    /// - Throws: `FileError` when that file is another one by now, or cannot be read.
    public func held() throws(FileError) -> FileContents {
        guard case .slice(let source, 0) = storage, source.count == count,
            let held = try source.held()
        else { return self }
        return held
    }
}
