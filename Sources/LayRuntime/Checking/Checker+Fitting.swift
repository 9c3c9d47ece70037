internal import LaySyntax

/// How the values of one type suit a place for another.
enum TypeFit {
    /// Whatever is known of them fits.
    case always
    /// All but `nil` do.
    case unlessNil
    /// Some do.
    case maybe
    /// None does.
    case never
}

extension Checker {
    private static let mostAlternatives = 64

    /// How a value of the type given suits a place that wants another.
    func fit(_ given: StaticType, _ wanted: ValueType, orNil: Bool = false) -> TypeFit {
        guard let parts = given.parts else { return .always }
        let places = wanted.parts
        // Nobody who writes so many wants to hear which of them fits.
        if parts.count > Self.mostAlternatives || places.count > Self.mostAlternatives {
            return .always
        }
        let misfits = parts.filter { part in
            !(orNil && part.text == "nil") && !places.contains { isAccepted($0, part) }
        }
        if misfits.isEmpty { return .always }
        if misfits.count == parts.count { return .never }
        return misfits.allSatisfy { $0.text == "nil" } ? .unlessNil : .maybe
    }

    /// How a value suits the place that an annotation stands for.
    func fit(_ given: StaticType, _ annotation: TypeName) -> TypeFit {
        if case .function(let function, _) = given, !takesCalls(of: annotation, function) {
            return .never
        }
        return fit(given, ValueType(annotation.text))
    }

    /// False when the annotation wants a function that is called with more or fewer arguments than
    /// this one takes.
    private func takesCalls(of annotation: TypeName, _ function: Function) -> Bool {
        let least = function.parameters.count { $0.standard == nil && !$0.isRest }
        let most = function.parameters.contains(where: \.isRest) ? .max : function.parameters.count
        let shapes = annotation.parts.filter { $0.name == "fn" }
        if shapes.isEmpty || shapes.count < annotation.parts.count { return true }
        return shapes.contains { shape in
            shape.arguments.map { least <= $0.count && $0.count <= most } ?? true
        }
    }

    /// One alternative of what is wanted and one of what is given.
    private func isAccepted(_ wanted: ValueType, _ given: ValueType) -> Bool {
        let (place, value) = (wanted.base, given.base)
        if place == "any" || value == "any" || !isKnown(place) || !isKnown(value) { return true }
        switch (place, value) {
        // A type is called like a function.
        case ("function", "type"): return true
        case ("number", "int"), ("number", "float"), ("float", "int"), ("float", "number"),
            ("int", "number"):
            return true
        default: break
        }
        guard place == value else { return false }
        return zip(wanted.arguments, given.arguments).allSatisfy { wanted, given in
            given.parts.contains { part in wanted.parts.contains { isAccepted($0, part) } }
        }
    }

    /// True for an annotation that means the same in every file.
    func isBuiltin(_ annotation: TypeName?) -> Bool {
        guard let annotation else { return false }
        return annotation.parts.allSatisfy { part in
            part.module == nil && (part.isWord || types[part.name] != nil)
                && scope.variables[part.name] == nil
                && (part.arguments ?? []).allSatisfy { isBuiltin($0) }
        }
    }

    /// True for a type of which it is known what it is.
    private func isKnown(_ name: String) -> Bool {
        if let variable = scope.variables[name] {
            // Descriptions mean the built-in type, annotations the record.
            return variable.record != nil && types[name] == nil
        }
        return types[name] != nil || TypeName.words.contains(name)
    }

    // MARK: Names of types

    /// What a value is that has passed the check of an annotation.
    func named(_ annotation: TypeName?) -> StaticType {
        guard let annotation else { return .unknown }
        let text = Self.described(annotation)
        return text.map { known(ValueType($0)) } ?? .unknown
    }

    func named(_ name: String) -> StaticType {
        name == "float" ? .value("number") : known(ValueType(name))
    }

    /// An int passes for a float; `nil` where any value passes.
    private static func described(_ annotation: TypeName) -> String? {
        var result: [String] = []
        for part in annotation.parts {
            switch (part.name, part.arguments) {
            case ("any", _): return nil
            case ("float", _): result.append("number")
            case ("list", let arguments?), ("map", let arguments?):
                let inner = arguments.map { described($0) ?? "any" }
                result.append("\(part.name)[\(inner.joined(separator: ", "))]")
            default: result.append(part.text)
            }
        }
        return result.joined(separator: " | ")
    }

    /// What is known of a value of the type that a description or annotation names.
    func known(_ type: ValueType?) -> StaticType {
        guard let type, type != .any else { return .unknown }
        let parts = type.parts
        for part in parts where !isKnown(part.base) || part.base == "any" { return .unknown }
        if parts.count == 1, let variable = scope.variables[parts[0].text],
            variable.record != nil
        {
            return .instance(variable)
        }
        return .value(type)
    }

    /// A type of one alternative as it is known best.
    func single(_ type: StaticType) -> StaticType {
        guard case .value(let value) = type, scope.variables[value.text] != nil else { return type }
        return known(value)
    }

    /// The alternatives of a type, each for itself; `nil` where they are not known.
    func alternatives(_ type: StaticType) -> [StaticType]? {
        guard case .value(let value) = type else { return nil }
        let parts = value.parts
        return parts.count > 1 ? parts.map { known($0) } : nil
    }
}
