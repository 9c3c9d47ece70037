/// The variables that an expression reads and writes, by the numbers that the parser's `resolve`
/// gave their names.
protocol ArithmeticScope: AnyObject {
    /// The integer that a variable's text stands for; an unset one is 0.
    ///
    /// - Throws: what the shell says of a text that is no number, or of an unset variable.
    func integer(of symbol: Int) throws -> Int

    /// The integer that an array's element stands for.
    ///
    /// - Throws: as `integer(of:)`, and for a subscript that does not evaluate.
    func integer(of symbol: Int, at place: ArithmeticSubscript) throws -> Int

    /// Gives a variable the text of an integer.
    ///
    /// - Throws: what the shell says of a variable that may not change.
    func assign(_ value: Int, to symbol: Int) throws

    /// Gives an array's element the text of an integer.
    ///
    /// - Throws: as `assign(_:to:)`, and for a subscript that does not evaluate.
    func assign(_ value: Int, to symbol: Int, at place: ArithmeticSubscript) throws

    /// Evaluates a subscript that is about to be read and then written, so that `a[i++] += 1`
    /// counts once; without an implementation the subscript stays as it is.
    ///
    /// - Throws: what the evaluation of the subscript throws.
    func settle(_ place: ArithmeticSubscript, of symbol: Int) throws -> ArithmeticSubscript
}

extension ArithmeticScope {
    /// Leaves the subscript as it is.
    func settle(_ place: ArithmeticSubscript, of symbol: Int) throws -> ArithmeticSubscript {
        place
    }
}

/// What stands between the brackets of `a[…]`: an expression for an indexed array, a key for an
/// associative one. Only the scope knows which of the two the array is.
struct ArithmeticSubscript: Sendable {
    /// The bytes between the brackets.
    var text: [UInt8]
    /// The expression; where `text` is none, a tree whose evaluation throws.
    var tree: ArithmeticTree
    /// The index, once the scope has settled it.
    var index: Int?
}
