internal import LaySyntax

/// What a condition tells of the values it asks about, when it holds or when it does not.
struct TypeFacts {
    /// Texts of expressions that are not `nil`.
    var present: [String] = []
    /// Variables that never change, with what they hold.
    var types: [(variable: Variable, type: StaticType)] = []

    static func + (_ first: TypeFacts, _ second: TypeFacts) -> TypeFacts {
        TypeFacts(present: first.present + second.present, types: first.types + second.types)
    }

    var isEmpty: Bool { present.isEmpty && types.isEmpty }
}

extension Checker {
    /// What is known where a condition held, or did not.
    func facts(_ condition: Expression, holds: Bool) -> TypeFacts {
        var result = TypeFacts()
        var waiting = [(condition, holds)]
        while let (condition, holds) = waiting.popLast() {
            switch condition.kind {
            case .not(let value): waiting.append((value, !holds))
            case .and(let left, let right) where holds,
                .or(let left, let right) where !holds:
                waiting += [(left, holds), (right, holds)]
            case .binary(.equal, let left, let right), .binary(.notEqual, let left, let right):
                var isPresent = holds
                if case .binary(.equal, _, _) = condition.kind { isPresent.toggle() }
                guard isPresent else { continue }
                if case .nil = right.kind { result.present.append(source[left.span]) }
                if case .nil = left.kind { result.present.append(source[right.span]) }
            case .isType(let value, let type):
                let takesNil = type.parts.contains { $0.name == "nil" || $0.name == "any" }
                if holds != takesNil { result.present.append(source[value.span]) }
                guard holds, let variable = resolution.uses[ObjectIdentifier(value)] else {
                    continue
                }
                // An int is no float here.
                if !variable.isMutable, type.parts.allSatisfy({ $0.name != "float" }) {
                    result.types.append((variable, named(type)))
                }
            default: break
            }
        }
        return result
    }

    /// Visits what is evaluated only where the facts hold.
    mutating func given(_ facts: TypeFacts, _ body: (inout Checker) -> Void) {
        let undo = learn(facts)
        body(&self)
        forget(undo)
    }

    /// Takes an expression for one that is not `nil`, up to the end of the function around.
    mutating func note(present value: Expression) {
        let span = value.span
        if span.end - span.start <= 200 { present[source[span], default: 0] += 1 }
    }

    /// Takes facts over; gives what to forget at the end of their block.
    mutating func learn(_ facts: TypeFacts) -> TypeFacts {
        var undo = TypeFacts()
        for text in facts.present where text.utf8.count <= 200 {
            present[text, default: 0] += 1
            undo.present.append(text)
        }
        for (variable, type) in facts.types {
            let key = ObjectIdentifier(variable)
            undo.types.append((variable, variables[key] ?? .unknown))
            variables[key] = type
        }
        return undo
    }

    mutating func forget(_ undo: TypeFacts) {
        for text in undo.present {
            present[text] = present[text].flatMap { $0 > 1 ? $0 - 1 : nil }
        }
        for (variable, type) in undo.types.reversed() {
            variables[ObjectIdentifier(variable)] = type
        }
    }

    /// The type of an expression that may have been asked for `nil` before.
    func narrowed(_ type: StaticType, _ expression: Expression) -> StaticType {
        if present.isEmpty || !type.mayBeNil { return type }
        return present[source[expression.span]] == nil ? type : type.withoutNil
    }
}
