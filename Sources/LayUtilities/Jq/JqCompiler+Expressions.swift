extension JqCompiler {
    /// Makes the instructions that put an expression's value in the place of its input.
    ///
    /// - Throws: `JqRaise` where expressions are nested too deeply; what the host throws.
    func compile(_ node: Int, _ scope: JqScope?) throws {
        try account.descend()
        var node = node
        while case .pipe(let first, let second) = source.tree.nodes[node] {
            try compile(first, scope)
            node = second
        }
        switch source.tree.nodes[node] {
        case .identity, .pipe: break
        case .constant(let value): emit(.constant, constant(try value.value(account)))
        case .variable(let name, let span): try compileVariable(name, span, scope)
        case .comma(let parts): try compileComma(parts, scope)
        case .index(let target, let key, let isOptional):
            try compileIndex(target, key, isOptional, scope)
        case .slice(let target, let from, let to, let isOptional):
            try compileSlice(from, to, scope)
            try compile(target, scope)
            emit(isOptional ? .indexOptional : .index)
        case .iterate(let target, let isOptional):
            try compile(target, scope)
            emit(isOptional ? .eachOptional : .each)
        case .binary(let operation, let left, let right):
            try compileInner(right, scope)
            try compileInner(left, scope)
            emit(.binary, operation.rawValue)
        case .negate(let body):
            try compile(body, scope)
            try compileCall(Array("_negate".utf8), [], JqSpan(start: 0, end: 0), scope)
        case .and(let left, let right): try compileLogic(left, right, stopsAt: false, scope)
        case .or(let left, let right): try compileLogic(left, right, stopsAt: true, scope)
        case .definedOr(let left, let right): try compileDefinedOr(left, right, scope)
        case .update(let update, let left, let right):
            try compileUpdate(update, left, right, scope)
        case .condition(let test, let yes, let no):
            try compileCondition(test, scope, { try self.compile(yes, scope) }) {
                try self.compile(no, scope)
            }
        case .define(let function, let body):
            let definition = source.tree.functions[function]
            try compile(body, define(definition, level: level, scope))
        case .call(let name, let arguments, let span):
            try compileCall(name, arguments, span, scope)
        case .collect(let body): try compileCollect(scope) { try self.compile(body, scope) }
        case .object(let entries): try compileObject(entries, scope)
        case .format(let name, let body):
            try compile(body, scope)
            emit(.constantUnder, constant(.text(JqText.make(name, account))))
            emitNative("format", 1)
        default: try compileBinding(source.tree.nodes[node], scope)
        }
    }

    /// Makes a function's name seen, by its own body too.
    func define(_ node: JqFunctionNode, level: Int, _ scope: JqScope?) -> JqScope {
        let definition = JqDefinition(source, node, level: level, scope)
        let inner = JqScope(node.name, .function(definition), scope)
        // Parameters hide the function of their name; the body sees the function itself.
        definition.scope = JqScope(node.name, .function(definition), scope)
        return inner
    }

    /// Puts the value of an expression, which is no part of a path, below its input.
    func compileInner(_ node: Int, _ scope: JqScope?) throws {
        switch source.tree.nodes[node] {
        case .identity: emit(.duplicate)
        case .constant(let value): emit(.constantUnder, constant(try value.value(account)))
        default:
            emit(.innerBegin)
            try compile(node, scope)
            emit(.innerEnd)
        }
    }

    private func compileVariable(
        _ name: [UInt8], _ span: JqSpan, _ scope: JqScope?
    ) throws {
        switch JqScope.variable(name, in: scope) {
        case .variable(let slot, let level): emit(.load, slot, self.level - level)
        case .constant(let number): emit(.constant, number)
        default:
            if let number = try globalVariable(name) {
                emit(.constant, number)
            } else {
                report("$\(String(decoding: name, as: UTF8.self)) is not defined", span)
            }
        }
    }

    private func compileComma(_ parts: [Int], _ scope: JqScope?) throws {
        var jumps: [Int] = []
        for part in parts.dropLast() {
            let fork = emit(.fork)
            try compile(part, scope)
            jumps.append(emit(.jump))
            land(fork)
        }
        if let last = parts.last { try compile(last, scope) }
        for jump in jumps { land(jump) }
    }

    private func compileIndex(
        _ target: Int, _ key: Int, _ isOptional: Bool, _ scope: JqScope?
    ) throws {
        if case .constant(let value) = source.tree.nodes[key] {
            try compile(target, scope)
            emit(
                isOptional ? .fieldOptional : .field, constant(try value.value(account)))
            return
        }
        try compileInner(key, scope)
        try compile(target, scope)
        emit(isOptional ? .indexOptional : .index)
    }

    private func compileSlice(_ from: Int, _ to: Int, _ scope: JqScope?) throws {
        emit(.constantUnder, constant(.object(try JqObject.make(capacity: 2, account))))
        for (name, node) in [("start" as StaticString, from), ("end", to)] {
            emit(.constantUnder, constant(.text(name, account)))
            try compileInner(node, scope)
            emit(.insert)
        }
    }

    private func compileLogic(
        _ left: Int, _ right: Int, stopsAt: Bool, _ scope: JqScope?
    ) throws {
        let (yes, no) = (constant(.yes), constant(.no))
        try compileCondition(left, scope) {
            if stopsAt {
                self.emit(.constant, yes)
            } else {
                try self.compileTruth(right, yes, no, scope)
            }
        } _: {
            if stopsAt {
                try self.compileTruth(right, yes, no, scope)
            } else {
                self.emit(.constant, no)
            }
        }
    }

    private func compileTruth(_ node: Int, _ yes: Int, _ no: Int, _ scope: JqScope?) throws {
        try compileCondition(node, scope) {
            self.emit(.constant, yes)
        } _: {
            self.emit(.constant, no)
        }
    }

    /// Does one thing or the other with the input.
    func compileCondition(
        _ test: Int, _ scope: JqScope?, _ yes: () throws -> Void, _ no: () throws -> Void
    ) throws {
        emit(.innerBegin)
        try compile(test, scope)
        let branch = emit(.branch)
        try yes()
        let jump = emit(.jump)
        land(branch)
        try no()
        land(jump)
    }

    private func compileDefinedOr(_ left: Int, _ right: Int, _ scope: JqScope?) throws {
        let found = newLocal()
        let (yes, no) = (constant(.yes), constant(.no))
        emit(.duplicate)
        emit(.constant, no)
        emit(.store, found)
        let fork = emit(.fork)
        try compile(left, scope)
        let isFalse = emit(.jumpIfFalse)
        emit(.duplicate)
        emit(.constant, yes)
        emit(.store, found)
        let end = emit(.jump)
        land(isFalse)
        emit(.backtrack)
        land(fork)
        emit(.duplicate)
        emit(.load, found)
        let none = emit(.jumpIfFalse)
        emit(.backtrack)
        land(none)
        emit(.pop)
        try compile(right, scope)
        land(end)
    }

    /// Collects all values that come of some instructions.
    func compileCollect(_ scope: JqScope?, _ body: () throws -> Void) throws {
        let list = newLocal()
        emit(.duplicate)
        emit(.constant, constant(.array(try JqArray.make(capacity: 0, account))))
        emit(.store, list)
        let fork = emit(.fork)
        try body()
        emit(.append, list)
        emit(.backtrack)
        land(fork)
        emit(.loadTaking, list)
    }

    private func compileObject(_ entries: [JqEntryNode], _ scope: JqScope?) throws {
        emit(.constantUnder, constant(.object(try JqObject.make(capacity: 8, account))))
        for entry in entries {
            try compileInner(entry.key, scope)
            if let value = entry.value {
                try compileInner(value, scope)
                emit(.insert)
            } else {
                emit(.insertSame)
            }
        }
        emit(.pop)
    }

    private func compileUpdate(
        _ update: JqUpdate, _ left: Int, _ right: Int, _ scope: JqScope?
    ) throws {
        let body: Body
        switch update {
        case .assign:
            return try compileCall(
                Array("_assign".utf8), [left, right], JqSpan(start: 0, end: 0), nil, inner: scope)
        case .modify: body = .node(right)
        case .definedOr, .compute:
            let slot = newLocal()
            emit(.duplicate)
            try compile(right, scope)
            emit(.store, slot)
            if case .compute(let operation) = update {
                body = .compute(operation, slot: slot)
            } else {
                body = .definedOr(slot: slot)
            }
        }
        let paths = lambda(.node(left), scope)
        let change = lambda(body, scope)
        emit(.call, modifyFunction(), -1)
        emit(.argument, paths)
        emit(.argument, change)
    }

    /// The body of what `|=` calls, whose parameters are the paths and the change.
    func compileModify() throws {
        let result = newLocal()
        // Behind the result stand the path, and the whole while a part is changed.
        let path = newLocal()
        _ = newLocal()
        let forks = newLocal()
        emit(.duplicate)
        emit(.store, result)
        let end = emit(.fork)
        emit(.duplicateTaking)
        emit(.pathBegin)
        emit(.parameter, 0)
        emit(.pathEnd)
        emit(.store, path)
        // Lets go of the input, which may be the result.
        emit(.constant, constant(.null))
        emit(.mark, forks)
        let none = emit(.fork)
        // The value at the path is taken out of the whole, so that it may be changed in its place.
        emit(.modifyBegin, result)
        emit(.parameter, 1)
        emit(.cut, forks)
        emit(.modifyEnd, result)
        emit(.backtrack)
        land(none)
        emit(.modifyNone, result)
        emit(.backtrack)
        land(end)
        emit(.loadTaking, result)
    }
}
