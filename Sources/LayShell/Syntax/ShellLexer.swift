internal import LayBounds

/// What a script is made of besides words.
enum ShellToken: Equatable {
    /// An operator, as it is written.
    case op(String)
    /// A number right before `<` or `>`.
    case number(Int)
    /// `{name}` right before `<` or `>`.
    case variable([UInt8])
    /// A word begins here.
    case word
    case newline
    case end
}

/// Reads a script's bytes: blanks, comments, operators, words.
///
/// A word is read where the parser asks for it, since what ends it depends on where it stands.
final class ShellLexer {
    let dialect: ShellDialect
    /// The text, into which an alias puts its value.
    private(set) var text: [UInt8]
    var position = 0
    var line: Int
    /// True when a backslash and a newline stand somewhere.
    let hasJoinedLines: Bool
    /// True where `?(…)` and its like are patterns.
    var hasExtendedPatterns: Bool
    /// False where the locale has no character above ASCII for `$'\u20ac'`.
    var isUTF8 = true
    /// The values of aliases, for commands inside of words.
    var alias: (([UInt8]) -> [UInt8]?)?
    /// Here-documents whose bodies come behind the next newline.
    var pendingDocuments: [ShellDocument] = []
    private(set) var depth = 0
    private let deepest = 1000
    /// Aliases that are being replaced, with the place at which each ends, counted from the end.
    private var activeAliases: [(name: [UInt8], left: Int)] = []

    init(_ text: [UInt8], _ dialect: ShellDialect, line: Int, extendedPatterns: Bool) {
        self.text = text
        self.dialect = dialect
        self.line = line
        hasExtendedPatterns = extendedPatterns
        hasJoinedLines = zip(text, text.dropFirst()).contains {
            $0 == UInt8(ascii: "\\") && $1 == 10
        }
    }

    // MARK: Bytes

    var byte: UInt8? { position < text.count ? text[position] : nil }

    func byte(_ ahead: Int) -> UInt8? {
        let place = position + ahead
        return place < text.count ? text[place] : nil
    }

    func starts(with word: StaticString) -> Bool {
        let count = word.utf8CodeUnitCount
        guard position + count <= text.count else { return false }
        return word.withUTF8Buffer { buffer in
            text.withUnsafeBufferPointer { text in
                (0..<count).allSatisfy { text[position + $0] == buffer[$0] }
            }
        }
    }

    func take(_ count: Int = 1) {
        for _ in 0..<count {
            if position < text.count {
                if text[position] == 10 { line += 1 }
                position += 1
            }
        }
    }

    /// Steps over a backslash and a newline, wherever they stand.
    func joinLines() {
        while byte == UInt8(ascii: "\\"), byte(1) == 10 { take(2) }
    }

    var place: ShellPlace { ShellPlace(offset: position, line: line) }

    /// The line that a place is in.
    func lineText(around place: Int) -> [UInt8] {
        let place = min(place, max(0, text.count - 1))
        guard !text.isEmpty else { return [] }
        var start = place
        while start > 0, text[start - 1] != 10 { start -= 1 }
        let end = text[start...].firstIndex(of: 10) ?? text.count
        return Array(text[start..<max(start, end)])
    }

    func error(_ kind: ShellSyntaxError.Kind, line: Int? = nil) -> ShellSyntaxError {
        ShellSyntaxError(
            kind: kind, line: line ?? self.line, dialect: dialect,
            text: lineText(around: max(0, position - 1)))
    }

    /// Reads a part one level deeper.
    ///
    /// - Throws: `ShellSyntaxError` when the script nests too deeply.
    func nested<Result>(_ body: () throws(ShellSyntaxError) -> Result) throws(ShellSyntaxError)
        -> Result
    {
        guard depth < deepest else { throw error(.tooDeep) }
        guard StackBound.hasRoom else { throw error(.noRoom) }
        depth += 1
        defer { depth -= 1 }
        return try body()
    }

    /// Counts the levels around a text of its own.
    func inherit(depth: Int) { self.depth = depth }

