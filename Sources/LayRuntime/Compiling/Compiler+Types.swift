internal import LaySyntax

/// Checks of values against the types that are written down for their places.
extension Compiler {
    /// Checks what is about to become a variable's value, or an element of it.
    func check(_ register: Int, _ type: TypeName?, _ subject: String, _ span: Span) {
        guard let type else { return }
        mark(span)
        emit(.checkType, register, 2)
        word(constant(.types(shape(type, of: subject))))
    }

    /// Checks what is about to be stored at the end of a path, and the key it is stored under.
    func check(_ register: Int, for path: Path, _ steps: PathSteps, _ span: Span) {
        guard let root = path.root.annotation else { return }
        guard path.steps.last != nil else {
            return check(register, root, "'\(path.root.name)'", span)
        }
        let name = path.root.name
        guard let holder = type(of: path.steps.dropLast(), in: root) else { return }
        if let key = holder.keys, case .index(let operand)? = steps.steps.last {
            check(operand.register, key, "a key of '\(name)'", span)
        }
        if case .index? = path.steps.last {
            check(register, holder.elements, "an element of '\(name)'", span)
        }
    }

    /// The type of what a method adds to the list at the end of a path.
    func elementType(at path: Path) -> TypeName? {
        path.root.annotation.flatMap { type(of: path.steps[...], in: $0)?.elements }
    }

    private func type(of steps: ArraySlice<Path.Step>, in root: TypeName) -> TypeName? {
        var type: TypeName? = root
        for step in steps {
            guard case .index = step else { return nil }
            type = type?.elements
        }
        return type
    }
}

extension TypeName {
    /// The one alternative beside `nil`.
    private var only: Part? {
        let parts = parts.filter { $0.name != "nil" }
        return parts.count == 1 ? parts[0] : nil
    }

    /// `T` of `list[T]` and of `map[K, T]`.
    var elements: TypeName? {
        guard let only, only.name != "fn" else { return nil }
        return only.arguments?.last
    }

    /// `K` of `map[K, T]`.
    var keys: TypeName? {
        guard let only, only.name == "map" else { return nil }
        return only.arguments?.first
    }

    /// Every value of it that is added to grows where it is, and stays of its type.
    var grows: Bool {
        parts.allSatisfy { ["string", "bytes", "list", "map", "nil"].contains($0.name) }
    }
}
