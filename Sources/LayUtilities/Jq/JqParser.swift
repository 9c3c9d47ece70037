/// What a symbol stands for while a program is read.
enum JqPiece {
    case none
    case token(JqTerminal, [UInt8])
    case node(Int)
    case nodes([Int])
    case pattern(Int)
    case patternEntry(JqPatternEntry)
    case patternEntries([JqPatternEntry])
    case parameter([UInt8], isValue: Bool)
    case parameters([(name: [UInt8], isValue: Bool)])
    case function(Int)
    case entry(JqEntryNode)
    case entries([JqEntryNode])
    case importing(JqImport)
}

/// Reads a program as yacc's parsers do, mistakes included.
struct JqParser {
    let text: JqProgramText
    private var lexer: JqLexer
    private let automaton = JqAutomaton.shared
    private var states: [Int] = [0]
    private var pieces: [JqPiece] = [.none]
    private var spans = [JqSpan(start: 0, end: 0)]
    private var lookahead: JqToken?
    /// Words that have to be read without a mistake before the next one is reported.
    private var recovery = 0
    /// What was made so far.
    var tree = JqTree()
    /// What is to be told of mistakes.
    private(set) var reports: [[UInt8]] = []

    /// Symbols that wait at once.
    private static let deepest = 10_000
    /// Words that are listed as expected.
    private static let listed = 4

    private init(_ text: JqProgramText) {
        self.text = text
        lexer = JqLexer(text.bytes)
    }

    /// The tree of a program, or what is to be told of its mistakes.
    static func parse(_ text: JqProgramText) -> (tree: JqTree, reports: [[UInt8]]) {
        var parser = JqParser(text)
        parser.run()
        return (parser.tree, parser.reports)
    }

    private mutating func run() {
        let accepted = automaton.actions.count - 1
        while let state = states.last, state != accepted {
            if automaton.isConsistent[state] {
                reduce(Int(automaton.defaults[state]) - 1)
                continue
            }
            let token = peek()
            let action = automaton.actions[state][token.terminal.rawValue]
            if action > 0 {
                guard shift(Int(action), token) else { return }
            } else if action < 0, action != JqAutomaton.error {
                reduce(-Int(action) - 1)
            } else if action == 0, automaton.defaults[state] != 0 {
                reduce(Int(automaton.defaults[state]) - 1)
            } else {
                guard recover(token) else { return }
            }
        }
    }

    private mutating func peek() -> JqToken {
        if let lookahead { return lookahead }
        let token = lexer.next()
        if let mistake = token.mistake { report(mistake, token.span) }
        lookahead = token
        return token
    }

    private mutating func shift(_ state: Int, _ token: JqToken) -> Bool {
        guard states.count < Self.deepest else {
            report("memory exhausted", token.span)
            return false
        }
        if recovery > 0 { recovery -= 1 }
        states.append(state)
        let isBad = token.mistake != nil
        pieces.append(.token(isBad ? .invalid : token.terminal, token.text))
        spans.append(token.span)
        lookahead = nil
        return true
    }

    private mutating func reduce(_ rule: Int) {
        let length = automaton.lengths[rule]
        let first = pieces.count - length
        let span: JqSpan
        if length > 0 {
            span = JqSpan(start: spans[first].start, end: spans[spans.count - 1].end)
        } else {
            let end = spans[spans.count - 1].end
            span = JqSpan(start: end, end: end)
        }
        let parts = Array(pieces[first...])
        let starts = spans[first...].first ?? span
        pieces.removeLast(length)
        spans.removeLast(length)
        states.removeLast(length)
        let piece = make(JqGrammar.rules[rule].action, parts, span, first: starts)
        let symbol = automaton.lefts[rule] - JqTerminal.allCases.count
        states.append(Int(automaton.gotos[states[states.count - 1]][symbol]))
        pieces.append(piece)
        spans.append(span)
    }

    // MARK: Mistakes

    /// Reports a mistake.
    mutating func report(_ message: String, _ span: JqSpan) {
        reports.append(text.report(message, at: span.start))
    }

    /// Goes on behind a mistake where the grammar says how; false where it does not.
    private mutating func recover(_ token: JqToken) -> Bool {
        if recovery == 0 { report(mistake(token), token.span) }
        var start = token.span
        if recovery == 3 {
            if token.terminal == .end { return false }
            lookahead = nil
        }
        recovery = 3
        while let state = states.last {
            let action = automaton.actions[state][JqTerminal.error.rawValue]
            if action > 0 {
                states.append(Int(action))
                pieces.append(.none)
                spans.append(JqSpan(start: start.start, end: token.span.end))
                return true
            }
            guard states.count > 1 else { return false }
            start = spans[spans.count - 1]
            states.removeLast()
            pieces.removeLast()
            spans.removeLast()
        }
        return false
    }

    private func mistake(_ token: JqToken) -> String {
        var message = "syntax error, unexpected \(token.terminal.name)"
        let row = automaton.actions[states[states.count - 1]]
        let expected = JqTerminal.allCases.filter {
            $0 != .error && row[$0.rawValue] != 0 && row[$0.rawValue] != JqAutomaton.error
        }
        if !expected.isEmpty, expected.count <= Self.listed {
            message += ", expecting " + expected.map(\.name).joined(separator: " or ")
        }
        return message + " (Unix shell quoting issues?)"
    }
}
