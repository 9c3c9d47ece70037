internal import LayBounds

/// Builds a syntax tree from tokens, one function for each form of the grammar in docs/language.md.
package struct Parser {
    let source: SourceText
    private var tokens: [Token]
    private var position = 0
    var diagnostics: [Diagnostic]
    /// False inside `(` and `[` and in literals, where a newline ends nothing.
    var newlineEnds = true
    /// True in the head of `if`, `while`, `for` and `match`, where `{` is the body.
    var inHead = false
    /// True in a match guard, where `=>` ends the expression.
    var inGuard = false
    /// Counts statements, so that an expression can tell whether it holds one.
    var statementCount = 0
    private var depth = 0
    /// The nesting was refused: nothing behind that place is worth a report.
    private var isTooDeep = false

    /// Brackets nested deeper than this are refused on any stack: each level is a recursion, here
    /// and in all that walks the tree.
    static let deepest = 200
    private static let mostDiagnostics = 100

    /// What stops the parsing of one statement; the diagnostic is already reported.
    struct Failure: Error {}

    init(_ source: SourceText, _ tokens: [Token], _ diagnostics: [Diagnostic]) {
        self.source = source
        self.tokens = tokens
        self.diagnostics = diagnostics
    }

    /// Parses a whole text; the tree is of use only when there are no diagnostics.
    package static func parse(_ source: SourceText) -> (tree: SyntaxTree, diagnostics: [Diagnostic])
    {
        Remains.free()
        if let place = source.invalidOffset {
            let span = Span(place, place + 1)
            return (
                SyntaxTree(source: source, body: Block([], span)),
                [Diagnostic(.notUTF8, at: span, in: source)]
            )
        }
        let (tokens, lexical) = Lexer.tokens(of: source)
        var parser = Parser(source, tokens, lexical)
        let start = parser.current.span
        let statements = parser.statements(until: nil)
        let body = Block(statements, start.to(parser.current.span))
        let found = parser.diagnostics.sorted { $0.span.start < $1.span.start }
        return (SyntaxTree(source: source, body: body), found)
    }

    /// True when a text cannot be read only because it ends too early: a bracket or a string of
    /// several lines is open, or an operator waits for its right side.
    package static func isUnfinished(_ source: SourceText) -> Bool {
        parse(source).diagnostics.first?.isUnfinished ?? false
    }

    var current: Token { tokens[position] }

    func ahead(_ distance: Int) -> Token { tokens[min(position + distance, tokens.count - 1)] }

    var previousSpan: Span { position > 0 ? tokens[position - 1].span : current.span }

    mutating func advance() {
        if position < tokens.count - 1 { position += 1 }
    }

    /// What an interpolation with a form calls; no script can declare the name.
    package static let formatName = " format"

    /// `x` or `x: "form"` of an interpolation, with this parser's settings put aside.
    mutating func interpolated(_ inner: [Token]) throws(Failure) -> Expression {
        let saved = (tokens, position, newlineEnds, inHead, inGuard)
        (tokens, position, newlineEnds, inHead, inGuard) = (inner, 0, false, false, false)
        defer { (tokens, position, newlineEnds, inHead, inGuard) = saved }
        let (start, count) = (current.span, statementCount)
        var value = try expression()
        if take(.colon) {
            guard case .string = current.kind else {
                throw unexpected("behind ':' in the interpolation", wanted: "a form, as in \".2\"")
            }
            let form = try expression()
            let arguments = [value, form].map {
                Argument(label: nil, value: $0, isSpread: false, span: $0.span)
            }
            let callee = Expression(.name(Self.formatName), form.span)
            value = make(.call(callee, arguments), from: start, since: count)
        }
        if current.kind != .end { throw unexpected("in the interpolation") }
        return value
    }

    // MARK: Looking and taking

    func at(_ mark: Punctuation) -> Bool { current.kind == .punctuation(mark) }

    func at(_ word: Keyword) -> Bool { current.kind == .keyword(word) }

    func at(word: String) -> Bool { current.kind == .name(word) }

    /// True when a newline here ends the statement.
    var endsLine: Bool { newlineEnds && current.newlineBefore }

    mutating func take(_ mark: Punctuation) -> Bool {
        guard at(mark) else { return false }
        advance()
        return true
    }

    mutating func take(_ word: Keyword) -> Bool {
        guard at(word) else { return false }
        advance()
        return true
    }

    mutating func expect(_ mark: Punctuation, _ context: String) throws(Failure) {
        if !take(mark) { throw unexpected(context, wanted: "'\(mark.rawValue)'") }
    }

    mutating func name(_ context: String) throws(Failure) -> (String, Span) {
        guard case .name(let name) = current.kind else {
            if case .keyword(let word) = current.kind {
                throw report(.keyword(word.rawValue, context))
            }
            throw unexpected(context, wanted: "a name")
        }
        let span = current.span
        advance()
        return (name, span)
    }

    /// A name where words of the language are names too: after `.`, as a label or key.
    mutating func anyName(_ context: String) throws(Failure) -> (String, Span) {
        if case .keyword(let word) = current.kind {
            let span = current.span
            advance()
            return (word.rawValue, span)
        }
        return try name(context)
    }

    /// True when the current token could be a label or key.
    func isAnyName(_ token: Token) -> Bool {
        switch token.kind {
        case .name, .keyword: true
        default: false
        }
    }

    // MARK: Reporting

    mutating func report(
        _ fault: SyntaxFault, at span: Span? = nil, isUnfinished: Bool = false
    ) -> Failure {
        // Each statement of a text that is none has faults: nobody reads them all.
        if isTooDeep || diagnostics.count >= Self.mostDiagnostics { return Failure() }
        var diagnostic = Diagnostic(fault, at: span ?? current.span, in: source)
        diagnostic.isUnfinished = isUnfinished
        diagnostics.append(diagnostic)
        return Failure()
    }

    /// A bracket without its partner: the text may go on.
    mutating func unclosed(_ bracket: Character, at span: Span) -> Failure {
        report(.unclosed(bracket), at: span, isUnfinished: true)
    }

    mutating func unexpected(_ context: String, wanted: String? = nil) -> Failure {
        report(
            .unexpected(current, context, wanted: wanted), isUnfinished: current.kind == .end)
    }

    /// Runs `body` one level deeper, or refuses when there are too many levels.
    mutating func nested<Result>(_ body: (inout Parser) throws(Failure) -> Result) throws(Failure)
        -> Result
    {
        depth += 1
        defer { depth -= 1 }
        if depth > Self.deepest || !StackBound.hasRoom {
            let failure = report(depth > Self.deepest ? .deepCode(over: Self.deepest) : .deepCode)
            isTooDeep = true
            position = tokens.count - 1
            throw failure
        }
        return try body(&self)
    }

    /// Runs `body` with newlines that end statements or do not, outside any head or guard.
    mutating func bracketed<Result>(
        newlineEnds: Bool, _ body: (inout Parser) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let saved = (self.newlineEnds, inHead, inGuard)
        (self.newlineEnds, inHead, inGuard) = (newlineEnds, false, false)
        defer { (self.newlineEnds, inHead, inGuard) = saved }
        return try nested(body)
    }

    // MARK: Blocks

    /// Statements up to `}` or the end; a failed one is skipped up to the next line.
    mutating func statements(until end: Punctuation?) -> [Statement] {
        var result: [Statement] = []
        while current.kind != .end {
            if let end, at(end) { break }
            if take(.semicolon) { continue }
            let start = position
            do {
                result.append(try statement())
                let ends = current.newlineBefore || at(.semicolon) || current.kind == .end
                if !ends, end == nil || !at(.rightBrace) {
                    throw strayToken(after: result.last)
                }
            } catch {
                recover()
                // A '}' that closes nothing ends no block here, so it is stepped over.
                if position == start { advance() }
            }
        }
        return result
    }

    private mutating func strayToken(after statement: Statement?) -> Failure {
        if at(.leftBrace) { return report(.strayBlock) }
        if at(.assign) { return report(.notAssignable) }
        let fault = SyntaxFault.unexpected(
            current, "after the statement", wanted: "a new line or ';'")
        var help = fault.help
        if case .name(let word) = current.kind { help = OtherLanguages.help(forWord: word) ?? help }
        if case .expression(let value) = statement?.kind, case .throw(let thrown) = value.kind,
            case .name(let word) = thrown.kind
        {
            help = OtherLanguages.help(forWord: word) ?? help
        }
        if case .import = statement?.kind, at(.dot) {
            help = "a module has one name, and a file a path: import \"a/b.lay\" as b"
        }
        if case .expression(let value) = statement?.kind, case .name(let word) = value.kind {
            help = OtherLanguages.help(forWord: word) ?? help
            if case .string = current.kind, word.utf8.count == 1 {
                help = "a text needs no letter in front: \"… \\(x)\" holds values, '…' is raw"
            }
            // A block where a map was meant.
            if at(.colon) { help = "to give a map, write it in parentheses: ({\(word): …})" }
        }
        return report(SyntaxFault(fault.message, help: help))
    }

    /// Skips to where a statement may begin again.
    private mutating func recover() {
        var open = 0
        while current.kind != .end {
            switch current.kind {
            case .punctuation(.leftBrace), .punctuation(.leftParen), .punctuation(.leftBracket):
                open += 1
            case .punctuation(.rightBrace), .punctuation(.rightParen), .punctuation(.rightBracket):
                if open == 0 {
                    if !at(.rightBrace) {
                        advance()
                        if current.newlineBefore { return }
                        continue
                    }
                    return
                }
                open -= 1
            case .punctuation(.semicolon) where open == 0: return
            default: break
            }
            advance()
            if open == 0, current.newlineBefore { return }
        }
    }

    /// `{ statements }`
    mutating func block(_ context: String) throws(Failure) -> Block {
        let start = current.span
        try expect(.leftBrace, context)
        return try blockRest(start, context)
    }

    /// The statements and `}` of a block whose `{` was read.
    mutating func blockRest(_ start: Span, _ context: String) throws(Failure) -> Block {
        let statements = try bracketed(newlineEnds: true) { parser throws(Failure) in
            parser.statements(until: .rightBrace)
        }
        if !at(.rightBrace) {
            throw unclosed("{", at: start)
        }
        advance()
        return Block(statements, start.to(previousSpan))
    }
}
