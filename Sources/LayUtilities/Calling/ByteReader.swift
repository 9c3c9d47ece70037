internal import LayBounds
import LayFiles
import LayShell

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Reads a stream piece by piece: lines, bytes, or whatever comes next, in bounded memory.
///
/// What is read is looked at in place: `bytes[range]` for the ranges that the methods give, until the
/// next one is asked for.
final class ByteReader {
    private enum Source {
        case file(OpenFile)
        case input(ProgramContext)
    }

    private let source: Source
    private let account: Account
    /// The bytes at hand.
    private(set) var bytes: [UInt8] = []
    /// Where those begin that were not taken.
    private(set) var start = 0
    private var isAtEnd = false
    /// True for a device that never comes to an end.
    private let isEndless: Bool
    private var held = 0
    /// Bytes that `rest` gave away.
    private var heldRest = 0

    /// Bytes that are asked for at once.
    private static let piece = 64 << 10

    /// Opens a file.
    ///
    /// - Throws: `FileError`.
    init(_ path: TreePath, _ context: ProgramContext) throws {
        let file = try context.open(path, [.read])
        isEndless = file.isEndless
        source = .file(file)
        account = context.account
    }

    /// Reads a file that is open.
    init(_ file: OpenFile, _ account: Account) {
        isEndless = file.isEndless
        source = .file(file)
        self.account = account
    }

    /// Reads the standard input.
    init(standardInputOf context: ProgramContext) {
        isEndless = false
        source = .input(context)
        account = context.account
    }

    deinit { account.release(held + heldRest) }

    /// Gives back to the standard input what was not taken, where it is a file.
    func close() {
        if case .input(let context) = source, start < bytes.count {
            context.unread(bytes.count - start)
        }
        bytes = []
        start = 0
    }

    /// Reads more behind what is at hand; false at the end.
    private func fill() throws -> Bool {
        if isAtEnd { return false }
        if start > 0 {
            bytes.removeSubrange(..<start)
            start = 0
        }
        let next: [UInt8]
        switch source {
        case .file(let file):
            next = try file.read(Self.piece)
            try account.work(next.count)
            if isEndless { try account.workEndlessly(next.count) }
        case .input(let context): next = try context.read(Self.piece)
        }
        if next.isEmpty {
            isAtEnd = true
            return false
        }
        if bytes.isEmpty {
            bytes = next
        } else {
            // A line that is longer than a piece grows until it has its end.
            let size = bytes.count + next.count
            if size > held {
                try account.hold(size - held)
                held = size
            }
            bytes += next
        }
        return true
    }

    /// The next line, and whether its delimiter was there, which is not in the range; `nil` at the end.
    ///
    /// - Throws: `FileError`, `BoundReached`.
    func line(_ delimiter: UInt8 = 10) throws -> (range: Range<Int>, isEnded: Bool)? {
        var searched = start
        while true {
            if let end = Self.find(delimiter, in: bytes, from: searched) {
                defer { start = end + 1 }
                return (start..<end, true)
            }
            let seen = bytes.count - start
            guard try fill() else {
                if start == bytes.count { return nil }
                defer { start = bytes.count }
                return (start..<bytes.count, false)
            }
            searched = start + seen
        }
    }

    /// All that is at hand, at least a byte; `nil` at the end.
    ///
    /// - Throws: `FileError`, `BoundReached`.
    func piece() throws -> Range<Int>? {
        if start == bytes.count {
            releaseLine()
            bytes = []
            start = 0
            guard try fill() else { return nil }
        }
        defer { start = bytes.count }
        return start..<bytes.count
    }

    private func releaseLine() {
        account.release(held)
        held = 0
    }

    /// At most so many bytes, fewer only at the end; `nil` there.
    ///
    /// - Throws: `FileError`, `BoundReached`.
    func next(_ count: Int) throws -> Range<Int>? {
        while bytes.count - start < count, try fill() {}
        if start == bytes.count { return nil }
        let end = min(bytes.count, start + count)
        defer { start = end }
        return start..<end
    }

    /// The next byte; `nil` at the end.
    ///
    /// - Throws: `FileError`, `BoundReached`.
    func byte() throws -> UInt8? {
        if start == bytes.count, try !fill() { return nil }
        defer { start += 1 }
        return bytes[start]
    }

    /// Takes back so many of the bytes that were taken last.
    func back(_ count: Int) { start = max(0, start - count) }

    /// All that is left, held until the program ends.
    ///
    /// - Throws: `FileError`, `BoundReached`.
    func rest() throws -> [UInt8] {
        var all = Array(bytes[start...])
        start = bytes.count
        while let range = try piece() {
            try account.hold(range.count)
            heldRest += range.count
            all += bytes[range]
        }
        return all
    }

    /// The place of a byte from an index on.
    static func find(_ byte: UInt8, in bytes: [UInt8], from start: Int) -> Int? {
        guard start < bytes.count else { return nil }
        return bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress,
                let found = memchr(base + start, Int32(byte), buffer.count - start)
            else { return nil }
            return UnsafeRawPointer(found) - base
        }
    }
}
