/// Writes commands as bash's `declare -f` shows them: one to a line, four spaces deeper in each body.
struct ShellPrinter {
    private var output: [UInt8] = []
    private var indentation = 0
    /// Here-documents whose bodies the next end of a command writes.
    private var documents: [ShellDocument] = []
    /// True when the last thing written was a here-document, behind which no `;` may stand.
    private var endedInDocument = false
    /// False for a single line, as `$BASH_COMMAND` tells it.
    private let isLong: Bool

    private init(isLong: Bool) { self.isLong = isLong }

    /// A function with its name.
    ///
    /// - Complexity: O(*n*) in the size of the body, times its depth.
    static func function(_ name: [UInt8], _ body: ShellCommand) -> [UInt8] {
        var printer = ShellPrinter(isLong: true)
        printer.output = name
        printer.put(" () \n")
        printer.functionBody(body)
        return printer.output + [10]
    }

    /// A command in one line.
    ///
    /// - Complexity: as `function`.
    static func line(_ command: ShellCommand) -> [UInt8] {
        var printer = ShellPrinter(isLong: false)
        printer.write(command)
        printer.flushDocuments()
        return printer.output
    }

    // MARK: Text

    private mutating func put(_ text: StaticString) {
        text.withUTF8Buffer { output.append(contentsOf: $0) }
    }

    private mutating func newline() {
        output.append(10)
        output += [UInt8](repeating: 32, count: indentation)
        endedInDocument = false
    }

    /// The end of a command inside of a list.
    private mutating func semicolon() {
        if flushDocuments() || endedInDocument { return }
        if output.last == UInt8(ascii: "&") || output.last == 10 { return }
        output.append(UInt8(ascii: ";"))
    }

    @discardableResult
    private mutating func flushDocuments() -> Bool {
        guard !documents.isEmpty else { return false }
        let waiting = documents
        documents = []
        output.append(10)
        for document in waiting {
            output += document.raw
            output += document.delimiter
            output.append(10)
        }
        endedInDocument = true
        return true
    }

    private mutating func indented(_ list: ShellList, by width: Int = 4) {
        indentation += width
        output += [UInt8](repeating: 32, count: indentation)
        write(list)
        indentation -= width
    }

    /// A word as bash shows it: `$'…'` as its value in single quotes, `$"…"` as `"…"`.
    private static func shown(_ word: ArraySlice<UInt8>) -> [UInt8] {
        let dollar = UInt8(ascii: "$")
        let raw = Array(word)
        guard zip(raw, raw.dropFirst()).contains(where: { $0 == dollar && ($1 == 39 || $1 == 34) })
        else { return raw }
        var text: [UInt8] = []
        var place = 0
        var isQuoted = false
        while place < raw.count {
            let byte = raw[place]
            let next = place + 1 < raw.count ? raw[place + 1] : 0
            if byte == UInt8(ascii: "\\") {
                text += raw[place..<min(raw.count, place + 2)]
                place += 2
            } else if byte == 34 {
                isQuoted.toggle()
                text.append(byte)
                place += 1
            } else if !isQuoted, byte == 39 {
                let end = raw[(place + 1)...].firstIndex(of: 39) ?? raw.count - 1
                text += raw[place...end]
                place = end + 1
            } else if !isQuoted, byte == dollar, next == 34 {
                place += 1
            } else if !isQuoted, byte == dollar, next == 39 {
                var end = place + 2
                while end < raw.count, raw[end] != 39 {
                    end += raw[end] == UInt8(ascii: "\\") ? 2 : 1
                }
                end = min(end, raw.count)
                let value = EscapeText.dollarQuoted(
                    Array(raw[(place + 2)..<end]), dialect: .bash, utf8: true)
                text += ShellQuoting.single(value, dialect: .bash)
                place = end + 1
            } else {
                text.append(byte)
                place += 1
            }
        }
        return text
    }

    // MARK: Lists

