/// Functions of numbers.
final class AwkNumberCall: AwkNumberNode {
    private let builtin: AwkBuiltin
    private let arguments: [AwkNode]

    init(_ builtin: AwkBuiltin, _ arguments: [AwkNode]) {
        self.builtin = builtin
        self.arguments = arguments
    }

    override func number(_ machine: AwkMachine) throws -> Double {
        switch builtin {
        case .sin: return AwkLibrary.sine(try arguments[0].number(machine))
        case .cos: return AwkLibrary.cosine(try arguments[0].number(machine))
        case .exp: return AwkLibrary.exponential(try arguments[0].number(machine))
        case .log: return AwkLibrary.logarithm(try arguments[0].number(machine))
        case .sqrt: return try arguments[0].number(machine).squareRoot()
        case .int: return try arguments[0].number(machine).rounded(.towardZero)
        case .atan2:
            let first = try arguments[0].number(machine)
            return AwkLibrary.arcTangent(first, try arguments[1].number(machine))
        case .rand: return machine.random.number()
        case .srand: return try seed(machine)
        case .strtonum:
            let value = try arguments[0].value(machine)
            switch value {
            case .text(let text): return text.with { AwkNumber.parseAnyBase($0) }
            case .input(let text) where !text.looksNumeric || text.count > 1 && text.base[0] == 48:
                return text.with { AwkNumber.parseAnyBase($0) }
            default: return value.number
            }
        default: return try bits(machine)
        }
    }

    private func seed(_ machine: AwkMachine) throws -> Double {
        let before = machine.seed
        let wanted = try arguments.first?.number(machine)
        machine.seed = wanted.map { Int(bounded: $0) } ?? machine.host.seconds
        machine.random.seed(UInt32(truncatingIfNeeded: machine.seed))
        return Double(before)
    }

    /// `and`, `or`, `xor`, `lshift`, `rshift` and `compl`.
    private func bits(_ machine: AwkMachine) throws -> Double {
        let values = try arguments.map { argument in
            let number = try argument.number(machine)
            guard number >= 0, number < 18_446_744_073_709_551_616 else {
                throw machine.error(
                    "\(builtin.rawValue): negative or too large values are not allowed")
            }
            return UInt(number.rounded(.towardZero))
        }
        let first = values[0]
        switch builtin {
        case .and: return Double(values.dropFirst().reduce(first, &))
        case .or: return Double(values.dropFirst().reduce(first, |))
        case .xor: return Double(values.dropFirst().reduce(first, ^))
        case .lshift: return Double((first << values[1]) & Self.mask)
        case .rshift: return Double(first >> values[1])
        default: return Double(~first & Self.mask)
        }
    }

    /// The bits that a number holds exactly.
    private static let mask: UInt = 1 << 53 - 1
}

/// Functions of the system: files, commands, the clock.
final class AwkSystemCall: AwkNode {
    private let builtin: AwkBuiltin
    private let arguments: [AwkNode]

    init(_ builtin: AwkBuiltin, _ arguments: [AwkNode]) {
        self.builtin = builtin
        self.arguments = arguments
    }

    override func value(_ machine: AwkMachine) throws -> AwkValue {
        switch builtin {
        case .system:
            let command = try arguments[0].text(machine).array
            try machine.streams.flush()
            return .number(Double(try machine.host.run(command)))
        case .close:
            let name = try arguments[0].text(machine).array
            let status = try machine.streams.close(name, all: machine.manner.closesAll)
            guard machine.manner.closesWithRawStatus else { return .number(Double(status ?? -1)) }
            let raw = status.map { $0 < 256 ? $0 << 8 : $0 - 256 }
            return .number(Double(raw ?? 0))
        case .fflush:
            guard let argument = arguments.first else {
                try machine.streams.flush()
                return .number(0)
            }
            let name = try argument.text(machine).array
            if name.isEmpty { try machine.streams.flush() }
            return .number(try name.isEmpty || machine.streams.flush(name) ? 0 : -1)
        case .systime: return .number(Double(machine.host.seconds))
        case .mktime:
            let text = try arguments[0].text(machine).array
            return .number(Double(AwkTime.seconds(text) ?? -1))
        case .strftime:
            let format = try arguments.first?.text(machine).array
            let seconds =
                arguments.count > 1
                ? Int(bounded: try arguments[1].number(machine)) : machine.host.seconds
            let text = AwkTime(seconds).format(format ?? AwkTime.standardFormat)
            return .text(text.withUnsafeBufferPointer { AwkText.make($0, machine.account) })
        default: return .text(.constant(try kind(machine)))
        }
    }

    /// The name of a value's kind, for `typeof`.
    private func kind(_ machine: AwkMachine) throws -> [UInt8] {
        let name: String
        switch try machine.argument(arguments[0], isArray: false) {
        case .array: name = "array"
        case .nothing: name = "untyped"
        case .number: name = "number"
        case .text: name = "string"
        case .input(let text) where text === machine.emptyText: name = "unassigned"
        case .input(let text): name = text.looksNumeric ? "strnum" : "string"
        }
        return Array(name.utf8)
    }
}

/// `isarray(x)`
final class AwkArrayQuestion: AwkTruthNode {
    private let operand: AwkNode

    init(_ operand: AwkNode) { self.operand = operand }

    override func truth(_ machine: AwkMachine) throws -> Bool {
        if case .array = try machine.argument(operand, isArray: false) { true } else { false }
    }
}
