internal import LayBounds
internal import LaySyntax

/// Writes the bytecode of one function.
///
/// Registers are a stack: locals from the bottom, temporaries above. Of each register it is known
/// at every instruction whether it owns its value; those stretches are the prototype's `owned`.
final class Compiler {
    /// What compilers of one module share.
    final class Unit {
        let source: SourceText
        let resolution: Resolution
        let mutatingNames: Set<String>
        let declaresPush: Bool
        /// The indexes of imported modules, by import statement.
        let modules: [ObjectIdentifier: Int]
        var diagnostics: [Diagnostic] = []
        /// A function was refused for its size, which is told once; nothing more is compiled.
        var isTooLarge = false
        /// The stack had no room for the tree, which is told once.
        var isTooDeep = false
        /// Statements that may still be compiled: what `defer` puts off stands in the code more
        /// than once, and twice as often for each one around it.
        var statementsLeft: Int
        /// The REPL wants the value of the last statement.
        let keepsValue: Bool
        /// The top-level or built-in variable of a name, for type names.
        let typeVariables: (String) -> Variable?

        init(
            source: SourceText, resolution: Resolution, mutatingNames: Set<String>,
            declaresPush: Bool, modules: [ObjectIdentifier: Int], keepsValue: Bool,
            typeVariables: @escaping (String) -> Variable?
        ) {
            self.source = source
            self.resolution = resolution
            self.mutatingNames = mutatingNames
            self.declaresPush = declaresPush
            self.modules = modules
            self.keepsValue = keepsValue
            self.typeVariables = typeVariables
            statementsLeft = 100_000 + 8 * source.bytes.count
        }
    }

    /// A block while it is compiled: what leaving it has to do.
    struct Scope {
        var owned: [Int] = []
        /// Registers of variables that are given up behind the statement that mentions them last.
        var brief: [Int: [Int]] = [:]
        /// The first slot that the block may take.
        var firstSlot = 0
        /// Each with its handler and the registers that were owned where it stands.
        var defers: [(body: Block, handler: Int, owned: [Int])] = []
        /// Set for a loop's body.
        var loop: Int?
        /// The first register that was free when it began.
        var floor = 0
    }

    /// A loop while it is compiled.
    struct Loop {
        var label: String?
        var breaks: [Int] = []
        var continues: [Int] = []
    }

    let unit: Unit
    let scope: FunctionScope
    let parent: Compiler?

    var code: [UInt32] = []
    var constants: [Constant] = []
    private var constantIndex: [Constant: Int] = [:]
    /// The constants that are strings, by their bytes: Swift takes "é" and "e\u{301}" for equal.
    private var textIndex: [[UInt8]: Int] = [:]
    var functions: [Prototype] = []
    var registers: [ObjectIdentifier: Int] = [:]
    var top = 0
    private var highest = 0
    private var open: [Int: Int32] = [:]
    private var owned: [OwnedRange] = []
    var handlers: [Handler] = []
    /// Handlers whose stretch goes on here.
    var openHandlers: Set<Int> = []
    var places: [(word: UInt32, span: Span)] = []
    var scopes: [Scope] = []
    var loops: [Loop] = []
    var resultType: TypeName?
    /// Literals of the loops around that wait in registers, by constant.
    var waiting: [Int: Int] = [:]
    /// Borrowed elements whose use is still to come.
    var pendingPeeks = 0
    /// Code that stands at the function's end: the ways of errors.
    var late: [() -> Void] = []
    /// Jumps to the end of the optional chain around.
    var chainExits: [Int] = []
    /// What `.previous` means in the piece of a chain that is compiled.
    var previous = Previous()
    /// What the condition of an `assert` computes on its way.
    var notes = Notes()
    /// The register of the list for variables that find no register, in functions with many.
    var slots: Int?
    /// The next free slot of that list.
    var nextSlot = 0

    init(_ unit: Unit, _ scope: FunctionScope, parent: Compiler?) {
        self.unit = unit
        self.scope = scope
        self.parent = parent
    }

    // MARK: Emitting

    @discardableResult
    func emit(_ operation: Opcode, _ a: Int = 0, _ b: Int = 0, _ c: Int = 0) -> Int {
        code.append(
            UInt32(operation.rawValue) | UInt32(a & 255) << 8 | UInt32(b & 255) << 16 | UInt32(
                c & 255) << 24)
        return code.count - 1
    }

    @discardableResult
    func emit(_ operation: Opcode, _ a: Int, wide: Int) -> Int {
        code.append(UInt32(operation.rawValue) | UInt32(a & 255) << 8 | UInt32(wide & 0xffff) << 16)
        return code.count - 1
    }

    @discardableResult
    func word(_ value: Int = 0) -> Int {
        code.append(UInt32(truncatingIfNeeded: value))
        return code.count - 1
    }

