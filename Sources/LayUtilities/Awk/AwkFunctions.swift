/// A function of the program.
final class AwkFunction {
    let name: [UInt8]
    /// How many parameters it has, the local variables among them.
    fileprivate(set) var parameterCount = 0
    /// Which parameters are used as arrays.
    var takesArray: [Bool] = []
    var body: AwkStatement?

    init(_ name: [UInt8]) { self.name = name }

    /// Says how many parameters there are.
    func declare(_ count: Int) {
        parameterCount = count
        takesArray = [Bool](repeating: false, count: count)
    }
}

/// A call of a function of the program.
final class AwkCall: AwkNode {
    let function: AwkFunction
    let arguments: [AwkNode]
    private let line: Int

    init(_ function: AwkFunction, _ arguments: [AwkNode], line: Int) {
        self.function = function
        self.arguments = arguments
        self.line = line
    }

    override func value(_ machine: AwkMachine) throws -> AwkValue {
        try machine.tick()
        let base = machine.stackCount
        try machine.reserve(function.parameterCount)
        defer { machine.drop(to: base) }
        for (index, argument) in arguments.enumerated() {
            let value = try machine.argument(argument, isArray: function.takesArray[index])
            machine.push(value)
        }
        for _ in arguments.count..<max(arguments.count, function.parameterCount) {
            machine.push(.nothing)
        }
        guard machine.host.hasStackRoom, machine.depth < AwkMachine.deepest else {
            machine.line = line
            throw machine.error("function calls are nested too deeply")
        }
        machine.depth &+= 1
        let outer = machine.enter(base)
        defer {
            machine.leave(outer)
            machine.depth &-= 1
        }
        switch try function.body?.execute(machine) ?? .normal {
        case .returns:
            let value = machine.returned
            machine.returned = .nothing
            return value
        case .next: throw AwkLeaving.next
        case .nextFile: throw AwkLeaving.nextFile
        case .exits: throw AwkLeaving.exits
        case .normal, .breaks, .continues: return .nothing
        }
    }
}

extension AwkMachine {
    /// The most calls inside one another, whatever the stack.
    static let deepest = 100_000

    /// The value that an argument passes: an array itself, anything else as it is.
    ///
    /// - Throws: what ends the program.
    func argument(_ node: AwkNode, isArray: Bool) throws -> AwkValue {
        if let variable = node as? AwkSlotTarget {
            let place = variable.place(self)
            if case .array = place.pointee { return place.pointee }
            if isArray { return .array(try variable.array(self)) }
        } else if let element = node as? AwkElementTarget {
            let array = try element.outer.array(self)
            let place = try element.key.locate(in: array, self)
            if case .array = place.pointee { return place.pointee }
            if isArray, case .nothing = place.pointee {
                let inner = try array.inner(self)
                place.pointee = .array(inner)
                return .array(inner)
            }
            return place.pointee
        }
        return try node.value(self)
    }

    /// Makes room on the stack of variables.
    ///
    /// - Throws: what the host throws where there is no memory.
    func reserve(_ count: Int) throws {
        // Arguments that call functions lie above.
        let wanted = stackCount &+ count &+ 1
        guard wanted > stackCapacity else { return }
        let room = max(wanted, stackCapacity &* 2)
        try account.admit(room &* MemoryLayout<AwkValue>.stride)
        account.take((room &- stackCapacity) &* MemoryLayout<AwkValue>.stride)
        let bigger = UnsafeMutablePointer<AwkValue>.allocate(capacity: room)
        bigger.moveInitialize(from: stack, count: stackCount)
        stack.deallocate()
        stack = bigger
        stackCapacity = room
        frame = stack + frameStart
    }

    /// Puts a variable onto the stack.
    func push(_ value: AwkValue) {
        (stack + stackCount).initialize(to: value)
        stackCount &+= 1
    }

    /// Takes variables off the stack.
    func drop(to count: Int) {
        (stack + count).deinitialize(count: stackCount &- count)
        stackCount = count
    }

    /// Makes the variables behind `start` the current ones: where the former ones begin.
    func enter(_ start: Int) -> Int {
        let outer = frameStart
        frameStart = start
        frame = stack + start
        return outer
    }

    /// Goes back to the variables that were current before.
    func leave(_ outer: Int) {
        frameStart = outer
        frame = stack + outer
    }
}
