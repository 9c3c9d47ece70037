internal import CReadline
internal import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What the Tab key makes of a word.
enum Completion {
    /// What readline asks next.
    private struct State {
        var find: (@Sendable (_ word: String, _ isCommand: Bool) -> [String])?
        var words: [String] = []
    }

    private static let state = Mutex(State())

    /// Asks `find` from now on; with `nil` Tab knows the machine's files.
    static func use(_ find: (@Sendable (_ word: String, _ isCommand: Bool) -> [String])?) {
        state.withLock { $0.find = find }
        guard find != nil else { return lay_complete_with(nil) }
        lay_complete_with { text, start, _ in
            guard let text else { return nil }
            let before = lay_character_before(start)
            // A command's name stands at the beginning, and behind what ends another command.
            let isCommand = before == 0 || ";|&(".utf8.contains(UInt8(bitPattern: before))
            let find = Completion.state.withLock { $0.find }
            let words = find?(String(cString: text), isCommand) ?? []
            Completion.state.withLock { $0.words = words.reversed() }
            if words.count == 1, words[0].hasSuffix("/") { lay_complete_without_blank() }
            return lay_completions(text) { _, _ in
                Completion.state.withLock { $0.words.popLast() }.map { strdup($0) } ?? nil
            }
        }
    }
}
