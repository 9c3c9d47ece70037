internal import LayBounds
internal import LaySyntax

extension VM {
    func installErrors() {
        let error = type(.error)
        constructor(error, "message kind? help?") { call in
            let kind = ErrorKind(rawValue: try call.optionalString(1) ?? "Error")
            let object = ErrorObject(
                LayError(kind, try call.string(0), help: try call.optionalString(2)))
            return call.vm.machine.makeHost(object, type: BuiltinType.error.rawValue)
        }
        func property(_ name: String, _ body: @escaping (VM, LayError) -> Value) {
            self.property(error, name) { vm, value in
                guard let object = vm.object(value, as: ErrorObject.self) else { return .nil }
                return body(vm, object.error)
            }
        }
        property("kind") { vm, error in vm.string(error.kind.rawValue) }
        property("message") { vm, error in vm.string(error.message) }
        property("help") { vm, error in error.help.map { vm.string($0) } ?? .nil }
        property("trace") { vm, error in vm.list(error.trace.map { vm.string($0.description) }) }
        property("place") { vm, error in
            guard let place = error.place else { return .nil }
            let position = place.source.position(of: place.span.start)
            return vm.string("\(place.source.name):\(position.line):\(position.column)")
        }
        for name in ["status", "output", "cause", "container", "path"] {
            property(name) { vm, error in
                switch error.details.first(where: { $0.name == name })?.value {
                case .int(let number): .int(number)
                case .text(let text): vm.string(text)
                case .value(let rooted): vm.retain(rooted.value)
                case nil: .nil
                }
            }
        }
        error.display = { vm, value, _ in
            guard let object = vm.object(value, as: ErrorObject.self) else { return "error" }
            return "\(object.error.kind): \(object.error.message)"
        }
    }
}
