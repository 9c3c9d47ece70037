internal import LayBounds
internal import LaySyntax

/// Finds the variable that each name means, and the mistakes that need no run to be seen:
/// unknown names, a changed `let`, two declarations of one name, a `break` outside a loop.
struct Resolver {
    let source: SourceText
    let globals: GlobalScope
    /// What every module sees without an import.
    let builtins: [String: Variable]
    /// Names of the methods that change their receiver, as far as they are known.
    private(set) var mutatingNames: Set<String>
    /// Some type of a program has a `push` of its own: not every one is a list's.
    private(set) var declaresPush: Bool
    let newGlobal: () -> Int
    var result = Resolution()
    /// The blocks around the current place, innermost last; the first is the top level.
    var scopes: [[String: Variable]] = []
    var function: FunctionScope
    /// The statement that is looked at in each of the blocks; the last for what `defer` mentions.
    private var positions: [Int] = []
    /// Top-level variables of this text, by name: functions above them may mention them.
    var later: [String: (span: Span, isMutable: Bool)] = [:]
    /// Those that were mentioned before their declaration was reached.
    private var promised: [String: Variable] = [:]
    /// All variables declared so far.
    private var variables: [Variable] = []
    /// The labels of the loops around, within the current function.
    var loops: [String?] = []
    /// For each of the loops: a `break` leaves it.
    var brokenLoops: [Bool] = []
    /// Loops that nothing leaves but the end of the function.
    var endlessLoops: Set<ObjectIdentifier> = []
    /// What a `defer` puts off is resolved, and no function in it.
    var isDeferred = false
    /// The pieces in front of the one that is resolved, of the chain around.
    var earlierPieces: ArraySlice<Expression> = []
    private var suggestionsLeft = 20
    /// The stack had no room for the tree, which is told once.
    private var isTooDeep = false

    init(
        source: SourceText, globals: GlobalScope, builtins: [String: Variable],
        mutatingNames: Set<String>, declaresPush: Bool, newGlobal: @escaping () -> Int
    ) {
        self.source = source
        self.globals = globals
        self.builtins = builtins
        self.mutatingNames = mutatingNames
        self.declaresPush = declaresPush
        self.newGlobal = newGlobal
        function = globals.function
    }

    mutating func resolveModule(_ body: Block) {
        hoist(body)
        for statement in body.statements { resolve(statement) }
        // The last value of a session's line is shown.
        warnOfIdle(body.statements)
        warnOfSameTests(body.statements)
        warnOfUnusedGlobals(body.statements)
        ScalarInference(uses: result.uses).infer(variables)
    }

    var isTopLevel: Bool { scopes.isEmpty }

    /// A text that a program wrote may be wrong in more places than anybody reads.
    private static let mostReports = 200

    mutating func report(_ error: LayError, _ span: Span) {
        if result.diagnostics.count >= Self.mostReports { return }
        result.diagnostics.append(Diagnostic(error, at: span, in: source))
    }

    /// True when one more level of the tree may be walked; reports that it may not.
    mutating func hasRoom(_ span: Span) -> Bool {
        if StackBound.hasRoom { return true }
        if !isTooDeep { result.diagnostics.append(.nestedTooDeeply(span, in: source)) }
        isTooDeep = true
        return false
    }

    mutating func warn(_ oddity: LayError, _ span: Span) {
        if result.warnings.count >= Self.mostReports { return }
        var warning = Diagnostic(oddity, at: span, in: source)
        warning.isWarning = true
        result.warnings.append(warning)
    }

    private mutating func note(_ methods: [Function]) {
        for method in methods {
            if method.isMutating { mutatingNames.insert(method.name) }
            if method.name == "push" { declaresPush = true }
        }
    }

    /// Declares the top-level functions and records, which see each other whatever their order.
    private mutating func hoist(_ body: Block) {
        for statement in body.statements {
            switch statement.kind {
            case .function(let function):
                let variable = declare(function.name, function.nameSpan, isMutable: false)
                variable.function = function
                result.declarations[ObjectIdentifier(function)] = variable
            case .record(let record):
                note(record.methods)
                let variable = declare(record.name, record.nameSpan, isMutable: false)
                variable.record = record
                result.declarations[ObjectIdentifier(statement)] = variable
            case .variable(let pattern, _, _, let isMutable):
                if case .bind(let name) = pattern.kind, later[name] == nil {
                    later[name] = (pattern.span, isMutable)
                }
            case .extend(_, _, let methods):
                note(methods)
            default: break
            }
        }
    }

