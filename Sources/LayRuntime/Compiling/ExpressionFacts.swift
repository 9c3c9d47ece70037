internal import LayBounds
internal import LaySyntax

/// What evaluating an expression may do to values that are borrowed meanwhile.
struct ExpressionFacts {
    /// It may run code of the program: a call, a block, an iteration.
    var mayCall = false
    /// It may change a variable of the function around: statements, or a method that mutates.
    var mayChange = false
    /// Elements and members that it reads.
    var lookups = 0

    init(_ expressions: [Expression], mutatingNames: Set<String>) {
        for expression in expressions { add(expression, mutatingNames) }
    }

    private mutating func add(_ expression: Expression, _ names: Set<String>) {
        if expression.holdsStatements || !StackBound.hasRoom {
            mayChange = true
            mayCall = true
            return
        }
        switch expression.kind {
        case .nil, .bool, .int, .float, .bytes, .name, .self, .previous: break
        case .chain(let parts), .powers(let parts): for part in parts { add(part, names) }
        case .string(let segments):
            for case .value(let value) in segments {
                mayCall = true
                add(value, names)
            }
        case .unary(_, let value), .not(let value), .isType(let value, _): add(value, names)
        case .binary(_, let left, let right), .and(let left, let right), .or(let left, let right),
            .coalesce(let left, let right):
            add(left, names)
            add(right, names)
        case .member(let base, _, _, _):
            lookups += 1
            add(base, names)
        case .index(let base, let index):
            lookups += 1
            add(base, names)
            add(index, names)
        case .optionalChain(let value), .present(let value): add(value, names)
        case .list(let elements): for element in elements { add(element.value, names) }
        case .range(let lower, let upper, _):
            if let lower { add(lower, names) }
            if let upper { add(upper, names) }
        case .call(let callee, let arguments):
            mayCall = true
            if case .member(_, let name, _, _) = callee.kind, names.contains(name) {
                mayChange = true
            }
            add(callee, names)
            for argument in arguments { add(argument.value, names) }
        case .function: mayCall = true
        case .map, .attempt, .throw, .block, .if, .match, .try, .return, .break, .continue:
            mayCall = true
            mayChange = true
        }
    }
}

/// The literals that a loop would load anew in each round, so that they can wait in registers.
struct LoopLiterals {
    private(set) var literals: [Expression] = []
    private var seen: Set<String> = []
    /// More would take registers that the program needs.
    static let most = 24

    init(_ statement: Statement) { add(statement) }

    private mutating func literal(_ expression: Expression, _ key: String) {
        if literals.count < Self.most, seen.insert(key).inserted { literals.append(expression) }
    }

    private mutating func add(_ block: Block) {
        for statement in block.statements { add(statement) }
    }

    private mutating func add(_ statement: Statement) {
        if !StackBound.hasRoom { return }
        switch statement.kind {
        case .expression(let value), .variable(_, _, let value, _): add(value)
        case .assign(let targets, let values): for value in targets + values { add(value) }
        case .compound(let target, let operation, let value):
            add(target)
            operand(of: operation, value)
        case .coalesceAssign(let target, let value):
            add(target)
            add(value)
        case .while(let condition, let body, _):
            add(condition)
            add(body)
        case .for(_, let sequence, let body, _):
            add(sequence)
            add(body)
        case .assert(let value, _): add(value)
        case .function, .record, .extend, .defer, .import: break
        }
    }

    private mutating func add(_ condition: Condition) {
        switch condition {
        case .test(let value), .binding(_, let value): add(value)
        }
    }

    /// The right side of an operator, which may be small enough to stand in the instruction.
    private mutating func operand(of operation: BinaryOperator, _ value: Expression) {
        if case .int(let number) = value.kind, number.magnitude < 128 {
            switch operation {
            case .add, .subtract, .equal, .notEqual, .less, .lessEqual, .greater, .greaterEqual:
                return
            default: break
            }
        }
        add(value)
    }

    private mutating func add(_ expression: Expression) {
        if !StackBound.hasRoom { return }
        switch expression.kind {
        case .chain(let parts), .powers(let parts): for part in parts { add(part) }
        case .int(let value): literal(expression, "i\(value)")
        case .float(let value): literal(expression, "f\(value.bitPattern)")
        case .bool(let value): literal(expression, "b\(value)")
        case .string(let segments):
            var text = "s"
            for segment in segments {
                switch segment {
                case .text(let part): text += part
                case .value(let value):
                    add(value)
                    text = ""
                }
            }
            if !text.isEmpty { literal(expression, text) }
        case .unary(_, let value), .not(let value), .isType(let value, _),
            .member(let value, _, _, _),
            .optionalChain(let value), .present(let value), .attempt(let value), .throw(let value):
            add(value)
        case .binary(let operation, let left, let right):
            add(left)
            operand(of: operation, right)
        case .and(let left, let right), .or(let left, let right), .coalesce(let left, let right),
            .index(let left, let right):
            add(left)
            add(right)
        case .list(let elements): for element in elements { add(element.value) }
        case .call(let callee, let arguments):
            add(callee)
            // A literal argument is loaded into its place anyway.
            for argument in arguments {
                switch argument.value.kind {
                case .int, .float, .bool, .string: break
                default: add(argument.value)
                }
            }
        case .block(let block): add(block)
        case .if(let arms, let otherwise):
            for arm in arms {
                add(arm.condition)
                add(arm.body)
            }
            if let otherwise { add(otherwise) }
        default: break
        }
    }
}
