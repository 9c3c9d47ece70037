internal import LayBounds
import LayFiles
internal import LayRegex
import LayShell

extension Utilities {
    static let csplitUtility = Utility(
        "csplit", "write pieces of a file, divided where patterns say, into files",
        usage: "[OPTION]... FILE PATTERN...",
        [
            UtilityOption(
                "-b, --suffix-format=FORMAT", "a format for suffixes, for %02d", .works, .gnu),
            UtilityOption("-f, --prefix=PREFIX", "what names begin with, for xx"),
            UtilityOption("-k, --keep-files", "keep files when an error comes"),
            UtilityOption("--suppress-matched", "without the lines that match", .works, .gnu),
            UtilityOption("-n, --digits=DIGITS", "digits of suffixes, for 2"),
            UtilityOption("-s, --quiet, --silent", "do not write sizes"),
            UtilityOption("-z, --elide-empty-files", "no empty files", .works, .gnu),
        ]
    ) { call in
        try call.needOperands(2)
        let run = try ContextSplit(call)
        do {
            try run.perform()
        } catch let failure as UtilityFailure {
            if !call.has("k") { try run.removeFiles() }
            throw failure
        }
        return 0
    }
}

/// A call of `csplit`.
private final class ContextSplit {
    private enum Place {
        case line(Int)
        case match(RegularExpression.Searcher, offset: Int, skips: Bool)
    }

    private struct Step {
        let text: [UInt8]
        let place: Place
        /// How often again; `nil` as long as it goes.
        var repeats: Int? = 0
    }

    private let call: UtilityCall
    private let lines: [ArraySlice<UInt8>]
    private var steps: [Step] = []
    /// The next line that belongs to no file yet.
    private var current = 0
    private var files: [[UInt8]] = []
    private var number = 0

    init(_ call: UtilityCall) throws {
        self.call = call
        let name = call.operands[0]
        for word in call.operands.dropFirst() {
            if word.first == UInt8(ascii: "{"), word.last == UInt8(ascii: "}"), !steps.isEmpty {
                let inner = word.dropFirst().dropLast()
                guard inner == [UInt8(ascii: "*")] || Int(call.text(inner)).map({ $0 >= 0 }) == true
                else { throw UtilityFailure("\(FileNameQuoting.always(word)): invalid pattern") }
                steps[steps.count - 1].repeats = Int(call.text(inner))
                continue
            }
            steps.append(Step(text: word, place: try Self.place(word, call)))
        }
        do {
            let reader = try call.reader(name)
            defer { reader.close() }
            let bytes = try reader.rest()
            try call.context.hold(2 * bytes.count)
            lines = PatchText.lines(bytes)
        } catch let error as FileError where error.bound == nil {
            throw UtilityFailure(
                "cannot open \(call.quoted(name)) for reading: \(error.reason)")
        }
    }

    private static func place(_ word: [UInt8], _ call: UtilityCall) throws -> Place {
        let quoted = FileNameQuoting.always(word)
        guard let mark = word.first, mark == 47 || mark == 37 else {
            guard let number = Int(call.text(word)), word.allSatisfy({ $0 &- 48 < 10 }) else {
                throw UtilityFailure("\(quoted): invalid pattern")
            }
            if number == 0 {
                throw UtilityFailure("\(call.text(word)): line number must be greater than zero")
            }
            return .line(number)
        }
        guard let end = word.dropFirst().lastIndex(of: mark) else {
            throw UtilityFailure(
                "\(call.text(word)): closing delimiter '\(call.text([mark]))' missing")
        }
        let rest = word[(end + 1)...]
        var offset = 0
        if !rest.isEmpty {
            guard let value = Int(call.text(rest)) else {
                throw UtilityFailure("\(quoted): integer expected after delimiter")
            }
            offset = value
        }
        do {
            let expression = try RegularExpression(Array(word[1..<end]), .expr)
            return .match(.init(expression), offset: offset, skips: mark == 37)
        } catch {
            throw UtilityFailure("\(quoted): invalid regular expression: \(error.message)")
        }
    }

    func perform() throws {
        for step in steps {
            var count = 0
            while step.repeats.map({ count <= $0 }) ?? true {
                try call.context.step()
                if try !take(step, count) { break }
                count += 1
            }
        }
        try write(upTo: lines.count)
    }

    /// Does what a pattern says once; false where one that goes on as long as it can has its end.
    private func take(_ step: Step, _ count: Int) throws -> Bool {
        let quoted = FileNameQuoting.always(step.text)
        let again = count > 0 ? " on repetition \(count)" : ""
        switch step.place {
        case .line(let number):
            let end = number * (count + 1) - 1
            if end >= lines.count {
                try write(upTo: lines.count)
                throw UtilityFailure("\(quoted): line number out of range\(again)")
            }
            try write(upTo: max(current, end))
            if call.has("suppress-matched") { current = min(lines.count, current + 1) }
        case .match(let searcher, let offset, let skips):
            var found: Int?
            var line = count > 0 || files.count > 0 && current > 0 ? current + 1 : current
            if offset < 0 || call.has("suppress-matched") { line = max(line, current) }
            while line < lines.count {
                let text = lines[line]
                if try searcher.expression.matches(Array(text.last == 10 ? text.dropLast() : text))
                {
                    found = line
                    break
                }
                try call.context.account.work(text.count)
                line += 1
            }
            guard let found else {
                if step.repeats == nil {
                    if skips { current = lines.count }
                    return false
                }
                if !skips { try write(upTo: lines.count) }
                throw UtilityFailure("\(quoted): match not found\(again)")
            }
            let end = found + offset
            guard end >= current, end <= lines.count else {
                throw UtilityFailure("\(quoted): line number out of range\(again)")
            }
            if skips { current = end } else { try write(upTo: end) }
            if call.has("suppress-matched") { current = min(lines.count, current + 1) }
        }
        return true
    }

    private func name() throws -> [UInt8] {
        let prefix = call.options.value("f") ?? Array("xx".utf8)
        if let format = call.options.value("b") {
            let text = ProgramPrinting.printf(
                format, [Array(String(number).utf8)], isBusybox: false, now: 0, utf8: false)
            return prefix + text.output
        }
        let width = try call.options.value("n").map { text -> Int in
            guard let value = SizeText.number(text) else {
                throw UtilityFailure("invalid number: \(FileNameQuoting.always(text))")
            }
            return min(value, 64)
        }
        let digits = Array(String(number).utf8)
        return prefix + [UInt8](repeating: 48, count: max(0, (width ?? 2) - digits.count)) + digits
    }

    private func write(upTo end: Int) throws {
        let part = lines[current..<max(current, end)]
        current = max(current, end)
        if part.isEmpty, call.has("z") { return }
        let name = try name()
        number += 1
        files.append(name)
        let file = try FileOutput(call.path(name), call.context)
        for line in part { try file.write(line) }
        try file.flush()
        if !call.has("s") { try call.write("\(part.reduce(0) { $0 + $1.count })\n") }
    }

    /// Takes away what was written, as an error has it.
    func removeFiles() throws {
        for name in files { try? call.context.files.unlink(call.path(name)) }
    }
}
