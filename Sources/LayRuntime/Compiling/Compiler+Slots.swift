internal import LaySyntax

/// Variables that find no register live in slots: the elements of a list that each activation of
/// a function with very many variables has in a register of its own.
///
/// Where a register of a variable is wanted, slot *n* is told by the number 256 + *n*.
extension Compiler {
    /// Variables beyond this register go into slots: expressions need the others.
    static let mostLocals = 100
    private static let firstSlotRegister = 256

    /// Makes the list when the function may have more variables than there are registers.
    func openSlots() {
        guard scope.placeCount > Self.mostLocals else { return }
        let register = allocate()
        emit(far: .open, register)
        takeSlots(register, 0)
    }

    /// Takes the list in the register, of which `count` slots are in use.
    func takeSlots(_ register: Int, _ count: Int) {
        slots = register
        nextSlot = count
        scopes[scopes.count - 1].firstSlot = count
        own(register)
        scopes[scopes.count - 1].owned.append(register)
    }

    /// True when what the register holds should rather be in a slot.
    func wantsSlot(_ register: Int) -> Bool { slots != nil && register >= Self.mostLocals }

    /// Moves the value out of the register into a new slot; gives the slot's number as a register.
    func moveToSlot(_ register: Int) -> Int {
        emit(far: .define, register, in: slots ?? 0, nextSlot)
        disown(register)
        nextSlot += 1
        return Self.firstSlotRegister + nextSlot - 1
    }

    /// The slot that a register's number stands for.
    func slot(_ register: Int) -> Int? {
        register >= Self.firstSlotRegister ? register - Self.firstSlotRegister : nil
    }

    /// The slot of a variable of this function.
    func slot(of variable: Variable) -> Int? {
        guard case .local = variable.place, variable.owner === scope else { return nil }
        return registers[ObjectIdentifier(variable)].flatMap { slot($0) }
    }

    /// The register of a variable or its cell: its own, or one that borrows it from the slot.
    func cellRegister(_ variable: Variable) -> Int {
        if let slot = slot(of: variable) { return borrow(slot: slot) }
        return registers[ObjectIdentifier(variable)] ?? 0
    }

    /// A temporary register with the slot's value, borrowed.
    func borrow(slot: Int) -> Int {
        let register = allocate()
        emit(far: .get, register, in: slots ?? 0, slot)
        return register
    }

    /// Where an inner function finds a variable of this one.
    func upvalue(_ variable: Variable) -> Int32 {
        if let slot = slot(of: variable) { return Int32(slot + 1) << 8 | Int32(slots ?? 0) }
        return Int32(registers[ObjectIdentifier(variable)] ?? 0)
    }

    /// A temporary register with the cell or value that an upvalue of a high number is.
    func borrow(upvalue: Int) -> Int {
        let register = allocate()
        emit(far: .getUpvalue, register, upvalue)
        return register
    }

    /// Gives up what the block's slots hold.
    func clearSlots(of scope: Scope) {
        guard let slots, scope.firstSlot < nextSlot else { return }
        emit(far: .clear, 0, in: slots, scope.firstSlot, nextSlot - 1)
        nextSlot = scope.firstSlot
    }

    /// A parameter of a function that gets its arguments in the list of slots.
    func slotParameter(_ parameter: Parameter, slot: Int, _ index: Int) {
        let saved = top
        let list = slots ?? 0
        let register = borrow(slot: slot)
        if let standard = parameter.standard {
            let given = jump(.jumpIfGiven, register)
            ownedValue(standard, into: register)
            emit(far: .define, register, in: list, slot)
            disown(register)
            emit(far: .get, register, in: list, slot)
            land(given)
        }
        if let type = parameter.type {
            mark(parameter.pattern.span)
            let types = constant(.types(shape(type, of: parameter.name)))
            emit(far: .checkType, register, types, index)
        }
        switch parameter.pattern.kind {
        case .bind:
            if let variable = unit.resolution.bindings[ObjectIdentifier(parameter.pattern)] {
                registers[ObjectIdentifier(variable)] = Self.firstSlotRegister + slot
            }
            top = saved
        case .any: top = saved
        default:
            mark(parameter.pattern.span)
            destructure(parameter.pattern, register)
            // The parts are in slots too.
            if wantsSlot(register) { top = saved }
        }
    }
}
