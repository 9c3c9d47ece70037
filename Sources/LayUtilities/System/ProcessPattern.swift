internal import LayRegex
import LayShell

/// What pgrep and pkill look for.
struct ProcessPattern {
    private let call: UtilityCall

    init(_ call: UtilityCall) { self.call = call }

    /// The processes that fit, the own one left out.
    func found(_ operands: [[UInt8]]) throws -> [ProcessDescription] {
        let hasOther = call.options.has(any: "P", "u")
        guard operands.count == 1 || operands.isEmpty && hasOther else {
            throw call.misuse(
                operands.isEmpty
                    ? "no matching criteria specified"
                    : "only one pattern can be provided")
        }
        var expression: RegularExpression?
        if let pattern = operands.first {
            let text =
                call.has("x")
                ? Array("^(".utf8) + pattern + Array(")$".utf8) : pattern
            do {
                expression = try RegularExpression(text, .bash)
            } catch {
                throw UtilityFailure("\(error)", status: 2)
            }
        }
        let parents = call.options.text("P").map { $0.split(separator: ",").map(String.init) }
        let names = AccountNames(call.context)
        let users = call.options.text("u").map { list in
            list.split(separator: ",").compactMap {
                UInt32($0) ?? names.user(named: String($0))?.uid
            }
        }
        var found: [ProcessDescription] = []
        for process in call.context.processes where process.number != call.context.process {
            try call.context.step()
            let name = process.words.first?.split(separator: 47).last.map(Array.init) ?? []
            let text =
                call.has("f")
                ? Array(process.words.joined(separator: [32])) : Array(name.prefix(15))
            var fits = try expression?.matches(text) ?? true
            if let parents, !parents.contains("\(process.parent)") { fits = false }
            if let users, !users.contains(process.uid) { fits = false }
            if fits != call.has("v") { found.append(process) }
        }
        if call.has("n") { found = Array(found.suffix(1)) }
        if call.has("o") { found = Array(found.prefix(1)) }
        return found
    }
}
