internal import LayRegex

extension AwkMachine {
    /// The value of a variable that the machine watches.
    ///
    /// - Throws: what ends the program.
    func value(of special: AwkSpecial) throws -> AwkValue {
        switch special {
        case .fieldCount: .number(Double(try record.fieldCount(self)))
        case .recordNumber: .number(recordNumber)
        case .fileRecordNumber: .number(fileRecordNumber)
        default: globals[special.rawValue]
        }
    }

    /// Assigns a variable that the machine watches.
    ///
    /// - Throws: what ends the program.
    func assign(_ value: AwkValue, to special: AwkSpecial) throws {
        if case .array = value {
            throw error("attempt to use an array in a scalar context")
        }
        globals[special.rawValue] = value
        switch special {
        case .fieldCount: try record.setCount(Int(bounded: value.number), self)
        case .recordNumber: recordNumber = value.number
        case .fileRecordNumber: fileRecordNumber = value.number
        case .outputFieldSeparator: outputFieldSeparator = try text(of: value)
        case .outputRecordSeparator: outputRecordSeparator = try text(of: value)
        case .subscriptSeparator: subscriptSeparator = try text(of: value)
        case .conversionFormat: conversionFormat = AwkNumberFormat(try text(of: value).array)
        case .outputFormat: outputFormat = AwkNumberFormat(try text(of: value).array)
        case .fieldSeparator, .fieldWidths, .fieldPattern:
            splitterSource = special
            try refreshSplitter()
        case .recordSeparator:
            try refreshRecordSeparator()
            try refreshSplitter()
        case .ignoreCase:
            ignoresCase = value.truth
            try refreshRecordSeparator()
            try refreshSplitter()
        default: break
        }
    }

    private func refreshRecordSeparator() throws {
        let text = try text(of: globals[AwkSpecial.recordSeparator.rawValue]).array
        switch text.count {
        case 0: recordSeparator = .paragraph
        case 1: recordSeparator = .byte(text[0])
        default: recordSeparator = .expression(try patterns.searcher(text, self))
        }
    }

    private func refreshSplitter() throws {
        let text = try text(of: globals[splitterSource.rawValue]).array
        var isParagraph = false
        if case .paragraph = recordSeparator { isParagraph = true }
        switch splitterSource {
        case .fieldWidths: splitter = .widths(try widths(text))
        case .fieldPattern: splitter = .content(try patterns.searcher(text, self))
        default: splitter = try separator(text, isParagraph: isParagraph)
        }
    }

    /// What a text like `FS` parts fields at.
    ///
    /// - Throws: `AwkError` for a text that is no regular expression.
    func separator(_ text: [UInt8], isParagraph: Bool = false) throws -> AwkSplitter {
        switch text.count {
        case 0: return .everyByte
        case 1 where text[0] == 32: return .blanks
        case 1 where !ignoresCase || (text[0] | 32) &- 97 >= 26:
            return isParagraph ? .byteOrNewline(text[0]) : .byte(text[0])
        default:
            return .expression(try patterns.searcher(text, self))
        }
    }

    /// The numbers of `FIELDWIDTHS`: `5 2:3 *`.
    private func widths(_ text: [UInt8]) throws -> [(skip: Int, width: Int)] {
        var result: [(skip: Int, width: Int)] = []
        for word in text.split(whereSeparator: { $0 == 32 || $0 == 9 }) {
            if word.elementsEqual([42]) {
                result.append((0, Int(Int32.max)))
                continue
            }
            let parts = word.split(separator: 58, omittingEmptySubsequences: false).map {
                Int(String(decoding: $0, as: UTF8.self)) ?? -1
            }
            guard let width = parts.last, parts.count <= 2,
                parts.allSatisfy({ (0...Int(Int32.max)).contains($0) })
            else { throw error("invalid FIELDWIDTHS value") }
            result.append((parts.count == 2 ? parts[0] : 0, width))
        }
        return result
    }

    /// Gives the variables the values that they have before the program begins.
    ///
    /// - Throws: what ends the program.
    func prepare(_ arguments: [[UInt8]]) throws {
        let texts: [(AwkSpecial, String)] = [
            (.fieldSeparator, " "), (.outputFieldSeparator, " "), (.outputRecordSeparator, "\n"),
            (.recordSeparator, "\n"), (.subscriptSeparator, "\u{1C}"),
            (.conversionFormat, "%.6g"), (.outputFormat, "%.6g"),
            (.recordTerminator, ""), (.errorReason, ""), (.fieldPattern, "[^[:space:]]+"),
            (.fieldWidths, ""), (.fileName, ""),
        ]
        for (special, text) in texts {
            globals[special.rawValue] = .text(.constant(Array(text.utf8)))
        }
        globals[AwkSpecial.matchStart.rawValue] = .number(0)
        globals[AwkSpecial.matchLength.rawValue] = .number(-1)
        let list = AwkArray(account)
        for (index, argument) in arguments.enumerated() {
            try list.locate(index).pointee = .input(
                argument.withUnsafeBufferPointer {
                    AwkText.make($0, account)
                })
        }
        globals[AwkSpecial.arguments.rawValue] = .array(list)
        globals[AwkSpecial.argumentCount.rawValue] = .number(Double(arguments.count))
        let environment = AwkArray(account)
        for (name, value) in host.environment {
            let place = try name.withUnsafeBufferPointer { try environment.locate($0) }
            place.pointee = .input(value.withUnsafeBufferPointer { AwkText.make($0, account) })
        }
        globals[AwkSpecial.environment.rawValue] = .array(environment)
        if manner == .gawk {
            globals[AwkSpecial.processInformation.rawValue] = .array(AwkArray(account))
        }
    }

    /// Does an assignment of the command line: `name=value`, with escapes.
    ///
    /// - Returns: false where the text is none.
    /// - Throws: what ends the program.
    func assign(operand: [UInt8]) throws -> Bool {
        guard let place = operand.firstIndex(of: 61), place > 0,
            operand[0] &- 48 >= 10,
            operand[..<place].allSatisfy(AwkLexer.isNamePart)
        else { return false }
        let name = Array(operand[..<place])
        let text = AwkEscapes.resolve(operand[(place + 1)...], manner)
        let value = AwkValue.input(text.withUnsafeBufferPointer { AwkText.make($0, account) })
        guard let slot = program.globalSlots[name] else { return true }
        if let special = AwkSpecial(rawValue: slot), special.isWatched {
            try assign(value, to: special)
        } else if case .array = globals[slot] {
            throw error("cannot use array `\(String(decoding: name, as: UTF8.self))' as a scalar")
        } else {
            globals[slot] = value
        }
        return true
    }
}
