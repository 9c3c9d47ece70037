/// The table of what the language offers, read back: `help`, `docs/reference` and the tests of both
/// come from here.
extension VM {
    /// Functions, values and types that every module sees, and the modules written in Swift with
    /// their members; by owner and name.
    package var members: [Member] {
        var result: [Member] = []
        for (name, variable) in builtins.sorted(by: { $0.key < $1.key }) {
            guard case .global(let slot) = variable.place, !name.hasPrefix(" ") else { continue }
            let value = machine.pointee.globals[slot]
            if value.is(.type) { continue }
            result.append(
                member(name, of: nil, value, described: valueDescriptions[name], kind: .value))
        }
        for type in documentedTypes { result += members(of: type) }
        for name in nativeModules.keys.sorted() {
            if let index = nativeModules[name] { result += members(of: modules[index]) }
        }
        return result
    }

    /// The types that belong to the language and its host, without a script's records.
    package var documentedTypes: [TypeInfo] {
        types.filter { !$0.isRecord && $0.id != BuiltinType.type.rawValue }
    }

    /// What is said of the functions and values that every script sees.
    package var globalsSentence: String { "What every script sees without an import." }

    /// The modules written in Swift, by name, each with its sentence.
    package var documentedModules: [(name: String, sentence: String)] {
        nativeModules.keys.sorted().map { name in
            (name, nativeModules[name].flatMap { modules[$0].documentation } ?? "")
        }
    }

    /// What a type offers, by kind and name.
    package func members(of type: TypeInfo) -> [Member] {
        func sorted<Element>(_ members: [Int32: Element]) -> [(name: String, element: Element)] {
            members.map { (name(of: $0.key), $0.value) }.sorted { $0.0 < $1.0 }
        }
        var result: [Member] = []
        if !type.constructor.isNil {
            result.append(
                member(
                    type.name, of: nil, type.constructor, kind: .constructor,
                    skipsReceiver: type.isRecord))
        }
        for (name, value) in sorted(type.statics) {
            result.append(member(name, of: type.name, value, kind: .typeFunction))
        }
        for (name, _) in sorted(type.properties) {
            result.append(
                Member(
                    owner: type.name, name: name, kind: .property, signature: name,
                    description: type.propertyDescriptions[symbol(name)]))
        }
        for (name, value) in sorted(type.methods) {
            result.append(
                member(name, of: type.name, value, kind: .method, skipsReceiver: true))
        }
        return result
    }

    /// What a module offers, in the order of its declarations.
    func members(of module: Module) -> [Member] {
        module.scope.order.compactMap { name in
            guard !name.hasPrefix("_"),
                case .global(let slot)? = module.scope.variables[name]?.place
            else { return nil }
            return member(
                name, of: module.name, machine.pointee.globals[slot],
                described: module.descriptions[name], kind: .value)
        }
    }

    private func member(
        _ name: String, of owner: String?, _ value: Value, described: MemberDescription? = nil,
        kind: Member.Kind, skipsReceiver: Bool = false
    ) -> Member {
        let signature = signature(of: value)?.signature
        var description = described
        if value.is(.native) {
            description = machine.pointee.natives[value.indexed.pointee.index].description
        } else if value.is(.function), let text = documentation(of: value) {
            description = MemberDescription(text, gives: .any, example: "")
        }
        return Member(
            owner: owner, name: name,
            kind: signature != nil && kind == .value ? .function : kind,
            signature: signature?.text(name, skippingReceiver: skipsReceiver) ?? name,
            description: description)
    }

    /// The doc comment of a function of the language.
    func documentation(of function: Value) -> String? {
        prototypes[Int(function.function.pointee.code.pointee.prototype)].documentation
    }
}
