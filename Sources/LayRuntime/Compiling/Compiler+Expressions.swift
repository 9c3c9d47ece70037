internal import LaySyntax

extension Compiler {
    /// Leaves the expression's value in the register, owned unless it is no object for certain.
    func value(_ expression: Expression, into target: Int) {
        guard hasRoom(expression.span) else { return }
        let saved = top
        defer { top = saved }
        if let number = notes.numbers.removeValue(forKey: ObjectIdentifier(expression)) {
            value(expression, into: target)
            return note(number, target)
        }
        switch expression.kind {
        case .nil: emit(.loadNil, target)
        case .bool(let value): emit(.loadBool, target, value ? 1 : 0)
        case .int(let value): loadInt(target, value)
        case .float(let value): loadConstant(target, constant(.float(value.bitPattern)))
        case .bytes: copyLiteral(expression, into: target)
        case .string(let segments):
            if literalConstant(expression) != nil {
                copyLiteral(expression, into: target)
            } else {
                interpolation(segments[...], expression, into: target)
            }
        case .name, .self:
            guard let variable = variable(of: expression) else { break }
            mark(expression.span)
            load(variable, into: target, borrowing: false)
        case .list(let elements): list(elements, expression, into: target)
        case .map(let items): map(items, expression, into: target)
        case .range(let lower, let upper, let isClosed):
            range(lower, upper, isClosed: isClosed, expression, into: target)
        case .unary(let operation, let value): unary(operation, value, expression, into: target)
        case .binary(let operation, let left, let right):
            binary(operation, left, right, expression, into: target)
        case .not(let value):
            let operand = operand(value, isBrief: true)
            mark(value.span)
            emit(.not, target, operand.register)
            finish(operand)
        case .and(let left, let right): shortCircuit(left, right, .jumpIfFalse, into: target)
        case .or(let left, let right): shortCircuit(left, right, .jumpIfTrue, into: target)
        case .coalesce(let left, let right): coalesce(left, right, into: target)
        case .isType(let value, let type):
            let operand = operand(value, isBrief: true)
            mark(expression.span)
            emit(.isType, target, operand.register)
            word(constant(.types(shape(type))))
            finish(operand)
        case .call(let callee, let arguments): call(callee, arguments, expression, into: target)
        case .member(let base, let name, let span, let isOptional):
            if !isOptional, let object = borrowable(base, before: []) {
                mark(span)
                emit(.getField, target, object)
                word(symbol(name))
                word(-1)
                word()
                own(target)
                break
            }
            let operand = chainBase(base, isOptional: isOptional)
            mark(span)
            emit(.getField, target, operand.register)
            word(symbol(name))
            word(-1)
            word()
            own(target)
            finish(operand)
        case .index(let base, let index):
            if let object = borrowable(base, before: [index]) {
                let key = operand(index, isBrief: true)
                mark(expression.span)
                emit(.getElement, target, object, key.register)
                own(target)
                finish(key)
                break
            }
            let object = operand(base, before: [index])
            let key = operand(index, isBrief: true)
            mark(expression.span)
            emit(.getElement, target, object.register, key.register)
            own(target)
            finish(key)
            finish(object)
        case .present(let inner):
            value(inner, into: target)
            // A nil needs no release, so nothing is owned where the chain is left.
            chainExits.append(jump(.jumpIfNil, target))
        case .optionalChain(let chain):
            optionalChain(chain, into: target)
        case .chain(let pieces): chain(pieces, into: target)
        case .previous:
            let value = previousOperand()
            emit(.move, target, value.register)
            if isOwned(value.register) {
                disown(value.register)
                own(target)
            }
        case .powers(let terms): powers(terms, expression, into: target)
        case .function(let function): self.function(function, into: target)
        case .block(let block): blockValue(block, into: target)
        case .if(let arms, let otherwise): conditional(arms, otherwise, into: target)
        case .match(let subject, let arms): match(subject, arms, expression, into: target)
        case .try(let body, let clauses): attempt(body, clauses, into: target)
        case .attempt(let inner): attemptValue(inner, into: target)
        case .throw(let error):
            let register = allocate()
            value(error, into: register)
            mark(expression.span)
            emit(.throw, register)
            disown(register)
        case .return(let value): returnValue(value)
        case .break(let label), .continue(let label): leaveLoop(label, expression)
        }
    }

    /// The value, owned whatever it is.
    func ownedValue(_ expression: Expression, into target: Int) {
        value(expression, into: target)
        if !isOwned(target) { own(target) }
    }

    private func copyLiteral(_ expression: Expression, into target: Int) {
        guard let constant = literalConstant(expression) else { return }
        copyConstant(target, constant)
        own(target)
    }

