/// What bc's programs consist of.
indirect enum BcExpression {
    case number([UInt8])
    case variable(BcPlace)
    case assign(BcPlace, UInt8, BcExpression)
    /// `++` and `--`, before or behind.
    case step(BcPlace, Int, isBefore: Bool)
    case negative(BcExpression)
    case not(BcExpression)
    case binary(UInt8, BcExpression, BcExpression)
    case compare(BcComparison, BcExpression, BcExpression)
    case both(BcExpression, BcExpression)
    case either(BcExpression, BcExpression)
    case call([UInt8], [BcArgument])
    case builtin(BcBuiltin, BcExpression?)

    /// True for what is not printed by itself.
    var isAssignment: Bool {
        if case .assign = self { return true }
        return false
    }
}

/// What may be assigned to.
indirect enum BcPlace {
    case name([UInt8])
    case element([UInt8], BcExpression)
    case scale, inputBase, outputBase, last
}

/// An argument of a function: a value or a whole array.
enum BcArgument {
    case value(BcExpression)
    case array([UInt8])
}

/// The comparisons.
enum BcComparison {
    case less, lessOrEqual, greater, greaterOrEqual, equal, different
}

/// The functions that are part of the language.
enum BcBuiltin {
    case length, scale, squareRoot, read, absolute
}

/// A statement.
indirect enum BcStatement {
    case expression(BcExpression, isPrinted: Bool)
    case text([UInt8])
    case print([BcPrinted])
    case condition(BcExpression, BcStatement, BcStatement?)
    case loop(BcExpression?, BcExpression?, BcExpression?, BcStatement)
    case block([BcStatement])
    case leave, next, halt, quit
    case giveBack(BcExpression?)
    case define(BcFunction)
}

/// What `print` writes.
enum BcPrinted {
    case text([UInt8])
    case value(BcExpression)
}

/// A function.
final class BcFunction {
    let name: [UInt8]
    let parameters: [(name: [UInt8], isArray: Bool)]
    let locals: [(name: [UInt8], isArray: Bool)]
    let body: [BcStatement]

    init(
        _ name: [UInt8], _ parameters: [(name: [UInt8], isArray: Bool)],
        _ locals: [(name: [UInt8], isArray: Bool)], _ body: [BcStatement]
    ) {
        self.name = name
        self.parameters = parameters
        self.locals = locals
        self.body = body
    }
}
