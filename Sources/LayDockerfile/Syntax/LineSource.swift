/// The lines of a file, one after the other.
struct LineSource {
    /// The longest line that is read, its end counted.
    static let longestLine = 64 << 10

    private let bytes: [UInt8]
    private var place: Int
    /// How many lines were given.
    private(set) var count = 0
    /// True when a line was too long, which ended the reading.
    private(set) var hasLongLine = false

    /// The lines of a file; a byte-order mark before them is left out.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        place = bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0
    }

    /// The next line with its end; `nil` when there is none, or when it is too long.
    mutating func next() -> ArraySlice<UInt8>? {
        guard place < bytes.count, !hasLongLine else { return nil }
        // BuildKit reads with a buffer of this size, in which the mark has its place too.
        let start = count == 0 ? 0 : place
        let window = bytes[start..<min(bytes.count, start + Self.longestLine)]
        let rest = window[place...]
        guard let end = rest.firstIndex(of: 0x0a) else {
            if window.count == Self.longestLine {
                hasLongLine = true
                return nil
            }
            place = bytes.count
            count += 1
            return rest
        }
        place = end + 1
        count += 1
        return bytes[rest.startIndex...end]
    }

    /// All lines without their ends, for excerpts; behind the last end stands one that is empty.
    ///
    /// - Complexity: O(*n*) in the bytes.
    static func texts(_ bytes: [UInt8]) -> [String] {
        var rest = bytes[...]
        if rest.starts(with: [0xef, 0xbb, 0xbf]) { rest = rest.dropFirst(3) }
        return rest.split(separator: 0x0a, omittingEmptySubsequences: false).map { line in
            String(bytes: Blank.withoutLineEnd(line))
        }
    }
}
