/// Makes what runs of what was read.
struct ShellCompiler {
    let names: ShellNames
    let dialect: ShellDialect
    let builtins: BuiltinTable

    // MARK: Lists

    func list(_ list: ShellList) -> ListCode {
        ListCode(
            list.items.map { item in
                let all = item.pipelines.map { ($0.isAnd, pipeline($0.pipeline)) }
                return ListCode.Item(
                    first: all.first?.1
                        ?? PipelineCode([], mergesErrors: [], isNegated: false, timing: .none),
                    rest: all.dropFirst().map { (isAnd: $0.0, pipeline: $0.1) },
                    isBackground: item.isBackground, text: item.text)
            })
    }

    private func pipeline(_ pipeline: ShellPipeline) -> PipelineCode {
        PipelineCode(
            pipeline.commands.map(command), mergesErrors: pipeline.mergesErrors,
            isNegated: pipeline.isNegated, timing: pipeline.timing)
    }

    // MARK: Commands

    func command(_ command: ShellCommand) -> CommandCode {
        let line = command.place.line
        let redirections = command.redirections.map(redirection)
        switch command.kind {
        case .simple(let assignments, let words):
            return SimpleCode(
                line: line, redirections, assignments: assignments.map(assignment),
                words: words.flatMap(self.words), builtins,
                source: dialect.isBash ? command : nil)
        case .group(let inner): return GroupCode(line: line, redirections, list(inner))
        case .subshell(let inner): return SubshellCode(line: line, redirections, list(inner))
        case .choice(let clauses, let otherwise):
            return ChoiceCode(
                line: line, redirections,
                clauses.map { (condition: list($0.condition), body: list($0.body)) },
                otherwise: otherwise.map(list))
        case .loop(let isUntil, let condition, let body):
            return LoopCode(
                line: line, redirections, isUntil: isUntil, list(condition), list(body))
        case .each(let name, let words, let body, let isSelect):
            return EachCode(
                line: line, redirections, names.number(name), words?.flatMap(self.words),
                list(body), isSelect: isSelect)
        case .count(let begin, let condition, let step, let body):
            return CountCode(
                line: line, redirections, arithmetic(begin), arithmetic(condition),
                arithmetic(step), list(body))
        case .match(let subject, let arms):
            return MatchCode(
                line: line, redirections, word(subject, .plain), source: Array(subject.raw),
                arms.map { arm in
                    (arm.patterns.map { word($0, .plain) }, list(arm.body), arm.end)
                })
        case .function(let name, let body, let text):
            return FunctionCode(
                line: line, redirections, names.number(name), name: name,
                body: self.command(body), source: body, text: text)
        case .condition(let tree):
            return ConditionCode(
                line: line, redirections, condition(tree), source: command)
        case .arithmetic(let parts):
            return ArithmeticCommandCode(
                line: line, redirections, arithmetic(parts), source: command)
        case .coprocess(let name, let inner):
            return CoprocessCode(
                line: line, redirections, names.number(name), self.command(inner))
        }
    }

    private func condition(_ tree: ShellCondition) -> ConditionTree {
        switch tree {
        case .word(let inner): .unary(UInt8(ascii: "n"), word(inner, .plain))
        case .unary(let op, let inner): .unary(op.first ?? 0, word(inner, .plain))
        case .binary(let left, let op, let right):
            .binary(
                word(left, .plain), String(decoding: op, as: UTF8.self), word(right, .plain))
        case .not(let inner): .not(condition(inner))
        case .group(let inner): condition(inner)
        case .and(let left, let right): .and(condition(left), condition(right))
        case .or(let left, let right): .or(condition(left), condition(right))
        }
    }

    func redirection(_ redirection: ShellRedirection) -> RedirectionCode {
        var body: [PartCode] = []
        if case .document(let document) = redirection.operation {
            body = parts(document.parts, .quoted)
            if dialect.isBash {
                // In a document `$*` has blanks between the parameters, whatever IFS is.
                body = body.map { part in
                    if case .special(UInt8(ascii: "*")) = part {
                        return .special(UInt8(ascii: "@"))
                    }
                    return part
                }
            }
        }
        return RedirectionCode(
            redirection.descriptor, variable: redirection.variable.map(names.number),
            redirection.operation, word(redirection.target, .plain), body: body)
    }

