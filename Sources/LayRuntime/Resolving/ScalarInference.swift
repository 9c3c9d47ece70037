internal import LayBounds
internal import LaySyntax

/// What an expression or a variable can hold, as far as that can be seen before the run.
///
///              object
///                │
///              scalar          nil, bool and what follows
///                │
///              number
///              ╱    ╲
///            int   float
///              ╲    ╱
///             unknown          nothing seen yet
enum ScalarKind: UInt8 {
    case unknown, int, float, number, scalar, object

    var isNumber: Bool { self == .int || self == .float || self == .number }

    /// What holds values of both kinds.
    func joined(_ other: ScalarKind) -> ScalarKind {
        if self == other || other == .unknown { return self }
        if self == .unknown { return other }
        return isNumber && other.isNumber
            ? .number : ScalarKind(rawValue: max(rawValue, other.rawValue)) ?? .object
    }
}

/// What a variable gets its values from, as far as that can be seen.
enum ValueSource {
    case expression(Expression)
    /// `x op= value`
    case compound(BinaryOperator, Expression)
    /// Something of a known kind, as the variable of `for i in 0..<n` is.
    case kind(ScalarKind)
}

/// Finds the kinds of variables: what never holds an object needs no counting, and what is a float
/// or an int for certain needs no look at its tag.
///
/// It is optimistic: no variable holds anything until its sources say so, until nothing changes.
/// Arithmetic gives numbers or fails, except that `+` and `-` join objects; even those give a
/// number when one side is one, because no number can be added to an object.
struct ScalarInference {
    let uses: [ObjectIdentifier: Variable]
    /// What the piece of the chain before the current one gives.
    var previous = ScalarKind.object

    /// Kinds that go from variable to variable in many steps are not followed to their end.
    private static let mostRounds = 64

    func infer(_ variables: [Variable]) {
        var isStable = false
        var rounds = 0
        while !isStable {
            isStable = true
            rounds += 1
            if rounds > Self.mostRounds {
                for variable in variables { variable.kind = .object }
            }
            for variable in variables where variable.kind != .object {
                var kind = variable.kind
                for source in variable.sources {
                    kind = kind.joined(self.kind(source, of: variable))
                }
                if variable.sources.isEmpty { kind = .object }
                if kind != variable.kind {
                    variable.kind = kind
                    isStable = false
                }
            }
        }
        // What is never given a value never holds one.
        for variable in variables where variable.kind == .unknown { variable.kind = .scalar }
    }

    private func kind(_ source: ValueSource, of variable: Variable) -> ScalarKind {
        switch source {
        case .expression(let expression): kind(expression)
        case .compound(let operation, let value):
            Self.kind(operation, variable.kind, kind(value))
        case .kind(let kind): kind
        }
    }

    func kind(_ expression: Expression) -> ScalarKind {
        if !StackBound.hasRoom { return .object }
        switch expression.kind {
        case .previous: return previous
        case .chain(let pieces):
            var inner = self
            for piece in pieces { inner.previous = inner.kind(piece) }
            return inner.previous
        case .powers: return .number
        case .int: return .int
        case .float: return .float
        case .nil, .bool, .not, .and, .or, .isType: return .scalar
        case .unary(.complement, _): return .int
        case .unary(.minus, let value):
            let kind = kind(value)
            return kind.isNumber || kind == .unknown ? kind : .number
        case .name: return uses[ObjectIdentifier(expression)]?.kind ?? .object
        case .binary(let operation, let left, let right):
            return Self.kind(operation, kind(left), kind(right))
        case .coalesce(let left, let right): return kind(left).joined(kind(right))
        case .if(let arms, let otherwise):
            let first = otherwise.map(kind) ?? .scalar
            return arms.reduce(first) { $0.joined(kind($1.body)) }
        default: return .object
        }
    }

    private func kind(_ block: Block) -> ScalarKind {
        guard let last = block.statements.last, case .expression(let value) = last.kind else {
            return .scalar
        }
        return kind(value)
    }

    private static func kind(_ operation: BinaryOperator, _ left: ScalarKind, _ right: ScalarKind)
        -> ScalarKind
    {
        switch operation {
        case .divide: return .float
        case .bitAnd, .bitOr, .bitXor, .shiftLeft, .shiftRight: return .int
        case .power: return .number
        case .add, .subtract, .multiply, .floorDivide, .remainder:
            if left == .float || right == .float { return .float }
            if left == .unknown || right == .unknown { return .unknown }
            if left == .int, right == .int { return .int }
            let joins = operation == .add || operation == .subtract
            return joins && left == .object && right == .object ? .object : .number
        default: return .scalar
        }
    }
}
