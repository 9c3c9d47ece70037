/// The names of a program while it is read.
struct AwkNames {
    private(set) var globals: [[UInt8]] = []
    private(set) var slots: [[UInt8]: Int] = [:]
    private(set) var functions: [[UInt8]: AwkFunction] = [:]
    private(set) var usesTerminator = false
    /// The function that is read, and its parameters.
    private(set) var function: AwkFunction?
    private var locals: [[UInt8]: Int] = [:]
    private var passed: [Passing] = []
    private var calls: [(function: AwkFunction, count: Int, line: Int)] = []

    /// A parameter that is passed on as an argument.
    private struct Passing {
        let from: AwkFunction
        let parameter: Int
        let to: AwkFunction
        let argument: Int
    }

    /// The names that every program has.
    init(_ manner: AwkManner) {
        for special in AwkSpecial.allCases {
            let name = Array(special.name.utf8)
            globals.append(name)
            if manner == .gawk || !special.isExtension { slots[name] = special.rawValue }
        }
    }

    /// The variable of a name.
    mutating func variable(_ name: [UInt8]) -> AwkSlotTarget {
        if let slot = locals[name] { return AwkLocal(slot, name) }
        if let slot = slots[name] {
            if slot == AwkSpecial.recordTerminator.rawValue { usesTerminator = true }
            if let special = AwkSpecial(rawValue: slot), special.isWatched {
                return AwkSpecialTarget(special)
            }
            return AwkGlobal(slot, name)
        }
        slots[name] = globals.count
        globals.append(name)
        return AwkGlobal(globals.count - 1, name)
    }

    /// The array that a variable is to be.
    func array(_ variable: AwkSlotTarget) -> AwkArrayNode {
        if let local = variable as? AwkLocal { function?.takesArray[local.slot] = true }
        if let global = variable as? AwkGlobal { return AwkGlobalArray(global) }
        return AwkVariableArray(variable)
    }

    /// Whether a name is a function's that was declared or called.
    func isFunction(_ name: [UInt8]) -> Bool { functions[name] != nil }

    /// The function of a name.
    mutating func function(_ name: [UInt8]) -> AwkFunction {
        if let known = functions[name] { return known }
        let made = AwkFunction(name)
        functions[name] = made
        return made
    }

    /// Begins to read a function.
    mutating func begin(_ function: AwkFunction, _ parameters: [[UInt8]]) {
        function.declare(parameters.count)
        self.function = function
        locals = [:]
        for (index, name) in parameters.enumerated() { locals[name] = index }
    }

    /// Ends reading a function.
    mutating func endFunction() {
        function = nil
        locals = [:]
    }

    /// Notes a call, whose function may be declared later.
    mutating func note(_ function: AwkFunction, _ arguments: [AwkNode], line: Int) {
        calls.append((function, arguments.count, line))
        for (index, argument) in arguments.enumerated() {
            guard let local = argument as? AwkLocal, let caller = self.function else { continue }
            passed.append(
                Passing(from: caller, parameter: local.slot, to: function, argument: index))
        }
    }

    /// Finds out which parameters are arrays since they are passed on as such.
    ///
    /// - Throws: `AwkError` for a call of a function that there is not, or with too many arguments.
    func resolve() throws {
        for call in calls {
            let name = String(decoding: call.function.name, as: UTF8.self)
            guard call.function.body != nil else {
                throw AwkError(
                    stage: .running, line: call.line, message: "function `\(name)' not defined",
                    token: call.function.name, cause: .undefinedFunction)
            }
            guard call.count <= call.function.parameterCount else {
                throw AwkError(
                    stage: .syntax, line: call.line,
                    message: "function `\(name)' called with more arguments than declared",
                    token: call.function.name)
            }
        }
        var changed = true
        while changed {
            changed = false
            for passing in passed
            where passing.to.takesArray[passing.argument]
                && !passing.from.takesArray[passing.parameter]
            {
                passing.from.takesArray[passing.parameter] = true
                changed = true
            }
        }
    }
}
