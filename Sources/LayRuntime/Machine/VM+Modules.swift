internal import LayBounds
package import LaySyntax

/// What is wrong with a text before it runs.
package struct CompilationFailure: Error {
    package let diagnostics: [Diagnostic]

    /// All reports, one after the other.
    package var rendered: String { diagnostics.map(\.rendered).joined(separator: "\n\n") }

    /// More than this many are of use to nobody, and each tells its place in the text.
    static let most = 20
}

extension VM {
    /// Compiles and runs a whole program.
    ///
    /// - Throws: `CompilationFailure`, or the `LayError` that ended it.
    package func run(_ source: SourceText) throws {
        let scope = GlobalScope()
        let firstType = types.count
        let prototype = try compile(source, scope, keepsValue: false)
        let code = load(prototype)
        defer {
            finish(
                FinishedProgram(
                    slots: scope.slots, functions: functions(of: code),
                    types: Array(firstType..<types.count)))
        }
        release(try execute(code))
    }

    /// The places of a function and all inside it.
    func functions(of code: UnsafeMutablePointer<LoadedFunction>) -> [Int] {
        let place = Int(code.pointee.prototype)
        let count = prototypes[place].functions.count
        return [place] + (0..<count).flatMap { functions(of: code.pointee.functions[$0]) }
    }

    /// Checks a text without running it; its imports are loaded, not run. Gives what is odd in it.
    ///
    /// - Parameter isStrict: what may fail and what is odd counts as wrong.
    /// - Throws: `CompilationFailure` for what is wrong for certain, with what is odd besides.
    package func check(_ source: SourceText, isStrict: Bool = false) throws -> [Diagnostic] {
        warnings = []
        _ = try compile(
            source, GlobalScope(), keepsValue: false, checking: isStrict ? .strictly : .fully)
        let found = Array(warnings.sorted { $0.span.start < $1.span.start }.prefix(200))
        if !isStrict || found.isEmpty { return found }
        throw CompilationFailure(
            diagnostics: found.map {
                var error = $0
                error.isWarning = false
                return error
            })
    }

    /// How closely a text is looked at before it runs.
    enum Checking {
        /// At names, and at calls of functions that are known: a run finds the rest.
        case briefly
        /// At all calls and members, too.
        case fully
        /// At what may fail, too.
        case strictly
    }

    /// The bytecode of a program, as a text.
    ///
    /// - Throws: `CompilationFailure`.
    package func listing(of source: SourceText) throws -> String {
        try compile(source, GlobalScope(), keepsValue: false).listing
    }

    func execute(_ prototype: Prototype) throws -> Value { try execute(load(prototype)) }

    func execute(_ code: UnsafeMutablePointer<LoadedFunction>) throws -> Value {
        let object = machine.allocate(24, .function)
        object.assumingMemoryBound(to: FunctionObject.self).pointee.code = code
        let function = Value(.function, object)
        defer { machine.release(function) }
        return try call(function, [])
    }

    /// A text to be compiled.
    ///
    /// - Throws: `Limit` when there is no room for it, for its tree and for its code; nothing is made
    ///   of it then.
    package func source(_ name: String, _ text: String) throws -> SourceText {
        try reserve(text.utf8.count &* 64)
        return SourceText(name: name, text: text)
    }

