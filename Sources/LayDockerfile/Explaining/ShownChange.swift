internal import LayBounds

/// A change in one line: what was and what is, from where they part.
///
///     echo one → echo two
///     …nstall a b c → …nstall a b
struct ShownChange {
    let text: String

    /// How much of what both have in common stands before a difference.
    private static let context = 20

    /// - Parameters:
    ///   - none: what stands for a side on which there is nothing.
    ///   - most: the characters that a side has at most.
    /// - Complexity: O(*n*) in the text.
    init(_ change: MissCause.Change, none: String, most: Int) {
        let (old, new) = (change.old.map { Array($0) }, change.new.map { Array($0) })
        var start = 0
        if let old, let new, max(old.count, new.count) > most {
            let common = zip(old, new).prefix { $0 == $1 }.count
            start = max(0, common - Self.context)
        }
        func side(_ text: [Character]?) -> String {
            guard let text else { return none }
            if text.isEmpty { return "empty" }
            let whole = String(text)
            // A dozen digits tell a digest from another.
            if whole.hasPrefix("sha256:") { return String(whole.prefix(19)) }
            let part = text[min(start, text.count)...]
            // It may be another machine's, and steer no terminal.
            return (start > 0 ? "…" : "") + String(part.prefix(most)).shown()
                + (part.count > most ? "…" : "")
        }
        text = "\(side(old)) → \(side(new))"
    }
}
