import Foundation
import LayBounds
import LayTestSupport
import Testing

@testable import LayShell

/// Random and mutated scripts end in a status or at a bound, never in a trap or a hang.
///
/// `LAY_SEED` repeats one script, `LAY_SEEDS` sets their number, `LAY_FUZZ_SHOW` prints them.
@Suite struct ShellFuzzTests {
    private static let texts: [String] = ShellScripts.all.compactMap { try? ShellScripts.text($0) }

    private static let pieces = [
        "if ", "; then ", "; elif ", "; else ", "; fi", "while ", "until ", "; do ", "; done",
        "for x in a b", "case $x in ", "a|b) ", " ;; ", "esac", "{ ", "; }", "( ", " )", "! ",
        " && ", " || ", " | ", "; ", "\n", "f() ", "f", "f a b", "g() { f; }", "$(", "`", "${",
        "}", "$((", "))", "$x", "$@", "\"$*\"", "$#", "$?", "$1", "${x:-y}", "${x:=y}", "${x?}",
        "${#x}", "${x%%*}", "${x#?}", "\"", "'", "\\", "#", "~", "*", "?[a-z]", "[!", " > f",
        " < f", " >> f", " 2>&1", " >&3", " 3<> f", " 4<&0", " 3>&-", " <<E\n", "E\n", "<<-'E'\n",
        " > /dev/null", "x=1 ", "x=$x$x", "IFS=: ", "PATH= ", "1+2*", "x=x+1",
        "-9223372036854775808",
        "/ 0", "% -1", "<< 64", "?1:", "0x", "08", "eval ", "exec ", "exec 3> f", ". f", "set -e",
        "set -u", "set -- a b", "shift", "shift 9", "trap 'f' EXIT", "trap f TERM", "kill -TERM $$",
        "exit 3", "return 2", "break", "break 0", "continue 2", "read x", "read x y", "local x=1",
        "readonly x", "unset x", "export x", "unset -f f", "cd /", "cd ..", "pwd", "umask 0",
        "command -v f", "type f", "wait", "test ", "[ ", " ]", " -eq ", " -gt 3", "echo a b",
        "printf '%s\\n' ", "printf %d 1x", "cat", "head -n 1", "sort", "tr a b", "grep a",
        "sed s/a/b/",
        "wc -c", "xargs sh -c ", "env ", "sh -c ", "sh", "sleep 1", "seq 3", "rm f", "mv f g",
        "mkdir d", "ls", "ln -s f g", "true", "false", ":", "é", "\u{301}", "\r\n", "\u{0}",
        "\u{7f}",
    ]

    @Test func `pieces in any order`() {
        for seed in seeds(120) {
            var choices = Choices(state: seed)
            let count = Int.random(in: 1..<40, using: &choices)
            let words = (0..<count).map { _ in Self.pieces.randomElement(using: &choices) ?? "" }
            run(words.joined(separator: seed % 2 == 0 ? " " : ""), seed)
        }
    }

    @Test func `sentences of the grammar`() {
        for seed in seeds(120) {
            var choices = Choices(state: seed ^ 0x5EED)
            run(Self.command(&choices, 5), seed)
        }
    }

    @Test func `mutated scripts`() {
        #expect(Self.texts.count > 40)
        for seed in seeds(120) {
            var choices = Choices(state: seed ^ 0xFEED)
            var text = Array((Self.texts.randomElement(using: &choices) ?? "").unicodeScalars)
            for _ in 0...Int.random(in: 0..<6, using: &choices) {
                let place = Int.random(in: 0...text.count, using: &choices)
                let end = min(text.count, place + Int.random(in: 0..<12, using: &choices))
                switch Int.random(in: 0..<4, using: &choices) {
                case 0: text.removeSubrange(place..<end)
                case 1:
                    text.insert(
                        contentsOf: (Self.pieces.randomElement(using: &choices) ?? "")
                            .unicodeScalars, at: place)
                case 2:
                    text.insert(
                        contentsOf: text[place..<end],
                        at: Int.random(in: 0...text.count, using: &choices))
                default:
                    let other = Array(
                        (Self.texts.randomElement(using: &choices) ?? "").unicodeScalars)
                    let start = Int.random(in: 0...other.count, using: &choices)
                    text.insert(contentsOf: other[start..<min(other.count, start + 40)], at: place)
                }
            }
            run(String(String.UnicodeScalarView(text)), seed)
        }
    }

