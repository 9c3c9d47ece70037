internal import LaySyntax

/// Edits that are thrown away: values never change, so a call that only gives another one does
/// nothing when nobody takes it.
extension Checker {
    /// Types whose methods change nothing outside, but for those of `effects`.
    private static let values: Set<String> = [
        "image", "tree", "layer", "string", "bytes", "list", "map", "range", "int", "float",
    ]
    /// What a method does beside its result: it names, writes or starts something.
    private static let effects: Set<String> = ["tag", "save", "create", "start", "each"]

    /// Warns of a statement that computes a value which nobody takes.
    mutating func warnOfLoss(_ statement: Expression) {
        guard case .call(let callee, let arguments) = statement.outermost.kind,
            case .member(let base, let name, let nameSpan, _) = callee.kind,
            !Self.effects.contains(name)
        else { return }
        let receiver = quietType(of: base)
        guard let only = receiver.only?.alternatives[0], Self.values.contains(only),
            let info = types[only], let method = info.methods[vm.symbol(name)], method.is(.native)
        else { return }
        let native = vm.machine.pointee.natives[method.indexed.pointee.index]
        guard !native.isMutating, let description = native.description,
            description.result.text != "nil"
        else { return }
        // A function that it is given may do anything.
        let callsBack = description.parameters.contains { $0.type.text.contains("fn") }
        if callsBack, !arguments.isEmpty { return }
        let result = description.result.text
        warn(.lostResult(of: name, type: only, givesAnother: result == only), nameSpan)
    }
}
