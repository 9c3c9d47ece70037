/// What a shell says of mistakes.
extension Shell {
    func complain(_ error: ShellSyntaxError) throws {
        let lines = "\(error)".split(separator: "\n", omittingEmptySubsequences: false)
        line = error.line
        if lines == [""] { return }
        for text in lines {
            try context.errors.write(messagePrefix(line: error.line, isSyntax: true))
            try context.errors.write("\(text)\n")
        }
    }

    /// What messages of the shell begin with.
    func messagePrefix(line: Int? = nil, isSyntax: Bool = false) -> String {
        let name = String(decoding: sources.last ?? arg0, as: UTF8.self)
        let number = line ?? self.line
        switch dialect {
        case .dash:
            // The command that runs is named, which an error of its own does itself.
            let isInEval = evals > 0 && (isSyntax || currentBuiltin.map { $0 == "eval" } ?? true)
            return "\(String(decoding: arg0, as: UTF8.self)): \(number): "
                + (isInEval ? "eval: " : "")
        case .ash:
            // busybox counts the lines of `-c` from 0.
            let line = isCommandText && sources.isEmpty ? number - 1 : number
            if evals > 0, isSyntax || currentBuiltin.map({ $0 == "eval" }) ?? true {
                return "\(name): eval: line \(line): "
            }
            return isSyntax ? "\(name): " : "\(name): line \(line): "
        case .bash:
            let file = shown(currentFile)
            let inner =
                isSyntax && evals > 0
                ? "eval: " : isSyntax && isCommandText && sources.isEmpty ? "-c: " : ""
            return "\(file): \(inner)line \(number): "
        }
    }

    /// Says what went wrong.
    func complain(_ message: String) throws {
        if dialect == .ash, let builtin = currentBuiltin, message.hasPrefix(builtin + ": ") {
            // busybox names the command before the line.
            let rest = messagePrefix().drop { $0 != " " }
            let name = messagePrefix().prefix { $0 != " " }
            try context.errors.write(
                "\(name) \(builtin):\(rest)\(message.dropFirst(builtin.utf8.count + 2))\n")
            return
        }
        try context.errors.write(messagePrefix() + message + "\n")
    }

    /// What a shell ends with that asked for what is not set.
    var unsetStatus: Int {
        guard dialect.isBash else { return 2 }
        return isCommandText && level == 0 && !options.contains(.errexit) ? 127 : 1
    }

    /// Says what went wrong, and gives what ends the shell.
    func failure(_ message: String, status: Int? = nil, isDiscard: Bool = false) throws
        -> ShellAbort
    {
        try complain(message)
        let code = status ?? (dialect.isBash ? 1 : 2)
        self.status = code
        return ShellAbort(status: code, isDiscard: isDiscard && dialect.isBash)
    }
}
