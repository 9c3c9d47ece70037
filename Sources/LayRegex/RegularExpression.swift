/// A POSIX regular expression on bytes, compiled; it is immutable and may be shared.
///
/// It finds the leftmost and, of those, the longest match, as GNU grep, sed and awk do, and gives
/// groups what glibc's `regexec` gives them. Texts are searched with a `Searcher`, which keeps what
/// it learns: take one per loop over many texts.
public final class RegularExpression: Sendable {
    /// The options that the pattern was compiled with.
    public let options: Options
    /// How many groups the pattern has.
    public let groupCount: Int
    /// Whether the pattern has back-references, which may take time beyond all bounds.
    public let hasReferences: Bool

    /// The pattern for the automata; back-references take anything in it.
    let program: Program
    /// The pattern for the backtracker, where it has back-references.
    let exactProgram: Program?
    let referenced: [Int]
    let prefilter: Prefilter

    /// Compiles a pattern.
    ///
    /// - Throws: what makes the pattern invalid, in the words of the GNU tools.
    /// - Complexity: O(the length of the pattern, its intervals written out).
    public init(_ pattern: [UInt8], _ options: Options) throws(RegularExpressionError) {
        let tree = try PatternParser.parse(pattern, options)
        self.options = options
        groupCount = tree.groupCount - 1
        referenced = tree.referenced.sorted()
        hasReferences = !tree.referenced.isEmpty
        program = try ProgramBuilder.build(tree, options, widensReferences: true)
        exactProgram =
            tree.referenced.isEmpty
            ? nil : try ProgramBuilder.build(tree, options, widensReferences: false)
        prefilter = Prefilter(tree, program)
    }
}

extension RegularExpression {
    /// The most steps that the conveniences spend on back-references.
    public static var defaultStepLimit: Int { 20_000_000 }

    /// The first match in `text` at or behind `start`.
    ///
    /// - Throws: `tooManySteps`, only for a pattern with back-references.
    /// - Complexity: O(the length of the text) without back-references.
    public func firstMatch(
        in text: [UInt8], from start: Int = 0, isAtLineStart: Bool = true
    ) throws(RegularExpressionError) -> Match? {
        var match = Match()
        let searcher = Searcher(self)
        let found: Result<Bool, RegularExpressionError> = text.withUnsafeBufferPointer { bytes in
            var left = Self.defaultStepLimit
            return Result { () throws(RegularExpressionError) -> Bool in
                try searcher.firstMatch(
                    in: bytes, from: start, isAtLineStart: isAtLineStart, into: &match
                ) { (steps: Int) throws(RegularExpressionError) in
                    left &-= steps
                    if left < 0 { throw .tooManySteps }
                }
            }
        }
        return try found.get() ? match : nil
    }

    /// Whether the pattern matches anywhere in `text`.
    ///
    /// - Throws: `tooManySteps`, only for a pattern with back-references.
    /// - Complexity: O(the length of the text) without back-references.
    public func matches(_ text: [UInt8]) throws(RegularExpressionError) -> Bool {
        let searcher = Searcher(self)
        let found: Result<Bool, RegularExpressionError> = text.withUnsafeBufferPointer { bytes in
            var left = Self.defaultStepLimit
            return Result { () throws(RegularExpressionError) -> Bool in
                try searcher.matches(bytes) { (steps: Int) throws(RegularExpressionError) in
                    left &-= steps
                    if left < 0 { throw .tooManySteps }
                }
            }
        }
        return try found.get()
    }
}
