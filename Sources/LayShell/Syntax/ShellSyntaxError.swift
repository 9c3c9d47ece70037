/// A script that cannot be read.
public struct ShellSyntaxError: Error, Sendable, CustomStringConvertible {
    /// What is wrong.
    enum Kind: Sendable, Equatable {
        /// A token that cannot stand here, as it is written; what was expected, if that is known.
        case unexpected([UInt8], expecting: [UInt8]?)
        /// A word that cannot stand here.
        case unexpectedWord([UInt8], expecting: [UInt8]?)
        case unexpectedNewline(expecting: [UInt8]?)
        case unexpectedEnd(expecting: [UInt8]?)
        /// A quote or bracket that nothing closes.
        case unterminated(UInt8)
        case missingDoubleParenthesis
        case badLoopVariable([UInt8])
        case badFunctionName([UInt8])
        case badDescriptor
        case badSubstitution([UInt8])
        case tooDeep
        /// The thread has no room to read on: what runs nests too deeply, and not the text.
        case noRoom
        /// What this dialect lacks, by its name.
        case condition(String)
        /// The head of `for ((…))`.
        case loop(String)
    }

    let kind: Kind
    /// The line of the script.
    public let line: Int
    let dialect: ShellDialect
    /// The line's text, which bash shows.
    let text: [UInt8]

    /// True for what is wrong in `[[ … ]]`.
    var isCondition: Bool {
        if case .condition = kind { return true }
        return false
    }

    /// True for a script that ended in the middle of a command.
    public var isIncomplete: Bool {
        switch kind {
        case .unexpectedEnd, .unterminated: true
        default: false
        }
    }

    /// What is wrong, in the shell's words.
    public var description: String {
        switch dialect {
        case .dash: "Syntax error: \(dashWords)"
        case .ash: "syntax error: \(ashWords)"
        case .bash: bashWords
        }
    }

    private func show(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    private func expected(_ bytes: [UInt8]?) -> String {
        bytes.map { " (expecting \"\(show($0))\")" } ?? ""
    }

    private var dashWords: String {
        switch kind {
        case .unexpected(let token, let expecting):
            "\"\(show(token))\" unexpected\(expected(expecting))"
        case .unexpectedWord(_, let expecting): "word unexpected\(expected(expecting))"
        case .unexpectedNewline(let expecting): "newline unexpected\(expected(expecting))"
        case .unexpectedEnd(let expecting): "end of file unexpected\(expected(expecting))"
        case .unterminated(UInt8(ascii: "`")): "EOF in backquote substitution"
        case .unterminated(UInt8(ascii: "{")): "Missing '}'"
        case .unterminated: "Unterminated quoted string"
        case .missingDoubleParenthesis: "Missing '))'"
        case .badLoopVariable: "Bad for loop variable"
        case .badFunctionName: "Bad function name"
        case .badDescriptor: "Bad fd number"
        case .badSubstitution: "Bad substitution"
        case .tooDeep, .noRoom: "commands nest too deeply"
        case .condition(let text), .loop(let text): text
        }
    }

    private var ashWords: String {
        switch kind {
        case .unexpected(let token, let expecting):
            "unexpected \"\(show(token))\"\(expected(expecting))"
        case .unexpectedWord(_, let expecting): "unexpected word\(expected(expecting))"
        case .unexpectedNewline(let expecting): "unexpected newline\(expected(expecting))"
        case .unexpectedEnd(let expecting): "unexpected end of file\(expected(expecting))"
        case .unterminated(UInt8(ascii: "`")): "EOF in backquote substitution"
        case .unterminated(UInt8(ascii: "{")): "missing '}'"
        case .unterminated: "unterminated quoted string"
        case .missingDoubleParenthesis: "missing '))'"
        case .badLoopVariable: "bad for loop variable"
        case .badFunctionName: "bad function name"
        case .badDescriptor: "bad fd number"
        case .badSubstitution: "bad substitution"
        case .tooDeep, .noRoom: "commands nest too deeply"
        case .condition(let text), .loop(let text): text
        }
    }

    private var bashWords: String {
        let near = "syntax error near unexpected token "
        switch kind {
        case .unexpected(let token, _), .unexpectedWord(let token, _):
            return "\(near)`\(show(token))'\n`\(show(text))'"
        case .unexpectedNewline: return "\(near)`newline'\n`\(show(text))'"
        case .unexpectedEnd: return "syntax error: unexpected end of file"
        case .unterminated(let byte):
            let wanted =
                byte == UInt8(ascii: "(") ? ")" : byte == UInt8(ascii: "{") ? "}" : show([byte])
            return "unexpected EOF while looking for matching `\(wanted)'"
        case .missingDoubleParenthesis: return "unexpected EOF while looking for matching `)'"
        case .badLoopVariable(let name): return "`\(show(name))': not a valid identifier"
        case .badFunctionName(let name): return "`\(show(name))': not a valid identifier"
        case .badDescriptor: return "\(near)`&'"
        case .badSubstitution(let text): return "\(show(text)): bad substitution"
        case .tooDeep, .noRoom: return "commands nest too deeply"
        case .condition(let text), .loop(let text): return text
        }
    }
}
