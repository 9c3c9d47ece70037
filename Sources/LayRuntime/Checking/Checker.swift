internal import LayBounds
internal import LaySyntax

/// Finds calls and members that are wrong for certain, by what the table of members says: nothing
/// runs and no value is made.
///
/// What is not known for certain is right. So is what stands in a `try`, where a script may want an
/// error.
struct Checker {
    let vm: VM
    let source: SourceText
    let scope: GlobalScope
    let resolution: Resolution
    /// The imported modules, by import statement.
    let modules: [ObjectIdentifier: Int]
    private(set) var diagnostics: [Diagnostic] = []
    /// What is odd, but no error.
    private(set) var warnings: [Diagnostic] = []
    /// What names hold: for certain, as they never change, are annotated, or every assignment says.
    var variables: [ObjectIdentifier: StaticType] = [:]
    /// What is known to be no `nil` here, by the text of the expression.
    var present: [String: Int] = [:]
    /// What functions without an annotation give.
    var results: [ObjectIdentifier: StaticType] = [:]
    /// What each `return` of the functions around gives.
    var returns: [(annotation: TypeName?, types: StaticType)] = []
    /// What a variable that changes is thought to hold.
    var assumed: [ObjectIdentifier: StaticType] = [:]
    /// What is assigned to it.
    var assigned: [ObjectIdentifier: StaticType] = [:]
    /// What may fail counts as an error, as does what is odd.
    let isStrict: Bool
    /// How many constructs around want errors, or may.
    var muted = 0
    /// Something is looked at for its type alone.
    var isQuiet = false
    /// What would have been reported, also while muted.
    var faults = 0
    /// What the list whose method is called holds.
    var walked: ValueType?
    /// What the piece of the chain before the current one gives.
    var previous = StaticType.unknown
    /// The language's and the host's types.
    let types: [String: TypeInfo]

    init(
        vm: VM, source: SourceText, scope: GlobalScope, resolution: Resolution,
        modules: [ObjectIdentifier: Int], isStrict: Bool = false
    ) {
        self.vm = vm
        self.source = source
        self.scope = scope
        self.resolution = resolution
        self.modules = modules
        self.isStrict = isStrict
        types = Dictionary(vm.types.filter { !$0.isRecord }.map { ($0.name, $0) }) { $1 }
    }

    mutating func check(_ body: Block) {
        for statement in body.statements {
            if case .import(let declaration) = statement.kind { take(declaration, statement) }
        }
        inferVariables(body)
        visit(body, isTaken: false)
        warnOfUnusedImports(body)
    }

    /// What is imported and never mentioned. A file may be imported for the methods it adds.
    private mutating func warnOfUnusedImports(_ body: Block) {
        for statement in body.statements {
            guard case .import(let declaration) = statement.kind else { continue }
            let key = ObjectIdentifier(statement)
            if let name = declaration.alias, let variable = resolution.declarations[key],
                !variable.isUsed
            {
                let index = modules[key]
                let mayAdd = index.map { !vm.modules[$0].isNative } ?? true
                if mayAdd, !vm.extendedTypes.isEmpty { continue }
                warn(.unusedImport(name), declaration.sourceSpan)
            }
            for variable in resolution.imports[key] ?? [] where !variable.isUsed {
                warn(.unusedImport(variable.name), variable.span)
            }
        }
    }

    /// Rounds that are made to find out what variables hold that change.
    private static let mostRounds = 4

    /// Finds out what variables hold that change and are not annotated: what they begin with, and
    /// what is assigned as long as they hold no more than that.
    private mutating func inferVariables(_ body: Block) {
        muted += 1
        for round in 1...Self.mostRounds {
            assigned = [:]
            let before = variables
            visit(body, isTaken: false)
            variables = before
            present = [:]
            var isStable = true
            for (variable, type) in assigned {
                let known = assumed[variable]
                let joined = known.map { $0.or(type) } ?? type
                if let known, joined.text == known.text { continue }
                isStable = false
                assumed[variable] = round == Self.mostRounds ? .unknown : joined
            }
            if isStable { break }
        }
        muted -= 1
    }

