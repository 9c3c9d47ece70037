internal import LaySyntax

extension Compiler {
    /// Compiles a whole module or a REPL line; the prototype takes no arguments.
    static func compile(_ body: Block, _ unit: Unit, _ scope: FunctionScope) -> Prototype {
        let compiler = Compiler(unit, scope, parent: nil)
        compiler.pushScope()
        compiler.openSlots()
        // Functions and records first: they see each other whatever their order.
        for statement in body.statements {
            if case .function = statement.kind { compiler.statement(statement) }
            if case .record = statement.kind { compiler.statement(statement) }
        }
        for statement in body.statements {
            switch statement.kind {
            case .function, .record: continue
            default: break
            }
            if unit.keepsValue, statement === body.statements.last,
                case .expression(let value) = statement.kind
            {
                let register = compiler.allocate()
                compiler.ownedValue(value, into: register)
                compiler.leave(downTo: 0, keeping: register) { compiler.emit(.return, register) }
                compiler.disown(register)
                continue
            }
            compiler.statement(statement)
        }
        compiler.popScope()
        compiler.emit(.returnNil)
        return compiler.finish(name: "main", signature: Signature(parameters: [], hasRest: false))
    }

    /// Leaves a closure in the register.
    func function(_ function: Function, into target: Int) {
        functions.append(prototype(function, isMethod: false))
        makeFunction(into: target)
    }

    /// Leaves a closure of the function compiled last in the register.
    private func makeFunction(into target: Int) {
        let index = functions.count - 1
        if index <= 0xffff {
            emit(.makeFunction, target, wide: index)
        } else {
            emit(far: .makeFunction, target, index)
        }
        own(target)
    }

    private func prototype(_ function: Function, isMethod: Bool) -> Prototype {
        let scope =
            unit.resolution.functions[ObjectIdentifier(function)]
            ?? FunctionScope(parent: nil, isTrailingBlock: false)
        let inner = Compiler(unit, scope, parent: self)
        inner.resultType = function.result
        inner.pushScope()
        if isMethod { _ = inner.allocate() }
        inner.parameters(
            function.parameters,
            receiver: isMethod ? unit.resolution.receivers[ObjectIdentifier(function)] : nil)
        inner.mark(function.body.span)
        inner.returnBlock(function.body)
        var signature = Signature(of: function.parameters)
        if isMethod {
            signature.parameters.insert(.init(name: "self", isOptional: false, type: nil), at: 0)
        }
        return inner.finish(
            name: function.name, signature: signature, isMutating: function.isMutating,
            isMethod: isMethod,
            documentation: function.documentation)
    }

    /// Gives the parameters their registers. Arguments are borrowed from the caller; what has a
    /// default, is a rest or is shared with an inner function is owned.
    private func parameters(_ parameters: [Parameter], receiver: Variable?) {
        let receivers = top
        let isWide = receivers + parameters.count > Signature.widest
        let first = isWide ? allocate() : allocate(parameters.count)
        if isWide { takeSlots(first, parameters.count) } else { openSlots() }
        if let receiver {
            registers[ObjectIdentifier(receiver)] = 0
            // A `fn mut` has its receiver moved in and back out, so it is not given up here; the
            // cell that a closure shares would outlive that.
            if receiver.needsCell {
                if receiver.isMutable { report(.sharedSelf, receiver.span) }
            }
        }
        for (offset, parameter) in parameters.enumerated() {
            if isWide {
                slotParameter(parameter, slot: offset, receivers + offset)
                continue
            }
            let register = first + offset
            if let standard = parameter.standard {
                let given = jump(.jumpIfGiven, register)
                ownedValue(standard, into: register)
                disown(register)
                let end = jump(.jump)
                land(given)
                emit(.copy, register, register)
                land(end)
                own(register)
                scopes[scopes.count - 1].owned.append(register)
            } else if parameter.isRest {
                own(register)
                scopes[scopes.count - 1].owned.append(register)
            }
            if let type = parameter.type {
                mark(parameter.pattern.span)
                emit(.checkType, register, 0)
                word(constant(.types(shape(type, of: parameter.name))))
            }
            switch parameter.pattern.kind {
            case .bind:
                if let variable = unit.resolution.bindings[ObjectIdentifier(parameter.pattern)] {
                    registers[ObjectIdentifier(variable)] = register
                }
            case .any: break
            default:
                mark(parameter.pattern.span)
                destructure(parameter.pattern, register)
            }
        }
    }