    // MARK: Words

    /// Where a word stands.
    enum Use { case plain, assignment, quoted }

    /// The words that braces make of one.
    func words(_ word: ShellWord) -> [WordCode] {
        if let declaration = word.declared {
            let whole = WordCode([], declared: assignment(declaration.assignment))
            guard dialect.isBash, case .word(let value) = declaration.assignment.value,
                BraceExpansion.mayExpand(value.parts)
            else { return [whole] }
            // As an argument it becomes several assignments, of which the last one counts.
            return BraceExpansion.expand(value.parts).map { parts in
                var one = declaration.assignment
                one.value = .word(ShellWord(parts: parts, place: value.place))
                return WordCode([], declared: assignment(one))
            }
        }
        guard dialect.isBash, BraceExpansion.mayExpand(word.parts) else {
            return [self.word(word, .plain)]
        }
        let braced = BraceExpansion.expand(word.parts)
        if braced.count == 1 { return [WordCode(parts(braced[0], .plain))] }
        return [
            WordCode(
                parts(word.parts, .plain), braced: braced.map { WordCode(parts($0, .plain)) })
        ]
    }

    func word(_ word: ShellWord, _ use: Use) -> WordCode { WordCode(parts(word.parts, use)) }

    func assignment(_ assignment: ShellAssignment) -> AssignmentCode {
        let value: AssignmentCode.Value =
            switch assignment.value {
            case .word(let inner): .word(word(inner, .assignment))
            case .list(let elements):
                .list(
                    elements.map { element in
                        (
                            element.index.map(arithmetic), element.isAppended,
                            element.index == nil
                                ? words(element.word) : [word(element.word, .assignment)]
                        )
                    })
            }
        return AssignmentCode(
            names.number(assignment.name), index: assignment.index.map(arithmetic),
            isAppended: assignment.isAppended, value)
    }

    func parts(_ parts: [ShellWordPart], _ use: Use) -> [PartCode] {
        var result: [PartCode] = []
        for (index, part) in parts.enumerated() {
            switch part {
            case .literal(let bytes):
                switch use {
                case .quoted: result.append(.literal(bytes))
                case .plain:
                    result += tildes(
                        bytes, atStart: index == 0, isLast: index == parts.count - 1,
                        inAssignment: false)
                case .assignment:
                    result += tildes(
                        bytes, atStart: index == 0, isLast: index == parts.count - 1,
                        inAssignment: true)
                }
            case .quoted(let bytes): result.append(.quoted(bytes))
            case .doubleQuoted(let inner): result.append(.doubleQuoted(self.parts(inner, .quoted)))
            case .parameter(let inner): result.append(parameter(inner, use))
            case .command(let inner): result.append(.command(list(inner)))
            case .arithmetic(let inner): result.append(.arithmetic(arithmetic(inner)))
            case .process(let isInput, let inner):
                result.append(.process(isInput: isInput, list(inner)))
            }
        }
        return result
    }

