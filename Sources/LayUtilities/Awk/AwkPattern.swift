internal import LayRegex

/// Where a regular expression stands: one of the program, or a text that is computed.
final class AwkPattern {
    private let node: AwkNode?
    /// The expression's text, where it stands in the program.
    let literal: [UInt8]
    @exclusivity(unchecked) private var searcher: RegularExpression.Searcher?
    @exclusivity(unchecked) private var ignoredCase = false
    /// The text that the searcher was made of, where it is computed.
    @exclusivity(unchecked) private var lastText: AwkText?

    /// An expression of the program.
    ///
    /// - Throws: `RegularExpressionError` for one that is none.
    init(_ literal: [UInt8], _ manner: AwkManner) throws {
        node = nil
        self.literal = literal
        searcher = RegularExpression.Searcher(
            try RegularExpression(literal, AwkPatterns.options(manner, ignoresCase: false)))
    }

    /// An expression that is computed.
    init(_ node: AwkNode) {
        self.node = node
        literal = []
    }

    /// What computes the expression, where it does not stand in the program.
    var computed: AwkNode? { node }

    /// Whether nothing is computed.
    var isConstant: Bool { node == nil || node is AwkTextLiteral }

    /// What searches for the expression now.
    ///
    /// - Throws: what ends the program, as a text that is no expression.
    @inline(__always)
    func searcher(_ machine: AwkMachine) throws -> RegularExpression.Searcher {
        if node == nil, let searcher, ignoredCase == machine.ignoresCase { return searcher }
        return try searcherSlowly(machine)
    }

    @inline(never)
    private func searcherSlowly(_ machine: AwkMachine) throws -> RegularExpression.Searcher {
        let text = try node?.text(machine) ?? AwkText.constant(literal)
        if let searcher, let lastText, ignoredCase == machine.ignoresCase,
            lastText === text || AwkText.equal(lastText.span, text.span)
        {
            return searcher
        }
        let found = try machine.patterns.searcher(text.array, machine)
        searcher = found
        ignoredCase = machine.ignoresCase
        lastText = text
        return found
    }
}

/// The expressions that texts were made into, as many as are worth keeping.
final class AwkPatterns {
    private var known: [[UInt8]: RegularExpression.Searcher] = [:]
    private var knownFolded: [[UInt8]: RegularExpression.Searcher] = [:]

    private static let limit = 200

    /// The dialect of an awk.
    static func options(_ manner: AwkManner, ignoresCase: Bool) -> RegularExpression.Options {
        var options: RegularExpression.Options = manner == .mawk ? .mawk : .gawk
        if ignoresCase { options.insert(.foldsCase) }
        return options
    }

    /// What searches for an expression.
    ///
    /// - Throws: `AwkError` where the text is none.
    func searcher(
        _ text: [UInt8], _ machine: AwkMachine
    ) throws -> RegularExpression.Searcher {
        let folds = machine.ignoresCase
        if let found = folds ? knownFolded[text] : known[text] { return found }
        try machine.host.step(20 &+ text.count)
        let made: RegularExpression.Searcher
        do {
            made = RegularExpression.Searcher(
                try RegularExpression(
                    text, Self.options(machine.manner, ignoresCase: folds)))
        } catch {
            let shown = String(decoding: text, as: UTF8.self)
            throw machine.error("invalid regexp: \(error.message): /\(shown)/")
        }
        if known.count &+ knownFolded.count >= Self.limit {
            known.removeAll()
            knownFolded.removeAll()
        }
        if folds { knownFolded[text] = made } else { known[text] = made }
        return made
    }
}
