/// A command line as the parser understands it (POSIX.1-2017, Shell Command Language).
indirect enum ShellCommand {
    case simple(
        assignments: [(name: String, value: ShellWord)], words: [ShellWord],
        redirections: [Redirection])
    /// Commands joined by `|`; `!` turns the status around.
    case pipeline([ShellCommand], isNegated: Bool)
    /// Commands joined by `&&` and `||`, flat, so that a chain may be as long as it likes.
    case chain(ShellCommand, [(joint: Joint, command: ShellCommand)])
    case sequence([ShellCommand])
    /// `( … )`
    case subshell(ShellCommand, [Redirection])
    /// `{ …; }`
    case group(ShellCommand, [Redirection])
    case `if`(
        [(condition: ShellCommand, body: ShellCommand)], otherwise: ShellCommand?, [Redirection])
    case loop(condition: ShellCommand, body: ShellCommand, isUntil: Bool, [Redirection])
    case each(variable: String, words: [ShellWord]?, body: ShellCommand, [Redirection])
    case choice(ShellWord, [(patterns: [ShellWord], body: ShellCommand?)], [Redirection])
    case function(name: String, body: ShellCommand)
}

extension ShellCommand {
    /// What stands between two commands of a chain.
    enum Joint {
        case and
        case or
    }

    /// True for a command that gives one answer for ever: `true` and `:`, or `false`.
    func isConstant(_ answer: Bool) -> Bool {
        let words: [ShellWord]
        switch self {
        case .simple(let assignments, let all, _) where assignments.isEmpty: words = all
        case .sequence(let commands) where commands.count == 1:
            return commands[0].isConstant(answer)
        default: return false
        }
        guard words.count == 1, words[0].parts.count == 1, case .text(let name) = words[0].parts[0]
        else { return false }
        return answer ? name == "true" || name == ":" : name == "false"
    }
}

/// A word: pieces that are expanded one by one.
struct ShellWord {
    indirect enum Part {
        case text(String)
        /// Text in quotes, or behind a backslash: no splitting, no patterns.
        case quoted([Part])
        /// `$x`, `${x:-word}`: the operator without its word for a plain one.
        case parameter(String, operation: String, word: ShellWord?)
        case command(ShellCommand)
        case arithmetic(ShellWord)
    }

    var parts: [Part]
}

/// `2> file`, `<< END`, `2>&1`, `3<> file`, `>| file`, `3>&-`
struct Redirection {
    enum Kind {
        case input, output, clobber, append, readWrite, hereDocument, duplicate
    }

    var descriptor: Int
    var kind: Kind
    var target: ShellWord
    /// The text of a here-document, which is read after the line that names it.
    var document: HereDocument?
}

/// The text of a here-document.
final class HereDocument {
    var word = ShellWord(parts: [])
}

/// Why a text is no shell script.
public struct ShellSyntaxError: Error, Sendable, CustomStringConvertible {
    /// The line, from 1.
    public let line: Int
    /// What was wrong.
    public let message: String

    /// As dash says it.
    public var description: String { "sh: \(line): Syntax error: \(message)" }
}
