internal import Lay

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The REPL: lines from the terminal, their values shown, names kept from line to line.
struct Session {
    private let engine: Engine
    private let editor = LineEditor()
    private var history: History

    init(_ engine: Engine) {
        self.engine = engine
        func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
        history = History(
            path: variable("LAY_HISTORY") ?? variable("HOME").map { $0 + "/.lay_history" })
    }

    /// Answers lines until the end is asked for; gives the status that `exit` named, else 0.
    mutating func run() -> UInt8 {
        Terminal.line("lay 0.1.0. End with Ctrl-D; :help lists what there is.")
        // What is typed so far of an entry of several lines.
        var text = ""
        while true {
            switch editor.read(text.isEmpty ? "> " : "… ") {
            case .interrupted:
                text = ""
                continue
            case .ending: return 0
            case .end:
                if text.isEmpty {
                    Terminal.line("")
                    return 0
                }
                // What is open stays so: its error is told, and the session goes on.
                Terminal.line("")
            case .line(let line):
                text += text.isEmpty ? line : "\n" + line
                if Engine.isIncomplete(engine.continuing(text) ?? text) { continue }
            }
            let entry = text
            text = ""
            if entry.allSatisfy(\.isWhitespace) { continue }
            history.add(entry)
            if isFarewell(entry) { return 0 }
            answer(entry)
            if let status = engine.exitStatus { return status }
            if Interruption.ending != nil { return 0 }
        }
    }

    /// True for the words that end a session, unless the script has given them a meaning.
    private func isFarewell(_ entry: String) -> Bool {
        let word = entry.trimmed
        if [":quit", ":q", ":exit"].contains(word) { return true }
        return ["quit", "exit"].contains(word) && engine.value(of: word) == nil
    }

    private func answer(_ entry: String) {
        if entry.trimmed == ":help" {
            Terminal.line(engine.overview)
            return
        }
        Interruption.reset()
        // It was for this line.
        defer { Interruption.reset() }
        do {
            let line = engine.continuing(entry) ?? entry
            if let shown = try engine.evaluateForDisplay(line) {
                Terminal.line(Terminal.fitted(shown))
            }
        } catch {
            Terminal.error(error.report)
        }
    }
}

extension String {
    /// Without the spaces around.
    fileprivate var trimmed: String {
        let start = drop(while: \.isWhitespace)
        return String(start.reversed().drop(while: \.isWhitespace).reversed())
    }
}