    @Test func `random bytes`() {
        for seed in seeds(120) {
            var choices = Choices(state: seed ^ 0xB17E5)
            let bytes = (0..<Int.random(in: 1..<200, using: &choices)).map { _ in
                UInt8.random(in: 0...(seed % 3 == 0 ? 255 : 127), using: &choices)
            }
            run(String(decoding: bytes, as: UTF8.self), seed)
        }
    }

    @Test func `long lists of words`() {
        let words = [
            "!", "'('", "')'", "-a", "-o", "a", "=", "-eq", "1", "''", "-n", "--", "x=1", "/", ".",
        ]
        let programs = [
            "[", "test", "find", "env", "xargs", "cp -r", "grep -r", "grep", "sort", "printf %s",
            "ls -R", "rm", "eval", "set", "trap", "command", "chmod -R", "sed", "seq",
        ]
        for seed in seeds(60) {
            var choices = Choices(state: seed ^ 0x1157)
            let few = (0..<3).map { _ in words.randomElement(using: &choices) ?? "" }
            let count = Int.random(in: 1..<6000, using: &choices)
            let list = (0..<count).map { _ in few.randomElement(using: &choices) ?? "" }
            let program = programs.randomElement(using: &choices) ?? ""
            run("\(program) \(list.joined(separator: " ")) \(seed % 2 == 0 ? "]" : "")", seed)
        }
    }

    /// A command that the grammar allows, of so many levels.
    private static func command(_ choices: inout Choices, _ levels: Int) -> String {
        func inner() -> String { command(&choices, levels - 1) }
        func word() -> String {
            switch Int.random(in: 0..<9, using: &choices) {
            case 0: "$x"
            case 1: "\"$@\""
            case 2: levels > 0 ? "$(\(inner()))" : "a"
            case 3: levels > 0 ? "${x:-\(word())}" : "b"
            case 4: "$((x + \(Int.random(in: -3..<9, using: &choices))))"
            case 5: "'a b'"
            case 6: "*"
            default: ["a", "f", "3", "-n", "/work/f"].randomElement(using: &choices) ?? ""
            }
        }
        guard levels > 0 else {
            return ["echo \(word())", "x=\(word())", "f \(word())", ":", "read x", "cat"]
                .randomElement(using: &choices) ?? ""
        }
        let target =
            ["> f", ">> f", "< f", "2>&1", "3<> f", ">&3", "<<E\n\(word())\nE\n"]
            .randomElement(using: &choices) ?? ""
        switch Int.random(in: 0..<16, using: &choices) {
        case 0: return "\(inner()) && \(inner())"
        case 1: return "\(inner()) || \(inner())"
        case 2: return "\(inner()) | \(inner())"
        case 3: return "\(inner())\n\(inner())"
        case 4: return "( \(inner())\n) \(target)"
        case 5: return "{ \(inner())\n} \(target)"
        case 6: return "if \(inner())\nthen \(inner())\nelse \(inner())\nfi"
        case 7: return "while \(inner())\ndo \(inner())\ndone"
        case 8: return "for x in \(word()) \(word())\ndo \(inner())\ndone"
        case 9: return "case \(word()) in\n\(word())) \(inner())\n;;\n*) \(inner())\nesac"
        case 10: return "f() { \(inner())\n}"
        case 11: return "eval '\(inner().filter { $0 != "'" })'"
        case 12: return "trap '\(inner().filter { $0 != "'" })' EXIT"
        case 13: return "sh -c '\(inner().filter { $0 != "'" })' \(target)"
        case 14: return "exec \(target)"
        default: return "! \(inner()) \(target)"
        }
    }

    /// Runs a text that may be anything.
    private func run(_ script: String, _ seed: UInt64) {
        if ProcessInfo.processInfo.environment["LAY_FUZZ_SHOW"] != nil {
            print("seed \(seed)\n\(script)")
        }
        do {
            let run = try ShellRun(
                script, Account(steps: 20_000, output: 64 << 10, memory: 4 << 20))
            #expect(run.status == 0 || run.status <= 255, "seed \(seed)")
        } catch is BoundReached {
            return
        } catch is ShellRun.Stays {
            return
        } catch {
            Issue.record("seed \(seed): \(error)\n\(script)")
        }
    }
}
