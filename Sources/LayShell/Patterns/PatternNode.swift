/// One character of a pattern.
enum PatternItem: Sendable {
    /// A byte, folded where the pattern folds.
    case byte(UInt8)
    /// A character beyond ASCII of a pattern that folds.
    case scalar(UInt32)
    /// `?`.
    case any
    /// A bracket expression, by its number in the program.
    case set(Int)
    /// What no character matches.
    case never
}

/// A part of a pattern.
enum PatternNode: Sendable {
    /// One character.
    case item(PatternItem)
    /// `*`.
    case star
    /// `?(…)` and its like.
    case group(PatternGroup, [[PatternNode]])
}

/// What a group of alternatives matches.
enum PatternGroup: Sendable {
    /// `@(…)`: one of them.
    case one
    /// `?(…)`: one or none.
    case optional
    /// `*(…)`: any number.
    case any
    /// `+(…)`: at least one.
    case some
    /// `!(…)`: whatever none of them matches.
    case except
}

/// A pattern that asks for more work than it may have, or that nests too deeply.
struct PatternTooCostly: Error, Sendable, Equatable {}