    /// A text that a program wrote may be wrong in more places than anybody reads.
    private static let mostReports = 200

    mutating func report(_ error: LayError, _ span: Span) {
        faults += 1
        if muted > 0 || diagnostics.count >= Self.mostReports { return }
        diagnostics.append(Diagnostic(error, at: span, in: source))
    }

    /// Tells of a value that suits its place never, or not always. True when it never does.
    @discardableResult
    mutating func judge(_ fit: TypeFit, _ span: Span, _ error: (Checker) -> LayError) -> Bool {
        switch fit {
        case .always: return false
        case .never: report(error(self), span)
        case .unlessNil: doubt(error(self), span, isLikely: true)
        case .maybe: doubt(error(self), span, isLikely: false)
        }
        return fit == .never
    }

    /// Tells of what fails for some values only: an error for whoever wants to hear of it.
    mutating func doubt(_ error: LayError, _ span: Span, isLikely: Bool) {
        if isStrict {
            report(error, span)
        } else if isLikely {
            warn(error, span)
        }
    }

    mutating func warn(_ oddity: LayError, _ span: Span) {
        if isStrict { return report(oddity, span) }
        if muted > 0 || warnings.count >= Self.mostReports { return }
        var warning = Diagnostic(oddity, at: span, in: source)
        warning.isWarning = true
        warnings.append(warning)
    }

    /// Visits what may fail without harm.
    mutating func quietly(_ isQuiet: Bool = true, _ body: (inout Checker) -> Void) {
        muted += isQuiet ? 1 : 0
        body(&self)
        muted -= isQuiet ? 1 : 0
    }

    private mutating func take(_ declaration: Import, _ statement: Statement) {
        guard let index = modules[ObjectIdentifier(statement)] else { return }
        let module = vm.modules[index]
        if let variable = resolution.declarations[ObjectIdentifier(statement)] {
            variables[ObjectIdentifier(variable)] = .module(module)
        }
        let taken = resolution.imports[ObjectIdentifier(statement)] ?? []
        for (variable, item) in zip(taken, declaration.names) {
            variables[ObjectIdentifier(variable)] = member(item.name, of: module, item.span)
        }
    }

    // MARK: Statements

    /// Visits a block; gives what is known of its value.
    ///
    /// - Parameter isTaken: the value of the last statement is that of the block, which somebody may
    ///   take.
    @discardableResult
    mutating func visit(_ block: Block, isTaken: Bool = true) -> StaticType {
        var result = StaticType.nil
        var undo: [TypeFacts] = []
        for (index, statement) in block.statements.enumerated() {
            result = visit(statement)
            if case .expression(let value) = statement.kind,
                !isTaken || index < block.statements.count - 1
            {
                warnOfLoss(value)
            }
            let facts = factsBehind(statement)
            if !facts.isEmpty { undo.append(learn(facts)) }
        }
        for facts in undo.reversed() { forget(facts) }
        return result
    }

    /// What is known behind a statement: that an assertion held, or that a branch that leaves was
    /// not taken.
    private func factsBehind(_ statement: Statement) -> TypeFacts {
        switch statement.kind {
        case .assert(let condition, _): return facts(condition, holds: true)
        case .expression(let value):
            guard case .if(let arms, let otherwise) = value.kind, arms.count == 1,
                otherwise == nil, case .test(let condition) = arms[0].condition,
                Self.leaves(arms[0].body)
            else { break }
            return facts(condition, holds: false)
        default: break
        }
        return TypeFacts()
    }

    /// True for a block that ends by leaving what is around it.
    private static func leaves(_ block: Block) -> Bool {
        guard let last = block.statements.last, case .expression(let value) = last.kind else {
            return false
        }
        switch value.kind {
        case .throw, .return, .break, .continue: return true
        case .call(let callee, _):
            if case .name("exit") = callee.kind { return true }
            return false
        default: return false
        }
    }

