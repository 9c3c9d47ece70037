internal import LayArchive
internal import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Draws how far a load or a save is in one line of the terminal, which is empty again afterwards.
///
///     loading  ▓▓▓▓▓▓▓▓░░░░░░░░░░░░  123 of 310 MB, 41,000 files
final class ProgressBar: Sendable {
    private struct Line {
        /// When the work began and when the line was drawn last, in seconds.
        var began: Double?
        var drawn = 0.0
        var isShown = false
    }

    private let line = Mutex(Line())

    /// A bar where the error output is a terminal that can be drawn on.
    static var forTerminal: ProgressBar? {
        let kind = getenv("TERM").map { String(cString: $0) } ?? "dumb"
        return isatty(2) == 1 && kind != "dumb" ? ProgressBar() : nil
    }

    private static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    func show(_ state: TransferProgress.State) {
        line.withLock { line in
            let now = Self.now
            if state.isFinished {
                if line.isShown { Terminal.write("\r\u{1b}[K", to: 2) }
                line = Line()
                return
            }
            // What is over in a moment needs no bar.
            guard let began = line.began else {
                line.began = now
                return
            }
            guard now - began > 0.3, now - line.drawn > 0.1 else { return }
            line.drawn = now
            line.isShown = true
            Terminal.write("\r\u{1b}[K" + Self.text(state), to: 2)
        }
    }

    /// The line for a state, no longer than 79 columns.
    static func text(_ state: TransferProgress.State) -> String {
        func megabytes(_ bytes: Int) -> String { "\(bytes / 1_000_000)" }
        var text = state.work.rawValue + "  "
        if let total = state.total, total > 0 {
            let done = min(20, Int(Double(state.bytes) / Double(total) * 20))
            text += String(repeating: "▓", count: max(0, done))
            text += String(repeating: "░", count: 20 - max(0, done)) + "  "
            text += "\(megabytes(min(state.bytes, total))) of \(megabytes(total)) MB"
        } else {
            text += "\(megabytes(state.bytes)) MB"
        }
        if state.entries > 0 { text += ", \(grouped(state.entries)) files" }
        return text
    }

    /// A number with commas between its thousands.
    private static func grouped(_ number: Int) -> String {
        var result = ""
        for (place, digit) in String(number).reversed().enumerated() {
            if place > 0, place.isMultiple(of: 3) { result.append(",") }
            result.append(digit)
        }
        return String(result.reversed())
    }
}
