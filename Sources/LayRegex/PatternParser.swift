/// Turns a pattern into a tree, with the choices that glibc's `regcomp` makes.
///
/// The order of the checks is glibc's, since it decides which error a doubly wrong pattern gives.
struct PatternParser {
    let pattern: [Symbol]
    let syntax: PatternSyntax
    let options: RegularExpression.Options
    var position = 0
    var token = Token.end
    /// Where `token` begins.
    var tokenStart = 0
    var tree = PatternTree()
    /// The groups of this alternative pattern that are closed, by their own numbers.
    var closedGroups: Set<Int> = []
    /// How many groups earlier alternative patterns have.
    private var groupBase = 0
    private var depth = 0

    /// One operator or ordinary symbol.
    enum Token: Hashable {
        case end, symbol(Symbol), trailingBackslash
        case alternative, open, close, openBracket, period
        case star, plus, question, openInterval, closeInterval
        case anchor(Anchor), reference(Int)
        case kind(CharacterKind, underscore: Bool, isNegated: Bool)
    }

    /// The tree of a pattern.
    ///
    /// - Throws: what makes the pattern invalid.
    /// - Complexity: O(the length of the pattern).
    static func parse(
        _ pattern: [UInt8], _ options: RegularExpression.Options
    ) throws(RegularExpressionError) -> PatternTree {
        let parts =
            options.contains(.newlineAlternates)
            ? pattern.split(separator: 10, omittingEmptySubsequences: false).map(Array.init)
            : [pattern]
        var tree = PatternTree()
        var roots: [PatternTree.NodeID] = []
        for part in parts {
            var parser = PatternParser(part, options, tree)
            roots.append(try parser.parseWhole())
            tree = parser.tree
        }
        tree.root = roots.count == 1 ? roots[0] : try tree.add(.choice(roots))
        try tree.wrap(options)
        return tree
    }

    private init(
        _ pattern: [UInt8], _ options: RegularExpression.Options, _ tree: PatternTree
    ) {
        self.pattern = pattern.withUnsafeBufferPointer { bytes in
            let decoder = TextDecoder(text: bytes, isUTF8: options.contains(.isUTF8))
            var symbols: [Symbol] = []
            var position = 0
            while position < bytes.count {
                let (symbol, length) = decoder.symbol(at: position)
                symbols.append(symbol)
                position += length
            }
            return symbols
        }
        self.syntax = PatternSyntax(options)
        self.options = options
        self.tree = tree
        self.groupBase = tree.groupCount &- 1
    }

    private mutating func parseWhole() throws(RegularExpressionError) -> PatternTree.NodeID {
        if options.contains(.literal) {
            var parts: [PatternTree.NodeID] = []
            for symbol in pattern { parts.append(try literal(symbol)) }
            return try tree.add(.sequence(parts))
        }
        advance(caretAnchors: true)
        return try parseChoice(isNested: false)
    }

    /// `a|b|c`, up to the end or the `)` of a group.
    private mutating func parseChoice(
        isNested: Bool
    ) throws(RegularExpressionError) -> PatternTree.NodeID {
        let closedBefore = closedGroups
        var branches = [try parseBranch(isNested: isNested)]
        while token == .alternative {
            // A branch cannot refer to the groups of another.
            let closedElsewhere = closedGroups
            closedGroups = closedBefore
            advance(caretAnchors: true)
            branches.append(try parseBranch(isNested: isNested))
            closedGroups.formUnion(closedElsewhere)
        }
        return branches.count == 1 ? branches[0] : try tree.add(.choice(branches))
    }

    private mutating func parseBranch(
        isNested: Bool
    ) throws(RegularExpressionError) -> PatternTree.NodeID {
        var parts: [PatternTree.NodeID] = []
        while token != .alternative, token != .end, !(isNested && token == .close) {
            if let part = try parseRepeated() { parts.append(part) }
        }
        switch parts.count {
        case 0: return try tree.add(.empty)
        case 1: return parts[0]
        default: return try tree.add(.sequence(parts))
        }
    }

