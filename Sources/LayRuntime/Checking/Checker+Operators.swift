internal import LayBounds
internal import LaySyntax

/// What operators give, and what they refuse for certain.
extension Checker {
    private static let numbers: Set<String> = ["int", "float", "number"]
    /// Values of which it is known what every operator does with them.
    private static let plain: Set<String> = numbers.union(["nil", "bool", "string"])

    mutating func combined(
        _ operation: BinaryOperator, _ left: StaticType, _ right: StaticType, _ span: Span
    ) -> StaticType {
        refuse(operation, left, right, span)
        if operation.isComparison { return .bool }
        guard let left = left.only?.text, let right = right.only?.text else { return .unknown }
        let areNumbers = Self.numbers.contains(left) && Self.numbers.contains(right)
        switch operation {
        case .add where left == right && ["string", "bytes"].contains(left):
            return .value(ValueType(left))
        case .add, .subtract, .multiply, .floorDivide, .remainder:
            guard areNumbers else { return .unknown }
            if left == right { return .value(ValueType(left)) }
            return left == "float" || right == "float" ? .float : .value("number")
        case .divide: return areNumbers ? .float : .unknown
        case .bitAnd, .bitOr, .bitXor, .shiftLeft, .shiftRight:
            return left == "int" && right == "int" ? .int : .unknown
        default: return .unknown
        }
    }

    /// Reports an operator that no values of the two types go with.
    private mutating func refuse(
        _ operation: BinaryOperator, _ left: StaticType, _ right: StaticType, _ span: Span
    ) {
        guard let x = left.only?.text, let y = right.only?.text, Self.plain.contains(x),
            Self.plain.contains(y)
        else { return }
        let areNumbers = Self.numbers.contains(x) && Self.numbers.contains(y)
        let areTexts = x == "string" && y == "string"
        switch operation {
        case .equal, .notEqual, .in: return
        case .less, .lessEqual, .greater, .greaterEqual:
            if areNumbers || areTexts { return }
            report(.noOrder(of: x, and: y), span)
        case .add where areTexts: return
        default:
            if areNumbers { return }
            report(
                .noOperator(
                    operation.rawValue, on: x, and: y,
                    isText: operation == .add && (x == "string" || y == "string")), span)
        }
    }

    /// `type(x) == int` compares a text with a type.
    mutating func warnOfTypeName(_ expression: Expression, _ left: Expression) {
        guard case .binary(_, _, let right) = expression.kind else { return }
        for (call, other) in [(left, right), (right, left)] {
            guard case .call(let callee, _) = call.kind, case .name("type") = callee.kind,
                case .name(let name) = other.kind, case .type? = Optional(quietType(of: other))
            else { continue }
            warn(.comparedTypeName(name), expression.span)
        }
    }
}