    // MARK: Aliases

    /// Puts an alias's value in the place of its name, unless it stands inside its own value.
    func replaceAlias(_ name: [UInt8], from start: Int, by value: [UInt8]) -> Bool {
        let left = text.count - start
        activeAliases.removeAll { $0.left >= left }
        if activeAliases.contains(where: { $0.name == name }) { return false }
        let rest = text.count - position
        text.replaceSubrange(start..<position, with: value)
        position = start
        activeAliases.append((name, rest))
        return true
    }

    // MARK: Between words

    func skipBlanks() {
        while let byte {
            if byte == 32 || byte == 9 {
                position += 1
            } else if byte == UInt8(ascii: "\\"), self.byte(1) == 10 {
                take(2)
            } else if byte == UInt8(ascii: "#") {
                while let next = self.byte, next != 10 { position += 1 }
            } else {
                return
            }
        }
    }

    private static let operators: [[StaticString]] = [
        ["<<<", "<<-", ";;&", "&>>"],
        ["<<", ">>", "<&", ">&", "<>", ">|", "&&", "||", ";;", ";&", "|&", "&>"],
        ["<", ">", "&", "|", ";", "(", ")"],
    ]

    /// Operators that not every shell has.
    private func has(_ op: String) -> Bool {
        switch op {
        case "<<<", "&>", "&>>", "|&", ";&", ";;&":
            dialect == .bash || (dialect == .ash && op == "&>")
        default: true
        }
    }

