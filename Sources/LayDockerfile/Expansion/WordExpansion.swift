/// Puts variables into a text as BuildKit's own small shell does: quotes, escapes and the forms
/// `$a`, `${a}`, `${a:-w}`, `${a+w}`, `${a?m}`, `${a#p}`, `${a%p}` and `${a/p/r}`.
public struct WordExpansion: Sendable {
    /// What is left as it is written.
    public struct Options: OptionSet, Sendable {
        /// The bits.
        public let rawValue: Int

        /// Options by their bits.
        public init(rawValue: Int) { self.rawValue = rawValue }

        /// Quotes work, and stay in the text.
        public static let keepsQuotes = Options(rawValue: 1)
        /// Escapes work, and stay in the text.
        public static let keepsEscapes = Options(rawValue: 2)
        /// Quotes are characters like any other.
        public static let ignoresQuotes = Options(rawValue: 4)
        /// A variable that is not set stays as it is written.
        public static let keepsUnset = Options(rawValue: 8)
    }

    /// A text with its variables put in.
    public struct Expanded: Sendable, Equatable {
        /// The text.
        public let text: String
        /// The names of set variables that were looked up, each once, in order.
        public let used: [String]
        /// The names of variables that are not set, each once, in order.
        public let unset: [String]
    }

    /// How deep substitutions may stand in each other.
    static let deepest = 500
    /// How many bytes a text may grow to.
    static let longestText = 16 << 20

    /// The byte that quotes the next: `\`, or a backtick where the file says so.
    public let escape: UInt8
    /// What is left as it is written.
    public let options: Options

    /// An expansion of words of a file with this escape.
    public init(escape: UInt8 = UInt8(ascii: "\\"), options: Options = []) {
        self.escape = escape
        self.options = options
    }

    /// What expands the text of a heredoc of COPY or ADD: quotes stay, and the escape is always `\`.
    public static let heredoc = WordExpansion(options: .ignoresQuotes)

    /// Expands a text.
    ///
    /// - Parameter lookup: the value of a variable; `nil` where it is not set.
    /// - Throws: `ExpansionError` for what is no substitution, for `${a?message}`, for a text that
    ///   grows too large, and when the run may not go on.
    public func word(
        _ text: String, _ lookup: (String) -> String?
    ) throws(ExpansionError) -> Expanded {
        try run(text, isSplit: false, lookup).expanded
    }

    /// Expands a text and splits it at blanks that no quotes protect.
    ///
    /// - Throws: as `word`.
    public func words(
        _ text: String, _ lookup: (String) -> String?
    ) throws(ExpansionError) -> [String] {
        try run(text, isSplit: true, lookup).words
    }

    /// Expands a text, and splits it where that is asked for.
    func run(
        _ text: String, isSplit: Bool, _ lookup: (String) -> String?
    ) throws(ExpansionError) -> (expanded: Expanded, words: [String]) {
        var lexer = WordLexer(text, self, list: isSplit ? WordList() : nil)
        do throws(ExpansionError) {
            try lexer.run(lookup)
        } catch {
            var error = error.processing(text)
            error.unset = lexer.unset.names
            throw error
        }
        let expanded = Expanded(
            text: String(bytes: lexer.text[...]), used: lexer.used.names,
            unset: lexer.unset.names)
        return (expanded, lexer.words)
    }
}

/// Names in the order in which they first came, each once.
struct NameList: Sendable {
    private(set) var names: [String] = []
    private var known: Set<[UInt8]> = []

    mutating func add(_ name: String) {
        // Two spellings that Unicode takes as equal are two variables.
        if known.insert(Array(name.utf8)).inserted { names.append(name) }
    }

    mutating func add(_ more: [String]) {
        for name in more { add(name) }
    }
}