    /// Compiles a text.
    func compile(
        _ source: SourceText, _ scope: GlobalScope, keepsValue: Bool, checking: Checking = .briefly
    ) throws -> Prototype {
        let (tree, problems) = Parser.parse(source)
        if !problems.isEmpty {
            throw CompilationFailure(diagnostics: Array(problems.prefix(CompilationFailure.most)))
        }
        var modules: [ObjectIdentifier: Int] = [:]
        for statement in tree.body.statements {
            if case .import(let declaration) = statement.kind {
                modules[ObjectIdentifier(statement)] = try loadModule(declaration, source)
            }
        }
        let (names, order) = (scope.variables, scope.order)
        let slotCount = scope.slots.count
        // A line inside a run leaves alone what the code around it may have borrowed.
        scope.keepsSlots = runs <= 1
        var resolver = Resolver(
            source: source, globals: scope, builtins: builtins, mutatingNames: mutatingNames,
            declaresPush: declaresPush,
            newGlobal: { [self] in
                let slot = newGlobal()
                scope.slots.append(slot)
                return slot
            })
        resolver.resolveModule(tree.body)
        let unit = Compiler.Unit(
            source: source, resolution: resolver.result, mutatingNames: resolver.mutatingNames,
            declaresPush: resolver.declaresPush, modules: modules, keepsValue: keepsValue,
            typeVariables: { [builtins] name in scope.variables[name] ?? builtins[name] })
        if isFull {
            resolver.report(.manyGlobals(Self.globalCapacity), Span(0, 0))
        }
        warnings = resolver.result.warnings
        var diagnostics = resolver.result.diagnostics
        var prototype: Prototype?
        if diagnostics.isEmpty {
            prototype = Compiler.compile(tree.body, unit, scope.function)
            diagnostics = unit.diagnostics
        }
        noteExtensions(resolver.result.extendedNames, scope)
        if checking != .briefly {
            var checker = Checker(
                vm: self, source: source, scope: scope, resolution: resolver.result,
                modules: modules, isStrict: checking == .strictly)
            checker.check(tree.body)
            warnings += checker.warnings
            diagnostics += checker.diagnostics.filter { found in
                !diagnostics.contains { $0.span == found.span && $0.message == found.message }
            }
        }
        guard diagnostics.isEmpty, let prototype else {
            // A line that failed declares nothing.
            (scope.variables, scope.order) = (names, order)
            freeSlots += scope.slots[slotCount...].filter { $0 != Self.globalCapacity - 1 }
            scope.slots.removeSubrange(slotCount...)
            let sorted = diagnostics.sorted { $0.span.start < $1.span.start }
            let odd = checking == .briefly ? [] : warnings.sorted { $0.span.start < $1.span.start }
            throw CompilationFailure(
                diagnostics: Array((sorted + odd).prefix(CompilationFailure.most)))
        }
        mutatingNames = resolver.mutatingNames
        declaresPush = resolver.declaresPush
        for (name, variable) in scope.variables {
            if case .global(let slot) = variable.place { globalNames[slot] = name }
        }
        // What is compiled for it has nothing to tell.
        let told = warnings
        try loadPrelude(for: prototype)
        warnings = told
        return prototype
    }

    /// Remembers which types a text gives further methods.
    private func noteExtensions(_ names: Set<String>, _ scope: GlobalScope) {
        for name in names {
            guard let variable = scope.variables[name] ?? builtins[name],
                case .global(let slot) = variable.place
            else { continue }
            let value = machine.pointee.globals[slot]
            if variable.record != nil {
                extendedTypes.insert(name)
            } else if scope.variables[name] == nil, value.is(.type) {
                extendedTypes.insert(types[value.indexed.pointee.index].name)
            } else if scope.variables[name] == nil, value.is(.object) {
                extendedTypes.insert(typeName(value))
            } else {
                extendedTypes.insert(Self.anyType)
            }
        }
    }