    private func interpolation(
        _ segments: ArraySlice<StringSegment>, _ expression: Expression, into target: Int
    ) {
        // Texts are joined a number of them at a time.
        let first = top
        let most = fits(64) ? 64 : 8
        var size = 1
        while size * most < segments.count { size *= most }
        if size > 1 {
            var rest = segments
            var count = 0
            while !rest.isEmpty {
                let register = allocate()
                interpolation(rest.prefix(size), expression, into: register)
                rest = rest.dropFirst(size)
                top = register + 1
                count += 1
            }
            join(first, count, expression, into: target)
            return
        }
        for segment in segments {
            let register = allocate()
            switch segment {
            case .text(let text): copyConstant(register, constant(.string(text)))
            case .value(let value): self.value(value, into: register)
            }
            if !isOwned(register) { own(register) }
        }
        join(first, segments.count, expression, into: target)
    }

    private func join(_ first: Int, _ count: Int, _ expression: Expression, into target: Int) {
        mark(expression.span)
        emit(.concatenate, target, first, count)
        for register in first..<(first + count) { disown(register) }
        own(target)
    }

    private func list(_ elements: [Element], _ expression: Expression, into target: Int) {
        // A list that fits the registers is made at once, a longer or spread one step by step.
        if elements.count <= 32, top + elements.count <= 160 || elements.count <= 1,
            !elements.contains(where: \.isSpread)
        {
            let first = top
            for element in elements { ownedValue(element.value, into: allocate()) }
            emit(.makeList, target, first, elements.count)
            for register in first..<(first + elements.count) { disown(register) }
            own(target)
            return
        }
        let list = allocate()
        emit(.makeList, list, 0, 0)
        own(list)
        for element in elements {
            let saved = top
            let register = allocate()
            value(element.value, into: register)
            mark(element.value.span)
            emit(element.isSpread ? .appendAll : .append, list, register)
            if element.isSpread { release(register) } else { disown(register) }
            top = saved
        }
        moveOwned(list, to: target)
    }

    /// Moves an owned temporary into the target.
    func moveOwned(_ source: Int, to target: Int) {
        emit(.move, target, source)
        disown(source)
        own(target)
    }

    private func map(_ items: [MapItem], _ expression: Expression, into target: Int) {
        let map = allocate()
        emit(.makeMap, map)
        own(map)
        for item in items {
            let saved = top
            switch item {
            case .entry(let key, let value):
                let keyOperand = operand(key, before: [value])
                let register = allocate()
                self.value(value, into: register)
                mark(key.span)
                emit(.setEntry, map, keyOperand.register, register)
                disown(register)
                finish(keyOperand)
            case .spread(let value):
                let operand = operand(value)
                mark(value.span)
                emit(.setAll, map, operand.register)
                finish(operand)
            }
            top = saved
        }
        moveOwned(map, to: target)
    }

    private func range(
        _ lower: Expression?, _ upper: Expression?, isClosed: Bool, _ expression: Expression,
        into target: Int
    ) {
        let low = lower.map { operand($0, before: upper.map { [$0] } ?? []) }
        let high = upper.map { operand($0) }
        mark(expression.span)
        emit(.makeRange, target, low?.register ?? 0, high?.register ?? 0)
        word((low == nil ? 0 : 1) | (high == nil ? 0 : 2) | (isClosed ? 4 : 0))
        own(target)
        if let high { finish(high) }
        if let low { finish(low) }
    }

    private func unary(
        _ operation: UnaryOperator, _ value: Expression, _ expression: Expression, into target: Int
    ) {
        if operation == .minus {
            if case .int(let number) = value.kind, number != .min {
                self.value(Expression(.int(-number), expression.span), into: target)
                return
            }
        }
        let operand = operand(value, isBrief: true)
        mark(expression.span)
        emit(operation == .minus ? .negate : .complement, target, operand.register)
        finish(operand)
    }

    private func shortCircuit(
        _ left: Expression, _ right: Expression, _ exit: Opcode, into target: Int
    ) {
        value(left, into: target)
        mark(left.span)
        let end = jump(exit, target)
        if isOwned(target) { disown(target) }
        value(right, into: target)
        mark(right.span)
        emit(.checkBool, target)
        if isOwned(target) { disown(target) }
        land(end)
    }

    private func coalesce(_ left: Expression, _ right: Expression, into target: Int) {
        value(left, into: target)
        let end = jump(.jumpIfNotNil, target)
        disown(target)
        value(right, into: target)
        disown(target)
        land(end)
        own(target)
    }

    // MARK: Operators

