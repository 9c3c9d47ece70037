internal import LayShell

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The process's streams for `lay sh`, and its prompt.
enum ShellStreams {
    /// The streams; with a prompt where a person types commands.
    static func host(_ isPrompted: Bool) -> HostStreams {
        var streams = HostStreams(
            read: { (try? Terminal.read(from: 0, most: $0)) ?? [] },
            write: { number, bytes in
                bytes.withUnsafeBytes { Terminal.write($0, to: Int32(number)) }
            })
        streams.terminals = Set([0, 1, 2].filter { isatty(Int32($0)) == 1 })
        if isPrompted { streams.ask = prompt() }
        return streams
    }

    /// Asks with readline, which keeps what is entered.
    private static func prompt() -> (ShellPrompt) -> ShellPrompt.Answer {
        func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
        let editor = LineEditor()
        var history = History(
            path: variable("LAY_SH_HISTORY")
                ?? variable("HOME").map { $0 + "/.lay_sh_history" })
        return { request in
            // It was for what ran.
            Interruption.reset()
            nonisolated(unsafe) let completions = request.completions
            Completion.use { completions($0, $1) }
            defer { Completion.use(nil) }
            switch editor.read(request.text) {
            case .line(let line):
                if !line.allSatisfy(\.isWhitespace) { history.add(line) }
                return .line(Array(line.utf8))
            case .end, .ending: return .end
            case .interrupted: return .interrupted
            }
        }
    }
}