    /// An atom and the repetitions behind it; nothing where a skipped operator ends the branch.
    private mutating func parseRepeated() throws(RegularExpressionError) -> PatternTree.NodeID? {
        var atom: PatternTree.NodeID?
        switch token {
        case .end, .alternative: return nil
        case .anchor(let anchor):
            let node = try tree.add(.anchor(anchor))
            advance()
            guard isTolerant, syntax.bareOperators || anchor != .lineStart else { return node }
            // GNU grep alone repeats anchors.
            atom = node
        case .star, .plus, .question, .openInterval:
            if token == .openInterval, syntax.refusesOrphanInterval { throw .invalidPreceding }
            switch syntax.orphanRepeat {
            case .isRefused: throw .invalidPreceding
            case .isSkipped:
                advance()
                return nil
            case .isLiteral: atom = try literalToken()
            }
        case .close:
            guard syntax.strayCloseIsLiteral else { throw .unmatchedClose }
            atom = try literalToken()
        case .closeInterval: atom = try literalToken()
        case .trailingBackslash: throw .trailingBackslash
        case .symbol(let symbol):
            atom = try literal(symbol)
            advance()
        case .open: atom = try parseGroup()
        case .openBracket: atom = try parseBracket()
        case .period:
            var set = emptySet()
            set.finish(isNegated: true, excludesNewline: excludesNewline || isByLines)
            atom = try tree.add(set)
            advance()
        case .kind(let kind, let underscore, let isNegated):
            var set = emptySet()
            set.insert(kind)
            if underscore { set.insert(Symbol(value: 0x5F)) }
            set.finish(isNegated: isNegated, excludesNewline: isByLines)
            atom = try tree.add(set)
            advance()
        case .reference(let number):
            guard closedGroups.contains(number) else { throw .invalidReference }
            atom = try tree.add(.reference(group: number &+ groupBase))
            tree.referenced.insert(number &+ groupBase)
            advance()
        }
        guard var node = atom else { return nil }
        while true {
            switch token {
            case .star, .plus, .question, .openInterval: break
            default: return node
            }
            node = try parseRepeat(of: node)
            if syntax.refusesOrphanInterval, token == .star || token == .openInterval {
                throw .invalidPreceding
            }
        }
    }

    private mutating func parseGroup() throws(RegularExpressionError) -> PatternTree.NodeID {
        let index = tree.groupCount
        tree.groupCount &+= 1
        depth &+= 1
        guard depth < PatternTree.maximumDepth else { throw .tooBig }
        advance(caretAnchors: true)
        let inner =
            token == .close ? try tree.add(.empty) : try parseChoice(isNested: true)
        guard token == .close else { throw .unmatchedOpen }
        depth &-= 1
        closedGroups.insert(index &- groupBase)
        advance()
        return try tree.add(.group(inner, index: index))
    }

    private var isTolerant: Bool { options.contains(.tolerant) }

    private var excludesNewline: Bool { options.contains(.newlineSeparates) }

    var isByLines: Bool { options.contains(.lines) }

    func emptySet() -> SymbolSet {
        SymbolSet(
            isUTF8: options.contains(.isUTF8), foldsCase: options.contains(.foldsCase))
    }

    /// The set that holds `symbol` alone, in both cases where case is folded.
    mutating func literal(_ symbol: Symbol) throws(RegularExpressionError) -> PatternTree.NodeID {
        var set = emptySet()
        set.insert(symbol)
        set.finish(isNegated: false, excludesNewline: isByLines)
        return try tree.add(set)
    }

    /// The current operator as an ordinary symbol: the last one of its spelling.
    private mutating func literalToken() throws(RegularExpressionError) -> PatternTree.NodeID {
        let node = try literal(pattern[position &- 1])
        advance()
        return node
    }
}

extension PatternTree {
    /// Puts the anchors of whole words and whole lines around the pattern.
    mutating func wrap(_ options: RegularExpression.Options) throws(RegularExpressionError) {
        if options.contains(.wholeLines) {
            root = try add(.sequence([add(.anchor(.lineStart)), root, add(.anchor(.lineEnd))]))
        } else if options.contains(.wholeWords) {
            root = try add(
                .sequence([add(.anchor(.noWordBefore)), root, add(.anchor(.noWordAfter))]))
        }
    }
}
