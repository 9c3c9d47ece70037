#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// BuildKit's view of a build on a terminal: a line for each step, the last lines that the step writes
/// which goes on, and all of it drawn again as it changes.
///
///     [+] Building 0.3s (3/6)
///      => CACHED [2/6] COPY a /a                                              0.0s
///      => [3/6] RUN make                                                      0.2s
///      => => # cc -c a.c
struct LiveView {
    /// A step.
    struct Row {
        let title: String
        let began: Double
        var ended: Double?
        var isCached = false
        var isFailed = false
    }

    private(set) var rows: [Row] = []
    /// How many steps there will be.
    var total = 0
    /// What the step that goes on wrote last.
    private var tail: [String] = []
    private let began: Double
    private var drawn = 0
    private var drawnAt = -1.0

    init(now: Double) { began = now }

    /// True where the error output is a terminal that can be drawn on.
    static var isPossible: Bool {
        let kind = getenv("TERM").map { String(cString: $0) } ?? "dumb"
        return isatty(2) == 1 && kind != "dumb"
    }

    mutating func begin(_ title: String, now: Double) {
        rows.append(Row(title: title, began: now))
        tail = []
        draw(now, isForced: true)
    }

    mutating func add(_ line: String, now: Double) {
        tail.append(line)
        if tail.count > 6 { tail.removeFirst() }
        draw(now, isForced: false)
    }

    mutating func end(isCached: Bool = false, isFailed: Bool = false, now: Double) {
        guard let last = rows.indices.last else { return }
        rows[last].ended = now
        rows[last].isCached = isCached
        rows[last].isFailed = isFailed
        tail = []
        draw(now, isForced: true)
    }

    /// Draws everything for the last time, however long it is.
    mutating func finish(now: Double) {
        tail = []
        var size = Self.size
        size.rows = .max
        draw(now, size: size, isOver: true)
        drawn = 0
    }

    /// Draws what changed since, and the seconds that went by.
    mutating func tick(now: Double) {
        if rows.last?.ended == nil, !rows.isEmpty { draw(now, isForced: false) }
    }

    private mutating func draw(_ now: Double, isForced: Bool) {
        // Nobody reads faster.
        if !isForced, now - drawnAt < 0.1 { return }
        drawnAt = now
        draw(now, size: Self.size, isOver: false)
    }

    private mutating func draw(
        _ now: Double, size: (rows: Int, columns: Int), isOver: Bool
    ) {
        let lines = lines(now: now, rows: size.rows, columns: size.columns, isOver: isOver)
        var text = drawn > 0 ? "\r\u{1b}[\(drawn)A\u{1b}[J" : ""
        for line in lines { text += line + "\n" }
        Terminal.write(text, to: 2)
        drawn = lines.count
    }

    private static var size: (rows: Int, columns: Int) {
        var size = winsize()
        guard ioctl(2, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0, size.ws_col > 0 else {
            return (24, 80)
        }
        return (Int(size.ws_row), Int(size.ws_col))
    }

    /// What is drawn, no wider and no longer than the terminal: of many steps the last.
    func lines(now: Double, rows most: Int, columns: Int, isOver: Bool) -> [String] {
        let done = rows.count { $0.ended != nil }
        let width = max(columns, 8) - 1
        var result: [String] = []
        for row in rows {
            let seconds = BuildProgress.fixed((row.ended ?? now) - row.began, 1) + "s"
            let mark = row.isFailed ? "ERROR " : row.isCached ? "CACHED " : ""
            let title = Self.cut(" => \(mark)\(row.title)", to: width - seconds.count - 1)
            let gap = width - Self.columns(of: title) - seconds.count
            result.append(title + String(repeating: " ", count: max(1, gap)) + seconds)
        }
        result += tail.map { Self.cut(" => => # \($0)", to: width) }
        let count = isOver ? rows.count : max(total, rows.count)
        let head =
            "[+] Building \(BuildProgress.fixed(now - began, 1))s (\(done)/\(count))"
            + (isOver ? " FINISHED" : "")
        return [Self.cut(head, to: width)] + result.suffix(max(1, most - 2))
    }

    /// A line without what a terminal would obey, cut to so many columns.
    private static func cut(_ text: String, to width: Int) -> String {
        let plain = String(text.map { $0 == "\t" ? " " : $0 }.filter { !isControl($0) })
        if columns(of: plain) <= width { return plain }
        var (result, taken) = ("", 1)
        for character in plain {
            taken += columns(of: character)
            if taken > width { break }
            result.append(character)
        }
        return result + "…"
    }

    /// How many columns a text takes.
    private static func columns(of text: String) -> Int {
        text.reduce(0) { $0 + columns(of: $1) }
    }

    /// Two for what East Asian scripts and pictures are drawn with (Unicode Standard Annex 11, wide).
    private static func columns(of character: Character) -> Int {
        guard let scalar = character.unicodeScalars.first, scalar.value >= 0x1100 else { return 1 }
        let wide: [ClosedRange<UInt32>] = [
            0x1100...0x115f, 0x2e80...0x303e, 0x3041...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff,
            0xfe30...0xfe6f, 0xff00...0xff60, 0xffe0...0xffe6, 0x1f300...0x1faff,
            0x20000...0x3fffd,
        ]
        return scalar.properties.isEmojiPresentation || wide.contains { $0.contains(scalar.value) }
            ? 2 : 1
    }

    private static func isControl(_ character: Character) -> Bool {
        character.unicodeScalars.contains { $0.value < 0x20 || (0x7f...0x9f).contains($0.value) }
    }
}
