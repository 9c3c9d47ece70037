internal import CReadline

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What was entered, in this session and in others, in a file of one entry a line.
///
/// Entries are appended under a lock, so that sessions side by side lose none. A newline inside an entry
/// is the byte 1 in the file, as in psql's.
struct History {
    private static let newline: UInt8 = 1
    /// How many entries of former sessions are kept.
    private static let most = 10_000

    private let path: String?
    private var last: String?

    /// The history in a file; without one it lasts as long as the session.
    init(path: String?) {
        self.path = path
        guard let path else { return }
        let lines = Self.bytes(of: path).split(separator: UInt8(ascii: "\n"))
        for line in lines.suffix(Self.most) {
            let text = line.map { $0 == Self.newline ? UInt8(ascii: "\n") : $0 }
            last = String(decoding: text, as: UTF8.self)
            if let last { add_history(last) }
        }
        if lines.count > 2 * Self.most { Self.shorten(path) }
    }

    /// Adds an entry, unless it is the same as the one before it.
    mutating func add(_ entry: String) {
        if entry == last { return }
        last = entry
        add_history(entry)
        guard let path else { return }
        let line = entry.utf8.map { $0 == UInt8(ascii: "\n") ? Self.newline : $0 }
        Self.locked(path, O_RDWR | O_APPEND | O_CREAT) { file in
            let bytes = line + [UInt8(ascii: "\n")]
            if !Self.ends(file, with: bytes) {
                bytes.withUnsafeBytes { Terminal.write($0, to: file) }
            }
        }
    }

    /// True when another session has entered just this last.
    private static func ends(_ file: Int32, with line: [UInt8]) -> Bool {
        var status = stat()
        guard fstat(file, &status) == 0, Int(status.st_size) >= line.count else { return false }
        // The newline in front belongs to it, where it is not the first.
        let length = min(line.count + 1, Int(status.st_size))
        var tail = [UInt8](repeating: 0, count: length)
        guard pread(file, &tail, length, status.st_size - off_t(length)) == length else {
            return false
        }
        return tail.suffix(line.count).elementsEqual(line)
            && (length == line.count || tail[0] == UInt8(ascii: "\n"))
    }

    /// Drops the oldest entries.
    private static func shorten(_ path: String) {
        locked(path, O_RDWR) { file in
            let lines = bytes(of: path).split(separator: UInt8(ascii: "\n")).suffix(most)
            let kept = Array(lines.joined(separator: [UInt8(ascii: "\n")])) + [UInt8(ascii: "\n")]
            guard ftruncate(file, 0) == 0 else { return }
            kept.withUnsafeBytes { Terminal.write($0, to: file) }
        }
    }

    private static func locked(_ path: String, _ flags: Int32, _ body: (Int32) -> Void) {
        let file = open(path, flags | O_CLOEXEC, 0o600)
        guard file >= 0 else { return }
        defer { close(file) }
        guard flock(file, LOCK_EX) == 0 else { return }
        body(file)
    }

    private static func bytes(of path: String) -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return [] }
        defer { close(file) }
        return (try? Terminal.contents(of: file)) ?? []
    }
}
