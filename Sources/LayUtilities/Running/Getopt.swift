import LayShell

extension Utilities {
    static let getoptUtility = Utility(
        "getopt", "read a script's options",
        usage: "OPTSTRING PARAMETERS | [OPTIONS] [--] PARAMETERS",
        [
            UtilityOption("-a, --alternative", "long options with one dash too"),
            UtilityOption("-l, --longoptions=LONGOPTS, --long=LONGOPTS", "the long options"),
            UtilityOption("-n, --name=PROGNAME", "the name in messages"),
            UtilityOption("-o, --options=OPTSTRING", "the short options"),
            UtilityOption("-q, --quiet", "no messages"),
            UtilityOption("-Q, --quiet-output", "no output"),
            UtilityOption("-s, --shell=SHELL", "whose quoting: sh, bash, csh, tcsh"),
            UtilityOption("-T, --test", "tell which getopt it is"),
            UtilityOption("-u, --unquoted", "without quotes"),
            UtilityOption("-V, --version", "print the version", .works, .gnu),
        ], misuse: 2, stopsAtOperand: true,
        modern: { words in
            // A first word that is no option is the old form: the short options.
            guard let first = words.first, first.first != 45 else { return words }
            return [Array("-u".utf8), Array("-o".utf8), first, [45, 45]] + words.dropFirst()
        }
    ) { call in try GetoptRun(call).perform() }
}

/// One call of getopt.
private final class GetoptRun {
    private enum Argument { case none, required, optional }

    private let call: UtilityCall
    private var name = "getopt"
    private var letters: [UInt8: Argument] = [:]
    private var longs: [(name: String, argument: Argument)] = []
    /// `+`: the first operand ends the options; `-`: operands stay where they are.
    private var order: UInt8 = 0
    private var isQuiet = false
    private var failed = false
    private var found: [UInt8] = []
    private var operands: [[UInt8]] = []

    init(_ call: UtilityCall) { self.call = call }

    func perform() throws -> UInt8 {
        if call.has("T") { return 4 }
        if call.has("V") {
            try call.write("getopt (built into Lay)\n")
            return 0
        }
        name = call.options.text("n") ?? call.context.name
        isQuiet = call.has("q")
        let shell = call.options.text("s") ?? "sh"
        guard ["sh", "bash", "csh", "tcsh"].contains(shell) else {
            throw call.misuse("unknown shell after -s or --shell argument")
        }
        for list in call.options.values("l") { addLongs(list) }
        var words = call.operands[...]
        var text = call.options.value("o")
        if text == nil { text = words.popFirst() }
        guard let text else {
            if call.manner == .busybox { throw UtilityFailure("missing optstring argument") }
            throw call.misuse("missing optstring argument")
        }
        setLetters(text)
        if order == 0, call.context["POSIXLY_CORRECT"] != nil { order = UInt8(ascii: "+") }
        try read(words)
        if !call.has("Q") {
            try call.write(found)
            try call.write(" --")
            for operand in operands { try call.write([32] + quoted(operand)) }
            try call.write(byte: 10)
        }
        return failed ? 1 : 0
    }

    private func addLongs(_ list: [UInt8]) {
        for part in list.split(whereSeparator: { [44, 32, 9, 10].contains($0) }) {
            let text = call.text(part)
            if text.hasSuffix("::") {
                longs.append((String(text.dropLast(2)), .optional))
            } else if text.hasSuffix(":") {
                longs.append((String(text.dropLast()), .required))
            } else {
                longs.append((text, .none))
            }
        }
    }

