/// Redirections.
extension ShellParser {
    func redirections() throws(ShellSyntaxError) -> [ShellRedirection] {
        var found: [ShellRedirection] = []
        while let redirection = try redirection() { found.append(redirection) }
        return found
    }

    func redirection() throws(ShellSyntaxError) -> ShellRedirection? {
        var descriptor: Int?
        var variable: [UInt8]?
        switch look() {
        case .number(let number):
            descriptor = number
            take()
        case .variable(let name):
            variable = name
            take()
        default: break
        }
        guard case .op(let op) = look() else { return nil }
        let operation: ShellRedirection.Operation
        switch op {
        case "<": operation = .read
        case ">": operation = .write
        case ">|": operation = .clobber
        case ">>": operation = .append
        case "<>": operation = .readWrite
        case "<&": operation = .duplicateInput
        case ">&": operation = .duplicateOutput
        case "&>": operation = .both
        case "&>>": operation = .bothAppended
        case "<<<": operation = .text
        case "<<", "<<-":
            take()
            guard look() == .word || isNumber else { throw unexpected() }
            let word = try lexer.word()
            let (delimiter, isQuoted) = Self.delimiter(word)
            let document = ShellDocument(
                delimiter: delimiter, isQuoted: isQuoted, stripsTabs: op == "<<-")
            lexer.pendingDocuments.append(document)
            return ShellRedirection(
                descriptor: descriptor, variable: variable, operation: .document(document),
                target: word)
        default: return nil
        }
        take()
        guard look() == .word || isNumber else { throw unexpected() }
        let target = try lexer.word()
        return ShellRedirection(
            descriptor: descriptor, variable: variable, operation: operation, target: target)
    }

    /// The text that ends a here-document, and whether any of it was quoted.
    static func delimiter(_ word: ShellWord) -> ([UInt8], isQuoted: Bool) {
        var bytes: [UInt8] = []
        var isQuoted = false
        for part in word.parts {
            switch part {
            case .literal(let text): bytes += text
            case .quoted(let text):
                bytes += text
                isQuoted = true
            case .doubleQuoted(let inner):
                isQuoted = true
                bytes += delimiter(ShellWord(parts: inner, place: word.place)).0
            case .parameter(let parameter): bytes += [UInt8(ascii: "$")] + parameter.name
            default: break
            }
        }
        return (bytes, isQuoted)
    }
}