    private mutating func visit(_ statement: Statement) -> StaticType {
        if !StackBound.hasRoom { return .unknown }
        switch statement.kind {
        case .expression(let value): return type(of: value)
        case .variable(let pattern, let annotation, let value, _):
            let given = type(of: value)
            if let annotation {
                check(given, annotation, "'\(source[pattern.span])'", value)
            }
            bind(pattern, given)
        case .function(let function): visit(function)
        case .record(let record):
            visit(record.fields)
            let variable = resolution.declarations[ObjectIdentifier(statement)]
            for method in record.methods {
                visit(method, receiver: variable.map { .instance($0) } ?? .unknown)
            }
        case .extend(let name, _, let methods):
            let receiver = named(name)
            checkClashes(receiver, methods)
            for method in methods { visit(method, receiver: receiver) }
        case .assign(let targets, let values):
            let given = values.map { type(of: $0) }
            for (index, target) in targets.enumerated() {
                visit(target: target)
                if index < given.count { assign(given[index], to: target, values[index]) }
            }
        case .compound(let target, let operation, let value):
            let right = type(of: value)
            let left = visit(target: target)
            let result = combined(operation, left, right, statement.span)
            assign(result, to: target, value)
        case .coalesceAssign(let target, let value):
            let given = type(of: value)
            visit(target: target)
            assign(given, to: target, value)
        case .while(let condition, let body, _):
            visit(condition)
            given(facts(condition, holds: true)) { $0.visit(body, isTaken: false) }
            if case .test(let test) = condition, case .bool(true) = test.kind { return .never }
        case .for(let patterns, let sequence, let body, _):
            let element = element(of: type(of: sequence), sequence)
            if patterns.count == 1 { bind(patterns[0], element) }
            visit(body, isTaken: false)
        case .assert(let condition, let message):
            _ = type(of: condition)
            if let message { _ = type(of: message) }
            if case .bool(false) = condition.kind { return .never }
        case .defer(let body): visit(body, isTaken: false)
        case .import: break
        }
        return .nil
    }

    /// What is known where a condition held, or did not.
    func facts(_ condition: Condition, holds: Bool) -> TypeFacts {
        switch condition {
        case .test(let value): facts(value, holds: holds)
        case .binding: TypeFacts()
        }
    }

    mutating func visit(_ condition: Condition) {
        switch condition {
        case .test(let value): requireBool(type(of: value), value)
        case .binding(let pattern, let value): bind(pattern, type(of: value).withoutNil)
        }
    }

    mutating func bind(_ pattern: Pattern, _ type: StaticType) {
        guard let variable = resolution.bindings[ObjectIdentifier(pattern)] else { return }
        let key = ObjectIdentifier(variable)
        if let annotation = variable.annotation {
            variables[key] = named(annotation)
        } else if !variable.isMutable {
            variables[key] = type
        } else {
            // What it may hold besides is found by the assignments.
            assigned[key] = assigned[key].map { $0.or(type) } ?? type
            if let known = assumed[key] { variables[key] = known.withoutElements.withoutNil }
        }
    }

    /// What a name means that every module sees.
    func builtin(_ variable: Variable) -> StaticType {
        guard case .global(let slot) = variable.place else { return .unknown }
        return type(
            of: vm.machine.pointee.globals[slot], vm.valueDescriptions[variable.name]?.result)
    }

    /// The type of a value that is there already.
    func type(of value: Value, _ described: ValueType?) -> StaticType {
        switch value.tag {
        case .native: .native(value.indexed.pointee.index)
        case .type: .type(vm.types[value.indexed.pointee.index])
        case .module: .module(vm.modules[value.indexed.pointee.index])
        case .missing, .inUse, .function, .record, .cell: .unknown
        default: .value(described ?? ValueType(vm.typeName(value)))
        }
    }
}