    /// Emits a jump whose target is set later; gives the place of its distance.
    func jump(_ operation: Opcode, _ a: Int = 0, _ b: Int = 0) -> Int {
        emit(operation, a, b)
        return word()
    }

    /// Lets the jump land here.
    func land(_ place: Int) { code[place] = UInt32(bitPattern: Int32(code.count - place)) }

    func land(_ places: [Int]) { for place in places { land(place) } }

    /// Lets the jump land at an earlier word.
    func land(_ place: Int, at target: Int) {
        code[place] = UInt32(bitPattern: Int32(target - place))
    }

    /// Notes that what follows comes from `span`.
    func mark(_ span: Span) {
        if let last = places.last, last.word == UInt32(code.count) {
            places[places.count - 1].span = span
        } else if places.last?.span != span {
            places.append((UInt32(code.count), span))
        }
    }

    @discardableResult
    func emit(
        far operation: FarOperation, _ a: Int, in list: Int = 0, _ x: Int = 0, _ y: Int = 0
    ) -> Int {
        emit(.far, a, Int(operation.rawValue), list)
        word(x)
        return word(y)
    }

    func constant(_ constant: Constant) -> Int {
        if case .string(let text) = constant {
            if let index = textIndex[Array(text.utf8)] { return index }
            textIndex[Array(text.utf8)] = constants.count
        } else {
            if let index = constantIndex[constant] { return index }
            constantIndex[constant] = constants.count
        }
        constants.append(constant)
        return constants.count - 1
    }

    func symbol(_ name: String) -> Int { constant(.string(name)) }

    func loadConstant(_ register: Int, _ constant: Int) {
        if constant <= 0xffff {
            emit(.loadConstant, register, wide: constant)
        } else {
            emit(far: .loadConstant, register, constant)
        }
    }

    func copyConstant(_ register: Int, _ constant: Int) {
        if constant <= 0xffff {
            emit(.copyConstant, register, wide: constant)
        } else {
            emit(far: .copyConstant, register, constant)
        }
    }

    func loadInt(_ register: Int, _ value: Int64) {
        if let small = Int16(exactly: value) {
            emit(.loadInt, register, wide: Int(UInt16(bitPattern: small)))
        } else {
            loadConstant(register, constant(.int(value)))
        }
    }

    // MARK: What is refused

    private func refuse(_ error: LayError) {
        if unit.isTooLarge { return }
        unit.isTooLarge = true
        report(error, places.last?.span ?? Span(0, 0))
    }

    /// True when one more level of the tree may be compiled; reports that it may not.
    func hasRoom(_ span: Span) -> Bool {
        if unit.isTooLarge { return false }
        if StackBound.hasRoom { return true }
        if !unit.isTooDeep {
            unit.diagnostics.append(.nestedTooDeeply(span, in: unit.source))
        }
        unit.isTooDeep = true
        return false
    }

    /// Counts a statement; what puts itself off again and again is refused.
    func countStatement() {
        unit.statementsLeft -= 1
        if unit.statementsLeft < 0 {
            refuse(.deferInDefer)
        }
    }

    // MARK: Registers

    func allocate(_ count: Int = 1) -> Int {
        let register = top
        top += count
        highest = max(highest, top)
        if highest > 240 {
            refuse(.tooManyValues)
            top = register
        }
        return register
    }

    /// The register owns its value from the next instruction on.
    func own(_ register: Int) { open[register] = Int32(code.count) }

    /// The register's value was consumed by the instructions up to here.
    func disown(_ register: Int) {
        guard let start = open.removeValue(forKey: register) else { return }
        owned.append(
            OwnedRange(
                register: UInt8(truncatingIfNeeded: register), start: start, end: Int32(code.count))
        )
    }

    func isOwned(_ register: Int) -> Bool { open[register] != nil }

    /// The registers that are owned here.
    var ownedRegisters: [Int] { open.keys.sorted() }

    /// Gives up what the register owns.
    func release(_ register: Int) {
        guard isOwned(register) else { return }
        emit(.release, register)
        disown(register)
    }

    func finish(
        name: String, signature: Signature, isMutating: Bool = false, isMethod: Bool = false,
        documentation: String? = nil
    ) -> Prototype {
        for register in open.keys.sorted() { disown(register) }
        for emit in late { emit() }
        let upvalues: [Int32] = scope.captures.map { variable in
            guard let parent else { return 0 }
            if variable.owner === parent.scope { return parent.upvalue(variable) }
            return ~Int32(parent.scope.capture(variable))
        }
        return Prototype(
            name: name, source: unit.source, signature: signature, isMutating: isMutating,
            isMethod: isMethod, code: code, constants: constants, functions: functions,
            upvalues: upvalues, registerCount: highest + 2, owned: owned, handlers: handlers,
            places: places, documentation: documentation)
    }

    func report(_ error: LayError, _ span: Span) {
        unit.diagnostics.append(Diagnostic(error, at: span, in: unit.source))
    }
}
