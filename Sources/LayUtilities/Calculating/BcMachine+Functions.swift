internal import LayBounds
import LayShell

/// The calls of functions, a program's own and the library's.
extension BcMachine {
    func run(_ name: [UInt8], _ arguments: [BcArgument]) throws -> DecimalNumber {
        guard let function = functions[name] else {
            if isLibrary, let result = try library(name, arguments) { return result }
            throw Failure(
                message: "Function \(String(decoding: name, as: UTF8.self)) not defined.")
        }
        guard arguments.count == function.parameters.count else {
            throw Failure(message: "Parameter number mismatch")
        }
        var values: [DecimalNumber] = []
        var lists: [[UInt8]: [Int: DecimalNumber]] = [:]
        for (argument, parameter) in zip(arguments, function.parameters) {
            switch argument {
            case .value(let expression): values.append(try value(expression))
            case .array(let name):
                values.append(.zero)
                lists[parameter.name] = arrays[name] ?? [:]
            }
        }
        // What the names meant outside comes back at the end.
        var outerNames: [([UInt8], DecimalNumber?)] = []
        var outerArrays: [([UInt8], [Int: DecimalNumber]?)] = []
        for (index, parameter) in function.parameters.enumerated() {
            if parameter.isArray {
                outerArrays.append((parameter.name, arrays[parameter.name]))
                arrays[parameter.name] = lists[parameter.name] ?? [:]
            } else {
                outerNames.append((parameter.name, names[parameter.name]))
                names[parameter.name] = values[index]
            }
        }
        for local in function.locals {
            if local.isArray {
                outerArrays.append((local.name, arrays[local.name]))
                arrays[local.name] = nil
            } else {
                outerNames.append((local.name, names[local.name]))
                names[local.name] = nil
            }
        }
        defer {
            for (name, value) in outerNames.reversed() { names[name] = value }
            for (name, value) in outerArrays.reversed() { arrays[name] = value }
        }
        returned = .zero
        for statement in function.body {
            try run(statement)
            if leaving == .function || leaving == .program { break }
            leaving = .none
        }
        if leaving == .function { leaving = .none }
        defer { returned = .zero }
        return returned
    }

    private func library(_ name: [UInt8], _ arguments: [BcArgument]) throws -> DecimalNumber? {
        let values = try arguments.map { argument -> DecimalNumber in
            guard case .value(let expression) = argument else { return .zero }
            return try value(expression)
        }
        func step() throws { try call.context.step() }
        guard let first = values.first else { return nil }
        switch (String(decoding: name, as: UTF8.self), values.count) {
        case ("e", 1): return try DecimalFunctions.exponential(first, scale, step: step)
        case ("l", 1): return try DecimalFunctions.logarithm(first, scale, step: step)
        case ("a", 1): return try DecimalFunctions.arcTangent(first, scale, step: step)
        case ("s", 1):
            return try DecimalFunctions.sine(first, scale, isCosine: false, step: step)
        case ("c", 1): return try DecimalFunctions.sine(first, scale, isCosine: true, step: step)
        case ("j", 2):
            return try DecimalFunctions.bessel(
                first.whole.int ?? 0, values[1], scale, step: step)
        default: return nil
        }
    }
}
