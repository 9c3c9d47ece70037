internal import LayBounds
internal import LaySyntax

/// A program or a line of a session that has ended: what goes with it when nothing calls its
/// functions any more.
struct FinishedProgram {
    /// Its top-level variables.
    var slots: [Int]
    /// Its functions, by their place in the machine's tables.
    var functions: [Int]
    /// The record types that it declared.
    var types: [Int]

    var isEmpty: Bool { slots.isEmpty && functions.isEmpty && types.isEmpty }
}

/// An engine may run programs for as long as it likes: their names and code are given back.
///
/// A function that outlives its program (a container's program, a value that the host keeps) keeps
/// what it needs of it: the variables that its code names, and in turn what these need.
extension VM {
    /// Functions and variables of finished programs below which none are looked for.
    static let fewFinished = 2048

    /// Bytes held below which none are looked for.
    static let fewBytes = 4 << 20

    /// Notes that a program has ended, and gives the dead ones back once there are many.
    func finish(_ program: FinishedProgram) {
        finished.append(program)
        finishedSize += program.slots.count + program.functions.count
        publish()
        if runs <= 1, finishedSize >= finishedLimit || memory.held >= finishedBytes {
            giveBackPrograms()
        }
    }

    /// Frees the variables, functions and types of finished programs that nothing reaches any more:
    /// a function that lives on needs the variables that its code names, and no others.
    ///
    /// - Complexity: O(*n*) in the objects that are reached and the code of finished programs.
    func giveBackPrograms() {
        var finishedTypes: Set<Int> = []
        var finishedSlots: Set<Int> = []
        var finishedFunctions: Set<Int> = []
        for program in finished {
            finishedTypes.formUnion(program.types)
            finishedSlots.formUnion(program.slots)
            finishedFunctions.formUnion(program.functions)
        }
        var stack: [Value] = []
        var marked: [Value] = []
        func reach(_ value: Value) {
            guard value.isObject, value.header.pointee.mark == 0 else { return }
            value.header.pointee.mark = 1
            marked.append(value)
            stack.append(value)
        }
        func reachMembers(of type: TypeInfo) {
            type.methods.values.forEach(reach)
            type.statics.values.forEach(reach)
            reach(type.constructor)
        }
        func need(type: Int) {
            if finishedTypes.remove(type) != nil { reachMembers(of: types[type]) }
        }
        func need(function: Int) {
            guard finishedFunctions.remove(function) != nil, let code = loaded[function] else {
                return
            }
            for slot in prototypes[function].globals where finishedSlots.remove(slot) != nil {
                reach(machine.pointee.globals[slot])
            }
            for inner in 0..<prototypes[function].functions.count {
                need(function: Int(code.pointee.functions[inner].pointee.prototype))
            }
        }
        for slot in 0..<globalCount where !finishedSlots.contains(slot) {
            reach(machine.pointee.globals[slot])
        }
        for type in types where !finishedTypes.contains(type.id) { reachMembers(of: type) }
        for place in 0..<Self.freshValues { reach(machine.pointee.fresh[place]) }
        heldMembers.forEach(reach)
        for entry in lifetime.held.values { reach(entry.value) }
        while let value = stack.popLast() {
            switch value.tag {
            case .function: need(function: Int(value.function.pointee.code.pointee.prototype))
            case .record: need(type: Int(value.header.pointee.extra))
            case .type: need(type: value.indexed.pointee.index)
            default: break
            }
            machine.children(of: value, reach)
        }
        for value in marked { value.header.pointee.mark = 0 }
        finishedSlots.sorted().forEach(free(slot:))
        finishedTypes.sorted().forEach(free(type:))
        finishedFunctions.sorted().forEach(free(function:))
        typeSets = typeSets.filter { !finishedFunctions.contains(Int($0.key.prototype)) }
        finished = finished.compactMap { program in
            let rest = FinishedProgram(
                slots: program.slots.filter { !finishedSlots.contains($0) },
                functions: program.functions.filter { !finishedFunctions.contains($0) },
                types: program.types.filter { !finishedTypes.contains($0) })
            return rest.isEmpty ? nil : rest
        }
        finishedSize = finished.reduce(0) { $0 + $1.slots.count + $1.functions.count }
        finishedLimit = max(Self.fewFinished, finishedSize * 2)
        machine.giveBackBlocks()
        publish()
        finishedBytes = min(max(Self.fewBytes, memory.held * 2), max(memory.limit / 4, 1))
    }

    private func free(slot: Int) {
        let old = machine.pointee.globals[slot]
        machine.pointee.globals[slot] = .missing
        globalNames[slot] = nil
        freeSlots.append(slot)
        machine.release(old)
    }

    private func free(type index: Int) {
        let type = types[index]
        for value in type.methods.values { machine.release(value) }
        for value in type.statics.values { machine.release(value) }
        machine.release(type.constructor)
        (type.methods, type.statics, type.constructor) = ([:], [:], .nil)
    }

    private func free(function index: Int) {
        guard let code = loaded[index] else { return }
        for constant in 0..<Int(code.pointee.constantCount) {
            machine.release(code.pointee.constants[constant])
        }
        unload(code)
        loaded[index] = nil
        prototypes[index] = .none
        freeFunctions.append(index)
    }
}

extension Prototype {
    /// The machine's slots that the code reads or writes, without the functions inside.
    fileprivate var globals: Set<Int> {
        var slots: Set<Int> = []
        var word = 0
        while word < code.count,
            let opcode = Opcode(rawValue: UInt8(truncatingIfNeeded: code[word]))
        {
            switch opcode {
            case .getGlobal, .copyGlobal, .setGlobal, .uniqueGlobal, .takeGlobal:
                slots.insert(Int(code[word] >> 16))
            case .updateGlobal, .callGlobal: slots.insert(Int(code[word + 1]))
            default: break
            }
            word += 1 + opcode.extraWords
        }
        for case .types(let shape) in constants { slots.formUnion(shape.slots) }
        return slots
    }
}
