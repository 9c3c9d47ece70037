internal import LaySyntax

/// What a variable gets its values from, as far as that can be seen.
enum ValueSource {
    case expression(Expression)
    /// `x op= value`
    case compound(BinaryOperator, Expression)
    /// A number that the machine makes, as in `for i in 0..<n`.
    case number
    /// A parameter, a pattern or anything else that may be an object.
    case unknown
}

/// Finds the variables that never hold an object: numbers, bools and nil need no counting.
///
/// It is optimistic: all variables are scalars until one of their sources is none, until nothing
/// changes. Arithmetic other than `+` and `-` gives numbers or fails; those two do when one side is
/// a scalar, because no number can be added to an object.
struct ScalarInference {
    let uses: [ObjectIdentifier: Variable]

    func infer(_ variables: [Variable]) {
        for variable in variables {
            variable.isScalar =
                !variable.sources.isEmpty
                && variable.sources.allSatisfy { if case .unknown = $0 { false } else { true } }
        }
        var candidates = variables.filter(\.isScalar)
        while true {
            let rest = candidates.filter { variable in
                variable.isScalar = variable.sources.allSatisfy { isScalar($0, of: variable) }
                return variable.isScalar
            }
            if rest.count == candidates.count { return }
            candidates = rest
        }
    }

    private func isScalar(_ source: ValueSource, of variable: Variable) -> Bool {
        switch source {
        case .expression(let expression): isScalar(expression)
        case .compound(let operation, let value):
            operation != .add && operation != .subtract || variable.isScalar || isScalar(value)
        case .number: true
        case .unknown: false
        }
    }

    func isScalar(_ expression: Expression) -> Bool {
        switch expression.kind {
        case .nil, .bool, .int, .float, .not, .and, .or, .isType, .unary: true
        case .name: uses[ObjectIdentifier(expression)]?.isScalar == true
        case .binary(let operation, let left, let right):
            operation != .add && operation != .subtract || isScalar(left) || isScalar(right)
        case .coalesce(let left, let right): isScalar(left) && isScalar(right)
        case .if(let arms, let otherwise):
            arms.allSatisfy { isScalar($0.body) } && otherwise.map(isScalar) != false
        default: false
        }
    }

    private func isScalar(_ block: Block) -> Bool {
        guard let last = block.statements.last, case .expression(let value) = last.kind else {
            return true
        }
        return isScalar(value)
    }
}
