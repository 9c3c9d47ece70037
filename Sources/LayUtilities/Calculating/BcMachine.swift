internal import LayBounds
internal import LayFiles
import LayShell

/// Runs bc's programs.
final class BcMachine {
    /// What leaves statements.
    enum Leaving {
        case none, loop, next, function, program
    }

    /// What ends the statement that runs, with a message.
    struct Failure: Error {
        let message: String
    }

    let call: UtilityCall
    let isLibrary: Bool
    private let isGNU: Bool
    var names: [[UInt8]: DecimalNumber] = [:]
    var arrays: [[UInt8]: [Int: DecimalNumber]] = [:]
    var functions: [[UInt8]: BcFunction] = [:]
    var scale: Int
    private var inputBase = 10
    private var outputBase = 10
    private var last = DecimalNumber.zero
    var leaving = Leaving.none
    var returned = DecimalNumber.zero
    private var column = 0
    private let lineLength: Int
    private let input: ByteReader?

    init(_ call: UtilityCall, isLibrary: Bool, input: ByteReader?) {
        self.call = call
        self.isLibrary = isLibrary
        self.input = input
        isGNU = call.manner == .gnu
        scale = isLibrary ? 20 : 0
        let length = call.context["BC_LINE_LENGTH"].flatMap { Int($0) } ?? 70
        lineLength = length == 0 ? Int.max : max(3, length)
    }

    /// Runs a program; false once it is to end.
    func run(_ text: [UInt8], name: String) throws -> Bool {
        var parser = BcParser(text, call.context.account)
        while true {
            do {
                guard let statements = try parser.next() else { return true }
                for statement in statements {
                    if case .quit = statement { return false }
                    try run(statement)
                    if leaving == .program { return false }
                    leaving = .none
                }
            } catch let error as BcSyntaxError {
                try call.flush()
                if isGNU {
                    try call.context.errors.write("\(name) \(error.line): syntax error\n")
                } else {
                    try call.context.errors.write("bc: bad expression\n")
                    call.status = 1
                    return false
                }
                parser.recover()
            } catch let failure as Failure {
                try call.flush()
                if isGNU {
                    try call.context.errors.write(
                        "Runtime error (func=(main), adr=3): \(failure.message)\n")
                } else {
                    try call.context.errors.write("bc: \(failure.message.lowercased())\n")
                    call.status = 1
                    return false
                }
                leaving = .none
            }
        }
    }

    // MARK: Statements

    func run(_ statement: BcStatement) throws {
        try call.context.step()
        switch statement {
        case .expression(let expression, let isPrinted):
            let value = try value(expression)
            guard isPrinted else { return }
            last = value
            try show(value)
            try put(10)
        case .text(let text): for byte in text { try put(byte) }
        case .print(let items): try print(items)
        case .condition(let test, let body, let other):
            let holds = try !value(test).isZero
            try call.context.account.nested {
                if holds { try run(body) } else if let other { try run(other) }
            }
        case .loop(let first, let test, let step, let body):
            if let first { _ = try value(first) }
            while try test.map({ try !value($0).isZero }) ?? true {
                try call.context.account.nested { try run(body) }
                if leaving == .loop {
                    leaving = .none
                    break
                }
                if leaving == .next { leaving = .none }
                if leaving != .none { break }
                if let step { _ = try value(step) }
                try call.context.step()
            }
        case .block(let statements):
            for statement in statements {
                try call.context.account.nested { try run(statement) }
                if leaving != .none { return }
            }
        case .leave: leaving = .loop
        case .next: leaving = .next
        case .halt, .quit: leaving = .program
        case .giveBack(let expression):
            returned = try expression.map { try value($0) } ?? .zero
            leaving = .function
        case .define(let function): functions[function.name] = function
        }
    }

    private func print(_ items: [BcPrinted]) throws {
        for item in items {
            switch item {
            case .value(let expression):
                let value = try value(expression)
                last = value
                try show(value)
            case .text(let text):
                var rest = text[...]
                while let byte = rest.popFirst() {
                    guard byte == 92, let next = rest.popFirst() else {
                        try put(byte)
                        continue
                    }
                    switch next {
                    case UInt8(ascii: "n"): try put(10)
                    case UInt8(ascii: "t"): try put(9)
                    case UInt8(ascii: "r"): try put(13)
                    case UInt8(ascii: "a"): try put(7)
                    case UInt8(ascii: "b"): try put(8)
                    case UInt8(ascii: "f"): try put(12)
                    case UInt8(ascii: "q"): try put(34)
                    case 92: try put(92)
                    default:
                        try put(92)
                        try put(next)
                    }
                }
            }
        }
    }

    private func put(_ byte: UInt8) throws {
        try call.write(byte: byte)
        column = byte == 10 ? 0 : column + 1
    }

    /// Writes a number, in lines that are not too long.
    private func show(_ number: DecimalNumber) throws {
        try call.context.account.work(number.value.limbs.count)
        for byte in number.text(base: outputBase) {
            if column >= lineLength - 2 {
                try call.write([92, 10])
                column = 0
            }
            try put(byte)
        }
    }

    // MARK: Values

    private func index(_ expression: BcExpression) throws -> Int {
        guard let index = try value(expression).whole.int, (0...16_777_215).contains(index) else {
            throw Failure(message: "Array index out of bounds")
        }
        return index
    }