    private mutating func write(_ list: ShellList) {
        var wasBackground = false
        for (index, item) in list.items.enumerated() {
            if index > 0 {
                if wasBackground {
                    output.append(32)
                } else {
                    semicolon()
                    if isLong { newline() } else { output.append(32) }
                }
            }
            for (place, pipeline) in item.pipelines.enumerated() {
                if place > 0 {
                    put(pipeline.isAnd ? " && " : " || ")
                }
                write(pipeline.pipeline)
            }
            if item.isBackground {
                put(" &")
                flushDocuments()
            }
            wasBackground = item.isBackground
        }
        flushDocuments()
    }

    private mutating func write(_ pipeline: ShellPipeline) {
        switch pipeline.timing {
        case .none: break
        case .plain: put("time ")
        case .posix: put("time -p ")
        }
        if pipeline.isNegated { put("! ") }
        for (index, command) in pipeline.commands.enumerated() {
            if index > 0 {
                if pipeline.mergesErrors.contains(index - 1) { put(" 2>&1") }
                put(" |")
                if flushDocuments() { output.append(32) }
                output.append(32)
            }
            write(command)
        }
    }

    // MARK: Commands

    private mutating func write(_ command: ShellCommand) {
        endedInDocument = false
        switch command.kind {
        case .simple(let assignments, let words):
            var isFirst = true
            for text in assignments.map(\.raw) + words.map(\.raw) {
                if !isFirst { output.append(32) }
                isFirst = false
                output += Self.shown(text)
            }
            for (index, redirection) in command.redirections.enumerated() {
                if !isFirst || index > 0 { output.append(32) }
                write(redirection)
            }
            return
        case .group(let list): group(list)
        case .subshell(let list):
            put("( ")
            write(list)
            put(" )")
        case .choice(let clauses, let otherwise): choice(clauses[...], otherwise)
        case .loop(let isUntil, let condition, let body):
            put(isUntil ? "until " : "while ")
            write(condition)
            semicolon()
            put(" do")
            loopBody(body)
        case .each(let name, let words, let body, let isSelect):
            put(isSelect ? "select " : "for ")
            output += name
            put(" in ")
            if let words {
                for (index, word) in words.enumerated() {
                    if index > 0 { output.append(32) }
                    output += word.raw
                }
            } else {
                put("\"$@\"")
            }
            put(";")
            if isLong { newline() } else { output.append(32) }
            put("do")
            loopBody(body)
        case .count(_, _, _, let body):
            put("for ((")
            let fields = command.raw.split(
                separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
            for (index, field) in fields.enumerated() {
                if index > 0 { put("; ") }
                let text = field.drop { $0 == 32 || $0 == 9 }
                if text.isEmpty { put("1") } else { output += text }
            }
            put("))")
            if isLong { newline() } else { put("; ") }
            put("do")
            loopBody(body)
        case .match(let subject, let arms): match(subject, arms)
        case .function(let name, let body, _):
            put("function ")
            output += name
            put(" () ")
            newline()
            functionBody(body)
        case .condition(let condition):
            put("[[ ")
            write(condition)
            put(" ]]")
        case .arithmetic:
            put("((")
            output += command.raw
            put("))")
        case .coprocess(let name, let inner):
            put("coproc ")
            output += name
            output.append(32)
            write(inner)
        }
        write(command.redirections)
    }

    /// The body of a function, which always shows its braces.
    private mutating func functionBody(_ body: ShellCommand) {
        output += [UInt8](repeating: 32, count: isLong && output.last == 10 ? indentation : 0)
        if case .group(let list) = body.kind {
            group(list)
            write(body.redirections)
            return
        }
        put("{ \n")
        indentation += 4
        output += [UInt8](repeating: 32, count: indentation)
        write(body)
        flushDocuments()
        indentation -= 4
        newline()
        put("}")
    }

    private mutating func group(_ list: ShellList) {
        guard isLong else {
            put("{ ")
            write(list)
            semicolon()
            put(" }")
            return
        }
        put("{ \n")
        indented(list)
        newline()
        put("}")
    }

    private mutating func block(_ list: ShellList) {
        if isLong {
            output.append(10)
            indented(list)
            semicolon()
            newline()
        } else {
            output.append(32)
            write(list)
            semicolon()
            output.append(32)
        }
    }

    private mutating func loopBody(_ body: ShellList) {
        block(body)
        put("done")
    }

    private mutating func choice(
        _ clauses: ArraySlice<(condition: ShellList, body: ShellList)>, _ otherwise: ShellList?
    ) {
        guard let clause = clauses.first else { return }
        put("if ")
        write(clause.condition)
        semicolon()
        put(" then")
        block(clause.body)
        let rest = clauses.dropFirst()
        if !rest.isEmpty {
            // `elif` is an `if` in the other branch.
            put("else")
            if isLong {
                indentation += 4
                newline()
            } else {
                output.append(32)
            }
            choice(rest, otherwise)
            put(";")
            if isLong {
                indentation -= 4
                newline()
            } else {
                output.append(32)
            }
        } else if let otherwise {
            put("else")
            block(otherwise)
        }
        put("fi")
    }

    private mutating func match(_ subject: ShellWord, _ arms: [ShellArm]) {
        put("case ")
        output += subject.raw
        put(" in ")
        indentation += 4
        for arm in arms {
            newline()
            for (index, pattern) in arm.patterns.enumerated() {
                if index > 0 { put(" | ") }
                output += pattern.raw
            }
            put(")")
            output.append(10)
            if !arm.body.items.isEmpty { indented(arm.body) }
            newline()
            switch arm.end {
            case .ends: put(";;")
            case .fallsThrough: put(";&")
            case .triesNext: put(";;&")
            }
        }
        indentation -= 4
        newline()
        put("esac")
    }

    private mutating func write(_ condition: ShellCondition) {
        switch condition {
        case .word(let word):
            put("-n ")
            output += word.raw
        case .unary(let op, let word):
            output.append(UInt8(ascii: "-"))
            output += op
            output.append(32)
            output += word.raw
        case .binary(let left, let op, let right):
            output += left.raw
            output.append(32)
            output += op
            output.append(32)
            output += right.raw
        case .not(let inner):
            put("! ")
            write(inner)
        case .and(let left, let right):
            write(left)
            put(" && ")
            write(right)
        case .or(let left, let right):
            write(left)
            put(" || ")
            write(right)
        case .group(let inner):
            put("( ")
            write(inner)
            put(" )")
        }
    }

    // MARK: Redirections

    private mutating func write(_ redirections: [ShellRedirection]) {
        for redirection in redirections {
            output.append(32)
            write(redirection)
        }
    }

    private mutating func write(_ redirection: ShellRedirection) {
        let isInput: Bool
        var sign: StaticString
        var isPlain = false
        let target = redirection.target.raw
        let isNumber =
            !target.isEmpty && target.allSatisfy { ShellBytes.isDigit($0) || $0 == 45 }
        switch redirection.operation {
        case .read: (isInput, sign) = (true, "< ")
        case .write: (isInput, sign) = (false, "> ")
        case .clobber: (isInput, sign) = (false, ">| ")
        case .append: (isInput, sign) = (false, ">> ")
        case .readWrite: (isInput, sign) = (false, "<> ")
        case .duplicateInput: (isInput, sign, isPlain) = (true, "<&", true)
        case .duplicateOutput: (isInput, sign, isPlain) = (false, ">&", true)
        case .both: (isInput, sign) = (false, "&> ")
        case .bothAppended: (isInput, sign) = (false, "&>> ")
        case .text: (isInput, sign) = (true, "<<< ")
        case .document(let document):
            (isInput, sign) = (true, document.stripsTabs ? "<<-" : "<<")
            documents.append(document)
        }
        if let variable = redirection.variable {
            output += [UInt8(ascii: "{")] + variable + [UInt8(ascii: "}")]
        } else {
            var number = redirection.descriptor
            if isPlain, isNumber {
                number = number ?? (isInput ? 0 : 1)
                if target.elementsEqual([45]) { sign = ">&" }
            } else if isPlain, !isInput, number == nil, target.first != UInt8(ascii: "$") {
                sign = "&> "
            } else if case .readWrite = redirection.operation {
                number = number ?? 0
            } else if number == (isInput ? 0 : 1) {
                number = nil
            }
            if let number { output += Decimal.bytes(number) }
        }
        put(sign)
        output += target
    }
}