    private func setLetters(_ text: [UInt8]) {
        var rest = text[...]
        if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") {
            order = rest.removeFirst()
        }
        if rest.first == 58 { isQuiet = true; rest.removeFirst() }
        while let letter = rest.popFirst() {
            if rest.starts(with: [58, 58]) {
                letters[letter] = .optional
                rest.removeFirst(2)
            } else if rest.first == 58 {
                letters[letter] = .required
                rest.removeFirst()
            } else {
                letters[letter] = Argument.none
            }
        }
    }

    private func read(_ words: ArraySlice<[UInt8]>) throws {
        var rest = words
        while let word = rest.popFirst() {
            try call.context.step()
            if word == [45, 45] {
                operands += rest
                return
            }
            guard word.count > 1, word[0] == 45 else {
                if order == UInt8(ascii: "+") {
                    operands += [word] + rest
                    return
                }
                if order == UInt8(ascii: "-") {
                    found += [32] + quoted(word)
                } else {
                    operands.append(word)
                }
                continue
            }
            let isLong = word[1] == 45
            if isLong || call.has("a") && !(word.count == 2 && letters[word[1]] != nil) {
                if try long(word, isLong ? 2 : 1, &rest) { continue }
            }
            try short(word, &rest)
        }
    }

    private func tell(_ message: String) throws {
        failed = true
        if !isQuiet {
            try call.flush()
            try call.context.errors.write("\(name): \(message)\n")
        }
    }

    /// Reads a long option; false for one with a single dash that is rather letters.
    private func long(
        _ word: [UInt8], _ dashes: Int, _ rest: inout ArraySlice<[UInt8]>
    ) throws -> Bool {
        let equals = word.firstIndex(of: 61)
        let key = call.text(word[dashes..<(equals ?? word.count)])
        let value = equals.map { Array(word[($0 + 1)...]) }
        let dash = dashes == 2 ? "--" : "-"
        var matches = longs.filter { $0.name == key }
        if matches.isEmpty { matches = longs.filter { $0.name.hasPrefix(key) } }
        guard let option = matches.first else {
            if dashes == 1, letters[word[1]] != nil { return false }
            try tell("unrecognized option '\(dash)\(call.text(word.dropFirst(dashes)))'")
            return true
        }
        if matches.count > 1 {
            let names = matches.map { "'\(dash)\($0.name)'" }.joined(separator: " ")
            try tell(
                "option '\(dash)\(key)' is ambiguous; possibilities: \(names)")
            return true
        }
        switch option.argument {
        case .none:
            if value != nil {
                try tell("option '\(dash)\(option.name)' doesn't allow an argument")
                return true
            }
            found += Array(" --\(option.name)".utf8)
        case .required:
            guard let value = value ?? rest.popFirst() else {
                try tell("option '\(dash)\(option.name)' requires an argument")
                return true
            }
            found += Array(" --\(option.name) ".utf8) + quoted(value)
        case .optional:
            found += Array(" --\(option.name) ".utf8) + quoted(value ?? [])
        }
        return true
    }

    private func short(_ word: [UInt8], _ rest: inout ArraySlice<[UInt8]>) throws {
        var place = 1
        while place < word.count {
            let letter = word[place]
            place += 1
            guard let argument = letters[letter] else {
                try tell("invalid option -- '\(call.text([letter]))'")
                continue
            }
            if argument == .none {
                found += [32, 45, letter]
                continue
            }
            let attached = place < word.count ? Array(word[place...]) : nil
            if argument == .optional {
                found += [32, 45, letter, 32] + quoted(attached ?? [])
            } else if let value = attached ?? rest.popFirst() {
                found += [32, 45, letter, 32] + quoted(value)
            } else {
                try tell("option requires an argument -- '\(call.text([letter]))'")
            }
            return
        }
    }

    private func quoted(_ word: [UInt8]) -> [UInt8] {
        if call.has("u") { return word }
        let isCsh = call.options.text("s")?.hasSuffix("csh") == true
        var result: [UInt8] = [39]
        for byte in word {
            switch byte {
            case 39: result += Array("'\\''".utf8)
            case UInt8(ascii: "!") where isCsh: result += Array("'\\!'".utf8)
            case 10 where isCsh: result += Array("\\n".utf8)
            default: result.append(byte)
            }
        }
        return result + [39]
    }
}