    private func read(_ place: BcPlace) throws -> DecimalNumber {
        switch place {
        case .name(let name): names[name] ?? .zero
        case .element(let name, let expression):
            arrays[name]?[try index(expression)] ?? .zero
        case .scale: DecimalNumber(scale)
        case .inputBase: DecimalNumber(inputBase)
        case .outputBase: DecimalNumber(outputBase)
        case .last: last
        }
    }

    private func write(_ number: DecimalNumber, to place: BcPlace) throws {
        switch place {
        case .name(let name):
            try hold(number)
            names[name] = number
        case .element(let name, let expression):
            try hold(number)
            arrays[name, default: [:]][try index(expression)] = number
        case .scale:
            guard let value = number.whole.int, (0...1_000_000).contains(value) else {
                throw Failure(message: "negative scale, set to 0")
            }
            scale = value
        case .inputBase: inputBase = min(max(number.whole.int ?? 16, 2), isGNU ? 36 : 36)
        case .outputBase: outputBase = min(max(number.whole.int ?? 1 << 30, 2), 1 << 30)
        case .last: last = number
        }
    }

    private func hold(_ number: DecimalNumber) throws {
        // Values that are replaced count until the end.
        if number.value.limbs.count > 64 {
            try call.context.hold(number.value.limbs.count * 4)
        }
    }

    func value(_ expression: BcExpression) throws -> DecimalNumber {
        try call.context.step()
        return try call.context.account.nested { try compute(expression) }
    }

    private func compute(_ expression: BcExpression) throws -> DecimalNumber {
        switch expression {
        case .number(let digits): return DecimalNumber(text: digits, base: inputBase)
        case .variable(let place): return try read(place)
        case .assign(let place, let operation, let expression):
            let right = try value(expression)
            let result =
                operation == 0 ? right : try self.operation(operation, try read(place), right)
            try write(result, to: place)
            return result
        case .step(let place, let count, let isBefore):
            let old = try read(place)
            let new = old + DecimalNumber(count)
            try write(new, to: place)
            return isBefore ? new : old
        case .negative(let inner): return -(try value(inner))
        case .not(let inner): return try value(inner).isZero ? .one : .zero
        case .binary(let sign, let left, let right):
            return try operation(sign, try value(left), try value(right))
        case .compare(let kind, let left, let right):
            let order = DecimalNumber.compare(try value(left), try value(right))
            let holds =
                switch kind {
                case .less: order < 0
                case .lessOrEqual: order <= 0
                case .greater: order > 0
                case .greaterOrEqual: order >= 0
                case .equal: order == 0
                case .different: order != 0
                }
            return holds ? .one : .zero
        case .both(let left, let right):
            if try value(left).isZero { return .zero }
            return try value(right).isZero ? .zero : .one
        case .either(let left, let right):
            if try !value(left).isZero { return .one }
            return try value(right).isZero ? .zero : .one
        case .call(let name, let arguments): return try run(name, arguments)
        case .builtin(let kind, let inner): return try builtin(kind, inner)
        }
    }

    private func operation(
        _ sign: UInt8, _ left: DecimalNumber, _ right: DecimalNumber
    ) throws -> DecimalNumber {
        try call.context.account.work(
            left.value.limbs.count &* max(1, right.value.limbs.count) / 8)
        switch sign {
        case UInt8(ascii: "+"): return left + right
        case UInt8(ascii: "-"): return left - right
        case UInt8(ascii: "*"): return left.times(right, scale: scale)
        case UInt8(ascii: "/"):
            if right.isZero { throw Failure(message: "Divide by zero") }
            return left.divided(by: right, scale: scale)
        case UInt8(ascii: "%"):
            if right.isZero { throw Failure(message: "Modulo by zero") }
            return left.remainder(by: right, scale: scale)
        default:
            if !(right - DecimalNumber(right.whole)).isZero {
                guard isGNU else { throw Failure(message: "not an integer") }
                try call.flush()
                try call.context.errors.write(
                    "Runtime warning (func=(main), adr=8): non-zero scale in exponent\n")
            }
            guard let exponent = right.whole.int else {
                throw Failure(message: "exponent too large in raise")
            }
            if left.isZero, exponent < 0 { throw Failure(message: "Divide by zero") }
            let (size, overflow) = left.value.limbs.count.multipliedReportingOverflow(
                by: Int(min(exponent.magnitude, 1 << 40)))
            // How large it becomes is known before.
            if overflow || size > 1 << 22 { throw Failure(message: "exponent too large in raise") }
            try call.context.account.work(size &* max(1, size / 16))
            return left.power(exponent, scale: scale)
        }
    }

    private func builtin(_ kind: BcBuiltin, _ inner: BcExpression?) throws -> DecimalNumber {
        let number = try inner.map { try value($0) } ?? .zero
        switch kind {
        case .length: return DecimalNumber(number.length)
        case .scale: return DecimalNumber(number.scale)
        case .absolute: return number.isNegative ? -number : number
        case .squareRoot:
            if number.isNegative { throw Failure(message: "Square root of a negative number") }
            return number.squareRoot(scale: scale)
        case .read:
            guard let input, let line = try input.line() else { return .zero }
            return DecimalNumber(
                text: input.bytes[line.range].filter { $0 != 32 && $0 != 9 }, base: inputBase)
        }
    }
}
