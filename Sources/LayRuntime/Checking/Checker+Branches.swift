internal import LaySyntax

/// Expressions that give the value of one of several.
extension Checker {
    mutating func branches(_ arms: [IfArm], _ otherwise: Block?) -> StaticType {
        var result = StaticType.never
        var undo: [TypeFacts] = []
        for arm in arms {
            visit(arm.condition)
            var value = StaticType.unknown
            given(facts(arm.condition, holds: true)) { value = $0.visit(arm.body) }
            result = result.or(value)
            undo.append(learn(facts(arm.condition, holds: false)))
        }
        result = result.or(otherwise.map { visit($0) } ?? .nil)
        for facts in undo.reversed() { forget(facts) }
        return result
    }

    mutating func match(_ subject: Expression, _ arms: [MatchArm]) -> StaticType {
        let type = type(of: subject)
        var result = StaticType.never
        var undo: [TypeFacts] = []
        for arm in arms {
            bind(arm.pattern, undo.isEmpty ? type : type.withoutNil)
            let facts = facts(arm.pattern, of: subject)
            given(facts.inside) { checker in
                if let condition = arm.condition {
                    checker.requireBool(checker.type(of: condition), condition)
                }
                result = result.or(checker.type(of: arm.body))
            }
            if arm.condition == nil, !facts.behind.isEmpty { undo.append(learn(facts.behind)) }
        }
        for facts in undo.reversed() { forget(facts) }
        return result
    }

    /// What is known of the subject in the arm, and behind it.
    private func facts(_ pattern: Pattern, of subject: Expression)
        -> (inside: TypeFacts, behind: TypeFacts)
    {
        let text = source[subject.span]
        switch pattern.kind {
        case .literal(let value):
            if case .nil = value.kind { return (TypeFacts(), TypeFacts(present: [text])) }
            return (TypeFacts(present: [text]), TypeFacts())
        case .type(let type):
            let test = Expression(.isType(subject, type), subject.span)
            return (facts(test, holds: true), facts(test, holds: false))
        case .list, .map, .range: return (TypeFacts(present: [text]), TypeFacts())
        case .alternatives(let patterns):
            let isNil = patterns.contains {
                if case .literal(let value) = $0.kind, case .nil = value.kind {
                    true
                } else {
                    false
                }
            }
            return (TypeFacts(), isNil ? TypeFacts(present: [text]) : TypeFacts())
        case .any, .bind: return (TypeFacts(), TypeFacts())
        }
    }
}
