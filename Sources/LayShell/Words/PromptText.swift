internal import LayBounds

/// The escapes of prompts, for `${x@P}`, PS1 and PS4 of bash.
struct PromptText {
    private let shell: Shell

    init(_ shell: Shell) { self.shell = shell }

    /// A prompt with its escapes decoded, and then expanded as in double quotes.
    ///
    /// - Throws: what an expansion throws.
    /// - Complexity: O(*n*) in the text and what it stands for.
    func expanded(_ text: [UInt8]) throws -> [UInt8] {
        let expands = !shell.idleOff.contains("promptvars")
        return expands
            ? try shell.expand(text: decoded(text, isExpanded: true))
            : decoded(text, isExpanded: false)
    }

    private func decoded(_ text: [UInt8], isExpanded: Bool) -> [UInt8] {
        var result: [UInt8] = []
        var place = 0
        while place < text.count {
            let byte = text[place]
            place += 1
            guard byte == UInt8(ascii: "\\"), place < text.count else {
                result.append(byte)
                continue
            }
            let letter = text[place]
            place += 1
            switch letter {
            case UInt8(ascii: "0")...UInt8(ascii: "7"):
                var value: UInt32 = 0
                var count = 0
                place -= 1
                while count < 3, place < text.count, text[place] &- 48 < 8 {
                    value = value &* 8 &+ UInt32(text[place] &- 48)
                    place += 1
                    count += 1
                }
                let shown = UInt8(truncatingIfNeeded: value)
                append([shown], to: &result, guarded: isExpanded)
            case UInt8(ascii: "D"):
                guard place < text.count, text[place] == UInt8(ascii: "{"),
                    let end = text[place...].firstIndex(of: UInt8(ascii: "}"))
                else {
                    result += [byte, letter]
                    continue
                }
                let format = Array(text[(place + 1)..<end])
                place = end + 1
                append(
                    time(format.isEmpty ? "%X" : shell.shown(format)), to: &result,
                    guarded: isExpanded)
            default:
                if let value = value(letter) {
                    append(value, to: &result, guarded: isExpanded && letter != UInt8(ascii: "\\"))
                    if letter == UInt8(ascii: "\\"), isExpanded { result.append(letter) }
                } else {
                    // What is no escape keeps its backslash, also through the expansion.
                    result += isExpanded ? [byte, byte, letter] : [byte, letter]
                }
            }
        }
        return result
    }

    /// Adds what an escape stands for, in which nothing is expanded.
    private func append(_ value: [UInt8], to result: inout [UInt8], guarded: Bool) {
        guard guarded else {
            result += value
            return
        }
        for byte in value {
            if byte == 36 || byte == 92 || byte == 96 || byte == 34 { result.append(92) }
            result.append(byte)
        }
    }

    private func time(_ format: String) -> [UInt8] {
        let now = shell.context.now
        return Printf.format(
            Array("%(\(format))T".utf8), [Array("-1".utf8)], dialect: .bash, time: { _ in now },
            utf8: shell.isUTF8
        ).output
    }

    /// What a letter behind a backslash stands for; `nil` for one that is none.
    private func value(_ letter: UInt8) -> [UInt8]? {
        switch letter {
        case UInt8(ascii: "a"): [7]
        case UInt8(ascii: "e"): [27]
        case UInt8(ascii: "n"): [10]
        case UInt8(ascii: "r"): [13]
        case UInt8(ascii: "\\"): [92]
        case UInt8(ascii: "["), UInt8(ascii: "]"): []
        case UInt8(ascii: "$"): [shell.context.uid == 0 ? UInt8(ascii: "#") : UInt8(ascii: "$")]
        case UInt8(ascii: "u"): shell.userName
        case UInt8(ascii: "h"):
            Array(shell.context.hostname.utf8.prefix { $0 != UInt8(ascii: ".") })
        case UInt8(ascii: "H"): Array(shell.context.hostname.utf8)
        case UInt8(ascii: "s"):
            Array(
                shell.arg0[
                    ((shell.arg0.lastIndex(of: UInt8(ascii: "/")) ?? -1) + 1)...])
        case UInt8(ascii: "v"): Array("5.2".utf8)
        case UInt8(ascii: "V"): Array("5.2.15".utf8)
        case UInt8(ascii: "w"): directory
        case UInt8(ascii: "W"):
            directory == [UInt8(ascii: "~")] || directory == [47]
                ? directory : Array(directory.split(separator: 47).last ?? [])
        case UInt8(ascii: "j"): Decimal.bytes(shell.jobs.count { $0.status == nil })
        case UInt8(ascii: "l"): Array("tty".utf8)
        case UInt8(ascii: "!"), UInt8(ascii: "#"): [UInt8(ascii: "1")]
        case UInt8(ascii: "d"): time("%a %b %d")
        case UInt8(ascii: "t"): time("%H:%M:%S")
        case UInt8(ascii: "T"): time("%I:%M:%S")
        case UInt8(ascii: "@"): time("%I:%M %p")
        case UInt8(ascii: "A"): time("%H:%M")
        default: nil
        }
    }

    private var directory: [UInt8] {
        let path = shell.variable(ShellNames.Known.pwd.rawValue)?.value?.bytes ?? []
        let home = shell.variable(ShellNames.Known.home.rawValue)?.value?.bytes ?? []
        guard home.count > 1, path.starts(with: home),
            path.count == home.count || path[home.count] == 47
        else { return path }
        return [UInt8(ascii: "~")] + path[home.count...]
    }
}
