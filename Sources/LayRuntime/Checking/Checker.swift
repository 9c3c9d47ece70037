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
    /// What names that never change hold.
    var variables: [ObjectIdentifier: StaticType] = [:]
    /// How many constructs around want errors, or may.
    var muted = 0
    /// What the piece of the chain before the current one gives.
    var previous = StaticType.unknown
    /// The language's and the host's types.
    let types: [String: TypeInfo]

    init(
        vm: VM, source: SourceText, scope: GlobalScope, resolution: Resolution,
        modules: [ObjectIdentifier: Int]
    ) {
        self.vm = vm
        self.source = source
        self.scope = scope
        self.resolution = resolution
        self.modules = modules
        types = Dictionary(vm.types.filter { !$0.isRecord }.map { ($0.name, $0) }) { $1 }
    }

    mutating func check(_ body: Block) {
        for statement in body.statements {
            if case .import(let declaration) = statement.kind { take(declaration, statement) }
        }
        visit(body, isTaken: false)
    }

    /// A text that a program wrote may be wrong in more places than anybody reads.
    private static let mostReports = 200

    mutating func report(_ error: LayError, _ span: Span) {
        if muted > 0 || diagnostics.count >= Self.mostReports { return }
        diagnostics.append(Diagnostic(error, at: span, in: source))
    }

    mutating func warn(_ oddity: LayError, _ span: Span) {
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

    /// - Parameter isTaken: the value of the last statement is that of the block, which somebody may
    ///   take.
    mutating func visit(_ block: Block, isTaken: Bool = true) {
        for (index, statement) in block.statements.enumerated() {
            visit(statement)
            if case .expression(let value) = statement.kind,
                !isTaken || index < block.statements.count - 1
            {
                warnOfLoss(value)
            }
        }
    }

    private mutating func visit(_ statement: Statement) {
        if !StackBound.hasRoom { return }
        switch statement.kind {
        case .expression(let value): _ = type(of: value)
        case .variable(let pattern, _, let value, _): bind(pattern, type(of: value))
        case .function(let function): visit(function)
        case .record(let record):
            visit(record.fields)
            let variable = resolution.declarations[ObjectIdentifier(statement)]
            for method in record.methods {
                visit(method, receiver: variable.map { .instance($0) } ?? .unknown)
            }
        case .extend(let name, _, let methods):
            let receiver = named(name)
            for method in methods { visit(method, receiver: receiver) }
        case .assign(let targets, let values):
            for value in values { _ = type(of: value) }
            for target in targets { visit(target: target) }
        case .compound(let target, _, let value), .coalesceAssign(let target, let value):
            _ = type(of: value)
            visit(target: target)
        case .while(let condition, let body, _):
            visit(condition)
            visit(body, isTaken: false)
        case .for(let patterns, let sequence, let body, _):
            let element = element(of: type(of: sequence), sequence)
            if patterns.count == 1 { bind(patterns[0], element) }
            visit(body, isTaken: false)
        case .assert(let condition, let message):
            _ = type(of: condition)
            if let message { _ = type(of: message) }
        case .defer(let body): visit(body, isTaken: false)
        case .import: break
        }
    }

    mutating func visit(_ condition: Condition) {
        switch condition {
        case .test(let value): _ = type(of: value)
        case .binding(let pattern, let value): bind(pattern, type(of: value).withoutNil)
        }
    }

    /// Visits what an assignment reads; the place itself may be a new one.
    private mutating func visit(target: Expression) {
        var side = LeftSide(target)
        var indexes: [Expression] = []
        var isPath = true
        while isPath {
            switch side.current.kind {
            case .member(let base, _, _, _): side.descend(to: base)
            case .index(let base, let index):
                indexes.append(index)
                side.descend(to: base)
            case .name, .self: isPath = false
            default:
                _ = type(of: side.current)
                isPath = false
            }
        }
        for index in indexes.reversed() { _ = type(of: index) }
    }

    private mutating func bind(_ pattern: Pattern, _ type: StaticType) {
        guard let variable = resolution.bindings[ObjectIdentifier(pattern)], !variable.isMutable
        else { return }
        variables[ObjectIdentifier(variable)] = type
    }

    // MARK: Functions

    mutating func visit(_ function: Function, receiver: StaticType = .unknown) {
        if let variable = resolution.receivers[ObjectIdentifier(function)], !variable.isMutable {
            variables[ObjectIdentifier(variable)] = receiver
        }
        visit(function.parameters)
        visit(function.body)
    }

    private mutating func visit(_ parameters: [Parameter]) {
        for parameter in parameters {
            if let standard = parameter.standard { _ = type(of: standard) }
            if parameter.isRest {
                bind(parameter.pattern, .list)
            } else if let type = parameter.type {
                bind(parameter.pattern, named(type))
            }
        }
    }

    // MARK: Names of types

    /// What a value is that has passed the check of an annotation.
    func named(_ annotation: TypeName?) -> StaticType {
        guard let names = annotation?.parts else { return .unknown }
        let parts = names.map { named($0.name) }
        return parts.dropFirst().reduce(parts.first ?? .unknown) { $0.or($1) }
    }

    func named(_ name: String) -> StaticType {
        if ["nil", "bool", "function"].contains(name) { return .value(ValueType(name)) }
        if let variable = scope.variables[name] {
            return variable.record == nil ? .unknown : .instance(variable)
        }
        guard let variable = vm.builtins[name], case .type(let type) = builtin(variable) else {
            return .unknown
        }
        // An int passes for a float.
        return type.name == "float" ? .value("number") : .value(ValueType(type.name))
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