    /// Takes the joints of lines out of the operator or plain word that comes next.
    func joinAhead() {
        var place = position
        while place < text.count {
            let byte = text[place]
            if byte == UInt8(ascii: "\\"), place + 1 < text.count, text[place + 1] == 10 {
                text.removeSubrange(place...place + 1)
                line += 1
                continue
            }
            switch byte {
            case 32, 9, 10, UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "\\"),
                UInt8(ascii: "`"), UInt8(ascii: "#"):
                return
            default: place += 1
            }
        }
    }

    /// The token that comes next, its length, and its place; a word has none.
    func look() -> (token: ShellToken, length: Int) {
        skipBlanks()
        if hasJoinedLines { joinAhead() }
        guard let first = byte else { return (.end, 0) }
        if first == 10 { return (.newline, 1) }
        if ShellBytes.isDigit(first) {
            var end = 1
            while let next = byte(end), ShellBytes.isDigit(next) { end += 1 }
            if let next = byte(end), next == UInt8(ascii: "<") || next == UInt8(ascii: ">"),
                end == 1 || dialect != .dash,
                let number = Int(String(decoding: text[position..<position + end], as: UTF8.self))
            {
                return (.number(number), end)
            }
            return (.word, 0)
        }
        if dialect.isBash, first == UInt8(ascii: "{") {
            var end = 1
            while let next = byte(end), ShellBytes.isName(next) { end += 1 }
            if end > 1, byte(end) == UInt8(ascii: "}"), let next = byte(end + 1),
                next == UInt8(ascii: "<") || next == UInt8(ascii: ">")
            {
                return (.variable(Array(text[position + 1..<position + end])), end + 1)
            }
            return (.word, 0)
        }
        if !ShellBytes.isOperator(first) { return (.word, 0) }
        // `<(` and `>(` begin a word.
        if dialect != .dash, first == UInt8(ascii: "<") || first == UInt8(ascii: ">"),
            byte(1) == UInt8(ascii: "(")
        {
            return (.word, 0)
        }
        for candidates in Self.operators {
            for candidate in candidates where starts(with: candidate) {
                let op = "\(candidate)"
                if has(op) { return (.op(op), candidate.utf8CodeUnitCount) }
            }
        }
        return (.word, 0)
    }

    /// Steps behind the newline, and reads the here-documents that begin there.
    func takeNewline() throws(ShellSyntaxError) {
        take()
        let documents = pendingDocuments
        pendingDocuments = []
        for document in documents { try read(document) }
    }

    /// Reads the bodies of documents that no newline came before.
    func finishDocuments() throws(ShellSyntaxError) {
        let documents = pendingDocuments
        pendingDocuments = []
        for document in documents { try read(document) }
    }

    /// True in `$( … )`.
    var isInSubstitution = false
    /// True when a here-document was not ended by its delimiter.
    private(set) var endedInDocument = false

    /// A line without the ends of those that it was joined of.
    private static func unjoined(_ line: ArraySlice<UInt8>) -> [UInt8] {
        var found: [UInt8] = []
        for byte in line {
            if byte == 10, found.last == UInt8(ascii: "\\") {
                found.removeLast()
            } else {
                found.append(byte)
            }
        }
        return found
    }

    private func read(_ document: ShellDocument) throws(ShellSyntaxError) {
        var body: [UInt8] = []
        let start = line
        endedInDocument = true
        while position < text.count {
            var end = text[position...].firstIndex(of: 10) ?? text.count
            var raw = text[position..<end]
            if document.stripsTabs { raw = raw.drop { $0 == 9 } }
            if raw.elementsEqual(document.delimiter) {
                position = min(text.count, end + 1)
                line += end < text.count ? 1 : 0
                endedInDocument = false
                break
            }
            // In bash the parenthesis of `$(` ends one as well: `EOF)`.
            if dialect.isBash, isInSubstitution, raw.count > document.delimiter.count,
                raw.starts(with: document.delimiter),
                raw[raw.startIndex + document.delimiter.count] == UInt8(ascii: ")")
            {
                position = raw.startIndex + document.delimiter.count
                endedInDocument = false
                break
            }
            // Of a document that is expanded a joined line is one.
            while !document.isQuoted, end < text.count,
                raw.reversed().prefix(while: { $0 == UInt8(ascii: "\\") }).count % 2 == 1
            {
                let next = text[(end + 1)...].firstIndex(of: 10) ?? text.count
                line += 1
                raw = text[raw.startIndex..<next]
                end = next
            }
            if !document.isQuoted, dialect.isBash, raw.contains(UInt8(ascii: "\\")),
                Self.unjoined(raw).elementsEqual(document.delimiter)
            {
                position = min(text.count, end + 1)
                line += end < text.count ? 1 : 0
                endedInDocument = false
                break
            }
            body += raw
            body.append(10)
            position = min(text.count, end + 1)
            line += end < text.count ? 1 : 0
        }
        if dialect.isBash { document.raw = body }
        if document.isQuoted {
            document.parts = body.isEmpty ? [] : [.quoted(body)]
            return
        }
        let inner = ShellLexer(body, dialect, line: start, extendedPatterns: false)
        document.parts = try inner.documentParts()
    }
}

/// Kinds of bytes in scripts.
extension ShellBytes {
    static func isNameStart(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- 97 < 26 || byte == 95
    }

    static func isName(_ byte: UInt8) -> Bool { isNameStart(byte) || isDigit(byte) }

    static func isName(_ bytes: [UInt8]) -> Bool {
        guard let first = bytes.first, isNameStart(first) else { return false }
        return bytes.allSatisfy { isName($0) }
    }

    /// What ends a word: blanks, newlines and operators.
    static func isMeta(_ byte: UInt8) -> Bool {
        byte == 32 || byte == 9 || byte == 10 || isOperator(byte)
    }

    static func isOperator(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "&"), UInt8(ascii: "|"), UInt8(ascii: ";"), UInt8(ascii: "<"),
            UInt8(ascii: ">"), UInt8(ascii: "("), UInt8(ascii: ")"):
            true
        default: false
        }
    }

    /// `$@`, `$?` and their like.
    static func isSpecialParameter(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "@"), UInt8(ascii: "*"), UInt8(ascii: "#"), UInt8(ascii: "?"),
            UInt8(ascii: "-"), UInt8(ascii: "$"), UInt8(ascii: "!"):
            true
        default: false
        }
    }
}
