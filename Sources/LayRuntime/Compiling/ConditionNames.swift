internal import LayBounds
internal import LaySyntax

/// The parts of the condition of an `assert` whose values tell why it failed: variables, which can
/// be read once more, and what is computed on the way.
struct ConditionNames {
    private let resolution: Resolution
    /// The variables.
    private(set) var found: [Expression] = []
    /// Calls, members and elements, in the order of the text.
    private(set) var computed: [Expression] = []
    private var seen: Set<String> = []
    private static let most = 8

    init(resolution: Resolution) { self.resolution = resolution }

    mutating func add(_ expression: Expression, isRoot: Bool = false) {
        if found.count + computed.count >= Self.most || !StackBound.hasRoom { return }
        defer { if !isRoot, Self.isComputed(expression) { computed.append(expression) } }
        switch expression.kind {
        case .name(let name):
            // Functions, records and the host's names say nothing.
            guard let variable = resolution.uses[ObjectIdentifier(expression)],
                variable.function == nil, variable.record == nil, !variable.sources.isEmpty,
                seen.insert(name).inserted
            else { return }
            found.append(expression)
        case .chain(let parts), .powers(let parts): for part in parts { add(part) }
        case .string(let segments):
            for case .value(let value) in segments { add(value) }
        case .unary(_, let value), .not(let value), .isType(let value, _),
            .optionalChain(let value),
            .present(let value), .member(let value, _, _, _):
            add(value)
        case .binary(_, let left, let right), .and(let left, let right), .or(let left, let right),
            .coalesce(let left, let right), .index(let left, let right):
            add(left)
            add(right)
        case .list(let elements): for element in elements { add(element.value) }
        case .call(let callee, let arguments):
            if case .member(let base, _, _, _) = callee.kind { add(base) }
            for argument in arguments { add(argument.value) }
        default: break
        }
    }

    private static func isComputed(_ expression: Expression) -> Bool {
        switch expression.kind {
        case .call, .member, .index: true
        case .binary(let operation, _, _): !operation.isComparison
        default: false
        }
    }
}
