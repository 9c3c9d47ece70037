extension JqParser {
    /// The node of an expression.
    mutating func makeExpression(
        _ action: JqAction, _ parts: [JqPiece], _ span: JqSpan, first: JqSpan
    ) -> Int {
        switch action {
        case .define:
            guard case .function(let function) = parts[0] else { return node(parts[1]) }
            return add(.define(function, body: node(parts[1])))
        case .bind:
            return add(
                .bind(node(parts[0]), patterns: patterns(parts[2]), body: node(parts[4])))
        case .reduce:
            return add(
                .reduce(
                    node(parts[1]), patterns: patterns(parts[3]), start: node(parts[5]),
                    update: node(parts[7])))
        case .foreach, .foreachOnly:
            return add(
                .foreach(
                    node(parts[1]), patterns: patterns(parts[3]), start: node(parts[5]),
                    update: node(parts[7]),
                    extract: action == .foreach ? node(parts[9]) : nil))
        case .condition, .elseIf:
            return add(.condition(node(parts[1]), node(parts[3]), node(parts[4])))
        case .elseBody: return node(parts[1])
        case .tryCatch: return add(.attempt(node(parts[1]), handler: node(parts[3])))
        case .tryOnly: return add(.attempt(node(parts[1]), handler: nil))
        case .optional: return add(.attempt(node(parts[0]), handler: nil))
        case .label: return add(.label(name(parts[2]), node(parts[4])))
        case .breakOut: return add(.breakOut(name(parts[2]), span))
        case .or: return add(.or(node(parts[0]), node(parts[2])))
        case .and: return add(.and(node(parts[0]), node(parts[2])))
        case .definedOr: return add(.definedOr(node(parts[0]), node(parts[2])))
        case .pipe: return add(.pipe(node(parts[0]), node(parts[2])))
        case .comma: return comma(node(parts[0]), node(parts[2]))
        case .update: return update(parts)
        case .binary: return binary(parts, span)
        case .negate: return add(.negate(node(parts[1])))
        case .recurse: return add(.call(Array("recurse".utf8), [], span))
        case .constant: return number(parts[0])
        case .format: return add(.format(name(parts[0]), add(.identity)))
        case .collect: return collect(node(parts[1]))
        case .emptyArray: return constant(.array([]))
        case .location:
            let line = Double(text.line(of: span.start))
            return constant(
                .object([
                    (Array("file".utf8), .text(text.name)), (Array("line".utf8), .number(line)),
                ]))
        case .variable: return add(.variable(name(parts[1]), span))
        case .name: return named(name(parts[0]), span)
        case .call:
            guard case .nodes(let arguments) = parts[2] else { return add(.identity) }
            return add(.call(name(parts[0]), arguments, first))
        default: return add(.identity)
        }
    }

    private func patterns(_ piece: JqPiece) -> [Int] {
        if case .nodes(let patterns) = piece { return patterns }
        if case .pattern(let pattern) = piece { return [pattern] }
        return []
    }

    private mutating func number(_ piece: JqPiece) -> Int {
        guard case .token(.literal, let text) = piece,
            let number = text.withUnsafeBufferPointer({ JqNumberText.parse($0) })
        else { return constant(.null) }
        return constant(.number(number))
    }

    private mutating func named(_ name: [UInt8], _ span: JqSpan) -> Int {
        if name.elementsEqual("null".utf8) { return constant(.null) }
        if name.elementsEqual("true".utf8) { return constant(.yes) }
        if name.elementsEqual("false".utf8) { return constant(.no) }
        return add(.call(name, [], span))
    }

    private mutating func comma(_ left: Int, _ right: Int) -> Int {
        if case .comma(var parts) = tree.nodes[left] {
            // Emptied first, so that the list has one owner and grows in its place.
            tree.nodes[left] = .identity
            parts.append(right)
            tree.nodes[left] = .comma(parts)
            return left
        }
        return add(.comma([left, right]))
    }

    private mutating func update(_ parts: [JqPiece]) -> Int {
        let (left, right) = (node(parts[0]), node(parts[2]))
        guard case .token(let terminal, _) = parts[1] else { return left }
        switch terminal {
        case .assign: return add(.update(.assign, left, right))
        case .setPipe: return add(.update(.modify, left, right))
        case .setDefinedOr: return add(.update(.definedOr, left, right))
        default:
            guard let operation = JqOperator(terminal) else { return left }
            return add(.update(.compute(operation), left, right))
        }
    }

    private mutating func binary(_ parts: [JqPiece], _ span: JqSpan) -> Int {
        let (left, right) = (node(parts[0]), node(parts[2]))
        guard case .token(let terminal, _) = parts[1], let operation = JqOperator(terminal) else {
            return left
        }
        guard let folded = fold(operation, left, right) else {
            return add(.binary(operation, left, right))
        }
        if operation == .divide, case .constant(.number(let number)) = tree.nodes[folded],
            number.isInfinite
        {
            report("Division by zero?", span)
        }
        return folded
    }

    /// The constant that an operation on constants gives; nil where it is done when the program runs.
    mutating func fold(_ operation: JqOperator, _ left: Int, _ right: Int) -> Int? {
        guard case .constant(let first) = tree.nodes[left],
            case .constant(let second) = tree.nodes[right]
        else { return nil }
        switch (operation, first, second) {
        case (.add, .null, _): return right
        case (.add, _, .null): return left
        case (.add, .text(let start), .text(let end)): return constant(.text(start + end))
        case (_, .number(let first), .number(let second)):
            return fold(operation, first, second).map { constant($0) }
        default: return nil
        }
    }

    private func fold(
        _ operation: JqOperator, _ first: Double, _ second: Double
    ) -> JqConstant? {
        func truth(_ value: Bool) -> JqConstant { value ? .yes : .no }
        switch operation {
        case .add: return .number(first + second)
        case .subtract: return .number(first - second)
        case .multiply: return .number(first * second)
        case .divide: return .number(first / second)
        case .modulo: return nil
        case .equal: return truth(first == second)
        case .notEqual: return truth(first != second)
        case .less: return truth(first < second)
        case .greater: return truth(first > second)
        case .lessEqual: return truth(first <= second)
        case .greaterEqual: return truth(first >= second)
        }
    }

    /// Constants in one another that are made one; deeper ones are made when the program runs.
    private static let deepestConstant = 32

    private mutating func collect(_ body: Int) -> Int {
        var parts = [body]
        if case .comma(let list) = tree.nodes[body] { parts = list }
        var elements: [JqConstant] = []
        for part in parts {
            guard case .constant(let value) = tree.nodes[part], value.depth < Self.deepestConstant
            else { return add(.collect(body)) }
            elements.append(value)
        }
        return constant(.array(elements))
    }

    // MARK: Parts of values

    /// The node of an access to parts.
    mutating func makeAccess(_ action: JqAction, _ parts: [JqPiece]) -> Int {
        var parts = parts
        var isOptional = false
        if case .token(.optional, _) = parts[parts.count - 1] {
            isOptional = true
            parts.removeLast()
        }
        switch action {
        case .field:
            return add(
                .index(
                    of: add(.identity), constant(.text(name(parts[0]))), isOptional: isOptional))
        case .fieldOf:
            return add(
                .index(
                    of: node(parts[0]), constant(.text(name(parts[1]))), isOptional: isOptional))
        case .dotText:
            return add(.index(of: add(.identity), node(parts[1]), isOptional: isOptional))
        case .dotTextOf, .indexOf:
            return add(.index(of: node(parts[0]), node(parts[2]), isOptional: isOptional))
        case .iterate: return add(.iterate(node(parts[0]), isOptional: isOptional))
        case .sliceBoth:
            return slice(parts[0], node(parts[2]), node(parts[4]), isOptional)
        case .sliceFrom:
            return slice(parts[0], node(parts[2]), constant(.null), isOptional)
        default: return slice(parts[0], constant(.null), node(parts[3]), isOptional)
        }
    }

    private mutating func slice(
        _ target: JqPiece, _ from: Int, _ to: Int, _ isOptional: Bool
    ) -> Int {
        add(.slice(of: node(target), from: from, to: to, isOptional: isOptional))
    }
}
