internal import LayBounds

/// A piece of a string literal before its indentation is removed.
private enum RawPart {
    case bytes([UInt8])
    /// Came from an escape, so it is no indentation even when it is a blank.
    case escaped([UInt8])
    case interpolation([Token])
}

extension Lexer {
    /// `"…"`, `'…'` and their multi-line forms.
    mutating func string() -> Token.Kind {
        let parts = quoted(isBytes: false)
        return .string(
            parts.map {
                switch $0 {
                case .bytes(let bytes), .escaped(let bytes):
                    .text(String(decoding: bytes, as: UTF8.self))
                case .interpolation(let tokens): .interpolation(tokens)
                }
            })
    }

    /// `b"…"` and `b'…'`.
    mutating func bytesLiteral() -> Token.Kind {
        offset += 1
        var result: [UInt8] = []
        for case .bytes(let bytes) in quoted(isBytes: true) { result += bytes }
        return .bytes(result)
    }

    private mutating func quoted(isBytes: Bool) -> [RawPart] {
        let start = offset
        let quote = bytes[offset]
        let isRaw = quote == UInt8(ascii: "'")
        let isMultiline = peek(1) == quote && peek(2) == quote
        offset += isMultiline ? 3 : 1
        var parts: [RawPart] = []
        var text: [UInt8] = []
        func flush() {
            if !text.isEmpty { parts.append(.bytes(text)) }
            text = []
        }
        while true {
            guard offset < limit, isMultiline || bytes[offset] != UInt8(ascii: "\n") else {
                report(
                    .unclosedString(isRaw: isRaw, isMultiline: isMultiline), start,
                    min(offset, start + 3))
                // Only a string of several lines can be closed on a later one.
                diagnostics[diagnostics.count - 1].isUnfinished = isMultiline
                break
            }
            let byte = bytes[offset]
            if byte == quote, !isMultiline || (peek(1) == quote && peek(2) == quote) {
                offset += isMultiline ? 3 : 1
                break
            }
            if byte == UInt8(ascii: "\\"), !isRaw {
                if peek(1) == UInt8(ascii: "("), !isBytes {
                    flush()
                    parts.append(.interpolation(interpolation()))
                } else {
                    flush()
                    parts.append(.escaped(escape(isBytes: isBytes)))
                }
                continue
            }
            // The end of a line is a newline, however the file writes it.
            if byte == UInt8(ascii: "\r"), peek(1) == UInt8(ascii: "\n"), isMultiline {
                offset += 1
                continue
            }
            text.append(byte)
            offset += 1
        }
        flush()
        return merged(isMultiline ? unindented(parts, start) : parts)
    }

    private func merged(_ parts: [RawPart]) -> [RawPart] {
        var result: [RawPart] = []
        var text: [UInt8]?
        for part in parts {
            switch part {
            case .bytes(let new), .escaped(let new):
                var joined = text.take() ?? []
                joined += new
                text = joined
            case .interpolation:
                if let text = text.take() { result.append(.bytes(text)) }
                result.append(part)
            }
        }
        if let text { result.append(.bytes(text)) }
        return result
    }

    private mutating func interpolation() -> [Token] {
        let start = offset
        offset += 2
        if depth >= Self.deepestInterpolation || !StackBound.hasRoom {
            report(.deepInterpolations, start, offset)
            offset = limit
            return [Token(kind: .end, span: Span(start, offset))]
        }
        var inner = Lexer(source, from: offset, to: limit, depth: depth + 1)
        let tokens = inner.run(untilParenthesis: true)
        offset = inner.offset
        diagnostics += inner.diagnostics
        if tokens.count == 1 { report(.emptyInterpolation, start, offset) }
        return tokens
    }

    /// The bytes that the escape at the offset stands for.
    private mutating func escape(isBytes: Bool) -> [UInt8] {
        let start = offset
        let mark = peek(1)
        offset = min(limit, offset + 2)
        switch mark {
        case UInt8(ascii: "n"): return [10]
        case UInt8(ascii: "t"): return [9]
        case UInt8(ascii: "r"): return [13]
        case UInt8(ascii: "0"): return [0]
        case UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: "'"): return [mark]
        case UInt8(ascii: "x") where isBytes:
            let digits = String(decoding: bytes[offset..<min(limit, offset + 2)], as: UTF8.self)
            guard digits.utf8.count == 2, let value = UInt8(digits, radix: 16) else {
                report(.noByte, start, offset)
                return []
            }
            offset += 2
            return [value]
        case UInt8(ascii: "u"):
            var end = offset
            while end < limit, bytes[end] != UInt8(ascii: "}"), end - offset < 10 { end += 1 }
            if peek() == UInt8(ascii: "{"), end < limit, bytes[end] == UInt8(ascii: "}"),
                let value = UInt32(
                    String(decoding: bytes[(offset + 1)..<end], as: UTF8.self), radix: 16),
                let scalar = Unicode.Scalar(value)
            {
                offset = end + 1
                return Array(String(scalar).utf8)
            }
            report(.noScalar, start, offset)
            return []
        default:
            report(.unknownEscape(mark), start, offset)
            return []
        }
    }

    /// Drops the first newline, the last line, and the closing quotes' indentation everywhere.
    private mutating func unindented(_ parts: [RawPart], _ start: Int) -> [RawPart] {
        guard case .bytes(let last) = parts.last else { return parts }
        let newline = last.lastIndex(of: 10)
        let indentation = Array(last[(newline.map { $0 + 1 } ?? 0)...])
        guard newline != nil, indentation.allSatisfy({ $0 == 32 || $0 == 9 }) else { return parts }
        var result: [RawPart] = []
        for (index, part) in parts.enumerated() {
            guard case .bytes(var text) = part else {
                result.append(part)
                continue
            }
            if index == parts.count - 1, let end = text.lastIndex(of: 10) {
                text.removeSubrange(end...)
            }
            var clean: [UInt8] = []
            var lines = text.split(separator: 10, omittingEmptySubsequences: false)[...]
            if index > 0 || (lines.first?.isEmpty == false), let first = lines.popFirst() {
                clean += first
                if !lines.isEmpty { clean.append(10) }
            } else if index == 0 {
                lines = lines.dropFirst()
            }
            for (number, line) in lines.enumerated() {
                if number > 0 { clean.append(10) }
                if line.starts(with: indentation) {
                    clean += line.dropFirst(indentation.count)
                } else if line.allSatisfy({ $0 == 32 || $0 == 9 }) {
                    continue
                } else {
                    report(.littleIndentation, start, start + 3)
                    clean += line
                }
            }
            result.append(.bytes(clean))
        }
        return result
    }
}