    // MARK: Scopes

    @discardableResult
    mutating func declare(_ name: String, _ span: Span, isMutable: Bool) -> Variable {
        let known = isTopLevel ? globals.variables[name] : scopes.last?[name]
        let isPromised = isTopLevel && promised[name] != nil
        let isKnownHere =
            known.map {
                !isTopLevel || !globals.allowsRedeclaration || $0.owner !== globals.function
            } ?? false
        if let known, !isPromised, isKnownHere || (isTopLevel && !globals.allowsRedeclaration),
            name != "_"
        {
            report(.declaredTwice(name, firstLine: source.line(of: known.span.start)), span)
        }
        warnOfHiding(name, span)
        if isTopLevel, let variable = promised.removeValue(forKey: name) { return variable }
        let place: Variable.Place =
            isTopLevel ? slot(of: known, isMutable: isMutable) ?? .global(newGlobal()) : .local
        let variable = Variable(
            name: name, span: span, isMutable: isMutable, place: place, owner: function)
        variables.append(variable)
        if isTopLevel {
            if globals.variables[name] == nil { globals.order.append(name) }
            globals.variables[name] = variable
        } else {
            scopes[scopes.count - 1][name] = variable
            function.placeCount += 1
            variable.depth = scopes.count - 1
            variable.lastUse = positions.last ?? 0
        }
        return variable
    }

    /// The slot of a session's name that is declared again; code that reads it counts on what is
    /// declared with `let` to stay while it runs, so the two have to be of one kind.
    private func slot(of known: Variable?, isMutable: Bool) -> Variable.Place? {
        guard let known, globals.allowsRedeclaration, globals.keepsSlots,
            known.owner === globals.function, known.isMutable == isMutable
        else { return nil }
        return known.place
    }

    func find(_ name: String) -> Variable? {
        for scope in scopes.reversed() {
            if let variable = scope[name] { return variable }
        }
        return globals.variables[name] ?? builtins[name]
    }

    /// The variable that a name means here, captured when it lies in an enclosing function.
    mutating func use(_ name: String, _ span: Span) -> Variable? {
        guard let variable = find(name) ?? promise(name) else {
            report(.unknownName(name, nearest: nearest(name)), span)
            return nil
        }
        variable.isUsed = true
        if case .local = variable.place, positions.indices.contains(variable.depth) {
            variable.lastUse = max(variable.lastUse, positions[variable.depth])
        }
        if case .local = variable.place, variable.owner !== function {
            variable.isCaptured = true
            _ = function.capture(variable)
        }
        return variable
    }

    /// The name that an unknown one may have meant; sought for the first of them only, because all
    /// names are looked at.
    mutating func nearest(_ name: String) -> String? {
        suggestionsLeft -= 1
        if suggestionsLeft < 0 { return nil }
        var candidates = Array(globals.variables.keys) + Array(builtins.keys) + Array(later.keys)
        for scope in scopes { candidates += scope.keys }
        candidates.removeAll { $0 == VM.lastName }
        return Suggestion.nearest(to: name, among: candidates.sorted())
    }

    /// A top-level variable whose declaration stands further down, for a function that runs later.
    private mutating func promise(_ name: String) -> Variable? {
        guard function.parent != nil, let (span, isMutable) = later[name] else { return nil }
        let variable = Variable(
            name: name, span: span, isMutable: isMutable, place: .global(newGlobal()),
            owner: globals.function)
        variables.append(variable)
        globals.order.append(name)
        globals.variables[name] = variable
        promised[name] = variable
        return variable
    }

    mutating func scoped(_ body: (inout Resolver) -> Void) {
        scopes.append([:])
        positions.append(0)
        body(&self)
        if let scope = scopes.popLast() { warnOfUnused(scope) }
        positions.removeLast()
    }

    mutating func resolve(_ block: Block) {
        scoped { resolver in
            for (index, statement) in block.statements.enumerated() {
                resolver.positions[resolver.positions.count - 1] = index
                resolver.resolve(statement)
            }
            resolver.warnOfIdle(block.statements)
        }
    }

