internal import LaySyntax

/// A declared name and what the compiler must know of it before it writes any code.
final class Variable {
    enum Place {
        /// A slot of the machine's global table.
        case global(Int)
        /// A register of the function that declares it.
        case local
    }

    let name: String
    let span: Span
    let isMutable: Bool
    let place: Place
    /// The function whose register it is.
    let owner: FunctionScope
    /// An inner function uses it.
    var isCaptured = false
    /// It is assigned after its declaration.
    var isReassigned = false
    /// The function it names, when that never changes.
    var function: Function?
    /// The record it names, when that never changes.
    var record: RecordDeclaration?
    /// A name of a `let`.
    var isLet = false
    /// What it is, for one that is no `let` and no `var`.
    var role: String {
        if function != nil { return "a function" }
        if record != nil { return "a record" }
        if isImported { return "imported" }
        return owner.parent == nil && sources.isEmpty ? "built in" : "a name of its block"
    }
    /// The type that its values must have.
    var annotation: TypeName?
    var isUsed = false
    /// A `let` or `var` of its own line, not a parameter or part of a pattern.
    var isDeclared = false
    var sources: [ValueSource] = []
    /// How many blocks stand around the one that declares it.
    var depth = 0
    /// The statement of its block that mentions it last.
    var lastUse = 0
    /// What it can hold.
    var kind = ScalarKind.unknown
    /// It never holds an object.
    var isScalar: Bool { kind != .object && kind != .unknown }
    /// Members of a built-in value whose elements can be set: `world.downloads[address] = …`.
    var elementMembers: Set<String> = []
    /// It came from another module, so this one does not offer it.
    var isImported = false

    init(name: String, span: Span, isMutable: Bool, place: Place, owner: FunctionScope) {
        self.name = name
        self.span = span
        self.isMutable = isMutable
        self.place = place
        self.owner = owner
    }

    /// A name that no program declares, for a value that may be anything.
    static func given(_ name: String, place: Place, owner: FunctionScope) -> Variable {
        let variable = Variable(
            name: name, span: Span(0, 0), isMutable: false, place: place, owner: owner)
        variable.kind = .object
        return variable
    }

    /// True when inner functions must share the variable itself, not its value.
    var needsCell: Bool {
        if case .global = place { return false }
        return isCaptured && isReassigned
    }
}

/// A function while it is resolved and compiled: what it captures.
final class FunctionScope {
    let parent: FunctionScope?
    let isTrailingBlock: Bool
    /// A `try` stands in it or in a function inside.
    private(set) var catches = false
    /// Variables of enclosing functions, in the order of their upvalues.
    private(set) var captures: [Variable] = []
    private var captureIndex: [ObjectIdentifier: Int] = [:]
    /// At most so many registers hold its variables and what its patterns look at.
    var placeCount = 0

    init(parent: FunctionScope?, isTrailingBlock: Bool) {
        self.parent = parent
        self.isTrailingBlock = isTrailingBlock
    }

    /// Remembers that errors are caught here.
    func noteTry() {
        var scope: FunctionScope? = self
        while let current = scope, !current.catches {
            current.catches = true
            scope = current.parent
        }
    }

    /// The upvalue that holds `variable`, made in this function and those between when new.
    func capture(_ variable: Variable) -> Int {
        if let index = captureIndex[ObjectIdentifier(variable)] { return index }
        if let parent, parent !== variable.owner { _ = parent.capture(variable) }
        captureIndex[ObjectIdentifier(variable)] = captures.count
        captures.append(variable)
        return captures.count - 1
    }
}

/// What the resolver found out about a syntax tree.
struct Resolution {
    /// The variable of each use: a name expression or `self`.
    var uses: [ObjectIdentifier: Variable] = [:]
    /// The variable of each binding pattern.
    var bindings: [ObjectIdentifier: Variable] = [:]
    /// The variable of each function, record and import statement, and of catch clauses by block.
    var declarations: [ObjectIdentifier: Variable] = [:]
    /// The variables of `from … import` names, in order.
    var imports: [ObjectIdentifier: [Variable]] = [:]
    var functions: [ObjectIdentifier: FunctionScope] = [:]
    /// The `self` of each method.
    var receivers: [ObjectIdentifier: Variable] = [:]
    /// The names behind `extend`.
    var extendedNames: Set<String> = []
    /// Assignments to an element that mean the method `set`: `world.downloads[address] = …`.
    var elementTargets: Set<ObjectIdentifier> = []
    var diagnostics: [Diagnostic] = []
    /// What is odd, but no error.
    var warnings: [Diagnostic] = []
    /// Calls `x |> f(a)` that mean the method `x.f(a)`.
    var pipedMethods: Set<ObjectIdentifier> = []
}