    /// A literal with the tildes that stand for directories apart.
    private func tildes(_ bytes: [UInt8], atStart: Bool, isLast: Bool, inAssignment: Bool)
        -> [PartCode]
    {
        guard bytes.contains(UInt8(ascii: "~")) else { return [.literal(bytes)] }
        if dialect.isBash, !inAssignment, atStart,
            let sign = bytes.firstIndex(of: UInt8(ascii: "=")),
            ShellBytes.isName(Array(bytes[..<sign]))
        {
            // What looks like an assignment is expanded like one (bash outside of its POSIX mode).
            let value = Array(bytes[(sign + 1)...])
            return [.literal(Array(bytes[...sign]))]
                + tildes(value, atStart: true, isLast: isLast, inAssignment: true)
        }
        var result: [PartCode] = []
        var literal: [UInt8] = []
        var place = 0
        var mayBegin = atStart
        while place < bytes.count {
            if bytes[place] == UInt8(ascii: "~"), mayBegin {
                var end = place + 1
                while end < bytes.count, bytes[end] != UInt8(ascii: "/"),
                    !((inAssignment || dialect.isBash) && bytes[end] == UInt8(ascii: ":"))
                {
                    end += 1
                }
                // What goes on with a quote or an expansion is no name.
                if end < bytes.count || isLast {
                    if !literal.isEmpty { result.append(.literal(literal)) }
                    literal = []
                    result.append(.tilde(Array(bytes[place + 1..<end])))
                    place = end
                    mayBegin = false
                    continue
                }
            }
            mayBegin = inAssignment && bytes[place] == UInt8(ascii: ":")
            literal.append(bytes[place])
            place += 1
        }
        if !literal.isEmpty { result.append(.literal(literal)) }
        return result
    }

    // MARK: Parameters

    private func parameter(_ parameter: ShellParameter, _ use: Use) -> PartCode {
        let first = parameter.name.first ?? 0
        let target: ParameterCode.Target
        switch parameter.index {
        case .element(let parts)?:
            target = .element(names.number(parameter.name), arithmetic(parts))
        case .all(let isStar)?: target = .all(names.number(parameter.name), isStar: isStar)
        case nil:
            if parameter.name == [UInt8(ascii: "_")] {
                target = .special(first)
            } else if ShellBytes.isNameStart(first) {
                target = .variable(names.number(parameter.name))
            } else if ShellBytes.isDigit(first) {
                target = .position(Decimal.number(parameter.name) ?? .max)
            } else {
                target = .special(first)
            }
        }
        let operation: ParameterCode.Operation
        let inner = use
        switch parameter.operation {
        case .value:
            if !parameter.isIndirect {
                switch target {
                case .variable(let symbol): return .variable(symbol)
                case .position(let number): return .position(number)
                case .special(let byte): return .special(byte)
                default: break
                }
            }
            operation = .value
        case .length: operation = .length
        case .keys: operation = .keys
        case .fallback(let op, let hasColon, let word):
            let use: Use =
                op == UInt8(ascii: "=") && inner != .quoted ? .assignment : inner
            operation = .fallback(op, hasColon: hasColon, parts(word, use))
        case .trim(let isSuffix, let isLongest, let word):
            operation = .trim(isSuffix: isSuffix, isLongest: isLongest, parts(word, .plain))
        case .replace(let pattern, let replacement, let place):
            operation = .replace(
                parts(pattern, .plain), parts(replacement, .plain), place: place)
        case .slice(let offset, let length):
            operation = .slice(arithmetic(offset), length.map(arithmetic))
        case .changeCase(let op, let all, let pattern):
            operation = .changeCase(op, all: all, parts(pattern, .plain))
        case .transform(let letter): operation = .transform(letter)
        case .names(let isStar): operation = .names(parameter.name, isStar: isStar)
        case .bad(let text): operation = .bad(text)
        }
        return .parameter(
            ParameterCode(parameter.name, target, isIndirect: parameter.isIndirect, operation))
    }

    func arithmetic(_ parts: [ShellWordPart]) -> ArithmeticCode {
        var text: [UInt8] = []
        var isPlain = true
        for part in parts {
            switch part {
            case .literal(let bytes): text += bytes
            default: isPlain = false
            }
        }
        let codes = self.parts(parts, .quoted)
        guard isPlain else { return ArithmeticCode(codes, tree: nil) }
        if dialect.isBash { text = ArithmeticParser.removingQuotes(text) }
        do throws(ArithmeticError) {
            let tree = try ArithmeticParser.parse(text, dialect: dialect, resolve: names.number)
            return ArithmeticCode(codes, tree: .success(tree))
        } catch {
            return ArithmeticCode(codes, tree: .failure(error))
        }
    }
}