    /// The instruction of an operator, and whether its operands change places.
    static func instruction(_ operation: BinaryOperator) -> (code: Opcode, isSwapped: Bool) {
        switch operation {
        case .add: (.add, false)
        case .subtract: (.subtract, false)
        case .multiply: (.multiply, false)
        case .divide: (.divide, false)
        case .floorDivide: (.floorDivide, false)
        case .remainder: (.remainder, false)
        case .power: (.power, false)
        case .bitAnd: (.bitAnd, false)
        case .bitOr: (.bitOr, false)
        case .bitXor: (.bitXor, false)
        case .shiftLeft: (.shiftLeft, false)
        case .shiftRight: (.shiftRight, false)
        case .equal: (.equal, false)
        case .notEqual: (.notEqual, false)
        case .less: (.less, false)
        case .lessEqual: (.lessEqual, false)
        case .greater: (.less, true)
        case .greaterEqual: (.lessEqual, true)
        case .in: (.contains, false)
        }
    }

    private func binary(
        _ operation: BinaryOperator, _ left: Expression, _ right: Expression,
        _ expression: Expression,
        into target: Int
    ) {
        if let step = smallStep(operation, right) {
            let operand = operand(left, isBrief: true)
            mark(expression.span)
            emit(.addInt, target, operand.register, step)
            finish(operand)
            return
        }
        let (first, second) = operands(left, right)
        mark(expression.span)
        let isScalar = isScalar(expression)
        if let fused = Self.consuming[operation] {
            let owned =
                (isGivenUp(first) ? 1 : 0) | (isGivenUp(second) ? 2 : 0)
            if owned != 0 {
                emit(fused, target, first.register, second.register)
                word(owned)
                for operand in [second, first] where isGivenUp(operand) { disown(operand.register) }
                if !isScalar { own(target) }
                return
            }
        }
        emitBinary(
            operation, target, first.register, second.register, kinds(left, right))
        if !isScalar { own(target) }
        finish(second)
        finish(first)
    }

    /// Operators that give their operands up themselves.
    private static let consuming: [BinaryOperator: Opcode] = [
        .add: .addOwned, .subtract: .subtractOwned, .multiply: .multiplyOwned,
    ]

    func isGivenUp(_ operand: Operand) -> Bool { operand.isTemporary && isOwned(operand.register) }

    /// Both sides of an operator, which may lie where they are borrowed from.
    func operands(_ left: Expression, _ right: Expression) -> (Operand, Operand) {
        let first = operand(left, before: [right], isBrief: true)
        pendingPeeks += first.isTemporary ? 1 : 0
        let second = operand(right, isBrief: true)
        pendingPeeks -= first.isTemporary ? 1 : 0
        return (first, second)
    }

    /// The kind of both operands, when they are ints or floats for certain.
    func kinds(_ left: Expression, _ right: Expression) -> ScalarKind {
        let kind = kind(left)
        return kind == self.kind(right) ? kind : .object
    }

    func emitBinary(
        _ operation: BinaryOperator, _ target: Int, _ left: Int, _ right: Int,
        _ kind: ScalarKind = .object
    ) {
        switch (operation, kind) {
        case (.add, .int):
            emit(.addInts, target, left, right)
            return
        case (.subtract, .int):
            emit(.subtractInts, target, left, right)
            return
        case (.multiply, .int):
            emit(.multiplyInts, target, left, right)
            return
        case (.add, .float):
            emit(.addFloats, target, left, right)
            return
        case (.subtract, .float):
            emit(.subtractFloats, target, left, right)
            return
        case (.multiply, .float):
            emit(.multiplyFloats, target, left, right)
            return
        case (.divide, .float):
            emit(.divideFloats, target, left, right)
            return
        default: break
        }
        let (code, isSwapped) = Self.instruction(operation)
        emit(code, target, isSwapped ? right : left, isSwapped ? left : right)
    }

    /// `x + 1` and `x - 1`: the step, when it fits the instruction.
    private func smallStep(_ operation: BinaryOperator, _ right: Expression) -> Int? {
        guard case .int(let number) = right.kind, number.magnitude < 128 else { return nil }
        switch operation {
        case .add: return Int(number)
        case .subtract: return -Int(number)
        default: return nil
        }
    }

    /// A type as the code names it; `name` is the variable or field that has it.
    func shape(_ type: TypeName, of name: String? = nil) -> TypeShape {
        TypeShape(references: type.parts.map(reference), text: type.text, name: name)
    }

    private func reference(_ part: TypeName.Part) -> TypeReference {
        if let module = part.module {
            return .member(globalSlot(module, part.span), module: module, part.name)
        }
        if let arguments = part.arguments, part.name != "fn" {
            return arguments.count == 2
                ? .map(shape(arguments[0]), shape(arguments[1])) : .list(shape(arguments[0]))
        }
        let isOwn = unit.typeVariables(part.name) != nil
        return part.isWord && !isOwn
            ? .named(part.name) : .global(globalSlot(part.name, part.span), part.name)
    }

    private func globalSlot(_ name: String, _ span: Span) -> Int {
        guard let variable = unit.typeVariables(name), case .global(let slot) = variable.place
        else {
            report(.noType(name), span)
            return 0
        }
        return slot
    }
}
