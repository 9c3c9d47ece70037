import Lay
import LayBounds

@testable import LayRuntime

/// Compares what the natives of an engine take and give with what their descriptions say.
///
/// `help`, the reference and `check` believe the descriptions: a type that is too narrow there is a
/// false alarm in somebody's script.
final class DescriptionWatch {
    private var seen: Set<String> = []

    /// What did not fit, once each.
    var findings: [String] { seen.sorted() }

    init(_ engine: Engine) {
        let vm = engine.vm
        let natives = vm.machine.pointee.natives
        for index in 0..<vm.machine.pointee.nativeCount {
            let native = natives[index]
            guard let description = native.description else { continue }
            var watched = NativeFunction(
                native.name, description, isMethod: native.isMethod,
                isMutating: native.isMutating
            ) { [unowned self] call in
                // What is given may be gone when the function has run.
                let given = (0..<call.count).map { Self.types(call, $0, native.signature) }
                let result = try native.body(call)
                look(native, given, vm.typeName(result))
                return result
            }
            watched.calculation = native.calculation
            natives[index] = watched
        }
        for type in vm.types {
            for (symbol, property) in type.properties {
                guard let description = type.propertyDescriptions[symbol] else { continue }
                let name = "\(type.name).\(vm.name(of: symbol))"
                type.properties[symbol] = { [unowned self] vm, value in
                    let result = try property(vm, value)
                    look(name, "gives", description.result, vm.typeName(result))
                    return result
                }
            }
        }
    }

    /// The types of what a parameter got: several for the last that takes all further arguments.
    private static func types(
        _ call: borrowing NativeCall, _ index: Int, _ signature: Signature
    ) -> [String] {
        let value = call[index]
        if value.isMissing || value.isNil && signature.parameters[index].isOptional { return [] }
        if signature.hasRest, index == signature.parameters.count - 1 {
            return (value.elements.map(Array.init) ?? []).map(call.vm.typeName)
        }
        return [call.vm.typeName(value)]
    }

    private func look(_ native: NativeFunction, _ given: [[String]], _ result: String) {
        for (parameter, names) in zip(native.signature.parameters, given) {
            guard let type = parameter.type else { continue }
            for name in names {
                look(native.name, "takes as \(parameter.name)", ValueType(type), name)
            }
        }
        if let type = native.description?.result { look(native.name, "gives", type, result) }
    }

    private func look(_ name: String, _ verb: String, _ type: ValueType, _ given: String) {
        // A type is called like a function.
        if type.takes(given) || given == "type" && type.takes("function") { return }
        seen.insert("\(name) \(verb) \(given), not \(type)")
    }
}