    /// Compiles an imported module unless it is known; gives its number.
    private func loadModule(_ declaration: Import, _ importing: SourceText) throws -> Int {
        if case .standard(let name) = declaration.source, let module = nativeModules[name] {
            return module
        }
        let source: SourceText
        do {
            source = try importer(declaration.source, importing)
        } catch {
            var problem = layError(error)
            problem.place = (importing, declaration.sourceSpan)
            throw problem
        }
        if let known = modulesByName[source.name] { return known }
        if let start = loadingModules.firstIndex(of: source.name) {
            throw CompilationFailure(
                diagnostics: [
                    Diagnostic(
                        .importCycle(loadingModules[start...] + [source.name]),
                        at: declaration.sourceSpan, in: importing)
                ])
        }
        // A host may make up as many modules as are asked for.
        if loadingModules.count >= Self.mostImports || !StackBound.hasRoom {
            var problem = LayError.nestedImports
            problem.place = (importing, declaration.sourceSpan)
            throw problem
        }
        loadingModules.append(source.name)
        defer { loadingModules.removeLast() }
        let name: String
        switch declaration.source {
        case .standard(let module): name = module
        case .file(let path): name = path
        }
        let module = Module(name: name, scope: GlobalScope())
        module.body = try compile(source, module.scope, keepsValue: false)
        modules.append(module)
        modulesByName[source.name] = modules.count - 1
        return modules.count - 1
    }

    /// Modules that may import each other, one inside the other.
    private static let mostImports = 500

    /// Offers a module written in Swift to `import`, with a sentence of what it is for.
    package func defineModule(_ name: String, _ sentence: String, _ members: [ModuleMember]) {
        let module = Module(name: name, scope: GlobalScope())
        module.documentation = sentence
        module.isNative = true
        for member in members {
            let slot = newGlobal()
            machine.pointee.globals[slot] = member.value
            module.scope.order.append(member.name)
            module.scope.variables[member.name] = .given(
                member.name, place: .global(slot), owner: module.scope.function)
            module.descriptions[member.name] = member.description
        }
        modules.append(module)
        nativeModules[name] = modules.count - 1
    }

    /// Runs a module's top level the first time it is imported.
    func runModule(_ index: Int, _ target: Slot) -> Bool {
        let module = modules[index]
        if let body = module.body {
            module.body = nil
            do {
                release(try execute(body))
            } catch {
                module.body = body
                pending = layError(error)
                return false
            }
        }
        target.pointee = machine.makeIndexed(.module, index)
        return true
    }

    @inline(never)
    func getExport(_ value: Value, _ symbol: Int32, _ target: Slot) -> Bool {
        let module = modules[value.indexed.pointee.index]
        let wanted = name(of: symbol)
        if let variable = module.scope.variables[wanted], !wanted.hasPrefix("_"),
            !variable.isImported,
            case .global(let slot) = variable.place
        {
            target.pointee = retain(machine.pointee.globals[slot])
            return true
        }
        return fail(noMember(symbol, in: module))
    }

    // MARK: Records and methods

    func defineRecord(_ constructor: Value, _ frame: UnsafeMutablePointer<Frame>, _ index: UInt32)
        -> Value
    {
        guard case .record(let shape) = constant(frame.pointee.function.pointee.code, index) else {
            return .nil
        }
        let type = addType(shape.name, isRecord: true)
        type.fields = shape.fields.map { symbol($0) }
        type.typedFields = Set(shape.typed.map { symbol($0) })
        type.documentation = shape.documentation
        type.constructor = constructor
        if shape.isPlain { machine.pointee.constructors[type.id] = Int32(type.fields.count) }
        return typeValue(type)
    }

    /// Adds the function in `window[1]` as a method of the type in `window[0]`.
    @inline(never)
    func addMethods(_ window: Slot, _ frame: UnsafeMutablePointer<Frame>, _ index: UInt32) -> Bool {
        guard case .methods(let shapes) = constant(frame.pointee.function.pointee.code, index),
            let shape = shapes.first
        else { return false }
        let target = window[0]
        guard target.is(.type) || target.is(.object) else {
            return fail(.notExtensible(describe(target)))
        }
        let type = types[target.is(.type) ? target.indexed.pointee.index : typeID(target)]
        let symbol = symbol(shape.name)
        if type.methods[symbol] != nil || type.properties[symbol] != nil
            || type.fields.contains(symbol)
        {
            return fail(.memberExists(shape.name, of: type.name))
        }
        type.methods[symbol] = window[1]
        return true
    }
}
