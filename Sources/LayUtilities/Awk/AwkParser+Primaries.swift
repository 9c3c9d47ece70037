internal import LayRegex

extension AwkParser {
    /// An operand without operators around it.
    ///
    /// - Throws: `AwkError` for what is none.
    mutating func parsePrimary() throws -> AwkNode {
        let first = token
        switch first.kind {
        case .number:
            try advance()
            return AwkNumberLiteral(first.number)
        case .string:
            try advance()
            return AwkTextLiteral(first.text)
        case .slash, .divideAssign: return try parseExpressionLiteral()
        case .dollar:
            try advance()
            return try parseField()
        case .openParenthesis: return try parseGroup()
        case .keyword(.getline):
            try advance()
            return try parseGetline()
        case .builtin(let builtin):
            try advance()
            return try parseBuiltin(builtin)
        case .name, .functionName:
            try advance()
            if first.kind == .functionName
                || kind == .openParenthesis && names.isFunction(first.text)
            {
                return try parseCall(first)
            }
            return try parseVariable(first.text)
        default: throw unexpected
        }
    }

    private mutating func parseExpressionLiteral() throws -> AwkNode {
        try lexer.readExpression()
        let literal = token
        do {
            let node = AwkExpressionLiteral(try AwkPattern(literal.text, manner))
            try advance()
            return node
        } catch let refused as RegularExpressionError {
            let shown = String(decoding: literal.text, as: UTF8.self)
            throw error("\(refused.message): /\(shown)/")
        }
    }

    /// What stands behind `$`.
    private mutating func parseField() throws -> AwkNode {
        try nested { parser in
            let index: AwkNode
            switch parser.kind {
            case .increment, .decrement:
                let operation: AwkOperator = parser.kind == .increment ? .add : .subtract
                try parser.advance()
                index = AwkIncrement(try parser.parseTarget(), operation, isPostfix: false)
            case .minus, .plus, .not: index = try parser.parseUnary()
            default: index = try parser.parsePrimary()
            }
            if let literal = index as? AwkNumberLiteral,
                let number = Int(exactly: literal.literal), 0..<AwkRecord.fieldLimit ~= number
            {
                return number == 0 ? AwkRecordTarget() : AwkFieldTarget(number)
            }
            return AwkComputedField(index)
        }
    }

    /// `(x)`, or `(x, y) in a`.
    private mutating func parseGroup() throws -> AwkNode {
        try expect(.openParenthesis)
        let list = try unredirected { try $0.parseList(until: .closeParenthesis) }
        try expect(.closeParenthesis)
        guard let first = list.first else { throw unexpected }
        if list.count == 1 { return first }
        guard kind == .keyword(.in) else { throw unexpected }
        try advance()
        return AwkMembership(AwkSubscriptList(list), try parseArray())
    }

    private mutating func parseGetline() throws -> AwkNode {
        let target = try parseOptionalTarget()
        guard kind == .less else { return AwkGetline(.main, target) }
        try advance()
        return AwkGetline(.file(try nested { try $0.parsePrimary() }), target)
    }

    /// A variable, or an element of an array.
    private mutating func parseVariable(_ name: [UInt8]) throws -> AwkNode {
        guard !names.isFunction(name) else {
            let shown = String(decoding: name, as: UTF8.self)
            throw error("function `\(shown)' used as a variable")
        }
        let variable = names.variable(name)
        guard kind == .openBracket else { return variable }
        var array = names.array(variable)
        var key = try parseSubscript()
        while kind == .openBracket {
            try link()
            array = AwkElementArray(array, key)
            key = try parseSubscript()
        }
        return AwkElementTarget(array, key)
    }

    /// `[x]` or `[x, y]`
    ///
    /// - Throws: `AwkError` for what is none.
    mutating func parseSubscript() throws -> AwkNode {
        try expect(.openBracket)
        let list = try unredirected { try $0.parseList(until: .closeBracket) }
        try expect(.closeBracket)
        guard let first = list.first else { throw unexpected }
        return list.count == 1 ? first : AwkSubscriptList(list)
    }

    /// The name of an array, or an element that is one.
    ///
    /// - Throws: `AwkError` for what is none.
    mutating func parseArray() throws -> AwkArrayNode {
        guard kind == .name else { throw unexpected }
        let name = token.text
        try advance()
        var array = names.array(names.variable(name))
        while kind == .openBracket {
            try link()
            array = AwkElementArray(array, try parseSubscript())
        }
        return array
    }

    private mutating func parseCall(_ name: AwkToken) throws -> AwkNode {
        let function = names.function(name.text)
        let arguments = try parseArguments()
        names.note(function, arguments, line: name.line)
        return AwkCall(function, arguments, line: name.line)
    }

    /// `(x, y)`
    private mutating func parseArguments() throws -> [AwkNode] {
        try expect(.openParenthesis)
        let list = try unredirected { try $0.parseList(until: .closeParenthesis) }
        try expect(.closeParenthesis)
        return list
    }

    private mutating func parseBuiltin(_ builtin: AwkBuiltin) throws -> AwkNode {
        if builtin == .length, kind != .openParenthesis { return AwkLength(AwkRecordTarget()) }
        let before = token
        let list = try parseArguments()
        guard builtin.arity.contains(list.count) else {
            throw AwkError(
                stage: .syntax, line: before.line,
                message: "\(list.count) is invalid as number of arguments for \(builtin.rawValue)",
                token: Array(builtin.rawValue.utf8), place: max(0, token.range.lowerBound - 1))
        }
        func argument(_ index: Int) -> AwkNode? { index < list.count ? list[index] : nil }
        switch builtin {
        case .length: return AwkLength(list.first ?? AwkRecordTarget())
        case .substr: return AwkSubstring(list[0], list[1], argument(2))
        case .index: return AwkIndex(list[0], list[1])
        case .tolower: return AwkCaseChange(list[0], toUpper: false)
        case .toupper: return AwkCaseChange(list[0], toUpper: true)
        case .sprintf: return AwkFormatCall(list)
        case .split, .patsplit:
            return AwkSplitCall(
                list[0], try array(list[1]), argument(2).map(pattern), try argument(3).map(array),
                isPattern: builtin == .patsplit)
        case .match:
            return AwkMatchCall(list[0], pattern(list[1]), try argument(2).map(array))
        case .sub, .gsub:
            let subject = argument(2) ?? AwkRecordTarget()
            let target = subject as? AwkTarget ?? AwkThrowaway(subject)
            return AwkSubstitution(
                pattern(list[0]), list[1], target, isGlobal: builtin == .gsub)
        case .gensub:
            return AwkGeneralSubstitution(
                pattern(list[0]), list[1], list[2], argument(3) ?? AwkRecordTarget())
        case .asort, .asorti:
            return AwkSortCall(
                try array(list[0]), try argument(1).map(array), argument(2),
                sortsSubscripts: builtin == .asorti)
        case .isarray: return AwkArrayQuestion(list[0])
        case .system, .close, .fflush, .systime, .mktime, .strftime, .typeof:
            return AwkSystemCall(builtin, list)
        default: return AwkNumberCall(builtin, list)
        }
    }

    /// The array that an argument names.
    private func array(_ node: AwkNode) throws -> AwkArrayNode {
        if let variable = node as? AwkSlotTarget { return names.array(variable) }
        if let element = node as? AwkElementTarget {
            return AwkElementArray(element.outer, element.key)
        }
        throw error("an argument is not an array")
    }
}
