/// The choices of a dialect, each one question that the parser asks.
struct PatternSyntax: Sendable {
    /// `(`, `|` and `{` are operators bare; in BRE they are so behind a backslash.
    let bareOperators: Bool
    /// `+` and `?` are operators bare.
    let barePlus: Bool
    /// `\+`, `\?` are operators.
    let escapedPlus: Bool
    /// `\|` is an operator.
    let escapedBar: Bool
    /// `^` and `$` are anchors wherever they stand.
    let anchorsAnywhere: Bool
    /// What a repetition without an operand is.
    let orphanRepeat: OrphanRepeat
    /// An interval without an operand is refused (BRE of sed).
    let refusesOrphanInterval: Bool
    /// A malformed interval is taken literally.
    let malformedIntervalIsLiteral: Bool
    /// A `)` without its `(` is taken literally.
    let strayCloseIsLiteral: Bool
    /// There are intervals.
    let hasIntervals: Bool
    /// There are back-references.
    let hasReferences: Bool
    /// There are `\w`, `\b` and their like.
    let hasGNUEscapes: Bool
    /// There are `[:alpha:]` and its like.
    let hasClasses: Bool
    /// A backslash escapes in brackets.
    let escapesInBrackets: Bool

    /// What `*` means where there is nothing to repeat.
    enum OrphanRepeat: Sendable {
        case isLiteral, isSkipped, isRefused
    }

    /// The dialect that the options name.
    init(_ options: RegularExpression.Options) {
        let extended = options.contains(.extended)
        let tolerant = options.contains(.tolerant)
        let awk = options.contains(.awk)
        let emacs = options.contains(.emacs)
        let gnu = options.contains(.gnuEscapes)
        bareOperators = extended
        barePlus = extended || emacs
        escapedPlus = !extended && !emacs && gnu
        escapedBar = !extended && (gnu || emacs)
        anchorsAnywhere = extended
        orphanRepeat =
            !extended ? .isLiteral : awk ? .isLiteral : tolerant ? .isSkipped : .isRefused
        refusesOrphanInterval = !extended && !tolerant
        malformedIntervalIsLiteral = extended && (tolerant || awk)
        strayCloseIsLiteral = extended && !options.contains(.sedEscapes)
        hasIntervals = !options.contains(.noIntervals) && !emacs
        hasReferences = !awk
        hasGNUEscapes = gnu
        hasClasses = !emacs
        escapesInBrackets = awk
    }
}
