internal import LayImages

/// Steps as progress shows them.
extension StageBuilder {
    /// The value of a variable that an instruction sees.
    func lookup(_ name: String) -> String? {
        image.buildEnvironment.last { $0.key == name }?.value
    }

    /// A step's text as progress shows it: the word in capitals, set variables put in.
    ///
    /// - Parameter hidden: the names of variables that hold secrets.
    func title(of instruction: Dockerfile.Instruction, hidden: [String] = []) -> String {
        var text = instruction.text
        while text.last?.isWhitespace == true { text.removeLast() }
        let isCommand = instruction.name == "RUN"
        if isCommand, let heredoc = instruction.heredocs.first, instruction.heredocs.count == 1,
            instruction.arguments.hasPrefix("<<"),
            !instruction.arguments.contains(where: { $0 == " " || $0 == "\t" })
        {
            text += " (\(Self.summary(of: heredoc.content)))"
        }
        let expansion = WordExpansion(
            escape: request.file.escape, options: isCommand ? [.keepsQuotes, .keepsUnset] : [])
        text =
            (try? expansion.word(text) { hidden.contains($0) ? "****" : lookup($0) }.text) ?? text
        // BuildKit's word ends at a space, and at nothing else.
        let word = text.prefix { $0 != " " }
        return (isTrigger ? "ONBUILD " : "") + word.uppercased() + text.dropFirst(word.count)
    }

    /// The first line of a text, with dots where there are more.
    private static func summary(of text: String) -> String {
        let lines = text.split(whereSeparator: \.isNewline)
        let blank = { (line: Substring) in line.allSatisfy(\.isWhitespace) }
        let rest = lines.drop(while: blank)
        guard var first = rest.first else { return "" }
        first = first.drop(while: \.isWhitespace)
        return rest.dropFirst().contains { !blank($0) } ? "\(first)..." : String(first)
    }
}
