/// The built-in `echo`.
enum EchoBuiltin {
    /// What `echo` writes for `arguments`, its own name left out.
    ///
    /// dash knows `-n` alone and always decodes backslashes; ash and bash know groups of `n`, `e`
    /// and `E` and decode after `-e`, which bash's `-E` undoes and ash's does not.
    /// - Complexity: O(*n*) in the length of the arguments.
    static func output(
        _ arguments: [[UInt8]], dialect: ShellDialect, utf8: Bool = false, decodes: Bool = false,
        rules: EscapeRules? = nil
    ) -> [UInt8] {
        var start = 0
        var endsLine = true
        var isDecoding = decodes || dialect == .dash
        if dialect == .dash {
            if let first = arguments.first, first == [UInt8(ascii: "-"), UInt8(ascii: "n")] {
                endsLine = false
                start = 1
            }
        } else {
            while start < arguments.count, isOption(arguments[start]) {
                for letter in arguments[start].dropFirst() {
                    switch letter {
                    case UInt8(ascii: "n"): endsLine = false
                    case UInt8(ascii: "e"): isDecoding = true
                    default: if dialect == .bash { isDecoding = false }
                    }
                }
                start &+= 1
            }
        }
        var output: [UInt8] = []
        var complaints: [String] = []
        let rules = rules ?? EscapeRules.echo(dialect)
        for index in start..<max(start, arguments.count) {
            if index > start { output.append(UInt8(ascii: " ")) }
            let text = arguments[index]
            if isDecoding, text.contains(UInt8(ascii: "\\")) {
                let stopped = EscapeText.append(
                    text, to: &output, rules: rules, utf8: utf8, complaints: &complaints)
                if stopped { return output }
            } else {
                output += text
            }
        }
        if endsLine { output.append(UInt8(ascii: "\n")) }
        return output
    }

    private static func isOption(_ word: [UInt8]) -> Bool {
        guard word.count > 1, word[0] == UInt8(ascii: "-") else { return false }
        return word.dropFirst().allSatisfy {
            $0 == UInt8(ascii: "n") || $0 == UInt8(ascii: "e") || $0 == UInt8(ascii: "E")
        }
    }
}
