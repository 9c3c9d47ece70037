internal import CReadline
internal import Lay

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The REPL: lines from GNU readline, their values shown, names kept from line to line.
struct Session {
    private let engine: Engine

    init(_ engine: Engine) {
        self.engine = engine
    }

    private var historyFile: String? {
        if let path = getenv("LAY_HISTORY") { return String(cString: path) }
        return getenv("HOME").map { String(cString: $0) + "/.lay_history" }
    }

    func run() {
        let isTerminal = isatty(0) == 1
        if isTerminal {
            Terminal.line("lay 0.1.0. End with Ctrl-D; :help lists what there is.")
            if let historyFile { read_history(historyFile) }
            lay_give_up_lines_on_signals()
        }
        var text = ""
        while let line = read(text.isEmpty ? "> " : "… ", isTerminal: isTerminal) {
            text += text.isEmpty ? line : "\n" + line
            if isTerminal, Interruption.isPending {
                // Ctrl-C at the prompt gives up what was typed.
                text = ""
                Interruption.reset()
                continue
            }
            if Engine.isIncomplete(text) { continue }
            let entered = text
            text = ""
            if entered.allSatisfy(\.isWhitespace) { continue }
            if isTerminal {
                add_history(entered)
                if let historyFile { write_history(historyFile) }
            }
            if entered == ":help" {
                Terminal.line(engine.overview)
                continue
            }
            if entered == ":quit" || entered == ":q" { return }
            if ["quit", "exit"].contains(entered), engine.value(of: entered) == nil {
                Terminal.line(":quit or Ctrl-D ends the session")
                continue
            }
            do {
                if let shown = try engine.evaluateForDisplay(entered) { Terminal.line(shown) }
            } catch {
                Terminal.error(error.report)
            }
            if isTerminal { Interruption.reset() }
        }
        if !text.isEmpty {
            do {
                if let shown = try engine.evaluateForDisplay(text) { Terminal.line(shown) }
            } catch {
                Terminal.error(error.report)
            }
        }
        if isTerminal { Terminal.line("") }
    }

    private func read(_ prompt: String, isTerminal: Bool) -> String? {
        if !isTerminal { return readLine() }
        guard let line = readline(prompt) else { return nil }
        defer { free(line) }
        return String(cString: line)
    }
}