    /// Resolves what runs when the blocks around end.
    mutating func resolveDeferred(_ body: Block) {
        let saved = positions
        positions = positions.map { _ in .max }
        resolve(body)
        positions = saved
    }

    /// True when a `break` leaves the loop.
    @discardableResult
    mutating func inLoop(_ label: String?, _ body: (inout Resolver) -> Void) -> Bool {
        loops.append(label)
        brokenLoops.append(false)
        body(&self)
        loops.removeLast()
        return brokenLoops.removeLast()
    }

    // MARK: Functions

    mutating func resolve(_ function: Function, receiver: Bool = false) {
        let scope = FunctionScope(parent: self.function, isTrailingBlock: function.isTrailingBlock)
        result.functions[ObjectIdentifier(function)] = scope
        let saved = (self.function, loops, isDeferred)
        self.function = scope
        (loops, isDeferred) = ([], false)
        scoped { resolver in
            if receiver {
                let variable = resolver.declare(
                    "self", function.nameSpan, isMutable: function.isMutating)
                resolver.result.receivers[ObjectIdentifier(function)] = variable
            }
            for parameter in function.parameters {
                resolver.resolve(parameter.type)
                if let standard = parameter.standard { resolver.resolve(standard) }
                resolver.bind(
                    parameter.pattern, isMutable: false, from: .kind(parameter.kind))
            }
            resolver.resolve(function.result)
            resolver.resolve(function.body)
        }
        (self.function, loops, isDeferred) = saved
    }

    mutating func resolve(_ type: TypeName?) {
        for part in type?.parts ?? [] {
            if !part.isWord || globals.variables[part.name] != nil {
                _ = use(part.module ?? part.name, part.span)
            }
            for argument in part.arguments ?? [] { resolve(argument) }
            resolve(part.result)
        }
    }

    // MARK: Patterns

    /// Declares the names of a pattern; `source` is where a pattern that is a name has its value.
    mutating func bind(
        _ pattern: Pattern, isMutable: Bool, from source: ValueSource = .kind(.object)
    ) {
        guard hasRoom(pattern.span) else { return }
        if isTopLevel || !pattern.isName { function.placeCount += 1 }
        switch pattern.kind {
        case .any: break
        case .bind(let name):
            let variable = declare(name, pattern.span, isMutable: isMutable)
            // A session may declare a global again, with another value.
            let isFixed = !isTopLevel || !isMutable && !globals.allowsRedeclaration
            variable.sources.append(isFixed ? source : .kind(.object))
            result.bindings[ObjectIdentifier(pattern)] = variable
        case .literal(let value): resolve(value)
        case .range(let lower, let upper, _):
            if let lower { resolve(lower) }
            if let upper { resolve(upper) }
        case .type(let type): resolve(type)
        case .alternatives(let patterns):
            for pattern in patterns {
                if let span = Self.firstBinding(in: pattern) {
                    report(.bindingAlternatives, span)
                }
                bind(pattern, isMutable: isMutable)
            }
        case .list(let patterns, let rest):
            for pattern in patterns { bind(pattern, isMutable: isMutable) }
            if let rest = rest?.pattern { bind(rest, isMutable: isMutable) }
        case .map(let items):
            for item in items {
                if let standard = item.standard { resolve(standard) }
                bind(item.pattern, isMutable: isMutable)
            }
        }
    }

    private static func firstBinding(in pattern: Pattern) -> Span? {
        if !StackBound.hasRoom { return nil }
        switch pattern.kind {
        case .bind: return pattern.span
        case .list(let patterns, let rest):
            return patterns.lazy.compactMap { firstBinding(in: $0) }.first ?? rest?.pattern?.span
        case .map(let items): return items.lazy.compactMap { firstBinding(in: $0.pattern) }.first
        default: return nil
        }
    }
}

extension Parameter {
    /// What the declared type lets the parameter hold; an int passes for a float as well.
    fileprivate var kind: ScalarKind {
        guard standard == nil, !isRest, let type else { return .object }
        return type.parts.reduce(.unknown) { kind, item in
            switch item.name {
            case "int": kind.joined(.int)
            case "float", "number": kind.joined(.number)
            case "bool", "nil": kind.joined(.scalar)
            default: .object
            }
        }
    }
}