    // MARK: Records

    func defineRecord(_ record: RecordDeclaration, _ statement: Statement) {
        guard let variable = unit.resolution.declarations[ObjectIdentifier(statement)] else {
            return
        }
        let type = allocate()
        let constructor = allocate()
        recordConstructor(record, into: constructor)
        let shape = RecordShape(
            name: record.name, fields: record.fields.compactMap(\.name),
            typed: Set(record.fields.filter { $0.type != nil }.compactMap(\.name)),
            isPlain: record.isPlain,
            documentation: record.documentation)
        mark(record.nameSpan)
        emit(.defineRecord, type)
        word(constant(.record(shape)))
        disown(constructor)
        own(type)
        // The type's name is defined before its methods, which use it.
        let held = allocate()
        emit(.copy, held, type)
        own(held)
        define(variable, held)
        addMethods(record.methods, to: type)
        release(type)
    }

    /// A function from the fields to a record; it makes an instance of the type it is called on.
    private func recordConstructor(_ record: RecordDeclaration, into target: Int) {
        let scope =
            record.fields.first.flatMap { unit.resolution.functions[ObjectIdentifier($0.pattern)] }
            ?? FunctionScope(parent: self.scope, isTrailingBlock: false)
        let inner = Compiler(unit, scope, parent: self)
        inner.pushScope()
        let type = inner.allocate()
        inner.parameters(record.fields, receiver: nil)
        let variables = record.fields.map {
            unit.resolution.bindings[ObjectIdentifier($0.pattern)]
        }
        let first = inner.fits(variables.count) ? inner.allocate(1 + variables.count) : nil
        if let first {
            for (offset, variable) in variables.enumerated() {
                inner.field(variable, into: first + 1 + offset)
            }
            inner.emit(.makeRecord, first, type, variables.count)
            for offset in variables.indices { inner.disown(first + 1 + offset) }
        }
        let result = first ?? inner.longRecord(type, variables)
        inner.own(result)
        inner.leave(downTo: 0, keeping: result) { inner.emit(.return, result) }
        inner.disown(result)
        var signature = Signature(of: record.fields)
        signature.parameters.insert(.init(name: "self", isOptional: false, type: nil), at: 0)
        functions.append(
            inner.finish(
                name: record.name, signature: signature, isMethod: true,
                documentation: record.documentation))
        makeFunction(into: target)
    }

    private func field(_ variable: Variable?, into register: Int) {
        if let variable {
            load(variable, into: register, borrowing: false)
        } else {
            emit(.loadNil, register)
        }
    }

    /// Makes a record of more fields than there are registers; gives its register.
    private func longRecord(_ type: Int, _ variables: [Variable?]) -> Int {
        let list = allocate()
        emit(.makeList, list, 0, 0)
        own(list)
        for variable in variables {
            let register = allocate()
            field(variable, into: register)
            emit(.append, list, register)
            disown(register)
            top = register
        }
        let result = allocate()
        emit(far: .makeRecord, result, in: type, list)
        release(list)
        return result
    }

    func extend(_ type: String, _ span: Span, _ methods: [Function]) {
        let register = allocate()
        guard let variable = unit.typeVariables(type) else { return }
        mark(span)
        load(variable, into: register, borrowing: false)
        addMethods(methods, to: register)
        release(register)
    }

    private func addMethods(_ methods: [Function], to type: Int) {
        guard !methods.isEmpty else { return }
        for method in methods {
            let saved = top
            let window = allocate(2)
            emit(.move, window, type)
            functions.append(prototype(method, isMethod: true))
            makeFunction(into: window + 1)
            mark(method.nameSpan)
            emit(.addMethods, window)
            word(
                constant(.methods([MethodShape(name: method.name, isMutating: method.isMutating)])))
            disown(window + 1)
            top = saved
        }
    }
}

extension RecordDeclaration {
    /// True when the constructor only stores its arguments.
    var isPlain: Bool {
        fields.allSatisfy { $0.standard == nil && $0.type == nil && !$0.isRest }
    }
}
